"""What is wrong is said in sentences; what is well is left in peace."""

import datetime

import pytest

from tests import factories
from tests.tracking.reminders import mails
from tracking import background
from tracking.models import BackgroundRun, ReminderRule

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def running(settings, db, now):
    """Everything has just run."""
    settings.BACKGROUND_SILENT_MINUTES = 15
    for name in settings.CELERY_BEAT_SCHEDULE:
        BackgroundRun.objects.begin(name, now=now)
        BackgroundRun.objects.end(name, now=now)


def mail(person, city, now, status="pending", **fields):
    """A mail with one line."""
    row = mails.mail(person, status, now, **{"is_digest": False, "send_after": now, **fields})
    rule, _ = ReminderRule.objects.get_or_create(kind="step-due", days_before=1)
    mails.line(rule, person, city, row.pk, now.date(), delivery=row)
    return row


def problems(now):
    return background.health(now).problems


def test_all_is_well(officer, city, now):
    mail(officer, city, now, "sent")
    mail(officer, city, now, "failed")
    health = background.health(now)
    assert (health.is_well, health.problems) == (True, [])
    assert (health.mails.failed, health.mails.sent_at) == (1, now)


def test_silence_is_said_first(now):
    assert problems(now + 20 * MINUTE)[0] == "Nothing has run in the background for more than 15 minutes."


def test_what_a_click_wakes_hides_no_silence(now):
    later = now + 20 * MINUTE
    BackgroundRun.objects.begin("select reminders", now=later)
    BackgroundRun.objects.end("select reminders", now=later)
    assert "Nothing has run in the background for more than 15 minutes." in problems(later)


def test_task_that_failed_is_named(now):
    BackgroundRun.objects.fail("sweep", now=now + MINUTE, error="OperationalError")
    assert problems(now) == [
        "The last run failed: waking what waits, looking after what was interrupted (OperationalError)."
    ]


def test_one_task_that_is_late_is_named(now, settings):
    later = now + 20 * MINUTE
    settings.BACKGROUND_SILENT_MINUTES = 0
    for name in ("select reminders", "erase left contacts"):
        BackgroundRun.objects.begin(name, now=later)
    assert problems(later) == ["It should have run by now: waking what waits, looking after what was interrupted."]


def test_mails_that_nobody_sends_are_a_problem(officer, city, now):
    mail(officer, city, now - 2 * HOUR)
    assert problems(now) == ["Mails have been ready for more than an hour, and nobody sends them."]


def test_mails_that_wait_for_their_hour_are_none(officer, city, now):
    mail(officer, city, now - 2 * HOUR, send_after=now + HOUR)
    health = background.health(now)
    assert (health.problems, health.mails.later, health.mails.ready) == ([], 1, 0)


def test_mail_server_out_of_reach_is_a_problem(officer, city, now):
    mail(officer, city, now, send_after=now + HOUR, attempts=1, error="connection")
    assert problems(now) == ["The mail server could not be reached: 1 mail waits for the next attempt."]


def test_gateway_that_cannot_be_started_is_a_problem(now, settings):
    settings.MESSAGE_GATEWAY = "tracking.gateways.console.NoSuchGateway"
    assert problems(now) == ["The gateway for text messages cannot be started."]


def test_mails_count_once_by_state_and_only_with_lines(officer, city, stranger, coordinator, state, now):
    for status in ("sending", "failed", "unknown", "pending"):
        mail(officer, city, now, status)
    mail(officer, city, now, "failed", resolved_at=now)
    empty = mail(officer, city, now, "failed")
    empty.items.all().delete()
    elsewhere = factories.government(stranger.memberships.get().state, "Elsewhere")
    mail(stranger, elsewhere, now)
    own = background.mails_of(now, [state])
    assert (own.ready, own.sending, own.failed, own.unknown, own.oldest) == (1, 1, 1, 1, now)
    assert background.mails_of(now).ready == 2


@pytest.mark.parametrize("mails", [1, 3])
def test_questions_are_the_same_for_more_mails(state, now, mails, django_assert_num_queries):
    city = factories.government(state, "City")
    for _ in range(mails):
        mail(factories.member("officer", city), city, now)
    with django_assert_num_queries(4):
        background.health(now)
