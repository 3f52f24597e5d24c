"""Takes over the rows of an uploaded workbook that a person confirmed: each whole or not at all, in one transaction."""

import dataclasses

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import FollowUp, ImplementationStep, LocalGovernment, Workbook, WorkbookUpload
from .comparing import Outcome, compare
from .saving import Work, save

# What others refer to comes first; the status of a recommendation asks for its steps.
ORDER = ("steps", "notes", "budget", "values", "recommendations")


@dataclasses.dataclass(frozen=True)
class Decision:
    """What a person decided on one row that they saw.

    `seal` is that of the row as shown, `taken` the columns that somebody changed on the site too and in which the file
    wins, `is_checked` that nobody can be recognised.
    """

    seal: str
    taken: frozenset = frozenset()
    is_checked: bool = False


@dataclasses.dataclass
class Result:
    """What became of the confirmed rows: how many came true, how many were refused, how many changed meanwhile, and
    how many of those that came true wait for a second reader before they are public."""

    applied: int = 0
    refused: int = 0
    outdated: int = 0
    held_back: int = 0


@transaction.atomic
def apply(upload, decisions, *, by, now):
    """Take over the rows of a WorkbookUpload on which a Decision stands ({primary key of the row: Decision}).

    Returns a Result. A row that was applied before, or that is gone, counts for nothing.
    """
    result, upload = Result(), _locked(upload)
    if upload is None:
        return result
    work = Work(upload.workbook, by, now)
    differences = compare(upload, today=timezone.localdate(now)).rows
    for difference in sorted(differences, key=lambda found: ORDER.index(found.sheet.code)):
        decision = decisions.get(difference.row.pk)
        if decision is None or difference.outcome == Outcome.SAME:
            continue
        if decision.seal != difference.seal:
            result.outdated += 1
        elif _applied(work, difference, decision):
            result.applied += 1
        else:
            result.refused += 1
    if result.applied:
        work.workbook.save(update_fields=["snapshot", "made_rows"])
        upload.mark_applied(result.applied, by=by, now=now)
    result.held_back = work.held_back
    return result


def _locked(upload):
    """The upload with its workbook, and all that it may change, taken for this transaction; None where it is gone."""
    government = upload.workbook.local_government
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
    workbook = Workbook.objects.select_for_update().get(pk=upload.workbook_id)
    fresh = WorkbookUpload.objects.select_for_update().filter(pk=upload.pk).first()
    if fresh is None:
        return None
    for model in (FollowUp, ImplementationStep):
        list(model.objects.select_for_update().filter(local_government=government).order_by("pk").values_list("pk"))
    workbook.local_government, fresh.workbook = government, workbook
    return fresh


def _applied(work, difference, decision):
    """Whether the row came true; where it did not, it says why."""
    row, refusals = difference.row, list(difference.problems)
    if difference.findings and not decision.is_checked and not refusals:
        found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in difference.findings)
        refusals.append(_("This would be public, and it may point to a person: %(found)s.") % {"found": found})
    taken = {
        name for name, cell in difference.written.items() if cell.outcome == Outcome.CHANGED or name in decision.taken
    }
    if not refusals and taken:
        refusals = _saved(work, difference, taken)
    if not refusals:
        _remember(work.workbook, difference)
    row.refusals = refusals
    row.applied_at = None if refusals else work.now
    row.save(update_fields=["refusals", "applied_at"])
    return not refusals


def _saved(work, difference, taken):
    """Save the row; [sentence] where it cannot be, and then nothing of it stays."""
    try:
        with transaction.atomic():
            pk = save(work, difference, taken)
    except ValidationError as error:
        return _sentences(difference, error)
    except IntegrityError:
        return [_("Something else on the site stands against it. Look at the row there.")]
    sheet, key = difference.sheet, difference.row.key
    if f"{sheet.prefix}{pk}" != key:
        work.workbook.made_rows.setdefault(sheet.code, {})[key] = pk
    return []


def _remember(workbook, difference):
    """From now on the workbook knows what the file said: the same cell is no difference when the file comes again."""
    known = workbook.snapshot[difference.sheet.code].setdefault(difference.row.key, {})
    for name, cell in difference.row.cells.items():
        known[name] = cell["value"]


def _sentences(difference, error):
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    labels = {column.name: column.heading for column in difference.sheet.columns}
    return [
        f"{labels[name]}: {sentence}" if name in labels else sentence
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]
