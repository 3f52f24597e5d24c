"""Sends reminder mails at most once each: claim, look again, send, write down what happened.

The claim is committed before a mail goes out, and nothing is held while it does. A crash in between leaves the mail
"being sent"; it is not sent again, `expire_stale` shows it to a person.
"""

import datetime
import logging
import secrets
import time
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import translation

from .. import emails
from ..models import ReminderDelivery
from ..models.mail_failure import MailFailure
from . import outcomes, texts
from .carrier import Carrier
from .putting_off import put_off
from .telling import told
from .working_days import next_moment

log = logging.getLogger(__name__)
Status = ReminderDelivery.Status
INTERRUPTED_AFTER = datetime.timedelta(minutes=30)
CHUNK = 50  # mails of one worker over one connection
SUBJECT = ReminderDelivery._meta.get_field("subject").max_length  # what is kept; the mail has all of it
LONGEST = 5 * 60  # seconds after which a worker leaves the rest to the next sweep; its own end comes after 15 minutes
# It answers to nothing: no "out of office" comes back. Reports that it did not arrive must come back (no "NDR").
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply"}


def chunks(pks):
    """These mails in lists for one worker each; in the order of their numbers."""
    pks = sorted(pks)
    return [pks[start : start + CHUNK] for start in range(0, len(pks), CHUNK)]


def deliver(pk, *, now):
    """Send the mail `pk` unless another worker has it; a word for the log as of `deliver_many`."""
    return deliver_many([pk], now=now)[pk]


def deliver_many(pks, *, now):
    """Send these mails over one connection, each claimed, looked at and marked by itself.

    {pk: sent, put-off, failed, unknown, skipped; or gone: not waiting any more, or its hour has not come}.
    """
    words, started = dict.fromkeys(pks, "gone"), time.monotonic()
    waiting = ReminderDelivery.objects.ready(now)
    with Carrier() as carrier:
        for pk in waiting.filter(pk__in=pks).order_by("pk").values_list("pk", flat=True):
            delivery = waiting.select_related("recipient").filter(pk=pk).first()
            if time.monotonic() - started > LONGEST:
                break
            if delivery:
                words[pk] = _deliver(delivery, carrier, now)
    return words


def expire_stale(now):
    """Mark mails whose worker vanished: nobody knows whether they went out. Returns their number."""
    return ReminderDelivery.objects.filter(status=Status.SENDING, claimed_at__lt=now - INTERRUPTED_AFTER).update(
        status=Status.UNKNOWN, finished_at=now, error=MailFailure.INTERRUPTED
    )


def _deliver(delivery, carrier, now):
    if not delivery.claim(message_id=_message_id(), now=now):
        return "gone"
    try:
        earliest = _earliest(delivery, now)
        if earliest:
            put_off(delivery, earliest, now=now, error=delivery.error)
            return "put-off"
        lines, mail = _written(delivery, now)
    except Exception as error:  # noqa: BLE001 -- surely not sent, and a person sees it; the other mails go on
        log.warning("reminder %s could not be written: %s", delivery.pk, type(error).__name__, exc_info=settings.DEBUG)
        return _finish(delivery, outcomes.of_not_written(error), now)
    if mail is None:
        return _finish(delivery, outcomes.NOT_NEEDED, now)
    is_first = delivery.attempts == 0
    word = _mark(delivery, carrier.send(mail), now)
    if is_first:
        texts.send_beside(delivery, lines)
    return word


def _earliest(delivery, now):
    """When a mail whose hour passed without a worker can go out; None where it can at once.

    It waited into its reader's evening, or another mail is the one of their day.
    """
    recipient = delivery.recipient
    moment = next_moment(now, recipient, delivery.working_days)
    if moment > now:
        return moment
    if delivery.take_day(recipient.local_date(now)):
        return None
    return now + datetime.timedelta(days=1)


def _written(delivery, now):
    """(lines, mail) in the language that the reader has now; no mail where nothing is left to tell."""
    delivery.language = delivery.recipient.language
    with translation.override(delivery.language):
        lines = told(delivery, now)
        if not lines:
            return lines, None
        mail = emails.reminder(delivery.recipient, lines)
    delivery.subject = mail.subject[:SUBJECT]
    mail.extra_headers |= {"Message-ID": delivery.message_id, **HEADERS}
    return lines, mail


def _message_id():
    """A number that the site can know again in a report of a mail that came back; nobody can guess it."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    domain = address.rpartition("@")[2] or "localhost"
    return f"<{secrets.token_hex(16)}@{domain}>"


def _mark(delivery, outcome, now):
    delivery.attempts += 1
    outcome = outcome.after(delivery.attempts)
    if outcome.status != Status.PENDING:
        return _finish(delivery, outcome, now)
    put_off(delivery, now + outcomes.delay(delivery.attempts), now=now, error=outcome.error)
    return "put-off"


@transaction.atomic
def _finish(delivery, outcome, now):
    """Write the outcome down; a server that takes the mail takes the address again, unless mails to it come back."""
    if not delivery.finish(outcome.status, now=now, error=outcome.error):
        return "gone"
    if delivery.status == Status.SENT and not delivery.recipient.has_mails_back:
        delivery.recipient.note_arriving_mail(now=now)
    elif outcome.is_of_address:
        delivery.recipient.note_failing_mail(outcome.failure, now=now)
    return str(delivery.status)
