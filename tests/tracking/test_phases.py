"""The phases of a review: their days, and how sure they are."""

import datetime

from tests import factories
from tracking import phases

DAY = datetime.date


def spans(review):
    return {moment.phase: (moment.starts, moment.ends, moment.is_confirmed) for moment in phases.moments_of(review)}


def test_phases_are_counted_from_the_review(state):
    review = factories.review(state, review_date=DAY(2024, 11, 8), adoption_date=None)
    assert spans(review) == {
        "consultation": (DAY(2023, 5, 8), DAY(2024, 8, 16), False),
        "observers": (DAY(2024, 11, 8), DAY(2024, 11, 8), False),
        "advice": (DAY(2024, 11, 8), DAY(2025, 5, 8), False),
        "mid-term": (DAY(2026, 11, 8), DAY(2027, 5, 8), False),
        "next-report": (DAY(2028, 2, 8), DAY(2029, 2, 13), False),
        "national-body": (None, None, False),
    }


def test_phases_are_confirmed_where_the_dates_are(state):
    review = factories.review(
        state,
        is_date_confirmed=True,
        adoption_date=DAY(2025, 3, 20),
        is_adoption_confirmed=True,
        midterm_date_override=DAY(2027, 9, 1),
        override_source="Ministry, letter",
        is_override_confirmed=True,
    )
    found = spans(review)
    assert found["observers"] == (DAY(2024, 11, 8), DAY(2024, 11, 8), True)
    assert found["advice"] == (DAY(2024, 11, 8), DAY(2025, 3, 20), True)
    assert found["mid-term"] == (DAY(2027, 3, 1), DAY(2027, 9, 1), True)
    assert not found["consultation"][2] and not found["next-report"][2]


def test_phases_without_a_date_of_the_review_have_no_dates_but_ideas(state):
    review = factories.review(state, review_date=None, adoption_date=None)
    assert set(spans(review).values()) == {(None, None, False)}
    assert all(moment.ideas for moment in phases.moments_of(review))
    assert not any(moment.is_now(DAY(2026, 1, 1)) for moment in phases.moments_of(review))


def test_moment_knows_whether_it_is_now(state):
    review = factories.review(state, adoption_date=DAY(2025, 3, 20))
    advice = next(moment for moment in phases.moments_of(review) if moment.phase == "advice")
    days = [DAY(2024, 11, 7), DAY(2024, 11, 8), DAY(2025, 3, 20), DAY(2025, 3, 21)]
    assert [advice.is_now(day) for day in days] == [False, True, True, False]
    assert [advice.is_past(day) for day in days] == [False, False, False, True]


def test_phases_follow_the_days_that_a_person_set(state, coordinator, now):
    review = factories.review(state)
    said = {"source": "Note of the secretariat", "by": coordinator, "now": now}
    review.set_day("consultation", DAY(2023, 9, 1), is_confirmed=True, **said)
    review.set_day("national-report", DAY(2024, 7, 29), is_confirmed=True, **said)
    review.set_day("next-review", DAY(2029, 11, 5), **said)
    found = spans(review)
    assert found["consultation"] == (DAY(2023, 9, 1), DAY(2024, 7, 29), True)
    assert found["next-report"] == (DAY(2028, 2, 8), DAY(2029, 8, 13), False)


def test_phases_ask_one_question(state, coordinator, now, django_assert_num_queries):
    review = factories.review(state)
    for code in ("consultation", "national-report", "plan"):
        review.set_day(code, review.counted(code), source="Ministry", by=coordinator, now=now)
    with django_assert_num_queries(1):
        phases.moments_of(review)
