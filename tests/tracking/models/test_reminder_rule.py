"""Stages of a State's, or a call's, own: set, changed, switched off, given up."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.models import Event, ReminderItem, ReminderRule
from tracking.reminders.rules import Rules

OWN, ALTERNATE, COORDINATOR = ReminderRule.Reach


@pytest.fixture
def site(db):
    """The site's stages of two kinds."""
    for days in (30, 14):
        ReminderRule.objects.create(kind="call-deadline", days_before=days)
        ReminderRule.objects.create(kind="step-due", days_before=days)


@pytest.fixture
def settle(site, state, coordinator, now):
    """Sets the State's stages."""

    def settle(kind, stages, **owner):
        owner = owner or {"state": state}
        return ReminderRule.objects.set_for(kind, stages, by=coordinator, now=now, **owner)

    return settle


@pytest.fixture
def give_up(state, coordinator, now):
    """Gives the State's own stages up."""

    def give_up(kind, **owner):
        return ReminderRule.objects.drop_for(kind, by=coordinator, now=now, **(owner or {"state": state}))

    return give_up


def stages(kind, state, call=None):
    rules = Rules().of(kind, state.pk, call and call.pk)
    return {rule.days_before: rule.reach for rule in rules}


def line(rule, city, person, **fields):
    """A line that was left out of a mail, or was skipped."""
    return ReminderItem.objects.create(
        rule=rule,
        recipient=person,
        state=city.state,
        local_government=city,
        object_id=1,
        due_date="2026-03-24",
        skipped_by=person,
        skipped_at=factories.NOW,
        skip_reason="x",
        **fields,
    )


def test_own_stages_take_the_place_of_the_sites_and_tell_what_changed(settle, state, coordinator):
    assert settle("step-due", {20: OWN, -7: ALTERNATE, -30: COORDINATOR})
    assert stages("step-due", state) == {20: OWN, -7: ALTERNATE, -30: COORDINATOR}
    assert stages("call-deadline", state) == {30: OWN, 14: OWN}
    event = Event.objects.about(state).get()
    assert (event.by, event.before) == (coordinator, {})
    assert event.after == {
        "stages_step-due": "20, -7, -30",
        "alternate_step-due": "-7, -30",
        "coordinator_step-due": "-30",
    }


def test_same_stages_again_change_nothing(settle, state):
    settle("step-due", {20: OWN})
    assert not settle("step-due", {20: OWN})
    assert Event.objects.about(state).count() == 1


def test_stage_that_comes_back_is_the_same_row(settle, state):
    settle("step-due", {20: OWN, 5: OWN})
    row = ReminderRule.objects.get(state=state, days_before=5)
    settle("step-due", {20: ALTERNATE})
    assert stages("step-due", state) == {20: ALTERNATE}
    settle("step-due", {5: COORDINATOR})
    assert Rules().of("step-due", state.pk) == [row]
    assert stages("step-due", state) == {5: COORDINATOR}


def test_silence_of_its_own(settle, give_up, state):
    assert settle("step-due", {})
    assert stages("step-due", state) == {}
    assert not settle("step-due", {})
    assert give_up("step-due")
    assert stages("step-due", state) == {30: OWN, 14: OWN}
    assert not give_up("step-due")


def test_call_before_state_before_site(settle, give_up, review, coordinator, state):
    call = factories.call(review, coordinator)
    settle("call-deadline", {9: OWN})
    settle("call-deadline", {3: OWN}, call=call)
    assert stages("call-deadline", state, call) == {3: OWN}
    assert stages("call-deadline", state) == {9: OWN}
    give_up("call-deadline", call=call)
    assert stages("call-deadline", state, call) == {9: OWN}
    assert Event.objects.about(call).count() == 2


@pytest.mark.parametrize(
    "kind, wanted, is_of_call",
    [("call-deadline", {}, False), ("by-hand", {0: OWN}, False), ("step-due", {1: OWN}, True), ("nothing", {}, False)],
)
def test_what_has_no_stages_there_or_binds_is_refused(settle, review, coordinator, kind, wanted, is_of_call):
    owner = {"call": factories.call(review, coordinator)} if is_of_call else {}
    with pytest.raises(ValidationError):
        settle(kind, wanted, **owner)
    assert ReminderRule.objects.exclude(state=None, call=None).count() == 0


def test_lines_of_stages_that_are_given_up_go_to_the_sites_row_of_the_day(settle, give_up, state, city, officer):
    settle("step-due", {14: OWN, 9: ALTERNATE})
    old = {rule.days_before: line(rule, city, officer) for rule in ReminderRule.objects.of_state(state)}
    assert give_up("step-due")
    assert stages("step-due", state) == {30: OWN, 14: OWN}  # the row of day 9 is there, and not in use
    found = {row.rule.days_before: row for row in ReminderItem.objects.select_related("rule")}
    assert found == old
    assert {row.rule.state for row in found.values()} == {None}


def test_of_two_lines_that_meet_the_one_that_was_left_out_goes(settle, give_up, state, city, officer, now):
    settle("step-due", {14: OWN})
    own = line(ReminderRule.objects.of_state(state).get(), city, officer)
    site = line(ReminderRule.objects.of_site().get(kind="step-due", days_before=14), city, officer, left_out="moved")
    give_up("step-due")
    kept = ReminderItem.objects.get()
    assert (kept.pk, kept.rule_id) == (own.pk, site.rule_id)


def test_other_states_keep_theirs(settle, give_up, state, now, coordinator):
    other = factories.state("XOT", "XO", "Otheria")
    settle("step-due", {1: OWN}, state=other)
    settle("step-due", {2: OWN})
    give_up("step-due")
    assert stages("step-due", other) == {1: OWN}


@pytest.mark.parametrize("kind, has_stages", [("call-deadline", True), ("date-moved", False), ("by-hand", False)])
def test_what_only_a_person_causes_has_no_stages(kind, has_stages):
    assert ReminderRule(kind=kind, days_before=-1).has_stages is has_stages
