"""What a mail tells when it goes out: looked at again, each matter once, many as one, with who else hears."""

import datetime

import pytest

from tests import factories
from tests.tracking.reminders import mails
from tracking import reminders
from tracking.models import Membership, ReminderDelivery, ReminderItem, ReminderPause, User
from tracking.reminders.telling import told

DAY = datetime.timedelta(days=1)


def left_out():
    return list(ReminderItem.objects.order_by("pk").values_list("left_out", flat=True))


@pytest.fixture
def step(rule, city, officer, now):
    """A step that is due today."""
    rule("step-due")
    return factories.step(city, officer, due_date=now.date())


def test_step_done_before_delivery_is_skipped(step, hear, now):
    reminders.select_due(now)
    type(step).objects.update(status="done", end_date=now.date())
    assert hear(now) == {}
    assert left_out() == ["done"]


def test_who_left_the_government_hears_nothing_any_more(step, officer, hear, now):
    reminders.select_due(now)
    officer.memberships.all().delete()
    assert hear(now) == {}
    assert left_out() == ["not-theirs"]


def test_closed_account_hears_nothing_any_more(step, officer, hear, now):
    reminders.select_due(now)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert hear(now) == {}
    assert left_out() == ["not-theirs"]


@pytest.mark.parametrize("how", ["paused", "switched off"])
def test_what_was_set_aside_meanwhile_is_left_out_and_comes_when_that_ends(step, officer, hear, now, how):
    reminders.select_due(now)
    if how == "paused":
        day = now.date() + 3 * DAY
        ReminderPause.objects.create(recipient=officer, kind="step-due", object_id=step.pk, until=day, made_at=now)
    else:
        User.objects.filter(pk=officer.pk).update(wants_digest=False)
    assert hear(now) == {}
    assert left_out() == ["paused"]
    assert hear(now + 2 * DAY) == {}
    User.objects.filter(pk=officer.pk).update(wants_digest=True)
    assert len(hear(now + 3 * DAY)) == 1


def test_what_binds_is_told_to_who_switched_daily_mails_off(call, officer, hear, now):
    reminders.select_due(now)
    User.objects.filter(pk=officer.pk).update(wants_digest=False)
    assert officer in hear(now)


def test_mail_that_is_looked_at_twice_tells_what_came_back(step, now):
    reminders.select_due(now)
    mail = ReminderDelivery.objects.get()
    type(step).objects.update(status="done", end_date=now.date())
    assert told(mail, now) == []
    type(step).objects.update(status="planned", end_date=None)
    assert len(told(mail, now)) == 1
    assert left_out() == [""]


def test_two_stages_that_wait_in_one_mail_are_one_line(rule, city, officer, hear, now):
    """Nobody sent mails on Tuesday and Wednesday."""
    for days in (1, 0):
        rule("step-due", days)
    factories.step(city, officer, due_date=now.date() + DAY)
    reminders.select_due(now)
    reminders.select_due(now + DAY)
    assert ReminderItem.objects.count() == 2
    (line,) = hear(now + DAY)[officer]
    assert line["days_left"] == 0


def test_reminder_by_hand_and_a_stage_of_the_same_call_are_one_line(call, city, officer, coordinator, hear, now):
    reminders.remind(call, [city], by=coordinator, now=now)
    reminders.select_due(now)
    (line,) = hear(now)[officer]
    assert (line["kind"], line["due_date"]) == ("call-deadline", call.deadline)


def test_what_others_wait_for_comes_first(call, city, officer, hear, now):
    factories.step(city, officer, due_date=now.date())
    assert [line["kind"] for line in hear(now)[officer]] == ["call-deadline", "step-due"]


@pytest.mark.parametrize("steps, lines", [(5, 5), (6, 1), (80, 1)])
def test_many_lines_of_one_kind_are_one_with_a_link(rule, city, officer, hear, now, steps, lines):
    rule("step-stale")
    for _ in range(steps):
        factories.step(city, officer, due_date=None, updated_at=now - 200 * DAY)
    found = hear(now)[officer]
    assert (len(found), sum(line["count"] for line in found)) == (lines, steps)
    if lines == 1:
        assert found[0]["title"] == f"{steps} steps without news for six months"
        assert found[0]["path"] == f"/en/my-work/{city.pk}/?attention=quiet"
        assert found[0]["facts"] == []
    assert hear(now) == {}


def test_lines_of_several_governments_are_folded_by_themselves(rule, city, collector, hear, now):
    rule("indicator-due")
    for place, number in ((city, 6), (city.parent, 2)):
        for _ in range(number):
            factories.indicator(place, collector)
    found = hear(now)[collector]
    assert sorted(line["count"] for line in found) == [1, 1, 6]
    assert next(line for line in found if line["count"] == 6)["path"] == f"/en/my-work/{city.pk}/indicators/?state=due"


