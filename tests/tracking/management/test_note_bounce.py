"""A mail server pipes reports to the command: the mail failed, the address is flagged, nothing happens twice."""

import io
import os
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from tests import factories
from tests.tracking.reminders import mails
from tests.tracking.reminders.reports import plain, standard
from tracking.models import Event
from tracking.reminders import coming_back

OURS = "<0123456789abcdef0123456789abcdef@example.org>"


@pytest.fixture
def clock(time_machine, now):
    """The day on which tests happen."""
    time_machine.move_to(now, tick=False)


@pytest.fixture
def sent(clock, officer, now):
    """A mail that went out to the officer."""
    return mail_to(officer, now, message_id=OURS)


def mail_to(person, now, status="sent", **fields):
    return mails.mail(person, status, now, is_digest=False, **fields)


@pytest.fixture
def pipe(monkeypatch, capsys):
    """Pipes a report to the command; gives what it said."""

    def pipe(report):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report)))
        call_command("note_bounce")
        return capsys.readouterr().out

    return pipe


def after(*rows):
    for row in rows:
        row.refresh_from_db()
    return rows[0]


@pytest.mark.parametrize("report", [standard(OURS), plain(OURS), standard(OURS, quoted="text/rfc822-headers")])
def test_permanent_failure_marks_the_mail_and_flags_the_address(sent, officer, now, pipe, report):
    assert pipe(report) == f"Noted: the mail did not arrive. (mail {sent.pk})\n"
    after(sent, officer)
    assert (sent.status, sent.bounced_at, sent.error) == ("failed", now, "bounced address 5.1.1")
    assert (officer.mail_failing_since, officer.mail_failure) == (now, "address")


def test_same_report_twice_changes_nothing(sent, officer, pipe):
    pipe(standard(OURS))
    officer.refresh_from_db()
    officer.note_arriving_mail(now=officer.mail_failing_since)
    assert "known already" in pipe(standard(OURS))
    assert after(officer).mail_failing_since is None
    assert Event.objects.about(officer).count() == 2


@pytest.mark.parametrize("action, number", [("delayed", "4.4.1"), ("", "4.2.2")])
def test_delay_is_only_noted(sent, officer, pipe, action, number):
    assert "delayed" in pipe(standard(OURS, action=action, number=number))
    after(sent, officer)
    assert (sent.status, sent.bounced_at, sent.error) == ("sent", None, f"delayed {number}")
    assert officer.mail_failing_since is None


def test_mail_given_up_after_days_failed_and_flags_nobody(sent, officer, pipe):
    pipe(standard(OURS, number="4.4.7"))
    assert (after(sent).status, after(officer).mail_failing_since) == ("failed", None)


def test_refusal_of_the_site_flags_nobody(sent, officer, pipe):
    pipe(standard(OURS, number="5.7.1"))
    assert (after(sent).status, after(officer).mail_failing_since) == ("failed", None)


def test_report_of_success_changes_nothing(sent, officer, pipe):
    assert "arrived" in pipe(standard(OURS, action="delivered", number="2.0.0"))
    assert after(sent).status == "sent"


@pytest.mark.parametrize("action", ["failed", "delayed"])
def test_report_that_only_names_an_address_changes_nothing(sent, officer, pipe, action):
    """Anybody can write one."""
    with pytest.raises(CommandError, match="names no mail of this site") as refusal:
        pipe(standard("<other@example.org>", final=officer.email, action=action))
    assert refusal.value.returncode == os.EX_DATAERR
    assert (after(sent).status, sent.bounced_at, sent.error) == ("sent", None, "")
    assert after(officer).mail_failing_since is None


def test_mail_of_unknown_outcome_failed_and_one_that_waits_still_waits(clock, officer, outsider, now, pipe):
    unknown = mail_to(officer, now, "unknown", message_id=OURS)
    waiting = mail_to(outsider, now, "pending", message_id="<waiting-for-now@example.org>")
    pipe(standard(OURS))
    assert after(unknown).status == "failed"
    with pytest.raises(CommandError):
        pipe(standard("<waiting-for-now@example.org>"))
    assert (after(waiting).status, waiting.bounced_at) == ("pending", None)


def test_report_that_comes_before_the_mark_leaves_the_mail_to_its_worker(clock, officer, now, pipe):
    row = mail_to(officer, now, "sending", message_id=OURS)
    pipe(standard(OURS))
    assert (after(row).status, row.bounced_at) == ("sending", now)
    assert row.finish("sent", now=now)
    assert (after(row).status, row.error) == ("failed", "bounced address 5.1.1")


@pytest.mark.parametrize("report", [b"", b"rubbish", standard("<other@example.org>"), plain(OURS, "no idea")])
def test_rubbish_and_strangers_are_refused(clock, officer, pipe, report):
    with pytest.raises(CommandError) as refusal:
        pipe(report)
    assert refusal.value.returncode == os.EX_DATAERR
    assert "@" not in str(refusal.value)
    assert not Event.objects.exists()


def test_database_out_of_reach_lets_the_mail_server_try_again(sent, pipe, monkeypatch):
    def fail(report, now):
        raise DatabaseError("gone")

    monkeypatch.setattr(coming_back, "note", fail)
    with pytest.raises(CommandError) as refusal:
        pipe(standard(OURS))
    assert refusal.value.returncode == os.EX_TEMPFAIL


def test_nobody_is_named_in_what_the_command_says(clock, now, city, pipe):
    person = factories.member("officer", city)
    mail_to(person, now, message_id=OURS)
    assert "@" not in pipe(standard(OURS, final=person.email))
