"""The days of a review: counted, set by a person, given back; and what contradicts what."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import CalendarEntry, Event, Review, ReviewDate, Session
from tracking.models.review_phases import ORDER, PHASES, SETTABLE

DAY = datetime.date


@pytest.fixture
def slovenia(state):
    """Reviewed in November 2019, adopted in March 2020."""
    return factories.review(state, cycle=3, session=34, review_date=DAY(2019, 11, 12), adoption_date=DAY(2020, 3, 12))


def day_of(review, code):
    return next(day for day in review.calendar() if day.code == code)


def dates(review):
    return {day.code: day.date for day in review.calendar()}


@pytest.fixture
def setting(coordinator, now):
    """Sets a day as the coordinator: setting(review, "plan", day)."""

    def set_day(review, code, day, source="Note of the ministry", **said):
        review.set_day(code, day, by=coordinator, now=now, source=source if day else "", **said)
        return review

    return set_day


def test_slovenia_of_the_third_cycle(slovenia):
    found = dates(slovenia)
    assert found["mid-term"] == DAY(2022, 5, 12)
    assert slovenia.midterm_window == (DAY(2022, 3, 12), DAY(2022, 9, 12))
    assert found["city-deadline"] == DAY(2021, 11, 12)
    assert found["national-report"] == DAY(2019, 8, 20)
    assert found["consultation"] == DAY(2018, 5, 12)
    assert found["next-consultation"] == DAY(2023, 2, 12)
    assert found["next-review"] == DAY(2024, 5, 12)


def test_months_clamp_to_the_end_of_the_month(state):
    found = dates(factories.review(state, review_date=DAY(2023, 8, 31), adoption_date=None))
    assert (found["mid-term"], found["city-deadline"]) == (DAY(2026, 2, 28), DAY(2025, 8, 28))
    assert (found["positions"], found["adoption"]) == (DAY(2023, 11, 30), DAY(2024, 2, 29))


def test_phases_come_in_the_order_of_time(slovenia):
    days = slovenia.calendar()
    assert [day.code for day in days] == list(PHASES)
    assert [day.date for day in days] == sorted(day.date for day in days)
    assert not any(day.is_before_its_turn for day in days)


def test_day_says_whether_it_is_counted_or_set(slovenia, setting):
    plan = day_of(slovenia, "plan")
    assert (plan.is_set, plan.is_confirmed, plan.source, plan.rule) == (False, False, "", "12 months after the review")
    setting(slovenia, "plan", DAY(2020, 9, 1), is_confirmed=True)
    plan = day_of(slovenia, "plan")
    assert (plan.is_set, plan.is_confirmed, plan.source, plan.date) == (
        True,
        True,
        "Note of the ministry",
        DAY(2020, 9, 1),
    )


def test_without_a_day_to_count_from_nothing_is_known_but_what_is_set(state, setting):
    review = factories.review(state, review_date=None, adoption_date=None)
    assert set(dates(review).values()) == {None}
    setting(review, "national-report", DAY(2027, 1, 5))
    first = review.calendar()[0]
    assert (first.code, first.date) == ("national-report", DAY(2027, 1, 5))


@pytest.mark.parametrize("code", SETTABLE)
def test_every_day_is_set_and_given_back(slovenia, setting, code):
    counted = dates(slovenia)[code]
    setting(slovenia, code, counted)
    review = Review.objects.get(pk=slovenia.pk)
    assert day_of(review, code).is_set
    if code == "review":
        return
    setting(review, code, None)
    review = Review.objects.get(pk=slovenia.pk)
    day = day_of(review, code)
    assert (day.is_set, day.source) == (False, "")
    assert not ReviewDate.objects.exists()


def test_review_given_back_falls_on_its_session(slovenia, state, setting):
    setting(slovenia, "review", None)
    assert slovenia.review_date is None
    session = Session.objects.create(number=34, cycle=3, month=DAY(2019, 11, 1), starts=DAY(2019, 11, 4))
    CalendarEntry.objects.create(state=state, session=session, cycle=3)
    setting(slovenia, "review", None)
    assert (slovenia.review_date, day_of(slovenia, "review").is_set) == (DAY(2019, 11, 4), False)


def test_months_to_midterm_change_what_is_counted(slovenia, setting):
    setting(slovenia, "mid-term", None, months=24)
    assert (slovenia.midterm_date, day_of(slovenia, "mid-term").rule) == (
        DAY(2021, 11, 12),
        "24 months after the review",
    )
    assert dates(slovenia)["city-deadline"] == DAY(2021, 5, 12)
    assert not slovenia.is_midterm_in_window
    setting(slovenia, "mid-term", DAY(2022, 6, 1))
    assert (slovenia.midterm_date, slovenia.is_midterm_in_window) == (DAY(2022, 6, 1), True)


@pytest.mark.parametrize(
    "code, day, sentence",
    [
        (
            "adoption",
            DAY(2019, 11, 11),
            "This lies before “Review: the dialogue in the Working Group” (12 November 2019)",
        ),
        ("review", DAY(2020, 3, 13), "This lies after “Adoption by the Human Rights Council” (12 March 2020)"),
        ("national-report", DAY(2019, 11, 13), "This lies after “Review"),
        ("mid-term", DAY(2020, 3, 1), "This lies before “Adoption"),
        ("next-review", DAY(2022, 5, 11), "This lies before “Mid-term report” (12 May 2022)"),
        ("plan", DAY(2019, 11, 1), "This lies before “Review"),
    ],
)
def test_days_that_contradict_each_other_are_refused(slovenia, setting, code, day, sentence):
    with pytest.raises(ValidationError) as refused:
        setting(slovenia, code, day)
    assert sentence in refused.value.messages[0]
    stored = Review.objects.get(pk=slovenia.pk)
    assert (stored.review_date, stored.adoption_date) == (DAY(2019, 11, 12), DAY(2020, 3, 12))
    assert not Event.objects.exists() and not ReviewDate.objects.exists()


def test_the_same_day_is_no_contradiction(slovenia, setting):
    setting(slovenia, "adoption", DAY(2019, 11, 12))
    assert slovenia.adoption_date == slovenia.review_date


def test_counted_days_contradict_nothing(slovenia, setting):
    setting(slovenia, "positions", DAY(2020, 1, 10))
    setting(slovenia, "adoption", DAY(2020, 8, 1))  # the letter is counted to July
    assert day_of(slovenia, "letter").is_before_its_turn


def test_order_speaks_of_phases_that_there_are():
    assert {str(code) for pair in ORDER for code in pair} <= set(PHASES)


def test_day_without_a_source_is_refused(slovenia, setting, coordinator, now):
    for code in ("plan", "mid-term", "review"):
        with pytest.raises(ValidationError, match="Say who set the date"):
            setting(slovenia, code, DAY(2022, 6, 1), source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewDate.objects.create(review=slovenia, phase="plan", date=DAY(2020, 9, 1), set_by=coordinator, set_at=now)


def test_phase_has_one_day(slovenia, coordinator, now):
    said = {"review": slovenia, "phase": "plan", "source": "x", "set_by": coordinator, "set_at": now}
    ReviewDate.objects.create(date=DAY(2020, 9, 1), **said)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewDate.objects.create(date=DAY(2020, 9, 2), **said)


def test_event_tells_days_and_never_the_source(slovenia, setting, coordinator):
    setting(slovenia, "plan", DAY(2020, 9, 1))
    setting(slovenia, "plan", DAY(2020, 9, 1))  # the same again: nothing happened
    setting(slovenia, "plan", DAY(2020, 10, 1), is_confirmed=True, source="Letter of 2 May")
    setting(slovenia, "plan", None)
    third, second, first = Event.objects.about(slovenia)
    assert (first.by, first.verb, first.after) == (
        coordinator,
        "changed",
        {"plan": "2020-09-01", "is_confirmed": False, "texts": ["source"]},
    )
    assert (second.before, second.after["plan"]) == ({"plan": "2020-09-01", "is_confirmed": False}, "2020-10-01")
    assert third.before == {"plan": "2020-10-01", "is_confirmed": True} and "plan" not in third.after
    assert not [event for event in (first, second, third) if "ministry" in str(event.after) + str(event.before)]


def test_calendar_asks_one_question_and_none_where_the_dates_are_at_hand(slovenia, setting, django_assert_num_queries):
    for code in ("plan", "letter", "documents"):
        setting(slovenia, code, dates(slovenia)[code])
    with django_assert_num_queries(1):
        slovenia.calendar()
    fetched = Review.objects.prefetch_related("dates").get(pk=slovenia.pk)
    with django_assert_num_queries(0):
        fetched.calendar()
