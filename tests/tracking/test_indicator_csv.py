"""The CSV file of a government's public indicators."""

import csv
import datetime
import io

import pytest

from tests import factories
from tracking.indicator_csv import COLUMNS

URL = "/en/governments/XUL/altamira/indicators.csv"


@pytest.fixture
def indicator(city, officer):
    return factories.indicator(city, officer, visibility="public", code="I-1", source="Court")


def rows(client):
    response = client.get(URL)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "indicators-XUL-altamira.csv" in response["Content-Disposition"]
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_small_parts_are_marked_and_their_numbers_left_out(client, indicator, officer):
    cells = [("sex", "Women", 60, None), ("sex", "Men", 56, None), ("sex", "", 4, None)]
    factories.indicator_value(indicator, officer, number="120.50", categories=cells)
    factories.indicator_value(indicator, officer, number=9, year=2024)
    found = rows(client)
    assert set(found[0]) == set(COLUMNS)
    assert [(row["period_end"], row["category"], row["value"], row["state"]) for row in found] == [
        ("2025-12-31", "", "120.5", "published"),
        ("2025-12-31", "Women", "60", "published"),
        ("2025-12-31", "Men", "", "too small to show"),
        ("2025-12-31", "prefer not to say, or unknown", "", "too small to show"),
        ("2024-12-31", "", "", "too small to show"),
    ]
    assert found[0]["url"] == f"http://testserver/en/indicators/{indicator.pk}/"


def test_gap_stands_with_reason_and_plan(client, indicator, officer):
    planned = datetime.date(2027, 6, 1)
    factories.indicator_value(indicator, officer, number=None, reason="no-budget", planned_for=planned)
    (row,) = rows(client)
    assert (row["value"], row["state"], row["planned_for"]) == ("", "not available", "2027-06-01")
    assert row["reason"] == "no money to collect it"


def test_what_is_not_public_and_not_its_own_stays_out(client, indicator, city, other_city, officer, outsider, now):
    factories.indicator_value(factories.indicator(city, officer), officer)
    factories.indicator_value(factories.indicator(other_city, outsider, visibility="public"), outsider)
    factories.indicator_value(indicator, officer).take_back(by=officer, now=now)
    assert rows(client) == []


def test_cells_are_no_formulas(client, indicator, officer):
    type(indicator).objects.update(name="=HYPERLINK()", baseline_number=3, baseline_year=2020)
    factories.indicator_value(indicator, officer)
    (row,) = rows(client)
    assert row["indicator"] == "'=HYPERLINK()"
    assert row["baseline"] == "too small to show"


@pytest.mark.parametrize("count", [1, 3])
def test_file_takes_the_same_queries_for_one_and_for_three(client, city, officer, count, django_assert_num_queries):
    for _ in range(count):
        indicator = factories.indicator(city, officer, visibility="public")
        factories.indicator_value(indicator, officer, categories=[("sex", "Women", 60, None)])
    with django_assert_num_queries(4):
        client.get(URL).getvalue()
