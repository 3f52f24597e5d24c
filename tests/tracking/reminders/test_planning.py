"""What is planned for whom, and why somebody hears nothing."""

import datetime

import pytest

from tests import factories
from tests.tracking.reminders import mails
from tracking import reminders
from tracking.models import ReminderItem, ReminderPause, ReminderRule, User
from tracking.reminders.matter import WhyNot

DAY = datetime.timedelta(days=1)


def planned(now, days=60, first=None):
    """[(day, days before, person, why not, detail)] from today on."""
    start = first or now.date()
    situation = reminders.Situation(now, days_ahead=days)
    return [
        (item.sends_on.isoformat(), item.rule.days_before, item.recipient, item.why_not, item.detail)
        for item in reminders.ahead(situation, start, now.date() + days * DAY)
    ]


@pytest.fixture
def step(rule, city, officer, now):
    """A step due in a fortnight, with two stages."""
    for days in (7, 0):
        rule("step-due", days)
    return factories.step(city, officer, due_date=now.date() + 14 * DAY)


def test_days_ahead_with_their_people(call, officer, coordinator, now):
    assert planned(now) == [
        ("2026-03-10", 14, officer, "", ""),
        ("2026-03-17", 7, officer, "", ""),
        ("2026-03-24", 0, officer, "", ""),
        ("2026-03-31", -7, officer, "", ""),
        ("2026-04-23", -30, coordinator, "", ""),
        ("2026-04-23", -30, officer, "", ""),
    ]
    assert ReminderItem.objects.count() == 0


def test_what_is_done_keeps_its_place_with_the_reason(call, city, officer, approver, coordinator, recommendation, now):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    assert {row[3] for row in planned(now)} == {WhyNot.DONE}


def test_told_stays_told_also_when_a_later_stage_has_come_or_it_is_done(
    call, city, officer, approver, coordinator, recommendation, hear, now
):
    hear(now)
    assert planned(now + 8 * DAY, first=now.date())[:2] == [
        ("2026-03-10", 14, officer, WhyNot.TOLD, ""),
        ("2026-03-17", 7, officer, "", ""),
    ]
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    assert [row[3] for row in planned(now)[:2]] == [WhyNot.TOLD, WhyNot.DONE]


def test_stage_that_nobody_was_told_is_overtaken_by_the_next_one(call, officer, now):
    later = now + 8 * DAY
    assert [row[3] for row in planned(later, first=now.date())[:3]] == [WhyNot.OVERTAKEN, "", ""]
    reminders.select_due(later)
    assert list(ReminderItem.objects.values_list("rule__days_before", flat=True)) == [7]


def test_two_stages_that_fall_on_one_working_day_are_one(rule, city, officer, hear, now):
    """Saturday and Sunday are both told on Friday."""
    for days in (1, 0):
        rule("step-due", days)
    factories.step(city, officer, due_date=datetime.date(2026, 3, 15))
    assert [row[1:4:2] for row in planned(now)] == [(1, WhyNot.OVERTAKEN), (0, "")]
    hear(datetime.datetime(2026, 3, 13, 9, tzinfo=datetime.UTC))
    assert ReminderItem.objects.get().rule.days_before == 0


def test_who_switched_daily_mails_off_still_hears_what_binds(rule, step, review, officer, coordinator, now):
    for days in (14, 7, 0):
        rule("call-deadline", days)
    factories.call(review, coordinator, deadline=step.due_date)
    User.objects.filter(pk=officer.pk).update(wants_digest=False)
    why = {(row[1], row[3]) for row in planned(now, days=14)}
    assert why == {(14, ""), (7, ""), (0, ""), (7, WhyNot.SWITCHED_OFF), (0, WhyNot.SWITCHED_OFF)}
    items = reminders.due_items(now + 7 * DAY)
    assert {item.rule.kind for item in items} == {"call-deadline"}


def test_paused_until_a_day_holds_back_what_comes_before_it(step, officer, now):
    ReminderPause.objects.create(
        recipient=officer, kind="step-due", object_id=step.pk, until=now.date() + 10 * DAY, made_at=now
    )
    assert [row[1:] for row in planned(now, days=14)] == [
        (7, officer, WhyNot.PAUSED, "2026-03-20"),
        (0, officer, "", ""),
    ]
    assert reminders.due_items(now + 9 * DAY) == []
    assert [item.rule.days_before for item in reminders.due_items(now + 10 * DAY)] == [7]  # late rather than lost


def test_muted_thing_is_silent_and_others_are_not(step, city, officer, now):
    ReminderPause.objects.create(recipient=officer, kind="step-due", object_id=step.pk, made_at=now)
    other = factories.step(city, officer, due_date=step.due_date)
    items = reminders.due_items(now + 14 * DAY)
    assert [item.object_id for item in items] == [other.pk]
    assert {row[3:] for row in planned(now, days=14)} == {(WhyNot.PAUSED, ""), ("", "")}


def test_skipped_line_says_why_and_is_never_sent(step, city, officer, coordinator, hear, now):
    rule = ReminderRule.objects.get(days_before=7)
    mails.skipped(rule, officer, city, step.pk, step.due_date, by=coordinator, reason="They told me by phone.")
    assert planned(now, days=14)[0][3:] == (WhyNot.SKIPPED, "They told me by phone.")
    assert hear(now + 7 * DAY) == {}
    assert officer in hear(now + 14 * DAY)


def test_rules_of_the_call_take_the_place_of_all_others(call, rule, state, officer, now):
    rule("call-deadline", 3, state=state)
    assert [row[1] for row in planned(now)] == [3]
    rule("call-deadline", 2, call=call)
    assert [row[1] for row in planned(now)] == [2]
    ReminderRule.objects.filter(call=call).update(is_active=False)
    assert planned(now) == []


def test_one_state_alone(call, officer, now):
    other = factories.review(factories.state("XOT", "XO", "Otheria"))
    place = factories.government(other.state, "Faraway")
    factories.call(other, factories.member("coordinator", other.state), deadline=call.deadline)
    situation = reminders.Situation(now, days_ahead=30, state=other.state)
    items = reminders.ahead(situation, now.date(), now.date() + 30 * DAY)
    assert {item.local_government for item in items} == {place}
