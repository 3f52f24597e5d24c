"""create_site builds the tree in every language, and never touches it again."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Locale, Page, Revision, Site

from cms import building, starter
from cms.models import GuidancePage, HomePage, PracticeIndexPage, StandardPage
from tests.cms import pages


def everything():
    """What a second run might change: every row of every page, version, site and group permission."""
    return [
        list(rows)
        for rows in (
            Page.objects.order_by("pk").values_list(),
            Revision.objects.order_by("pk").values_list(),
            Site.objects.order_by("pk").values_list(),
            GroupPagePermission.objects.order_by("pk").values_list(),
        )
    ]


def test_site_is_built_in_every_language_and_linked(db, use_languages):
    use_languages("en", "es")
    made = building.build_site()
    assert len(made) == 2 * len(building.TREE)
    for page in Page.objects.filter(locale__language_code="en", depth__gt=1):
        translation = page.get_translation(Locale.objects.get(language_code="es"))
        assert translation.live
        assert translation.alias_of is None
        assert translation.title != page.title
        assert translation.depth == page.depth


def test_every_page_has_one_published_version(db, use_languages):
    use_languages("en")
    building.build_site()
    for page in Page.objects.filter(depth__gt=1):
        assert page.live_revision_id is not None
        assert page.revisions.count() == 1
        assert not page.has_unpublished_changes


def test_second_run_changes_nothing(db, use_languages):
    use_languages("en", "es")
    building.build_site()
    before = everything()
    assert building.build_site() == []
    assert everything() == before


def test_what_an_editor_changed_stays(db, use_languages):
    use_languages("en")
    building.build_site()
    about = StandardPage.objects.get(slug="about")
    about.title, about.slug = "Who we are", "who-we-are"
    about.save_revision().publish()
    building.build_site()
    assert StandardPage.objects.get(pk=about.pk).title == "Who we are"
    assert not StandardPage.objects.filter(slug="about").exists()


def test_what_an_editor_deleted_does_not_come_back(db, use_languages):
    use_languages("en")
    building.build_site()
    GuidancePage.objects.get(slug="budgeting").delete()
    assert building.build_site() == []
    assert not GuidancePage.objects.filter(slug="budgeting").exists()


def test_language_added_later_gets_its_own_tree(db, use_languages):
    use_languages("en")
    building.build_site()
    english = everything()[0]
    use_languages("en", "es")
    assert {language for _key, language in building.build_site()} == {"es"}
    assert [row for row in everything()[0] if row[0] in {old[0] for old in english[2:]}] == english[2:]
    assert HomePage.objects.count() == 2


def test_language_without_content_shows_english_until_it_is_translated(db, use_languages):
    use_languages("en", "ru")
    building.build_site()
    russian = Page.objects.filter(locale__language_code="ru")
    assert russian.live().count() == len(building.TREE)
    assert all(page.alias_of.locale.language_code == "en" for page in russian.select_related("alias_of__locale"))


def test_links_of_the_home_page_lead_to_pages_of_its_language(db, use_languages):
    use_languages("en", "es")
    building.build_site()
    home = HomePage.objects.get(locale__language_code="es")
    links = [link for entrance in home.resolved_entrances() for link in entrance["links"]]
    written = [link for entrance in starter.read("home", "es")["entrances"] for link in entrance["links"]]
    built = [link for link in written if not link.get("page", "").startswith("course/")]  # tests build no course
    assert len(links) == len(built) > 0
    assert ("Buenas prácticas, con filtros", "/es/practices/") in links


def test_welcome_page_goes_and_the_site_begins_at_home(db, settings, use_languages):
    use_languages("en")
    settings.SITE_URL, settings.SITE_NAME = "https://upr.example.org", "Our site"
    building.build_site()
    site = Site.objects.get()
    assert (site.root_page.specific, site.hostname, site.port) == (HomePage.objects.get(), "upr.example.org", 443)
    assert site.site_name == "Our site"
    assert not Page.objects.filter(title=building.WELCOME_TITLE).exists()


def test_welcome_page_that_somebody_changed_stays(db, use_languages):
    use_languages("en")
    welcome = Page.objects.get(title=building.WELCOME_TITLE)
    welcome.save_revision().publish()
    building.build_site()
    assert Site.objects.get().root_page_id == welcome.pk
    assert Page.objects.filter(pk=welcome.pk).exists()


def test_host_follows_the_settings(db, settings, use_languages):
    use_languages("en")
    settings.SITE_URL = "http://localhost:8000"
    building.build_site()
    settings.SITE_URL = "https://new.example.org:8443"
    building.build_site()
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("new.example.org", 8443)


def test_pages_that_stand_already_are_taken_over(home, use_languages):
    use_languages("en")
    index = pages.practice_index(home, introduction="Ours.")
    made = building.build_site()
    assert ("home", "en") not in made
    assert ("practices", "en") not in made
    assert PracticeIndexPage.objects.get().pk == index.pk
    assert PracticeIndexPage.objects.get().introduction == "Ours."
    assert StandardPage.objects.get(slug="about").get_parent().pk == home.pk


def test_editors_may_write_and_publish(db, use_languages):
    use_languages("en")
    building.build_site()
    group = Group.objects.get(name="Editors")
    assert set(group.page_permissions.values_list("permission__codename", flat=True)) == {
        "add_page",
        "change_page",
        "publish_page",
    }
    assert group.permissions.filter(codename="access_admin").exists()


def test_permission_that_was_taken_from_editors_stays_away(db, use_languages):
    use_languages("en")
    building.build_site()
    Group.objects.get(name="Editors").page_permissions.filter(permission__codename="publish_page").delete()
    building.build_site()
    assert not GroupPagePermission.objects.filter(group__name="Editors", permission__codename="publish_page").exists()


def test_command_says_what_it_did(db, use_languages, capsys):
    use_languages("en")
    call_command("create_site")
    call_command("create_site")
    lines = capsys.readouterr().out.splitlines()
    assert lines[::2] == [f"{len(building.TREE)} pages made.", "Every page has been made before."]
    assert lines[1::2] == [f"{len(building.TREE) - 1} entries in the search."] * 2  # all but the home page


def test_languages_without_the_first_one_are_refused(db, use_languages):
    use_languages("es")
    with pytest.raises(CommandError, match="must name the site's first language"):
        call_command("create_site")
    assert not HomePage.objects.exists()
