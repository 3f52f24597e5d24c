"""The public page of a local government."""

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tracking.models import LocalGovernment

QUERIES = 25  # one of them for the navigation, one for practices
URL = "/en/governments/XUL/altamira/"


def page(client, address=URL):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def main_text(soup):
    return " ".join(soup.main.get_text(" ").split())


@pytest.fixture
def published(city, recommendation, officer):
    """A public follow-up with a public step and public evidence."""
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", visibility="public")
    step = factories.step(city, officer, [follow_up], visibility="public")
    return follow_up, step, factories.evidence(step, officer, visibility="public")


def test_page_says_who_it_is(client, city, published, officer):
    region = factories.government(city.state, "Sierra", level="region")
    factories.plan(region, officer, visibility="public")
    LocalGovernment.objects.filter(pk=city.pk).update(parent=region, role_mailbox="rights@altamira.example")
    soup = page(client)
    assert soup.h1.get_text() == "Altamira"
    text = main_text(soup)
    assert "City · Lumeria" in text
    assert "500,000" in text
    assert soup.find("a", string="rights@altamira.example")["href"] == "mailto:rights@altamira.example"
    assert soup.find("a", string="Sierra")["href"] == "/en/governments/XUL/sierra/"
    assert page(client, "/en/governments/XUL/sierra/").find("a", string="Altamira")["href"] == URL


def test_page_shows_what_it_publishes(client, published, review):
    factories.recommendation(review)
    _follow_up, step, _evidence = published
    soup = page(client)
    assert "something on 1 of 2 recommendations" in main_text(soup)
    chart, follow_ups, steps = soup.select("table")
    assert [" ".join(row.get_text(" ").split()) for row in chart.tbody("tr")] == ["Planned 1"]
    cells = [" ".join(cell.get_text(" ").split()) for cell in follow_ups.tbody.find_all(["th", "td"])]
    assert cells == ["120.1 cycle 4", "Continue to build homes that people can afford.", "Planned", "–", "10 Mar 2026"]
    assert follow_ups.tbody.a["href"] == "/en/recommendations/XUL/4/120.1/"
    assert steps.tbody.a["href"] == step.get_absolute_url()
    assert steps.find("a", string="Council decision")
    assert steps.find("a", href="/en/recommendations/XUL/4/120.1/")


def test_page_says_that_no_status_is_published(client, city, recommendation, officer):
    factories.plan(city, officer, visibility="public")
    text = main_text(page(client))
    assert "something on 0 of 1 recommendation" in text
    assert "Nothing is published yet." in text


def test_government_above_is_no_link_where_it_publishes_nothing(client, city, published):
    region = factories.government(city.state, "Sierra", level="region")
    LocalGovernment.objects.filter(pk=city.pk).update(parent=region)
    assert "Sierra" in main_text(page(client))
    assert page(client).find("a", string="Sierra") is None
    assert client.get("/en/governments/XUL/sierra/").status_code == 404


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
@pytest.mark.parametrize("reader", ["nobody", "officer", "outsider", "coordinator"])
def test_page_never_shows_what_is_not_public(request, signed_in, published, visibility, reader):
    follow_up, step, evidence = published
    client = signed_in(None if reader == "nobody" else request.getfixturevalue(reader))
    type(evidence).objects.update(visibility=visibility)
    assert "Council decision" not in main_text(page(client))
    type(follow_up).objects.update(visibility=visibility)
    soup = page(client)
    assert "something on 0 of 1" in main_text(soup)
    assert "Open a night shelter" in main_text(soup)
    assert "120.1" not in main_text(soup)
    type(step).objects.update(visibility=visibility)
    assert client.get(URL).status_code == 404


def test_page_shows_its_own_only(client, published, other_city, outsider):
    factories.plan(other_city, outsider, visibility="public")
    text = main_text(page(client, "/en/governments/XUL/borealis/"))
    assert "night shelter" not in text
    assert "Nothing is published yet." in text


def test_page_names_no_person(client, published, officer):
    assert officer.email not in client.get(URL).content.decode()


def test_page_goes_on_after_25_follow_ups(client, city, review, officer):
    for item in range(1, 31):
        row = factories.recommendation(review, f"120.{item}")
        factories.follow_up(city, row, officer, visibility="public")
    soup = page(client)
    assert len(soup.select(".table-block tbody tr")) == 25
    rest = page(client, URL + soup.select_one("a[rel=next]")["href"])
    assert [row.th.a.get_text() for row in rest.select(".table-block tbody tr")] == [
        f"120.{item}" for item in range(26, 31)
    ]


@pytest.mark.parametrize("address", ["XUL/nowhere/", "XOT/altamira/"])
def test_unknown_government_is_404(client, city, address):
    assert client.get(f"/en/governments/{address}").status_code == 404


def test_page_only_reads(client, city):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_the_same_queries_for_one_and_for_three(
    client, city, review, officer, rows, django_assert_num_queries
):
    for _ in range(rows):
        follow_up = factories.follow_up(city, factories.recommendation(review), officer, visibility="public")
        step = factories.step(city, officer, [follow_up], visibility="public")
        factories.evidence(step, officer, visibility="public")
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
