"""How far the reminders of a call have gone."""

import datetime

import pytest

from tests import factories
from tracking.models import ReminderDelivery, ReminderItem
from tracking.reminders import escalation
from tracking.reminders.escalation import Reminded

DAY = datetime.timedelta(days=1)


@pytest.fixture
def found(call, city):
    """The sentence of the city."""
    return lambda: escalation.sentence(escalation.reminded([call], [city]).get((call.pk, city.pk)))


def test_days_and_who_else_heard(call, officer, coordinator, hear, found, now):
    assert found() == ""
    for days in (0, 7, 14, 21, 44):
        hear(now + days * DAY)
    assert found() == (
        "Reminded on 10 March 2026, 17 March 2026, 24 March 2026, 31 March 2026, 23 April 2026 also the coordinator"
    )


def test_only_what_went_out_counts(call, officer, hear, found, now):
    hear(now)
    ReminderItem.objects.update(left_out="done")
    assert found() == ""
    ReminderItem.objects.update(left_out="")
    ReminderDelivery.objects.update(status="failed")
    assert found() == ""


def test_many_days_are_counted():
    day = datetime.date(2026, 3, 1)
    words = escalation.sentence([Reminded(day + number * DAY, "own") for number in range(7)])
    assert words.startswith("Reminded 7 times, last on 3 March 2026, ")
    assert Reminded(day, "alternate").words == "1 March 2026 also the alternate"


def test_each_call_and_city_by_itself_in_one_query(
    call, review, state, city, officer, other_city, outsider, coordinator, hear, now, django_assert_num_queries
):
    other = factories.call(review, coordinator, deadline=call.deadline)
    hear(now)
    with django_assert_num_queries(1):
        rows = escalation.reminded([call, other], [city, other_city])
    assert set(rows) == {(row.pk, place.pk) for row in (call, other) for place in (city, other_city)}
    assert set(escalation.reminded([call], [city])) == {(call.pk, city.pk)}
