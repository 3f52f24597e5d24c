"""Inviting bodies: read what an editor pasted, send what waits, remind once."""

import logging
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models.survey_invitation import SurveyInvitation

from . import mails

log = logging.getLogger(__name__)
Mail = SurveyInvitation.Mail
MOST_LINES = 500
SEPARATOR = re.compile(r"\s*[;\t]\s*")


@dataclass
class Pasted:
    """What was pasted: rows as (body, address, language), and sentences about lines that cannot be used."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(text, language):
    """Read lines such as "City of Lindhaven; rights@lindhaven.example; es"; without a language, `language` counts."""
    found = Pasted()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        found.problems.append(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
        return found
    for number, line in enumerate(lines, 1):
        try:
            found.rows.append(_row(line, language))
        except ValidationError as error:
            found.problems.append(
                _("Line %(number)s: %(problem)s") % {"number": number, "problem": " ".join(error.messages)}
            )
    return found


def _row(line, language):
    parts = SEPARATOR.split(line)
    if len(parts) == 1:
        parts = [parts[0], parts[0]]  # an address alone names its body until somebody names it better
    body, address, wanted = [*parts, language][:3] if len(parts) < 3 else parts[:3]
    validate_email(address)
    if not body or len(body) > 200:
        raise ValidationError(_("The name of the body is missing or longer than 200 letters."))
    if wanted not in dict(settings.LANGUAGES):
        raise ValidationError(_("The site has no language “%(code)s”.") % {"code": wanted})
    return body, address.lower(), wanted


def invite(survey, rows, *, by, now):
    """Invite the bodies; returns (the new invitations, the bodies that had one already)."""
    new, known = [], []
    for body, address, language in rows:
        try:
            with transaction.atomic():
                invited = SurveyInvitation.objects.create(
                    survey=survey,
                    body=body,
                    email=address,
                    language=language,
                    invited_by=by,
                    invited_at=now,
                    waits_for=Mail.INVITATION,
                )
            new.append(invited)
        except IntegrityError:
            known.append(body)
    return new, known


def remind(survey):
    """Let one reminder wait for every body that has not answered and never had one; returns how many."""
    asked = survey.invitations.unanswered().filter(mailed_at__isnull=False, reminded_at=None, waits_for="")
    return asked.exclude(email="").update(waits_for=Mail.REMINDER)


def send_waiting(pks, *, now):
    """Send the waiting mails among the invitations, each once; returns how many went out.

    A mail is claimed before it goes out: a second worker finds nothing left. What fails is shown to editors, who can
    send it again.
    """
    count = 0
    for invited in SurveyInvitation.objects.waiting().filter(pk__in=pks).select_related("survey", "answer"):
        wanted = invited.waits_for
        claimed = SurveyInvitation.objects.filter(pk=invited.pk, waits_for=wanted).update(waits_for="")
        if claimed and _is_still_wanted(invited, now):
            count += _send(invited, wanted, now)
    return count


def _is_still_wanted(invited, now):
    return not invited.has_answered and invited.survey.closes_on >= now.date()


def _send(invited, wanted, now):
    mail = mails.reminder(invited) if wanted == Mail.REMINDER else mails.invitation(invited)
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors
        log.warning("mail of survey invitation %s failed: %s", invited.pk, type(error).__name__)
        SurveyInvitation.objects.filter(pk=invited.pk).update(failed_at=now)
        return 0
    moment = "reminded_at" if wanted == Mail.REMINDER else "mailed_at"
    SurveyInvitation.objects.filter(pk=invited.pk).update(**{moment: now, "failed_at": None})
    return 1
