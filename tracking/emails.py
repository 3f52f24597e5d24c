"""The mails of the site: one function a mail, plain text, words in templates/emails."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def reminder(recipient, lines):
    """A reminder to a User, in the active language, of what is missing (dicts of reminders.missing.line)."""
    context = {"recipient": recipient, "lines": lines, "first": lines[0]}
    return message("reminder", recipient.email, context)


def message(name, address, context):
    """An unsent mail from templates/emails/<name>-subject.txt and -body.txt, with links to this site."""
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"emails/{name}-subject.txt", context).split())
    body = render_to_string(f"emails/{name}-body.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[address])
