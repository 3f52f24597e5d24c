"""Somebody asks for mails: nothing comes until the address itself has said yes.

Whoever asks is told the same in every case. What is known of an address only its mailbox hears.
"""

import logging

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from cms.models import Subscription
from cms.models.subscription import CONFIRM_WITHIN
from tracking import emails
from tracking.reminders.carrier import Carrier

log = logging.getLogger(__name__)
# The mail answers to nothing: no "out of office" comes back.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply"}


def ask(address, subject, *, language, rhythm, now):
    """The subscription of an address to a subject (fields of the model), made where there is none.

    One that waits for its confirmation takes the newest wishes; a confirmed one stays as it is.
    """
    wishes = {"language": language, "rhythm": rhythm, "asked_at": now, "told_until": now}
    same = Subscription.objects.filter(address=address, **subject)
    try:
        with transaction.atomic():
            if same.exists():
                same.filter(confirmed_at__isnull=True).update(**wishes)
            else:
                Subscription.objects.create(address=address, **subject, **wishes)
    except IntegrityError:  # asked twice at the same moment
        pass
    return same.get()


def send_confirmation(pk):
    """Send the mail that asks for a yes, or says that one was given before; a word for the log."""
    subscription = Subscription.objects.with_subjects().filter(pk=pk).first()
    if subscription is None:
        return "gone"
    with Carrier() as carrier:
        outcome = carrier.send(confirmation(subscription))
    return f"{outcome.status} {outcome.error}".strip()


def confirmation(subscription):
    """The mail, in the language of the subscription."""
    name = "subscription-known" if subscription.confirmed_at else "subscription-confirm"
    view = "cms:subscription" if subscription.confirmed_at else "cms:subscription-confirm"
    with override(subscription.site_language):
        context = {
            "subscription": subscription,
            "link": link(view, subscription),
            "days": CONFIRM_WITHIN.days,
        }
        mail = emails.with_html(name, subscription.address, context)
    mail.extra_headers = HEADERS
    return mail


def link(view, subscription):
    """A full address that names a subscription."""
    return f"{settings.SITE_URL}{reverse(view, args=[subscription.token])}"
