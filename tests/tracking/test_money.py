"""Money of steps: sums by year and currency, clusters, cuts, what has no money."""

from decimal import Decimal

import pytest

from tests import factories
from tracking import money
from tracking.models import BudgetLine


def line(year, planned=None, executed=None, revised=None, currency="EUR"):
    amounts = {"planned": planned, "executed": executed, "revised": revised}
    amounts = {name: None if value is None else Decimal(value) for name, value in amounts.items()}
    return BudgetLine(year=year, currency=currency, **amounts)


def test_sums_keep_years_and_currencies_apart():
    lines = [line(2025, 100, 80), line(2025, 50, 10, revised=40), line(2025, 7, currency="USD"), line(2026, 200)]
    found = [(row.year, row.currency, row.planned, row.plan, row.executed) for row in money.by_year(lines)]
    assert found == [(2025, "EUR", 150, 140, 90), (2026, "EUR", 200, 200, 0), (2025, "USD", 7, 7, 0)]


def test_rate_is_of_lines_that_know_both():
    (row,) = money.by_year([line(2025, 100, 50), line(2025, 900), line(2025, None, 70)])
    assert (row.rate_percent, row.executed) == (50, 120)
    (unknown,) = money.by_year([line(2025, 100)])
    assert unknown.rate_percent is None


@pytest.mark.parametrize(
    ("amount", "is_cut", "loss"), [(80, False, 20), (79, True, 21), (100, False, 0), (130, False, -30)]
)
def test_more_than_a_fifth_less_than_the_year_before_is_a_cut(amount, is_cut, loss):
    before, row = money.by_year([line(2025, 100), line(2026, amount)])
    assert (before.change, before.is_cut) == (None, False)
    assert (row.is_cut, row.loss_percent) == (is_cut, loss)


def test_only_the_year_before_and_the_same_currency_are_compared():
    rows = money.by_year([line(2023, 100), line(2025, 10), line(2024, 5, currency="USD")])
    assert [row.change for row in rows] == [None, None, None]


def test_what_was_spent_stands_in_where_nobody_planned():
    _before, row = money.by_year([line(2025, None, 100), line(2026, None, 50)])
    assert row.is_cut


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


def test_report_names_cuts_with_their_explanation(step, city):
    step.budget_lines.create(year=2025, currency="EUR", planned=100)
    step.budget_lines.create(year=2026, currency="EUR", planned=10, note="The house is built.")
    (cut,) = money.report(city).cuts
    assert (cut.step, cut.sum.year, cut.explanation) == (step, 2026, "The house is built.")


def test_report_counts_a_step_in_each_of_its_clusters_once(step, city, review, officer):
    for paragraph, cluster in (("120.2", "civil"), ("120.3", "economic-social")):
        other = factories.recommendation(review, paragraph)
        other.theme_links.update(theme=factories.theme(f"Theme {paragraph}", cluster=cluster))
        step.follow_ups.add(factories.follow_up(city, other, officer))
    step.budget_lines.create(year=2025, currency="EUR", planned=100)
    bare = factories.step(city, officer, title="Answers nothing")
    bare.budget_lines.create(year=2025, currency="EUR", planned=3)
    report = money.report(city)
    found = {cluster and cluster.code: rows[0].planned for cluster, rows in report.clusters}
    assert found == {"economic-social": 100, "civil": 100, None: 3}
    assert report.years[0].planned == 103


def test_report_tells_what_has_no_money(city, other_city, officer):
    unfunded = factories.step(city, officer, resources="no")
    partly = factories.step(city, officer, resources="partly")
    factories.step(city, officer)
    for fields in ({"resources": "yes"}, {"is_embedded": True}, {"resources": "no", "status": "stopped"}):
        factories.step(city, officer, **fields)
    factories.step(other_city, officer, resources="no")
    report = money.report(city)
    assert (report.unfunded, report.partly, report.unsaid) == ([unfunded], [partly], 1)
