"""Indicators as people read them: units, gaps, small numbers, the way they go."""

import datetime

import pytest
from django.utils import translation

from tests import factories
from tracking import indicators
from tracking.models import Indicator

PARTS = [("sex", "Women", 60, None), ("sex", "Men", 50, None), ("sex", "Non-binary", 4, None)]


@pytest.fixture
def indicator(city, officer):
    return factories.indicator(city, officer)


def shown(indicator, *, is_full):
    fresh = Indicator.objects.prefetch_related("values__categories").get(pk=indicator.pk)
    return indicators.figures(fresh, is_full=is_full)


@pytest.mark.parametrize(
    ("unit", "number", "text", "words"),
    [
        ("number", "1250", "", "1,250 households"),
        ("number", "12.5", "", "12.5 households"),
        ("number", "0", "", "0 households"),
        ("percentage", "42.50", "", "42.5 %"),
        ("yes-no", "1", "", "yes"),
        ("yes-no", "0", "", "no"),
        ("text", None, "By-law in force", "By-law in force"),
        ("number", None, "", ""),
    ],
)
def test_amount_by_unit(unit, number, text, words, indicator):
    indicator.unit = unit
    assert indicators.amount(indicator, number and indicators.Decimal(number), text) == words


def test_amount_in_the_language_of_the_page(indicator):
    with translation.override("es"):
        assert indicators.plain(indicators.Decimal("12.50")) == "12,5"


def test_public_figure_leaves_small_parts_out_and_what_gives_them_away(indicator, officer):
    factories.indicator_value(indicator, officer, number=114, categories=PARTS)
    (public,), (full,) = shown(indicator, is_full=False), shown(indicator, is_full=True)
    assert (public.shown, public.is_hidden, public.has_hidden) == ("114 households", False, True)
    ((name, cells),) = public.breakdown
    assert name == "sex or gender"
    assert [(cell.label, cell.shown) for cell in cells] == [
        ("Women", "60"),
        ("Men", "too small to show"),
        ("Non-binary", "too small to show"),
    ]
    assert [cell.shown for cell in full.breakdown[0][1]] == ["60", "50", "4"]
    assert [cell.is_hidden for cell in full.breakdown[0][1]] == [False, True, True]


def test_public_figure_hides_a_small_total_and_draws_nothing_of_it(indicator, officer):
    factories.indicator_value(indicator, officer, number=9)
    (public,), (full,) = shown(indicator, is_full=False), shown(indicator, is_full=True)
    assert (public.shown, public.number, public.is_hidden) == ("too small to show", None, True)
    assert (full.shown, full.number, full.is_hidden) == ("9 households", 9, True)


@pytest.mark.parametrize(("base", "is_hidden"), [(None, False), (9, True), (20, False)])
def test_percentage_of_few_is_hidden_where_their_number_is_known(base, is_hidden, indicator, officer):
    Indicator.objects.update(unit="percentage")
    factories.indicator_value(indicator, officer, number=50, base=base)
    (public,) = shown(indicator, is_full=False)
    assert public.is_hidden is is_hidden


@pytest.mark.parametrize(
    ("number", "base", "is_hidden"),
    [
        ("8.3", 12, True),  # one person
        ("91.7", 12, True),  # all but one
        ("4.99", 200, False),  # ten, rounded as percentages are
        ("4.6", 200, True),
        ("95.01", 200, False),
        ("95.4", 200, True),
        ("100", 200, False),  # nobody is left who could be recognised
        ("100", 9, True),
        ("0", 200, True),  # as a count of none is
    ],
)
def test_percentage_that_tells_of_few_is_hidden(number, base, is_hidden, indicator, officer):
    Indicator.objects.update(unit="percentage")
    factories.indicator_value(indicator, officer, number=number, base=base)
    (public,), (full,) = shown(indicator, is_full=False), shown(indicator, is_full=True)
    assert (public.is_hidden, public.number is None, full.number is None) == (is_hidden, is_hidden, False)


def test_part_of_a_percentage_that_tells_of_few_is_hidden_with_a_sibling(indicator, officer):
    Indicator.objects.update(unit="percentage")
    parts = [("sex", "Women", 4, 100), ("sex", "Men", 40, 100), ("sex", "Non-binary", 50, 100)]
    factories.indicator_value(indicator, officer, number=31, base=300, categories=parts)
    (public,) = shown(indicator, is_full=False)
    assert [cell.is_hidden for cell in public.breakdown[0][1]] == [True, True, False]


