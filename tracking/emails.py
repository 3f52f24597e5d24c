"""The mails of the site: one function a mail, plain text, words in templates/emails."""

import datetime

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from .models.invitation import LASTS
from .models.reminder_rule import BINDING, Kind


def reminder(recipient, lines):
    """A reminder to a User, in the active language (lines as reminders.kinds.line makes them): plain text and HTML.

    Where the reader may do without some of it, the mail says how, for people and (List-Unsubscribe) for programs.
    """
    is_optional = any(line["kind"] not in BINDING for line in lines)
    off = f"{settings.SITE_URL}{reverse('tracking:reminders-off', args=[recipient.way_out])}" if is_optional else ""
    shown = [_shown(line) for line in lines]
    kind = Kind(shown[0]["kind"]).label
    context = {"recipient": recipient, "lines": shown, "first": shown[0], "kind": kind, "off": off}
    mail = with_html("reminder", recipient.email, context)
    if off:
        mail.extra_headers = {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail


def _shown(line):
    """A line with the day it asks people to look to, a call's last day rather than the day of asking."""
    today = line["due_date"] - datetime.timedelta(days=line["days_left"])
    day = None if line["is_event"] else line.get("deadline") or line["due_date"]
    can_wait = line["kind"] not in BINDING and line["count"] == 1 and "pk" in line
    path = reverse("tracking:reminder-pause", args=[line["pk"]]) if can_wait else ""
    return {**line, "day": day, "days": day and (day - today).days, "pause_path": path}


def invitation(invited, token):
    """The mail that asks somebody to take a role, in the active language: plain text, and the same as simple HTML."""
    path = reverse("tracking:invitation-accept", args=[token])
    context = {"invitation": invited, "link": f"{settings.SITE_URL}{path}", "days": LASTS.days}
    return with_html("invitation", invited.email, context)


def message(name, address, context, kind=EmailMessage):
    """An unsent mail from templates/emails/<name>-subject.txt and -body.txt, with links to this site."""
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"emails/{name}-subject.txt", context).split())
    body = render_to_string(f"emails/{name}-body.txt", context).strip() + "\n"
    return kind(subject=subject, body=body, to=[address])


def with_html(name, address, context):
    """As `message`, and the same as simple HTML from templates/emails/<name>-body.html."""
    mail = message(name, address, context, kind=EmailMultiAlternatives)
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "subject": mail.subject}
    mail.attach_alternative(render_to_string(f"emails/{name}-body.html", context), "text/html")
    return mail
