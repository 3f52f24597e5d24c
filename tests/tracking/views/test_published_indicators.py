"""Indicators on the public pages of a government and of a recommendation."""

import datetime

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tracking.models import Indicator

GOVERNMENT = "/en/governments/XUL/altamira/"
RECOMMENDATION = "/en/recommendations/XUL/4/120.1/"


def text(client, address):
    soup = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    return " ".join(soup.main.get_text(" ").split())


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer, visibility="public")


@pytest.fixture
def indicator(city, officer, follow_up):
    return factories.indicator(city, officer, [follow_up], visibility="public")


@pytest.mark.parametrize("address", [GOVERNMENT, RECOMMENDATION])
def test_pages_show_the_newest_value_with_what_is_small_left_out(address, client, indicator, officer):
    factories.indicator_value(indicator, officer, number=120, year=2023)
    factories.indicator_value(indicator, officer, number=100, year=2024)
    assert "100 households (2024)" in text(client, address)
    assert "moves the right way" in text(client, address).lower()
    factories.indicator_value(indicator, officer, number=7, year=2025)
    assert "too small to show (2025)" in text(client, address)
    assert "7 households" not in text(client, address)


@pytest.mark.parametrize("address", [GOVERNMENT, RECOMMENDATION])
def test_pages_name_a_gap_with_its_reason_and_its_plan(address, client, indicator, officer):
    planned = datetime.date(2027, 6, 1)
    factories.indicator_value(indicator, officer, number=None, reason="no-budget", planned_for=planned)
    assert "No data: no money to collect it; planned for 1 June 2027 (2025)" in text(client, address)


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
@pytest.mark.parametrize("address", [GOVERNMENT, RECOMMENDATION])
def test_pages_never_show_what_is_not_public(address, visibility, client, signed_in, indicator, officer):
    Indicator.objects.update(visibility=visibility)
    for person in (None, officer):
        assert "Households evicted" not in text(signed_in(person), address)


def test_recommendation_shows_it_under_a_public_follow_up_only(client, indicator, follow_up):
    type(follow_up).objects.update(visibility="internal")
    assert "Households evicted" not in text(client, RECOMMENDATION)
    assert "Households evicted" in text(client, GOVERNMENT)


def test_government_shows_its_own_in_the_order_of_their_codes(client, city, other_city, officer, outsider):
    for code, number in (("B", 10), ("A", 99), ("C", 50)):
        row = factories.indicator(city, officer, code=code, name=f"Name {code}", visibility="public")
        factories.indicator_value(row, officer, number=number)
    factories.indicator(other_city, outsider, name="Elsewhere", visibility="public")
    shown = text(client, GOVERNMENT)
    assert shown.index("Name A") < shown.index("Name B") < shown.index("Name C")
    assert "Elsewhere" not in shown


@pytest.mark.parametrize("address", [GOVERNMENT, RECOMMENDATION])
def test_pages_take_the_same_queries_for_one_and_for_three(
    address, client, city, follow_up, officer, django_assert_max_num_queries
):
    counts = []
    for _ in range(3):
        row = factories.indicator(city, officer, [follow_up], visibility="public")
        factories.indicator_value(row, officer)
        client.get(address)
        with django_assert_max_num_queries(60) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[2]
