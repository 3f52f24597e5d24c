"""The search finds what is neither a page nor a recommendation, by what it says, and only while it is public."""

import io
import zipfile

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents.models import Document

from cms import finding
from cms.finding import texts
from cms.models import SearchEntry
from tests import factories
from tests.cms import pages, surveys
from tests.cms.register import entries
from tests.cms.test_search import found, guide_of
from tracking import search
from tracking.models import TargetTag, Visibility


def links(client, query, site="en"):
    """{words: address} of the links that the search page shows."""
    page = BeautifulSoup(client.get(f"/{site}/search/", {"q": query}).content, "html.parser")
    return {link.text: link["href"] for link in page.select("main h3 a")}


def test_steps_register_surveys_and_overviews_lead_to_their_pages_while_they_are_public(
    client, home, city, officer, recommendation
):
    step = factories.step(city, officer, title="Lanterns", description="Lamps.", visibility=Visibility.PUBLIC)
    said = {"lessons_kind": "answered", "lessons_learned": "Lamps."}
    profile = entries.profile(entries.mapping(slug="round"), title="Office", slug="office", **said)
    lesson, need = entries.lesson(title="Wait", text="Lamps."), entries.need(title="Oil", text="Lamps.")
    survey = surveys.survey(introduction={"en": "Lamps."})
    theme = factories.theme("Lamps and light")
    recommendation.theme_links.get_or_create(theme=theme)
    finding.refresh()
    shown = links(client, "lamps", "es")
    assert shown == {
        "Lanterns": f"/es/steps/{step.pk}/",
        "Office": "/es/register/mappings/round/profiles/office/",
        "Wait": f"/es/register/lessons/#lesson-{lesson.pk}",
        "Oil": f"/es/register/needs/#need-{need.pk}",
        str(survey.title["es"]): "/es/surveys/engagement/",
        "Lamps and light": f"/es/themes/{theme.pk}/",
    }
    for row in (step, profile, lesson, need):
        type(row).objects.filter(pk=row.pk).update(visibility=Visibility.INTERNAL)
    type(survey).objects.update(state="draft")
    recommendation.theme_links.all().delete()
    assert links(client, "lamps") == {}  # at once, before the index heard of it
    finding.refresh()
    assert set(SearchEntry.objects.filter(record__gt="").values_list("record", flat=True)) <= {"state", "goal"}


def test_published_report_is_found_by_the_words_of_its_public_documents_alone(client, home, review, coordinator):
    made = factories.locked(factories.call(review, coordinator), coordinator, published=True)
    keep = made.documents.keep
    keep(made, "html", "full.html", b"<head><title>x</title></head><p>Secret annex.</p>")
    body = keep(made, "html-body", "body.html", b"<style>p{}</style><p>Street lanterns were lit.</p>")
    type(body).objects.filter(pk=body.pk).update(is_public=True)
    finding.refresh()
    assert found(client, "lantern") == [made.public_title]
    assert found(client, "secret annex") == []
    assert finding.refresh() == (0, 0)


