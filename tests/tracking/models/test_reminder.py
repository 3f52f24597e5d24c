"""Rules and mails: half-made rows are refused."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tracking.models import ReminderDelivery, ReminderItem, ReminderRule

TODAY = datetime.date(2026, 3, 10)


def delivery(recipient, now, **fields):
    return ReminderDelivery.objects.create(
        recipient=recipient, language="en", local_date=TODAY, selected_at=now, **fields
    )


def test_rule_stands_once_per_stage(db):
    ReminderRule.objects.create(kind="step-due", days_before=14)
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderRule.objects.create(kind="step-due", days_before=14)


def test_person_has_one_waiting_mail(officer, now):
    delivery(officer, now)
    delivery(officer, now, status="sent", claimed_at=now, finished_at=now, is_digest=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery(officer, now, is_digest=False)


@pytest.mark.parametrize(
    "status, is_digest, stands",
    [
        ("sent", True, False),
        ("sending", True, False),
        ("failed", True, True),
        ("unknown", True, True),
        ("sent", False, True),
    ],
)
def test_person_has_one_digest_a_day(officer, now, status, is_digest, stands):
    finished = None if status == "sending" else now
    delivery(officer, now, status=status, claimed_at=now, finished_at=finished, is_digest=is_digest)
    if stands:
        assert delivery(officer, now).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            delivery(officer, now)
    assert delivery(officer, now, status="skipped", claimed_at=now, finished_at=now).pk


@pytest.mark.parametrize(
    "status, claimed, finished, stands",
    [
        ("pending", False, False, True),
        ("pending", True, False, False),
        ("pending", False, True, False),
        ("sending", True, False, True),
        ("sending", False, False, False),
        ("sending", True, True, False),
        ("sent", True, True, True),
        ("sent", True, False, False),
        ("sent", False, True, False),
        ("unknown", True, True, True),
    ],
)
def test_mail_status_fits_its_times(officer, now, status, claimed, finished, stands):
    times = {"claimed_at": now if claimed else None, "finished_at": now if finished else None}
    if stands:
        assert delivery(officer, now, status=status, **times).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            delivery(officer, now, status=status, **times)


def test_line_is_written_once(officer, city, now):
    rule = ReminderRule.objects.create(kind="step-due", days_before=14)
    line = {
        "rule": rule,
        "recipient": officer,
        "local_government": city,
        "state": city.state,
        "object_id": 1,
        "due_date": TODAY,
        "delivery": delivery(officer, now),
    }
    ReminderItem.objects.create(**line)
    ReminderItem.objects.create(**line | {"due_date": TODAY + datetime.timedelta(days=1)})
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderItem.objects.create(**line)


def test_claim_succeeds_once(officer, now):
    row = delivery(officer, now)
    assert ReminderDelivery.objects.claim(row.pk, now=now) is True
    assert ReminderDelivery.objects.claim(row.pk, now=now) is False
