"""What programs read first: the map holds public addresses alone, robots.txt keeps out of rooms, llms.txt explains."""

import re

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from cms import programs, sitemap
from tests import factories
from tests.cms import pages
from tracking import urls
from tracking.models import Visibility

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def paths(client, name="pages-1"):
    """{path: {language: path}} of one file of the map."""
    answer = client.get(f"/sitemap-{name}.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    site = settings.SITE_URL
    return {
        entry.findtext(f"{MAP}loc").removeprefix(site): {
            link.get("hreflang"): link.get("href").removeprefix(site) for link in entry.findall(LINK)
        }
        for entry in fromstring(answer.content).findall(f"{MAP}url")
    }


def test_map_holds_public_pages_with_their_languages(client, practice, city):
    spanish = pages.practice_index(pages.home("es"))
    pages.practice(spanish, city, title="Albergue", translation_key=practice.translation_key)
    pages.draft(spanish, title="Borrador")
    found = paths(client)
    languages = {"en": "/en/practices/night-shelter/", "es": "/es/practices/albergue/"}
    assert found["/es/practices/albergue/"] == {**languages, "x-default": languages["en"]}
    assert not [path for path in found if "borrador" in path]
    PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)
    assert "/en/practices/night-shelter/" not in paths(client)


def test_map_holds_governments_that_publish_and_all_recommendations(client, home, city, officer, recommendation):
    row = factories.follow_up(city, recommendation, officer)
    assert "/en/governments/XUL/altamira/" not in paths(client)
    row.visibility = Visibility.PUBLIC
    row.save()
    assert set(paths(client)["/fr/governments/XUL/altamira/"]) == {*dict(settings.LANGUAGES), "x-default"}
    assert "/es/recommendations/XUL/4/120.1/" in paths(client, "recommendations-1")


def test_large_map_is_split_and_nothing_is_lost(client, home, review, monkeypatch):
    monkeypatch.setattr(sitemap, "LARGEST", 2 * len(settings.LANGUAGES))  # two recommendations in every language
    rows = [factories.recommendation(review) for _number in range(3)]
    index = fromstring(client.get("/sitemap.xml").content)
    names = [place.text.rsplit("/", 1)[1] for place in index.iter(f"{MAP}loc")]
    assert "sitemap-recommendations-2.xml" in names
    found = [path for name in names if "recomm" in name for path in paths(client, name[8:-4])]
    assert len(found) == len(set(found)) == len(settings.LANGUAGES) * len(rows)
    assert client.get("/sitemap-recommendations-3.xml").status_code == 404


def test_robots_are_kept_out_of_every_room_that_asks_people_to_sign_in(client):
    text = client.get("/robots.txt").content.decode()
    closed = re.findall(r"^Disallow: (\S+)$", text, re.MULTILINE)
    for path in ("/admin/", "/en/accounts/", "/es/my-work/", "/fr/subscriptions/", "/en/invitation/", "/en/search/"):
        assert path in closed
    for path in ("/en/practice/reported/", "/es/surveys/answers/", "/fr/surveys/invitations/"):
        assert path in closed
    everybodys = ("surveys/engagement", "practice/compare", "overview", "register", "open-data", "recommendations")
    everybodys += ("practices", "feeds", "governments", "midterm-reports")
    for path in (f"/en/{room}/" for room in everybodys):
        assert not [rule for rule in closed if path.startswith(rule)]
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_every_room_of_the_workspace_is_either_open_or_closed_to_robots():
    open_rooms = {"recommendations", "governments", "midterm-reports", "feeds", "steps", "indicators", "overview"}
    open_rooms |= {"themes", "goals"}
    rooms = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}
    assert rooms - open_rooms - set(programs.CLOSED) == set()


def test_map_names_the_theme_of_today_once(client, home, recommendation):
    earlier, today = factories.theme(), factories.theme("Housing")
    for theme in (earlier, today):  # the recommendation has the earlier one
        recommendation.theme_links.get_or_create(theme=theme)
    earlier.current = today
    earlier.save()
    themes = [path for path in paths(client) if path.startswith("/en/themes/")]
    assert sorted(themes) == ["/en/themes/", f"/en/themes/{today.pk}/"]


def test_llms_names_data_and_terms(client, home):
    answer = client.get("/llms.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    text = answer.content.decode()
    assert text.startswith("# ")
    for address in re.findall(rf"\({re.escape(settings.SITE_URL)}(/[^)]*)\)", text):
        assert client.get(address).status_code in (200, 404 if "export.csv" in address else 200), address
    assert "CC BY 4.0" in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_map_costs_the_same_however_much_it_holds(practice_index, city, item_count, django_assert_num_queries):
    for _number in range(item_count):
        pages.practice(practice_index, city)
    with django_assert_num_queries(11):
        Client().get("/sitemap-pages-1.xml")