def office(name, xml):
    """A file of an office program with one part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr(name, xml)
    return stream.getvalue()


WORD = "<w:p><w:t>Street lan</w:t><w:t>terns</w:t><w:delText>deleted</w:delText></w:p><w:p><w:t>burn</w:t></w:p>"


def pdf(drawn):
    """A PDF file with one page on which this is drawn, in a font whose bytes are letters."""
    stream, made = io.BytesIO(), pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = made.add_blank_page()
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.contents_add(drawn)
    made.save(stream)
    return stream.getvalue()


PDF = pdf(b"BT /F1 9 Tf [(Street) -400 (lan) 20 (terns)] TJ 0 -9 Td (burn) Tj ET")


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("a.docx", office("word/document.xml", WORD), "Street lanterns burn"),
        ("a.odt", office("content.xml", "<text:p>Street</text:p><text:p>lanterns burn</text:p>"), None),
        ("a.xlsx", office("xl/sharedStrings.xml", "<si><t>Street</t></si><si><t>lanterns burn</t></si>"), None),
        ("a.pdf", PDF, "Street lanterns burn"),
        ("a.txt", b"Street lanterns\nburn", None),
        ("broken.docx", b"PK", ""),
        ("broken.pdf", b"%PDF-1.4 nothing", ""),
        ("picture.png", b"lanterns", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_words_of_files_are_read_and_broken_ones_have_none(name, content, words):
    wanted = "Street lanterns burn" if words is None else words
    assert texts.text_of(ContentFile(content, name), name) == wanted


def test_document_is_found_by_its_words_in_the_language_of_its_page(client, home):
    spanish = pages.home("es")
    document = Document.objects.create(title="Plan", file=ContentFile(b"Faroles en la calle.", "plan.txt"))
    guide_of(spanish, body=[("document", {"document": document, "note": ""})])
    finding.refresh()
    assert found(client, "farol", "es") == ["Plan"]


def test_practice_is_found_by_its_targets_and_the_page_says_why(client, practice_index, city):
    factories.target("11.2")
    pages.practice(practice_index, city, title="Buses", target_codes="11.2")
    finding.refresh()
    page = BeautifulSoup(client.get("/en/search/", {"q": "SDG 11.2"}).content, "html.parser")
    assert [link.text for link in page.select("main h3 a")] == ["Buses"]
    assert {mark.text for mark in page.select("main .hit .meta mark")} == {"SDG", "11.2"}


def test_recommendation_is_found_by_other_forms_and_by_targets_with_the_words_marked(client, home, officer, review):
    row = factories.recommendation(review, text="Build social housing.")
    TargetTag.objects.create(recommendation=row, target=factories.target("11.1"), set_by=officer, set_at=factories.NOW)
    search.reindex([row.pk])
    page = BeautifulSoup(client.get("/en/search/", {"q": "houses"}).content, "html.parser")
    assert [mark.text for mark in page.select("main mark")] == ["housing"]
    assert found(client, "SDG 11.1") == found(client, "11.1") == [f"{review}: {row}"]


def test_words_in_quotation_marks_stand_side_by_side(client, home, review):
    guide_of(home, title="One", text="A night shelter opened.")
    guide_of(home, title="Two", text="A shelter for the night.")
    row = factories.recommendation(review, "120.7", "Open a night shelter.")
    factories.recommendation(review, "120.8", "Open a shelter at night.")
    search.reindex()
    finding.refresh()
    assert found(client, "“night shelter”") == ["One", f"{review}: {row}"]
    nothing = client.get("/en/search/", {"q": '"shelter night opened"'}).content.decode()
    assert "1 result holds these words, but not side by side" in nothing


def test_misspelt_word_leads_to_the_one_that_finds_something(client, home):
    guide_of(home, title="Homelessness", text="Shelters.")
    finding.refresh()
    page = BeautifulSoup(client.get("/en/search/", {"q": "homlessness"}).content, "html.parser")
    [link] = [link for link in page.select("main .empty-state a") if link["href"].startswith("?q=")]
    assert (link.text, link["href"]) == ("homelessness", "?q=homelessness")
    assert "Did you mean" not in client.get("/en/search/", {"q": "zzzzqqq"}).content.decode()


def test_summary_for_search_engines_is_not_said_twice(client, home):
    guide_of(home, title="X", text="Mediators work here.", search_description="Mediators work here.")
    finding.refresh()
    page = BeautifulSoup(client.get("/en/search/", {"q": "mediators"}).content, "html.parser")
    assert page.select_one("main .hit p").text == "Mediators work here."


def test_command_writes_both_indexes_anew(home, review, capsys):
    factories.recommendation(review)
    for _time in range(2):
        call_command("rebuild_search")
        assert "1 recommendations are in the index" in capsys.readouterr().out
