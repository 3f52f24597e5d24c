"""Sends the mails of subscriptions, each at most once: claim, look again what is public, send, write it down.

The claim is committed before a mail goes out. A crash in between leaves it "being sent"; it is never sent again.
"""

import datetime
import logging

from django.utils.translation import override

from cms.models import Digest, Subscription
from tracking import emails
from tracking.reminders import outcomes
from tracking.reminders.carrier import Carrier

from . import news
from .asking import HEADERS, link

log = logging.getLogger(__name__)
CHUNK = 50  # mails of one worker over one connection
MOST_LINES = 30
INTERRUPTED_AFTER = datetime.timedelta(minutes=30)
KEPT_FOR = datetime.timedelta(days=30)
Status = Digest.Status


def chunks(pks):
    """These mails in lists for one worker each."""
    pks = sorted(pks)
    return [pks[start : start + CHUNK] for start in range(0, len(pks), CHUNK)]


def deliver(pks, *, now):
    """Send these mails over one connection; {pk: sent, put-off, failed, unknown, skipped or gone}."""
    words = dict.fromkeys(pks, "gone")
    with Carrier() as carrier:
        for pk in pks:
            if Digest.objects.claim(pk, now=now):
                words[pk] = _deliver(pk, carrier, now)
    return words


def expire_stale(now):
    """Mark mails whose worker vanished: nobody knows whether they went out. Returns their number."""
    stale = Digest.objects.filter(status=Status.SENDING, claimed_at__lt=now - INTERRUPTED_AFTER)
    return stale.update(status=Status.UNKNOWN, finished_at=now, error="interrupted")


def forget(now):
    """Erase addresses that nobody confirmed in time, and what is left of old mails; returns the number of addresses."""
    Digest.objects.filter(finished_at__lt=now - KEPT_FOR).delete()
    return Subscription.objects.forgotten(now).delete()[1].get("cms.Subscription", 0)


def _deliver(pk, carrier, now):
    digest = Digest.objects.select_related(*(f"subscription__{name}" for name in ("theme", "goal", "state"))).get(pk=pk)
    try:
        mail = written(digest)
    except Exception as error:  # noqa: BLE001 -- surely not sent, and the row says so; the other mails go on
        log.warning("mail %s of a subscription could not be written: %s", pk, type(error).__name__)
        return _finish(digest, outcomes.of_not_written(error), now)
    if mail is None:
        return _finish(digest, outcomes.NOT_NEEDED, now)
    digest.attempts += 1
    outcome = carrier.send(mail).after(digest.attempts)
    if outcome.status == Status.PENDING:
        digest.put_off(now + outcomes.delay(digest.attempts), error=outcome.error)
        return "put-off"
    return _finish(digest, outcome, now)


def _finish(digest, outcome, now):
    digest.finish(outcome.status, now=now, error=outcome.error)
    if outcome.is_of_address:  # nobody reads there: the address has no use any more
        Subscription.objects.filter(address=digest.subscription.address).delete()
    return str(outcome.status)


def written(digest):
    """The mail in the subscriber's language; None where nothing of it is public any more, or nobody wants it."""
    subscription = digest.subscription
    if not subscription.confirmed_at:
        return None
    with override(subscription.site_language):
        lines = news.lines(digest.items)
        if not lines:
            return None
        off = link("cms:subscription-end", subscription)
        context = {
            "subscription": subscription,
            "lines": lines[:MOST_LINES],
            "more": max(0, len(lines) - MOST_LINES),
            "manage": link("cms:subscription", subscription),
            "off": off,
        }
        mail = emails.with_html("digest", subscription.address, context)
    mail.extra_headers = {
        **HEADERS,
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return mail