@pytest.mark.parametrize("cities, lines", [(5, 5), (6, 1)])
def test_many_governments_are_one_line_for_the_coordinator(call, state, coordinator, hear, now, cities, lines):
    for number in range(cities):
        factories.government(state, f"City {number}")
    found = hear(now)[coordinator]
    assert len(found) == lines
    if lines == 1:
        assert (found[0]["government"], found[0]["facts"]) == (None, ["6 local governments"])
        assert found[0]["path"] == call.get_absolute_url()


def test_many_governments_with_different_days_are_named_by_the_kind(rule, state, coordinator, hear, now):
    rule("term-end", 30)
    for number in range(6):
        factories.government(state, f"City {number}", term_ends_on=now.date() + (25 + number) * DAY)
    (line,) = hear(now)[coordinator]
    assert (line["title"], line["count"]) == ("End of the administration’s term", 6)
    assert line["path"] == "/en/places/"


@pytest.fixture
def trio(city, officer, approver, coordinator):
    """Focal point, alternate and coordinator."""
    Membership.objects.filter(user=officer).update(post="focal-point")
    Membership.objects.filter(user=approver).update(post="alternate")
    return officer, approver, coordinator


def test_last_stage_is_visible_to_all_whom_it_reaches(call, trio, hear, now):
    heard = hear(now + 44 * DAY)
    for person in trio:
        (line,) = heard[person]
        assert set(line["heard_by"]) == {str(other) for other in trio if other != person}


def test_stage_of_ones_own_names_nobody(call, trio, hear, now):
    ((person, (line,)),) = hear(now).items()
    assert (person, line["heard_by"]) == (trio[0], [])


def test_who_will_hear_on_a_later_date_of_their_own_is_named_already(call, city, trio, hear, now):
    User.objects.filter(pk=trio[0].pk).update(time_zone="Pacific/Auckland")
    User.objects.filter(pk=trio[2].pk).update(time_zone="America/New_York")
    night = (now + 43 * DAY).replace(hour=20)  # the next day in Auckland already
    ((person, (line,)),) = hear(night).items()
    assert (person, set(line["heard_by"])) == (trio[0], {str(trio[1]), str(trio[2])})


def test_who_does_not_hear_is_not_named(rule, city, trio, coordinator, hear, now):
    """Somebody switched daily mails off, somebody muted the step, a line was skipped."""
    stage = rule("step-due", -30, "coordinator")
    step = factories.step(city, trio[0], due_date=now.date() - 30 * DAY)
    second, third = (factories.member("coordinator", city.state) for _ in range(2))
    User.objects.filter(pk=trio[1].pk).update(wants_digest=False)
    ReminderPause.objects.create(recipient=second, kind="step-due", object_id=step.pk, made_at=now)
    mails.skipped(stage, third, city, step.pk, step.due_date, by=coordinator, reason="On leave.")
    (line,) = hear(now)[trio[0]]
    assert line["heard_by"] == [str(coordinator)]


def test_preparer_is_not_among_those_who_hear_of_the_approval(
    rule, review, city, trio, coordinator, recommendation, hear, now
):
    rule("approval", -14, "coordinator")
    call = factories.call(review, coordinator)
    factories.contribution(call, city, [recommendation]).hand_in(by=trio[0], now=now - 14 * DAY)
    heard = hear(now)
    assert set(heard) == {trio[1], coordinator}
    assert heard[coordinator][0]["heard_by"] == [str(trio[1])]


@pytest.mark.parametrize("cities", [2, 40])
@pytest.mark.parametrize("is_chosen", [False, True])
def test_mail_about_many_governments_costs_the_same(
    call, state, coordinator, now, cities, is_chosen, django_assert_num_queries
):
    places = [factories.government(state, f"City {number}") for number in range(cities + 1)]
    for place in places:
        factories.member("officer", place)
    if is_chosen:
        call.governments.set(places)
    late = now + 44 * DAY
    reminders.select_due(late)
    factories.contribution(call, places[0])
    people = {"prepared_by": factories.member("officer", places[-1]), "approved_by": coordinator}
    times = {"prepared_at": late, "submitted_at": late}
    given = {"status": "submitted", "snapshot": {}, "checksum": "0", **people, **times}
    factories.contribution(call, places[-1], **given)
    mail = ReminderDelivery.objects.select_related("recipient").get(recipient=coordinator)
    with django_assert_num_queries(11):
        lines = told(mail, late)
    assert sum(line["count"] for line in lines) == cities
    if cities == 2:
        facts = [line["facts"][0] for line in lines]
        assert facts == ["Its input was not submitted.", "It has not started its input."]


@pytest.mark.parametrize("cities", [2, 40])
def test_mail_about_many_vacant_posts_costs_the_same(rule, state, coordinator, now, cities, django_assert_num_queries):
    rule("post-vacant")
    for number in range(cities):
        factories.member("officer", factories.government(state, f"City {number}"))
    reminders.select_due(now)
    mail = ReminderDelivery.objects.select_related("recipient").get(recipient=coordinator)
    with django_assert_num_queries(5):
        assert sum(line["count"] for line in told(mail, now)) == cities
