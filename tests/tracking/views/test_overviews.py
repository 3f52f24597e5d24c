"""Overviews of States, reviews, themes and goals: figures that count only what is published."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tracking import overviews
from tracking.models import LocalGovernment, Recommendation, Theme

OVERVIEW = "/en/overview/XUL/4/"


@pytest.fixture
def said(city, other_city, review, officer):
    """Three recommendations: one with two public statuses, one with an internal one, one with nothing."""
    first, second, _third = (factories.recommendation(review) for _ in range(3))
    factories.follow_up(city, first, officer, status="planned", visibility="public")
    factories.follow_up(other_city, first, officer, status="in_progress", visibility="public")
    factories.follow_up(city, second, officer, status="not_started", visibility="internal")
    return first, second


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def words(soup):
    return " ".join(soup.main.get_text(" ").split())


def rows(soup, section):
    """The cells of the table in a section, row by row."""
    table = soup.find(attrs={"aria-labelledby": section}).table
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in table.tbody("tr")]


def test_review_is_told_in_words_first(client, said, city, other_city):
    text = words(page(client, OVERVIEW))
    assert "On 1 of 3 recommendations somebody publishes what is being done." in text
    assert "2 of 2 local and regional governments publish something." in text
    assert "600,000 people live there, of 600,000 in all governments listed here." in text
    assert "On 2 recommendations nobody has published anything yet." in text


def test_unknown_population_leaves_the_people_out(client, said, other_city):
    LocalGovernment.objects.filter(pk=other_city.pk).update(population=None)
    assert "people live there" not in words(page(client, OVERVIEW))


def test_region_and_its_city_count_once(said, city, other_city, review):
    region = factories.government(city.state, "Sierra", level="region", population=700_000)
    LocalGovernment.objects.filter(pk__in=[city.pk, other_city.pk]).update(parent=region)
    found = overviews.figures(Recommendation.objects.filter(review=review))
    assert (found.people, found.all_people) == (600_000, 700_000)


def test_statuses_are_counted_and_drawn(client, said):
    soup = page(client, OVERVIEW)
    tables = soup.find(attrs={"aria-labelledby": "figures"}).find_all("table")
    assert [" ".join(row.get_text(" ").split()) for row in tables[1].tbody("tr")] == ["Planned 1", "In progress 1"]
    assert [rect["width"] for rect in tables[1].tbody.tr("rect")] == ["2", "1"]


def test_lines_lead_to_what_they_count(client, said):
    soup = page(client, OVERVIEW)
    assert rows(soup, "by-theme") == [["Right to adequate housing", "3", "1", ""]]
    line = soup.find(attrs={"aria-labelledby": "by-theme"}).tbody.a
    assert "3 recommendations" in words(page(client, line["href"]))
    silent = soup.find("a", string=lambda text: text and "nobody has published" in text)
    assert "2 recommendations" in words(page(client, silent["href"]))


@pytest.mark.parametrize(
    ("address", "part"),
    [
        *((OVERVIEW, part) for part in ("position", "status", "cluster", "goal", "group", "theme")),
        *(("/en/overview/XUL/", part) for part in ("status", "government")),
        *(("/en/overview/", "review"), ("/en/themes/", "theme"), ("/en/goals/", "goal")),
        *(("/en/governments/", "government"), ("/en/goals/11/", "government"), ("/en/goals/11/", "review")),
        *(("/en/governments/XUL/altamira/", "status"), ("{recommendation}", "status")),
    ],
)
def test_each_chart_has_its_file(client, said, address, part):
    said[0].groups.add(factories.group())
    address = address.format(recommendation=said[0].get_absolute_url())
    assert page(client, address).find("a", href=f"?format=csv&part={part}", download=True)
    answer = client.get(address, {"format": "csv", "part": part})
    assert f"-{part}.csv" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line["part"] for line in lines} == {part}
    assert all(line["code"] and line["label"] for line in lines)


@pytest.mark.parametrize(
    "query", ["format=csv&part=nowhere", "format=csv&part=%3Cb%3E", "format=csv&part=" + "x" * 5000]
)
def test_file_of_a_chart_that_is_not_drawn_is_not_found(client, said, query):
    assert client.get(f"{OVERVIEW}?{query}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [OVERVIEW, "/en/overview/XUL/", "/en/goals/11/", "/en/themes/{theme}/"],
    ids=lambda address: address[4:10],
)
def test_file_tells_what_the_page_tells(client, said, address):
    address = address.format(theme=factories.theme().pk)
    answer = client.get(address, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (lines[0]["recommendations"], lines[0]["with_something_published"], lines[0]["statuses"]) == ("3", "1", "2")
    assert [line["label"] for line in lines if line["part"] == "status"] == ["Planned", "In progress"]
    assert all(line["url"].startswith("http://testserver/en/") for line in lines[4:])
    assert str(lines[4]["recommendations"]) in words(page(client, address))


def test_theme_gathers_its_earlier_names_and_they_lead_to_it(client, said, state):
    today = factories.theme()
    earlier = Theme.objects.create(vocabulary="3", name="Housing", current=today)
    old = factories.recommendation(factories.review(state, cycle=3))
    old.theme_links.update(theme=earlier)
    assert client.get(f"/en/themes/{earlier.pk}/").headers["Location"] == f"/en/themes/{today.pk}/"
    soup = page(client, f"/en/themes/{today.pk}/")
    assert "On 1 of 4 recommendations" in words(soup)
    assert sorted(row[1] for row in rows(soup, "reviews")) == ["1", "3"]
    clusters = overviews.of_themes()
    assert [(line.label, line.total, line.worked_on) for lines in clusters.values() for line in lines] == [
        ("Right to adequate housing", 4, 1)
    ]


def test_only_those_who_publish_are_listed_by_name(client, said, state):
    factories.government(state, "Silentia")
    soup = page(client, "/en/governments/")
    names = [row.find(["th", "td"]).get_text(strip=True) for row in soup.main.table.tbody("tr")]
    assert names == ["Altamira", "Borealis"]
    assert "Silentia" not in soup.get_text()


def test_empty_site_says_what_comes(client, db):
    for address in ("overview", "themes", "goals", "governments"):
        assert page(client, f"/en/{address}/").find(class_="empty-state")


def test_goal_and_state_that_nobody_names_are_not_found(client, said):
    factories.goal(7)
    factories.state("XEM", "XE", "Emptia")
    assert client.get("/en/goals/7/").status_code == 404
    assert client.get("/en/overview/XEM/").status_code == 404


@pytest.mark.parametrize(
    ("address", "limit"),
    [(OVERVIEW, 17), ("/en/overview/", 3), ("/en/overview/XUL/", 11), ("/en/themes/", 3), ("/en/goals/11/", 12),
     ("/en/governments/", 3)],
)  # fmt: skip
def test_more_rows_cost_no_more_queries(
    client, said, review, state, officer, address, limit, django_assert_num_queries
):
    client.get(address)
    with django_assert_num_queries(limit):
        client.get(address)
    for name in ("Calder", "Dorn", "Elm"):
        row = factories.recommendation(review)
        factories.follow_up(factories.government(state, name), row, officer, status="planned", visibility="public")
    with django_assert_num_queries(limit):
        client.get(address)
