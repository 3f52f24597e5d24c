"""How far the reminders have gone is seen by all three: the city, its alternate, and the coordinator."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderRule

DAY = datetime.timedelta(days=1)
WORDS = "Reminded on 10 March 2026, 31 March 2026 also the alternate, 23 April 2026 also the coordinator"


@pytest.fixture
def call(review, city, officer, coordinator, today, now):
    """A call about which the city was reminded three times."""
    for days, reach in ((14, "own"), (-7, "alternate"), (-30, "coordinator")):
        ReminderRule.objects.create(kind="call-deadline", days_before=days, reach=reach)
    call = factories.call(review, coordinator, deadline=today + 14 * DAY)
    for days in (0, 21, 44):
        at = now + days * DAY
        reminders.select_due(at)
        ReminderDelivery.objects.pending().update(status="sent", claimed_at=at, finished_at=at)
    return call


def test_on_the_board_and_in_the_workspace(
    call, city, officer, approver, viewer, coordinator, national_viewer, signed_in
):
    for person in (coordinator, national_viewer):
        assert WORDS in signed_in(person).get(call.get_absolute_url()).text
    for person in (officer, approver, viewer):
        page = signed_in(person).get(f"/en/my-work/{city.pk}/").text
        assert WORDS in page and call.title in page


def test_other_cities_see_nothing_of_it_and_closed_calls_are_quiet(
    call, city, other_city, officer, outsider, coordinator, now, signed_in
):
    assert "Reminded on" not in signed_in(outsider).get(f"/en/my-work/{other_city.pk}/").text
    assert "Reminded on" not in signed_in(outsider).get(call.get_absolute_url()).text
    call.close(by=coordinator, now=now)
    assert "Reminded on" not in signed_in(officer).get(f"/en/my-work/{city.pk}/").text


@pytest.mark.parametrize("calls", [1, 3])
def test_workspace_asks_the_same_questions_for_more_calls(
    call, city, review, officer, coordinator, calls, signed_in, django_assert_num_queries
):
    for _number in range(calls - 1):
        factories.call(review, coordinator)
    client = signed_in(officer)
    with django_assert_num_queries(11):
        client.get(f"/en/my-work/{city.pk}/")
