"""The mails of the site: one function a mail, plain text, words in templates/emails."""

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from .models.invitation import LASTS


def reminder(recipient, lines):
    """A reminder to a User, in the active language, of what is missing (dicts of reminders.missing.line)."""
    context = {"recipient": recipient, "lines": lines, "first": lines[0]}
    return message("reminder", recipient.email, context)


def invitation(invited, token):
    """The mail that asks somebody to take a role, in the active language: plain text, and the same as simple HTML."""
    path = reverse("tracking:invitation-accept", args=[token])
    context = {"invitation": invited, "link": f"{settings.SITE_URL}{path}", "days": LASTS.days}
    mail = message("invitation", invited.email, context, kind=EmailMultiAlternatives)
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "subject": mail.subject}
    mail.attach_alternative(render_to_string("emails/invitation-body.html", context), "text/html")
    return mail


def message(name, address, context, kind=EmailMessage):
    """An unsent mail from templates/emails/<name>-subject.txt and -body.txt, with links to this site."""
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"emails/{name}-subject.txt", context).split())
    body = render_to_string(f"emails/{name}-body.txt", context).strip() + "\n"
    return kind(subject=subject, body=body, to=[address])