@pytest.mark.parametrize("fields", [{"counts_people": False}, {"unit": "yes-no"}])
def test_what_is_no_count_of_people_is_never_hidden(fields, indicator, officer):
    Indicator.objects.update(**fields)
    factories.indicator_value(indicator, officer, number=1)
    (public,) = shown(indicator, is_full=False)
    assert not public.is_hidden


def test_limit_is_the_installations(settings, indicator, officer):
    settings.SMALL_NUMBER_LIMIT = 200
    factories.indicator_value(indicator, officer, number=120)
    assert shown(indicator, is_full=False)[0].is_hidden


def test_missing_value_says_why_and_until_when(indicator, officer):
    planned = datetime.date(2027, 6, 1)
    value = factories.indicator_value(indicator, officer, number=None, reason="no-budget", planned_for=planned)
    assert shown(indicator, is_full=False)[0].shown == "No data: no money to collect it; planned for 1 June 2027"
    value.planned_for = None
    assert indicators.missing_words(value) == "No data: no money to collect it"


def test_values_that_do_not_count_are_left_out(indicator, officer, now):
    factories.indicator_value(indicator, officer, year=2024).take_back(by=officer, now=now)
    factories.indicator_value(indicator, officer, year=2023)
    factories.indicator_value(indicator, officer, year=2025)
    assert [figure.value.period for figure in shown(indicator, is_full=True)] == ["2025", "2023"]


@pytest.mark.parametrize(
    ("direction", "numbers", "expected"),
    [
        ("down", [100, 120], "worse"),
        ("down", [120, 100], "better"),
        ("up", [100, 120], "better"),
        ("up", [120, 120], "same"),
        ("none", [100, 120], ""),
        ("up", [120], ""),
        ("up", [100, 120, 5], ""),  # of a number that stays hidden nobody is told which way it went
    ],
)
def test_trend_compares_a_government_with_itself(direction, numbers, expected, indicator, officer):
    Indicator.objects.update(direction=direction)
    for year, number in enumerate(numbers, start=2020):
        factories.indicator_value(indicator, officer, number=number, year=year)
    indicator.refresh_from_db()
    assert indicators.trend(indicator, shown(indicator, is_full=False)) == expected


def test_trend_passes_over_a_gap(indicator, officer):
    factories.indicator_value(indicator, officer, number=100, year=2020)
    factories.indicator_value(indicator, officer, number=None, reason="no-source", year=2021)
    factories.indicator_value(indicator, officer, number=90, year=2022)
    assert indicators.trend(indicator, shown(indicator, is_full=False)) == "better"


def test_small_baseline_is_hidden_in_public(indicator):
    indicator.baseline_number = indicators.Decimal(4)
    assert indicators.baseline(indicator, is_full=False) == ("too small to show", None)
    assert indicators.baseline(indicator, is_full=True) == ("4 households", 4)
    indicator.counts_people = False
    assert indicators.baseline(indicator, is_full=False) == ("4 households", 4)


def test_chart_of_the_public_draws_no_hidden_number(indicator, officer):
    for year, number in ((2022, 30), (2023, 5), (2024, 20)):
        factories.indicator_value(indicator, officer, number=number, year=year)
    drawing = {}
    for is_full in (True, False):
        figures = shown(indicator, is_full=is_full)
        drawing[is_full] = indicators.chart(indicator, figures, is_full=is_full, is_mirrored=False)
    assert [dot.is_gap for dot in drawing[False].dots] == [False, True, False]
    assert not any(dot.is_gap for dot in drawing[True].dots)
    indicator.unit = "yes-no"
    assert indicators.chart(indicator, figures, is_full=True, is_mirrored=False) is None


def test_due_indicators_are_the_governments_own(indicator, city, other_city, outsider, today):
    factories.indicator(other_city, outsider)
    assert list(indicators.due_indicators(city, today)) == [indicator]
    assert not indicators.due_indicators(city, today - datetime.timedelta(days=1)).exists()


def test_follow_up_context_for_own_people_and_others(
    indicator, city, recommendation, officer, coordinator, outsider, django_assert_num_queries
):
    follow_up = factories.follow_up(city, recommendation, officer)
    indicator.follow_ups.add(follow_up)
    factories.indicator_value(indicator, officer, number=3)
    seen = {person: indicators.follow_up_context(follow_up, person)["indicators"] for person in (officer, coordinator)}
    assert [rows[0][1].shown for rows in seen.values()] == ["3 households", "too small to show"]
    assert indicators.follow_up_context(follow_up, outsider) == {"indicators": []}
    with django_assert_num_queries(0):
        assert indicators.follow_up_context(type(follow_up)(), officer) == {"indicators": []}
