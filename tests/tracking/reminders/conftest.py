"""Rules, a call 14 days before its last day, and ears: what each person hears when the mails go out."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderRule
from tracking.reminders.telling import told

DEADLINE = datetime.date(2026, 3, 24)  # a Tuesday, as `today` is


@pytest.fixture
def rule(db):
    """Makes a rule of the site: rule(kind, days_before, reach)."""

    def make(kind, days_before=0, reach="own", **fields):
        return ReminderRule.objects.create(kind=kind, days_before=days_before, reach=reach, **fields)

    return make


@pytest.fixture
def rules(rule):
    """Stages of the deadline, and of a step's due date."""
    for days in (30, 14, 7, 0, -7):
        rule("call-deadline", days)
    rule("call-deadline", -30, "coordinator")
    for days in (14, 0, -7):
        rule("step-due", days)


@pytest.fixture
def call(review, coordinator, rules):
    """An open call, 14 days before its last day."""
    return factories.call(review, coordinator, deadline=DEADLINE)


@pytest.fixture
def hear():
    """Selects at a moment and sends at once: {person: [lines]} of who hears something; twice is the second mail."""

    def hear(now):
        reminders.select_due(now)
        found = {}
        for mail in ReminderDelivery.objects.pending().select_related("recipient"):
            lines = told(mail, now)
            status = ReminderDelivery.Status.SENT if lines else ReminderDelivery.Status.SKIPPED
            mail.status, mail.claimed_at, mail.finished_at = status, now, now
            mail.save()
            if lines:
                found[mail.recipient] = lines
        return found

    return hear


@pytest.fixture
def names(hear):
    """Who hears of what: {(person, title)} of the lines that go out at a moment."""
    return lambda now: {(person, line["title"]) for person, lines in hear(now).items() for line in lines}
