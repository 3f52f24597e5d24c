"""The mails of surveys: plain text, in the language of who gets them, and never what somebody answered."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override


def invitation(invited):
    """The mail that asks a body to answer."""
    return _to_body("survey-invitation", invited)


def reminder(invited):
    """The one mail that asks it again."""
    return _to_body("survey-reminder", invited)


def draft_link(answer, address, language):
    """The link to somebody's own draft, to an address that nobody keeps."""
    with override(language):
        path = reverse("cms:survey-answer", args=[answer.token])
        return _message("survey-link", address, {"survey": answer.survey, "link": settings.SITE_URL + path})


def _to_body(name, invited):
    with override(invited.language):
        path = reverse("cms:survey-invitation", args=[invited.token])
        context = {"survey": invited.survey, "body": invited.body, "link": settings.SITE_URL + path}
        return _message(name, invited.email, context)


def _message(name, address, context):
    context = {**context, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"emails/{name}-subject.txt", context).split())
    body = render_to_string(f"emails/{name}-body.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=[address])
