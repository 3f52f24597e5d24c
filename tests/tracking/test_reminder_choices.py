"""What a person decides about own mails."""

import datetime

import pytest
from django.core import signing

from tests import factories
from tracking import reminder_choices, reminders
from tracking.models import ReminderItem, ReminderPause, ReminderRule, User


@pytest.fixture
def told(city, officer, now):
    """A step that is due, told to the officer."""
    ReminderRule.objects.create(kind="step-due", days_before=14)
    ReminderRule.objects.create(kind="step-due", days_before=0)
    factories.step(city, officer, due_date=now.date() + datetime.timedelta(days=10))
    reminders.select_due(now)
    return ReminderItem.objects.get()


def test_way_out_of_a_mail_knows_its_person(officer):
    token = officer.way_out
    assert User.objects.with_way_out(token) == officer
    officer.is_active = False
    officer.save()
    assert User.objects.with_way_out(token) is None


@pytest.mark.parametrize(
    "token", ["", "1", "1:abc", signing.dumps(1, salt="something-else")], ids=["none", "plain", "false", "other"]
)
def test_made_up_way_out_is_nobodys(officer, token):
    assert User.objects.with_way_out(token) is None


def test_what_is_set_aside_is_silent_until_its_day_and_then_told_at_its_latest_stage(told, now):
    until = now.date() + datetime.timedelta(days=11)
    reminder_choices.set_aside(told, until=until, now=now)
    due = now + datetime.timedelta(days=10)
    assert reminders.due_items(due) == []
    (item,) = reminders.due_items(now + datetime.timedelta(days=11))
    assert item.rule.days_before == 0


def test_setting_aside_twice_keeps_the_later_word(told, now):
    reminder_choices.set_aside(told, until=None, now=now)
    reminder_choices.set_aside(told, until=now.date(), now=now)
    assert ReminderPause.objects.get().until == now.date()


def test_what_binds_is_nobodys_to_set_aside(review, coordinator, officer, now):
    ReminderRule.objects.create(kind="call-deadline", days_before=300)
    factories.call(review, coordinator)
    reminders.select_due(now)
    assert ReminderItem.objects.filter(recipient=officer).exists()
    assert not reminder_choices.own_items(officer).exists()
