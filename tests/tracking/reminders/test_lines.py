"""One waiting mail a person, one mail a day; what a person's act causes goes out beside it."""

import dataclasses
import datetime
import functools

import pytest
from django.db import connection, transaction

from tests import factories
from tests.tracking.test_concurrency import at_once
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderItem
from tracking.reminders import lines
from tracking.reminders.matter import DueItem, Matter

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def digests():
    return list(ReminderDelivery.objects.order_by("pk").values_list("is_digest", "status"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_selections_at_once_write_each_line_once(call, officer, now):
    select = functools.partial(reminders.select_due, now)
    (pk,) = {pk for pks in at_once(select, select) for pk in pks}
    assert ReminderItem.objects.get().delivery_id == pk == ReminderDelivery.objects.get().pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.parametrize("is_waiting", [False, True])
def test_two_writers_in_opposite_orders_do_not_wait_for_each_other(call, state, now, is_waiting, monkeypatch):
    """One is a coordinator's click, which holds all mails until its end; the other writes part by part."""
    monkeypatch.setattr(lines, "AT_ONCE_HELD", 7)
    rule = call_rule()
    people = [factories.member("officer", factories.government(state, f"City {number}")) for number in range(50)]
    due = {
        one: [DueItem(rule, one, Matter("by-hand", call.pk, state.pk, now.date(), place_of(one)), is_asked_for=True)]
        for one in people
    }
    if is_waiting:  # their mails were made in another order than the people
        for part in (people[25:], people[:25]):
            lines.write({one: [of_another(due[one][0])] for one in part}, now)
    backwards = dict(reversed(due.items()))

    def click():
        with transaction.atomic():
            return lines.write(backwards, now)

    results = at_once(click, functools.partial(lines.write, due, now))
    assert sum(results) == 50
    assert ReminderItem.objects.filter(object_id=call.pk).count() == ReminderDelivery.objects.count() == 50


def of_another(item):
    """A line about another call for the same person."""
    return dataclasses.replace(item, matter=dataclasses.replace(item.matter, object_id=item.object_id + 1))


def test_mails_are_written_in_the_order_of_their_readers(call, state, now):
    rule = call_rule()
    people = [factories.member("officer", factories.government(state, f"City {number}")) for number in range(3)]
    matters = [Matter("by-hand", call.pk, state.pk, now.date(), place_of(one)) for one in people]
    due = {one: [DueItem(rule, one, matter)] for one, matter in reversed(list(zip(people, matters, strict=True)))}
    assert lines.write(due, now) == 3
    assert list(ReminderDelivery.objects.order_by("pk").values_list("recipient", flat=True)) == [
        one.pk for one in people
    ]


def test_what_comes_up_after_the_days_mail_waits_for_the_next_one(call, city, officer, hear, now):
    assert len(hear(now)) == 1
    factories.step(city, officer, due_date=now.date())
    assert hear(now + HOUR) == {}
    ((_person, (line,)),) = hear(now + DAY).items()
    assert line["kind"] == "step-due"
    assert digests() == [(True, "sent"), (True, "sent")]


def test_what_the_coordinator_asks_goes_out_beside_the_days_mail(call, city, officer, coordinator, hear, now):
    hear(now)
    assert reminders.remind(call, [city], by=coordinator, now=now + HOUR) == ([], 0)  # told today
    factories.step(city, officer, due_date=(now + DAY).date())
    hear(now + DAY)
    assert reminders.remind(call, [city], by=coordinator, now=now + DAY + HOUR) == ([city], 1)
    assert digests() == [(True, "sent"), (True, "sent"), (False, "pending")]
    assert len(hear(now + DAY + HOUR)) == 1


def test_opening_that_takes_the_place_of_a_stage_reaches_all_after_their_days_mail(
    call, city, officer, approver, hear, now
):
    factories.step(city, officer, due_date=now.date())
    for person in (officer, approver):
        ReminderDelivery.objects.create(
            recipient=person,
            local_date=now.date(),
            status="sent",
            selected_at=now,
            claimed_at=now,
            finished_at=now,
            language="en",
        )
    assert reminders.tell_of_opening(call, now=now) == 2
    heard = hear(now)
    assert {person: [line["kind"] for line in found] for person, found in heard.items()} == {
        officer: ["call-deadline"],
        approver: ["call-deadline"],
    }


def test_lines_of_the_day_join_a_notice_that_waits_and_make_it_the_days_mail(call, city, officer, coordinator, now):
    night = now.replace(hour=21)
    reminders.remind(call, [city], by=coordinator, now=night)
    assert digests() == [(False, "pending")]
    assert reminders.select_due(night) == []  # quiet until seven
    assert digests() == [(True, "pending")]
    (pk,) = reminders.select_due((now + DAY).replace(hour=7))
    assert ReminderDelivery.objects.get(pk=pk).items.count() == 2


def test_notice_of_yesterday_that_lines_of_today_join_is_todays_mail(call, city, officer, hear, now):
    """After a backlog: nobody gets two mails with lines of one day."""
    hear(now)  # yesterday's mail
    notice = ReminderDelivery.objects.create(
        recipient=officer, language="en", local_date=now.date(), is_digest=False, selected_at=now
    )
    factories.step(city, officer, due_date=(now + DAY).date())
    assert reminders.select_due(now + DAY) == [notice.pk]
    notice.refresh_from_db()
    assert (notice.is_digest, notice.local_date) == (True, (now + DAY).date())
    assert len(hear(now + DAY)) == 1
    factories.step(city, officer, due_date=(now + DAY).date(), title="Later")
    assert hear(now + DAY + HOUR) == {}


def test_clock_that_ran_ahead_loses_no_notice(call, city, officer, hear, now):
    """The mail of tomorrow is out already when tonight, for tomorrow morning, a call opens and a step is due."""
    hear(now + DAY)
    factories.step(city, officer, due_date=now.date())
    night = now.replace(hour=21)
    assert reminders.tell_of_opening(call, now=night) == 0  # its stage was told already
    call.deadline = call.deadline + DAY
    call.save()
    assert reminders.tell_of_move(call, now=night) == 1
    reminders.select_due(night)
    assert digests() == [(True, "sent"), (False, "pending")]
    ((_person, lines_told),) = hear(now + DAY).items()
    assert [line["kind"] for line in lines_told] == ["date-moved"]
    assert [line["kind"] for line in hear(now + 2 * DAY)[officer]] == ["call-deadline", "step-due"]


def test_line_that_was_left_out_comes_again_when_it_is_due_again(rules, city, officer, hear, now):
    step = factories.step(city, officer, due_date=now.date())
    reminders.select_due(now)
    type(step).objects.update(due_date=now.date() + 300 * DAY)
    assert hear(now) == {}
    assert ReminderItem.objects.get().left_out == "moved"
    type(step).objects.update(due_date=now.date())
    assert hear(now + HOUR) == {}  # not twice on one day
    ((_person, (line,)),) = hear(now + DAY).items()
    assert line["kind"] == "step-due"
    assert ReminderItem.objects.get().left_out == ""
    assert hear(now + 2 * DAY) == {}


def test_line_that_was_left_out_stays_out_while_it_is_not_due(rules, city, officer, hear, now):
    step = factories.step(city, officer, due_date=now.date())
    reminders.select_due(now)
    type(step).objects.update(status="done", end_date=now.date())
    assert hear(now) == {} == hear(now + DAY)
    assert ReminderItem.objects.get().left_out == "done"


def test_writing_costs_the_same_for_more_people(call, state, now, django_assert_num_queries):
    def items(number):
        people = [factories.member("officer", factories.government(state, f"C{number}-{n}")) for n in range(number)]
        return {
            one: [DueItem(call_rule(), one, Matter("call-deadline", call.pk, state.pk, call.deadline, place_of(one)))]
            for one in people
        }

    for number in (1, 3):
        due = items(number)
        with django_assert_num_queries(10):
            assert lines.write(due, now) == number


def call_rule():
    return reminders.by_hand.standing("by-hand")


def place_of(person):
    return person.memberships.select_related("local_government").get().local_government
