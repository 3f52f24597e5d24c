"""What the coordinator says about single answers: written while deciding, read by the government once returned."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import AnswerRemark, Contribution
from ..models.answer import fingerprint_of


@dataclass(frozen=True)
class Remark:
    """Words about the answer of one version. `is_changed`: the answer says something else since; None: same version."""

    version: int
    words: str
    is_changed: bool | None


def shown(contribution, *, sees_drafts=False):
    """{recommendation pk: [Remark]} to show beside the answers of a version, in at most two queries.

    Those on the version itself once it is returned (coordinators with `sees_drafts` earlier), and those on the newest
    returned version before it, with whether the answer changed since.
    """
    rows = AnswerRemark.objects.filter(
        answer__contribution__call=contribution.call_id,
        answer__contribution__local_government=contribution.local_government_id,
        answer__contribution__version__lte=contribution.version,
    ).select_related("answer__contribution")
    rows = [row for row in rows.defer("answer__contribution__snapshot") if _is_told(row, contribution, sees_drafts)]
    before = max((_version(row) for row in rows if _version(row) < contribution.version), default=None)
    answers = contribution.answers.all() if before else ()
    fingerprints = {answer.recommendation_id: answer.fingerprint for answer in answers}
    found = {}
    for row in sorted(rows, key=_version):
        if _version(row) in (before, contribution.version):
            found.setdefault(row.answer.recommendation_id, []).append(_remark(row, contribution, fingerprints))
    return found


def _version(row):
    return row.answer.contribution.version


def _is_told(row, contribution, sees_drafts):
    if row.answer.contribution.status == Contribution.Status.RETURNED:
        return True
    return sees_drafts and row.answer.contribution_id == contribution.pk


def _remark(row, contribution, fingerprints):
    is_own = row.answer.contribution_id == contribution.pk
    is_changed = None if is_own else fingerprints.get(row.answer.recommendation_id) != row.answer.fingerprint
    return Remark(_version(row), row.words, is_changed)


def stored(contribution):
    """{answer pk: words} of the remarks on a version."""
    return dict(AnswerRemark.objects.filter(answer__contribution=contribution).values_list("answer", "words"))


@transaction.atomic
def keep(contribution, typed, *, by, now):
    """Keep remarks on the answers of a submitted version; `typed` is {answer pk: (words, print of those seen)}.

    Nobody but the State's coordinators sees them until the version is returned. Returns {answer pk: words} of those
    that somebody else wrote meanwhile: these stay. Raises ValidationError where the version was decided on.
    """
    held = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if held.status != Contribution.Status.SUBMITTED:
        words = {"status": held.get_status_display()}
        raise ValidationError(
            _("Nothing was changed: somebody was faster, and this contribution is now “%(status)s”.") % words
        )
    before, others = stored(contribution), {}
    own = set(contribution.answers.values_list("pk", flat=True))
    for answer, (words, seen) in typed.items():
        current = before.get(answer, "")
        if answer not in own or words == current:
            continue
        if fingerprint_of(current) != seen:
            others[answer] = current
        elif words:
            AnswerRemark.objects.update_or_create(answer_id=answer, defaults={"words": words, "by": by, "at": now})
        else:
            AnswerRemark.objects.filter(answer=answer).delete()
    return others
