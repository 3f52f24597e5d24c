"""Another mail address for an own account: taken once a link that went to it comes back."""

import smtplib

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from . import emails
from .models import Event, Invitation, User

SALT = "tracking.own-address"
HOURS = 24


def send_link(user, address):
    """Mail a link to the new address; False where the mail server does not take it."""
    token = signing.dumps([user.pk, user.email, address], salt=SALT, compress=True)
    with translation.override(user.language):
        path = reverse("tracking:address-take", args=[token])
        context = {"link": f"{settings.SITE_URL}{path}", "hours": HOURS}
        mail = emails.message("address", address, context)
    return _sent(mail)


def of_link(user, token):
    """The address of a link that was sent for this account as it stands; None for any other link."""
    try:
        pk, before, address = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return address if (pk, before) == (user.pk, user.email) else None


def expect_free(address):
    """Raise ValidationError where another account, or an open invitation, has the address."""
    if User.objects.filter(email=address).exists() or Invitation.objects.open().filter(email=address).exists():
        raise ValidationError(_("This address belongs to another account or invitation."))


def take(user, address, *, now):
    """Give the account its new address and tell the old one. Raises ValidationError where somebody was faster."""
    expect_free(address)
    before, user.email, user.reviewed_at = user.email, address, now
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "reviewed_at"])
            user.emailaddress_set.all().delete()  # sign-in makes the row of the new one
            user.note_arriving_mail(now=now, by=user)
            Event.objects.record(Event.Verb.CHANGED, user, by=user, now=now, after={"mail": "changed"})
    except IntegrityError as error:
        raise ValidationError(_("This address belongs to another account or invitation.")) from error
    with translation.override(user.language):
        _sent(emails.message("address-changed", before, {}))


def _sent(mail):
    try:
        mail.send()
    except (smtplib.SMTPException, OSError):
        return False
    return True
