"""What is missing of a government's input, in counts; and that a last day moved."""

import datetime

from tests import factories
from tracking import reminders
from tracking.models import ReminderItem

DAY = datetime.timedelta(days=1)


def test_mail_counts_what_is_missing(call, city, review, officer, hear, now):
    for _ in range(3):
        factories.recommendation(review)
    factories.step(city, officer, due_date=None, updated_at=now - 200 * DAY)
    (line,) = hear(now)[officer]
    assert line["facts"] == [
        "Your input has not been started.",
        "3 recommendations wait to be sorted: are they yours?",
        "1 step has had no update for six months.",
    ]
    assert line["days_left"] == 14


def test_coordinator_reads_of_the_government_and_not_of_you(call, city, coordinator, hear, now):
    (line,) = hear(now)[coordinator]
    assert line["facts"] == ["It has not started its input."]
    assert line["path"] == f"/en/calls/{call.pk}/"


def test_governments_that_are_not_asked_hear_nothing(call, city, other_city, officer, outsider, hear, now):
    call.governments.set([other_city])
    assert set(hear(now)) == {outsider}


def test_line_under_the_old_day_is_left_out(call, officer, hear, now):
    reminders.select_due(now)
    call.deadline += 3 * DAY
    call.save()
    (line,) = hear(now)[officer]  # one mail, under the new day alone
    assert line["due_date"] == call.deadline
    assert list(ReminderItem.objects.values_list("rule__days_before", "left_out")) == [(14, "moved"), (30, "")]


def test_mail_of_which_every_line_moved_is_not_needed_any_more(call, officer, hear, now):
    reminders.select_due(now)
    call.deadline, call.target_date = call.deadline + 90 * DAY, call.target_date + 90 * DAY
    call.save()
    assert hear(now) == {}
    assert ReminderItem.objects.get().delivery.status == "skipped"


def test_move_is_told_once_for_each_day_also_to_who_gave_the_input(
    call, city, officer, approver, coordinator, recommendation, hear, now
):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    call.deadline += 3 * DAY
    call.save()
    assert reminders.tell_of_move(call, now=now) == 2
    heard = hear(now)
    assert {line["facts"][0] for lines in heard.values() for line in lines} == {
        "The last day for input is now 27 March 2026."
    }
    assert set(heard) == {officer, approver}
    assert all("The input is in; nothing more is asked for." in line["facts"] for (line,) in heard.values())
    assert reminders.tell_of_move(call, now=now) == 0


def test_move_and_what_is_missing_are_one_line(call, officer, hear, now):
    call.deadline += 3 * DAY
    call.save()
    reminders.tell_of_move(call, now=now)
    (line,) = hear(now)[officer]
    assert (line["kind"], line["due_date"]) == ("call-deadline", call.deadline)
    assert line["facts"][0] == "The last day for input is now 27 March 2026."
    assert "Your input has not been started." in line["facts"]
    assert "The input is in; nothing more is asked for." not in line["facts"]


def test_move_that_was_taken_back_before_the_mail_went_out_is_not_told(call, officer, hear, now):
    held, call.deadline = call.deadline, call.deadline + 3 * DAY
    call.save()
    reminders.tell_of_move(call, now=now)
    call.deadline = held
    call.save()
    assert [line["kind"] for line in hear(now)[officer]] == ["call-deadline"]
    assert ReminderItem.objects.get(rule__kind="date-moved").left_out == "moved"


def test_closed_call_has_nothing_to_tell(call, officer, coordinator, hear, now):
    reminders.select_due(now)
    call.close(by=coordinator, now=now)
    assert hear(now) == {}
    assert ReminderItem.objects.get().left_out == "done"
