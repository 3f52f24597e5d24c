"""Reviews and the dates that follow from them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import CalendarEntry, Review, Session

DAY = datetime.date


@pytest.mark.parametrize(
    "review_date, months, expected",
    [
        (DAY(2024, 11, 8), 30, DAY(2027, 5, 8)),
        (DAY(2023, 8, 31), 30, DAY(2026, 2, 28)),
        (DAY(2025, 8, 31), 30, DAY(2028, 2, 29)),
        (DAY(2024, 11, 8), 24, DAY(2026, 11, 8)),
        (None, 30, None),
    ],
)
def test_midterm_date_counts_months_from_the_review(review_date, months, expected):
    assert Review(review_date=review_date, midterm_months=months).midterm_date == expected


def test_midterm_date_is_the_announced_one_where_there_is_one():
    review = Review(review_date=DAY(2024, 11, 8), midterm_date_override=DAY(2027, 1, 15))
    assert review.midterm_date == DAY(2027, 1, 15)


def test_midterm_window_needs_the_adoption():
    assert Review(adoption_date=DAY(2025, 3, 31)).midterm_window == (DAY(2027, 3, 31), DAY(2027, 9, 30))
    assert Review(review_date=DAY(2024, 11, 8)).midterm_window is None


def test_announced_date_names_its_source(state):
    factories.review(state, cycle=3, midterm_date_override=DAY(2027, 1, 15), override_source="Note of the ministry")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.review(state, cycle=4, midterm_date_override=DAY(2027, 1, 15))
    with pytest.raises(ValidationError, match="Say who announced"):
        Review(state=state, cycle=4, midterm_date_override=DAY(2027, 1, 15)).full_clean()


def test_adoption_is_not_before_the_review(state):
    factories.review(state, cycle=2, adoption_date=DAY(2024, 11, 8))
    factories.review(state, cycle=3, adoption_date=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.review(state, cycle=4, adoption_date=DAY(2024, 11, 7))


def test_review_stands_once_per_cycle(state):
    factories.review(state, cycle=4)
    factories.review(state, cycle=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.review(state, cycle=4)


def test_get_or_plan_takes_the_date_from_the_calendar(state):
    session = Session.objects.create(number=47, cycle=4, month=DAY(2024, 11, 1), starts=DAY(2024, 11, 4))
    CalendarEntry.objects.create(state=state, session=session, cycle=4)
    review, is_new = Review.objects.get_or_plan(state, 4)
    assert (review.session, review.review_date, is_new) == (47, DAY(2024, 11, 4), True)
    assert Review.objects.get_or_plan(state, 4) == (review, False)
    assert Review.objects.get_or_plan(state, 5)[0].review_date is None


def test_with_recommendations_leaves_empty_reviews_out(review, recommendation, state):
    factories.review(state, cycle=5)
    found = Review.objects.with_recommendations()
    assert [(row, row.recommendation_count) for row in found] == [(review, 1)]
