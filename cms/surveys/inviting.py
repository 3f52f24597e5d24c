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

from . import mails, protecting

log = logging.getLogger(__name__)
Mail = SurveyInvitation.Mail
MOST_LINES = 500
EXAMPLE = "City of Lindhaven; rights@lindhaven.example; es"
SEPARATOR = re.compile(r"\s*[;\t]\s*")


@dataclass
class Pasted:
    """What was pasted: rows as (body, address, language), and sentences about lines that cannot be used."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(text, language):
    """Read lines such as "City of Lindhaven; rights@lindhaven.example; es"; without a language, `language` counts."""
    found = Pasted()
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        found.problems.append(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
        return found
    for number, line in lines:
        try:
            found.rows.append(_row(line, language))
        except ValidationError as error:
            found.problems.append(
                _("Line %(number)s: %(problem)s") % {"number": number, "problem": " ".join(error.messages)}
            )
    return found


def _row(line, language):
    parts = SEPARATOR.split(line)
    if len(parts) == 1 or not parts[0] or "@" in parts[0]:
        raise ValidationError(
            _("The name of the body is missing. Write the line like this: %(example)s") % {"example": EXAMPLE}
        )
    body, address, wanted = [*parts, language][:3]
    validate_email(address)
    protecting.check_body(body)
    if len(body) > 200:
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
    send it again. So is a claimed mail without a mark, whose worker broke off: nobody knows whether it went out.
    """
    count = 0
    for invited in SurveyInvitation.objects.waiting().filter(pk__in=pks).select_related("survey", "answer"):
        wanted = invited.waits_for
        claimed = SurveyInvitation.objects.filter(pk=invited.pk, waits_for=wanted).update(waits_for="")
        if claimed and _is_still_wanted(invited, now):
            count += _send(invited, wanted, now)
        elif claimed and not invited.has_answered and not invited.mailed_at:  # the survey was over before it went out
            SurveyInvitation.objects.filter(pk=invited.pk).update(failed_at=now)
    return count


def _is_still_wanted(invited, now):
    return not invited.has_answered and invited.survey.closes_on >= now.date()


def _send(invited, wanted, now):
    try:
        mail = mails.reminder(invited) if wanted == Mail.REMINDER else mails.invitation(invited)
        mail.send()
    except Exception as error:  # noqa: BLE001 - whatever stops one mail, its editor sees it and the others go out
        log.warning("mail of survey invitation %s failed: %s", invited.pk, type(error).__name__)
        SurveyInvitation.objects.filter(pk=invited.pk).update(failed_at=now)
        return 0
    moment = "reminded_at" if wanted == Mail.REMINDER else "mailed_at"
    SurveyInvitation.objects.filter(pk=invited.pk).update(**{moment: now, "failed_at": None})
    return 1
