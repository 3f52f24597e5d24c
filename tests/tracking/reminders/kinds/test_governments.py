"""The end of a term, and governments where nobody hears first."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import Membership, ReminderItem
from tracking.reminders.kinds.governments import first_days

DAY = datetime.timedelta(days=1)


def test_end_of_term_is_told_with_the_way_to_the_hand_over(rule, city, officer, hear, now):
    rule("term-end", 90, "alternate")
    city.term_ends_on = now.date() + 90 * DAY
    city.save()
    assert hear(now - DAY) == {}
    (line,) = hear(now)[officer]
    assert line["title"] == "The administration’s term ends on 8 June 2026: prepare the hand-over"
    assert line["path"] == f"/en/my-work/{city.pk}/handover/"


def test_term_that_ended_before_the_mail_went_out_is_no_warning_any_more(rule, city, officer, hear, now):
    rule("term-end", 30)
    city.term_ends_on = now.date() + 30 * DAY
    city.save()
    reminders.select_due(now)
    assert hear(now + 31 * DAY) == {}
    assert ReminderItem.objects.get().left_out == "done"


def test_term_that_moved_is_left_out(rule, city, officer, hear, now):
    rule("term-end", 90)
    city.term_ends_on = now.date() + 90 * DAY
    city.save()
    reminders.select_due(now)
    city.term_ends_on = now.date() + 900 * DAY
    city.save()
    assert hear(now) == {}
    assert ReminderItem.objects.get().left_out == "moved"


def test_vacant_post_is_told_to_approver_and_coordinator_once_a_month(
    rule, city, officer, approver, coordinator, hear, now
):
    rule("post-vacant")
    heard = hear(now)
    assert set(heard) == {approver, coordinator}
    assert {line["path"] for lines in heard.values() for line in lines} == {f"/en/my-work/{city.pk}/people/"}
    assert hear(now + 7 * DAY) == {}
    assert set(hear(datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC))) == {approver, coordinator}


@pytest.mark.parametrize("has_call, is_told", [(False, False), (True, True)])
def test_government_without_accounts_is_missed_only_where_a_call_asks(
    rule, review, city, coordinator, hear, now, has_call, is_told
):
    rule("post-vacant")
    if has_call:
        factories.call(review, coordinator)
    assert (coordinator in hear(now)) is is_told


def test_post_that_was_filled_meanwhile_is_not_told(rule, city, officer, coordinator, hear, now):
    rule("post-vacant")
    reminders.select_due(now)
    Membership.objects.filter(user=officer).update(post="focal-point")
    assert hear(now) == {}
    assert ReminderItem.objects.get().left_out == "done"


def test_focal_point_above_answers_for_a_government_that_is_collected(rule, city, collector, coordinator, hear, now):
    rule("post-vacant")
    Membership.objects.filter(user=collector).update(post="focal-point")
    assert hear(now) == {}


def test_first_days_of_months():
    days = list(first_days(datetime.date(2025, 12, 31), datetime.date(2026, 2, 1)))
    assert [day.isoformat() for day in days] == ["2025-12-01", "2026-01-01", "2026-02-01"]
