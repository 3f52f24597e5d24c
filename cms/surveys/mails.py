"""The mails of surveys, in the language of who gets them: plain text and simple HTML, never what somebody answered."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from tracking import emails


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
        return emails.with_html("survey-link", address, {"survey": answer.survey, "link": settings.SITE_URL + path})


def _to_body(name, invited):
    with override(invited.language):
        context = {
            "survey": invited.survey,
            "body": invited.body,
            "link": settings.SITE_URL + reverse("cms:survey-invitation", args=[invited.token]),
            "paper": settings.SITE_URL + reverse("cms:survey-paper", args=[invited.survey.slug]),
        }
        return emails.with_html(name, invited.email, context)
