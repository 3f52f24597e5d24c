"""Editors translate page by page; until then the English page stands in, and says so."""

import contextlib
import json

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from cms import building
from cms.building.items import name_list_items
from cms.models import GuidancePage, PracticeEvidence, PracticePage, StarterPage
from cms.translating import behind
from cms.workflow import set_up_workflow
from tests.cms import pages


@pytest.fixture
def site(db, use_languages):
    """The starter tree in English and, untranslated, in Arabic."""
    use_languages("en", "ar")
    building.build_site()
    return Locale.objects.get(language_code="ar")


def submitted(client, page, locale):
    """The translation that an editor asked for, with its words."""
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"locales": [locale.pk]}).status_code == 302
    return Translation.objects.get(source=TranslationSource.objects.get_for_instance(page), target_locale=locale)


def test_editor_translates_a_page_and_its_source_changes_are_seen(
    signed_in, editor, site, django_capture_on_commit_callbacks
):
    page = GuidancePage.objects.get(slug="budgeting", locale__language_code="en")
    translation = submitted(signed_in(editor), page, site)
    arabic = page.get_translation(site)
    assert arabic.alias_of_id == page.pk  # for readers nothing changes yet
    shown = signed_in(editor).get("/ar/guidance/budgeting/").content.decode()
    assert "notice--language" in shown and 'hreflang="ar" href' not in shown.partition("</head>")[0]
    answer = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[arabic.pk]))
    assert "Human rights in the budget" in answer.content.decode()
    segment = translation.source.stringsegment_set.get(string__data="Human rights in the budget")
    edit = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    answer = signed_in(editor).put(edit, "value=حقوق الإنسان في الميزانية".encode(), content_type=form)
    assert answer.status_code in (200, 201)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    arabic = GuidancePage.objects.get(pk=arabic.pk)
    assert (arabic.title, arabic.alias_of_id) == ("حقوق الإنسان في الميزانية", None)
    published = lxml.html.document_fromstring(signed_in(editor).get("/ar/guidance/budgeting/").content.decode())
    with override("ar"):
        notice = gettext(
            "Parts of this page are not translated yet. You are reading them in this language: %(language)s."
        ) % {"language": gettext("English")}
    assert notice in published.xpath("//*[contains(@class, 'notice--language')]")[0].text_content()
    assert len(published.xpath("//div[@lang='en' and @dir='ltr']")) == len(arabic.body)
    assert published.xpath("//h1[not(@lang)]") and published.xpath("//p[@class='lead'][@lang='en']")
    assert not list(behind())
    page.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert [row.pk for row in behind()] == [arabic.pk]
    start = signed_in(editor).get(reverse("wagtailadmin_home")).content.decode()
    assert "Translations behind their original" in start and arabic.title in start


def test_page_that_nobody_translated_is_shown_with_its_language(client, site):
    answer = client.get("/ar/guidance/budgeting/").content.decode()
    assert 'lang="en" dir="ltr"' in answer


def test_title_that_stands_in_for_a_translation_says_its_language_wherever_it_stands(client, site):
    page = lxml.html.document_fromstring(client.get("/ar/guidance/budgeting/").content.decode())
    english = "Human rights in the budget"
    found = page.xpath("//title | //h1 | //nav[@class='breadcrumbs']//*[@aria-current]")
    said = {element.tag: element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for element in found}
    assert said == {"title": "en", "h1": "en", "bdi": "en"}
    assert page.xpath("//title/text()")[0].startswith(english)
    own = page.xpath("//nav[@class='breadcrumbs']//a | //nav[@class='site-nav']//a")
    assert len(own) > 3 and not [element for element in own if element.xpath("descendant-or-self::*/@lang")]


def test_untranslated_section_says_its_language_in_the_menu(client, site):
    Page.objects.filter(slug="guidance", locale=site).update(alias_of=Page.objects.get(slug="guidance", locale_id=1))
    page = lxml.html.document_fromstring(client.get("/ar/guidance/budgeting/").content.decode())
    menu = page.xpath("//nav[@class='site-nav']//a[@lang='en']")
    trail = page.xpath("//nav[@class='breadcrumbs']//a[bdi/@lang='en']")
    assert [element.get("href") for element in (*menu, *trail)] == ["/ar/guidance/"] * 2


