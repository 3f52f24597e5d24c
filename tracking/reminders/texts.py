"""A short text to the phone, beside a mail that binds, for who is best reached that way: counts and a link."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from .. import gateways
from ..models import ReminderDelivery, User
from ..models.mail_failure import MailFailure
from ..models.reminder_rule import BINDING

log = logging.getLogger(__name__)


def send_beside(delivery, lines):
    """Send the text that goes with a mail, at most once, whatever became of the mail; what fails is noted on its row.

    False where none was sent.
    """
    person, count = delivery.recipient, sum(line.get("count", 1) for line in lines if line["kind"] in BINDING)
    if not (count and settings.MESSAGE_GATEWAY and person.phone and person.preferred_channel == User.Channel.MESSAGE):
        return False
    try:
        gateways.chosen().send(person, words(count, delivery.language))
    except Exception as error:  # noqa: BLE001 -- a gateway is somebody else's code: the mail and the row do not suffer
        log.warning("the text beside reminder %s failed: %s", delivery.pk, type(error).__name__)
        codes = [code for code in (delivery.error, MailFailure.TEXT) if code]
        ReminderDelivery.objects.filter(pk=delivery.pk).update(error=" ".join(codes))
        return False
    return True


def words(count, language):
    """The text, without a name, a place or a topic: phones lie about."""
    with translation.override(language):
        text = ngettext(
            "%(site)s: %(count)d matter with a date waits for you. %(link)s",
            "%(site)s: %(count)d matters with a date wait for you. %(link)s",
            count,
        )
        link = f"{settings.SITE_URL}{reverse('tracking:home')}"
        return text % {"site": settings.SITE_NAME, "count": count, "link": link}
