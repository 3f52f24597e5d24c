"""The report on the money of steps."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories


def test_report_shows_sums_cuts_and_what_has_no_money(city, officer, signed_in):
    step = factories.step(city, officer, title="Shelter")
    step.budget_lines.create(year=2025, currency="EUR", planned=100_000, executed=50_000)
    step.budget_lines.create(year=2026, currency="EUR", planned=60_000)
    factories.step(city, officer, title="Unpaid", resources="no")
    html = signed_in(officer).get(f"/en/my-work/{city.pk}/money/").content.decode()
    less = ("40 % less: possible step backwards, explain it", "40 % less</p>", "Explain it in the")
    for words in ("100,000", "50 %", *less, "Unpaid"):
        assert words in html


def test_viewer_reads_without_being_asked_to_explain(city, officer, viewer, signed_in):
    step = factories.step(city, officer)
    for year, amount in ((2025, 100), (2026, 10)):
        step.budget_lines.create(year=year, currency="EUR", planned=amount)
    html = signed_in(viewer).get(f"/en/my-work/{city.pk}/money/").content.decode()
    assert "Not explained yet." in html
    assert "/edit/money/" not in html


def test_report_says_what_to_do_while_empty_and_shows_nothing_of_others(city, other_city, outsider, officer, signed_in):
    factories.step(other_city, outsider, title="Elsewhere", resources="no").budget_lines.create(
        year=2026, currency="EUR", planned=77
    )
    html = signed_in(officer).get(f"/en/my-work/{city.pk}/money/").content.decode()
    assert "No amounts yet" in html
    assert "Elsewhere" not in html
    assert signed_in(outsider).get(f"/en/my-work/{city.pk}/money/").status_code == 404


def test_report_asks_the_same_number_of_queries_for_one_and_three_steps(city, review, officer, signed_in):
    client, address, asked = signed_in(officer), f"/en/my-work/{city.pk}/money/", []
    client.get(address)
    for count in (1, 2):
        for _ in range(count):
            follow_up = factories.follow_up(city, factories.recommendation(review), officer)
            step = factories.step(city, officer, [follow_up], resources="no")
            for year, amount in ((2025, 100), (2026, 10)):
                step.budget_lines.create(year=year, currency="EUR", planned=amount)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]
