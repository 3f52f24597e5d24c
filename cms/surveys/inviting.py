"""Inviting bodies: read what an editor pasted, send what waits, remind once."""

import csv
import datetime
import logging
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models.survey_invitation import OVER, SurveyInvitation
from tracking.reminders import outcomes
from tracking.reminders.carrier import Carrier

from . import mails, protecting

log = logging.getLogger(__name__)
Mail = SurveyInvitation.Mail
MOST_LINES = 500
EXAMPLE = "City of Lindhaven; rights@lindhaven.example; es"
SEPARATORS = ";\t,"  # the first of them that a line holds, as spreadsheet programs write it
TRIED_FOR = datetime.timedelta(days=2)  # how long an invitation is sent again by itself where a server asks for it


@dataclass
class Pasted:
    """What was pasted: rows as (body, address, language), and sentences about lines that cannot be used."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def read(text, language):
    """Read lines such as "City of Lindhaven; rights@lindhaven.example; es"; without a language, `language` counts.

    Commas and tabs do as well, and quotation marks around a name: a CSV file can be pasted as it is.
    """
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
    parts = _parts(line)
    place = next((place for place, part in enumerate(parts) if "@" in part), 1)
    body = ", ".join(part for part in parts[:place] if part)
    if len(parts) == 1 or not body:
        raise ValidationError(
            _("The name of the body is missing. Write the line like this: %(example)s") % {"example": EXAMPLE}
        )
    address, wanted = [*parts[place : place + 2], "", ""][:2]
    wanted = wanted.lower() or language
    validate_email(address)
    protecting.check_body(body)
    if len(body) > 200:
        raise ValidationError(_("The name of the body is missing or longer than 200 letters."))
    if wanted not in dict(settings.LANGUAGES):
        raise ValidationError(_("The site has no language “%(code)s”.") % {"code": wanted})
    return body, address.lower(), wanted


def _parts(line):
    mark = next((mark for mark in SEPARATORS if mark in line), ";")
    return [part.strip() for part in next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])]


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
    with Carrier() as carrier:
        for invited in SurveyInvitation.objects.waiting().filter(pk__in=pks).select_related("survey", "answer"):
            wanted = invited.waits_for
            claimed = SurveyInvitation.objects.filter(pk=invited.pk, waits_for=wanted).update(waits_for="")
            if claimed and _is_still_wanted(invited, now):
                count += _send(invited, wanted, carrier, now)
            elif claimed and not invited.has_answered and not invited.mailed_at:
                _note(invited, failed_at=now, failure=OVER)
    return count


def _is_still_wanted(invited, now):
    return not invited.has_answered and invited.survey.closes_on >= now.date()


def _send(invited, wanted, carrier, now):
    """1 if the mail went out, else 0 with the reason noted."""
    try:
        mail = mails.reminder(invited) if wanted == Mail.REMINDER else mails.invitation(invited)
    except Exception as error:  # noqa: BLE001 - whatever stops one mail, its editor sees it and the others go out
        log.warning("mail of survey invitation %s could not be written: %s", invited.pk, type(error).__name__)
        outcome = outcomes.of_not_written(error)
    else:
        outcome = carrier.send(mail)
    if outcome.status == outcomes.Status.SENT:
        moment = "reminded_at" if wanted == Mail.REMINDER else "mailed_at"
        _note(invited, **{moment: now}, failed_at=None, failure="")
        return 1
    is_tried_again = (
        outcome.status == outcomes.Status.PENDING and wanted == Mail.INVITATION and now - invited.invited_at < TRIED_FOR
    )
    _note(invited, failed_at=now, failure=outcome.error[:60], waits_for=wanted if is_tried_again else "")
    return 0


def _note(invited, **fields):
    SurveyInvitation.objects.filter(pk=invited.pk).update(**fields)


def send_again(survey):
    """Let the mails go out once more that did not arrive; the invitations."""
    return [invited for invited in survey.invitations.not_delivered() if _again(invited)]


def _again(invited):
    invited.mail_again()
    return True
