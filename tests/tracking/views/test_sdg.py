"""A government's steps and indicators by SDG target: page and download."""

import io

import openpyxl
import pytest

from tests import factories

QUERIES = 19


@pytest.fixture
def page(city):
    return f"/en/my-work/{city.pk}/by-sdg"


@pytest.fixture
def steps(city, officer):
    inner = factories.step(city, officer, title="Inner shelter")
    shown = factories.step(city, officer, title="Open shelter", visibility="public")
    for step in (inner, shown):
        step.targets.add(factories.target("11.1"))
    factories.target("11.3")


def test_page_shows_targets_with_something_and_leaves_empty_ones_out(page, steps, viewer, signed_in):
    html = signed_in(viewer).get(f"{page}/").content.decode()
    assert "Inner shelter" in html and "Open shelter" in html and "Target 11.1 label" in html
    assert "Target 11.3 label" not in html


def test_page_and_file_show_only_what_is_public_where_that_is_chosen(page, steps, officer, signed_in):
    client = signed_in(officer)
    html = client.get(f"{page}/?show=public").content.decode()
    assert "Open shelter" in html and "Inner shelter" not in html
    for query, titles in (("", {"Inner shelter", "Open shelter"}), ("?show=public", {"Open shelter"})):
        response = client.get(f"{page}.xlsx{query}")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Steps"]
        rows = {(row[1].value, row[3].value) for row in sheet.iter_rows(min_row=2)}
        assert rows == {("11.1", title) for title in titles} | {("11.3", "nothing recorded")}
    assert 'filename="by-sdg-altamira.xlsx"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_page_without_steps_says_what_comes(page, officer, signed_in):
    assert "Nothing to sort yet" in signed_in(officer).get(f"{page}/").content.decode()


def test_another_city_gets_neither(page, steps, outsider, signed_in):
    assert [signed_in(outsider).get(f"{page}{end}").status_code for end in ("/", ".xlsx")] == [404, 404]


def test_page_asks_the_same_number_of_queries_for_one_and_three_steps(
    page, city, recommendation, officer, signed_in, django_assert_num_queries
):
    client, follow_up = signed_in(officer), factories.follow_up(city, recommendation, officer)
    client.get(f"{page}/")
    for count in (1, 2):
        for _number in range(count):
            factories.step(city, officer, [follow_up]).targets.add(factories.target("11.1"))
            factories.indicator_value(factories.indicator(city, officer, sdg_indicator="11.1.1"), officer)
        with django_assert_num_queries(QUERIES):
            client.get(f"{page}/")