def test_language_switch_takes_the_question_of_a_list_along(client, site):
    page = lxml.html.document_fromstring(client.get("/ar/practices/?page=1&kind=").content.decode())
    assert page.xpath("//nav[@class='languages']//a/@href") == ["/en/practices/?page=1&kind="]
    missing = lxml.html.document_fromstring(client.get("/ar/nowhere/?page=1").content.decode())
    assert missing.xpath("//nav[@class='languages']//a/@href") == ["/en/nowhere/?page=1"]


def test_new_english_page_appears_in_the_other_language(signed_in, editor, site):
    index = Page.objects.get(slug="guidance", locale__language_code="en")
    address = reverse("wagtailadmin_pages:add", args=["cms", "guidancepage", index.pk])
    form = {"title": "New", "slug": "new", "introduction": "Short.", "body-count": "0", "action-publish": "yes"}
    form |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    assert signed_in(editor).post(address, form).status_code == 302
    stand_in = GuidancePage.objects.get(slug="new", locale=site)
    assert stand_in.alias_of.slug == "new"


def test_what_the_it_desk_switched_off_stays_off(site):
    LocaleSynchronization.objects.all().delete()
    assert building.build_site() == []
    assert not LocaleSynchronization.objects.exists()


def test_every_item_of_a_starter_list_is_translated_by_itself(site):
    page = GuidancePage.objects.get(slug="glossary", locale__language_code="en")
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    said = {segment.string.data for segment in source.stringsegment_set.select_related("string")}
    terms = [term for piece in page.body if piece.block_type == "glossary" for term in piece.value]
    assert len(terms) > 20 and {term["term"] for term in terms} <= said


def test_lists_from_before_get_names_for_their_items_once(site):
    page = GuidancePage.objects.get(slug="upr-in-five-steps", locale__language_code="en")
    named = list(page.body.raw_data)
    old = [{**piece, "value": without_names(piece["value"])} for piece in named]
    GuidancePage.objects.filter(pk=page.pk).update(body=json.dumps(old))
    page.latest_revision.content["body"] = json.dumps(old)
    page.latest_revision.save()
    name_list_items()
    assert list(GuidancePage.objects.get(pk=page.pk).body.raw_data) == old  # done before on this site
    StarterPage.objects.filter(key="named-list-items").delete()
    name_list_items()
    page = GuidancePage.objects.get(pk=page.pk)
    now = [list(page.body.raw_data), json.loads(page.latest_revision.content["body"])]
    assert now[0] == now[1] != old
    assert [{**piece, "value": without_names(piece["value"])} for piece in now[0]] == old
    assert all(item["id"] for piece in now[0] if piece["type"] == "steps" for item in piece["value"])


def without_names(value):
    """A block's raw value as it was kept before items of lists had names."""
    if isinstance(value, list):
        return [without_names(item["value"]) for item in value]
    return {key: without_names(part) for key, part in value.items()} if isinstance(value, dict) else value


@pytest.fixture
def guarded(practice_index, editor):
    """A list of practices under the protection check, in English and French."""
    french = Locale.objects.create(language_code="fr")
    practice_index.get_parent().copy_for_translation(french)
    practice_index.copy_for_translation(french)
    set_up_workflow()
    return french


def test_translation_is_no_way_around_the_protection_check(
    signed_in, editor, guarded, practice_index, city, django_capture_on_commit_callbacks
):
    draft = pages.draft(practice_index, city=city, **{**pages.practice_fields(), "title": "Unchecked"})
    draft.evidence.add(PracticeEvidence(kind="report", title="Report"))
    draft.save_revision()
    draft.save()
    assert draft.waits_for_check()
    translation = submitted(signed_in(editor), draft, guarded)
    with contextlib.suppress(ValidationError), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    french = PracticePage.objects.get(locale=guarded)
    assert not french.live
    with pytest.raises(ValidationError, match="protection check"):
        french.get_latest_revision().publish()


def test_published_practice_is_translated_and_keeps_its_codes(
    signed_in, editor, practice, guarded, django_capture_on_commit_callbacks
):
    PracticePage.objects.filter(pk=practice.pk).update(result_kinds=["legal"], challenge_kinds=["funds"])
    practice = PracticePage.objects.get()
    translation = submitted(signed_in(editor), practice, guarded)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    french = PracticePage.objects.get(locale=guarded)
    assert french.live
    assert (french.result_kinds, french.challenge_kinds) == (["legal"], ["funds"])
