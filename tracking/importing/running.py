"""Imports: the confirmed file of a worker, or a file that the command was given. All in one transaction or nothing."""

from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from .. import search
from ..models import Event, Review, SourceFile
from ..sources.rows import Unreadable
from . import progress
from .comparing import Outcome
from .intake import write_rows
from .reading import compare_with, read, read_stored
from .writing import write

READ, COMPARED, WRITTEN, INDEXED = 30, 40, 85, 95  # percent of an import that is done by then


class _Overtaken(Exception):
    """Another worker took the file for lost and has it now."""


def import_file(file, *, filename, state, cycle, language, by, now, is_dry_run=False):
    """Import a binary, seekable file into the State's UPR review of a cycle; return the Comparison.

    The review is made from the calendar where it does not exist. A dry run does all of it and takes it back.
    Raises Unreadable, with nothing imported, where the file cannot be read.
    """
    _layout, rows = read(file, filename)
    with transaction.atomic():
        review, _is_new = Review.objects.get_or_plan(state, cycle)
        comparison = _import_rows(review, rows, language)
        if comparison.counts[Outcome.NEW] or comparison.counts[Outcome.CHANGED]:
            Event.objects.record(Event.Verb.IMPORTED, review, by=by, now=now, after=_summary(comparison))
        if is_dry_run:
            transaction.set_rollback(True)
    return comparison


def run(pk, *, now):
    """Import the confirmed file `pk`, unless another worker has it; return what happened, for the log.

    Where the file cannot be read it is marked as failed, with the reason. Any other exception marks it too and goes
    on to the caller. In both cases nothing of the file is imported.
    """
    if not SourceFile.objects.claim(pk, now=now):
        return "nothing to do"
    source_file = SourceFile.objects.select_related("review", "confirmed_by").get(pk=pk)
    with translation.override(source_file.confirmed_by.language):
        problem = _interrupted()
        try:
            outcome = _import_stored(source_file, now)
            problem = ""
        except Unreadable as error:
            problem = str(error)
            outcome = f"failed: {problem}"
        except _Overtaken:
            problem, outcome = "", "another worker has it"
        finally:
            progress.forget(pk)
            if problem:
                _mark_failed(source_file, problem)
    return outcome


def _import_stored(source_file, now):
    """Import a claimed file and say so in its row, its SourceRows and an Event."""
    tell = partial(progress.tell, source_file.pk)
    tell(0)
    _layout, rows = read_stored(source_file)
    tell(READ)
    with transaction.atomic():
        comparison = _import_rows(source_file.review, rows, source_file.language, tell)
        write_rows(source_file, comparison)
        by = source_file.confirmed_by
        Event.objects.record(Event.Verb.IMPORTED, source_file, by=by, now=now, after=_summary(comparison))
        if not _claimed(source_file).update(status=SourceFile.Status.IMPORTED, finished_at=now, error=""):
            raise _Overtaken
    return ", ".join(f"{count} {outcome}" for outcome, count in comparison.counts.items())


def _import_rows(review, rows, language, tell=lambda percent: None):
    """Compare rows with what is stored, write what is new or changed, keep the search in step."""
    Review.objects.select_for_update().get(pk=review.pk)  # two imports into one review follow each other
    comparison, stored, vocabulary = compare_with(review, rows, language)
    tell(COMPARED)
    keys = write(
        review,
        comparison,
        stored,
        vocabulary,
        language,
        lambda share: tell(COMPARED + share * (WRITTEN - COMPARED)),
    )
    if keys:
        search.reindex(keys)
    tell(INDEXED)
    return comparison


def _mark_failed(source_file, sentence):
    _claimed(source_file).update(status=SourceFile.Status.FAILED, finished_at=source_file.started_at, error=sentence)


def _claimed(source_file):
    """The file as long as it is this worker's: its claim carries the moment of the claim."""
    return SourceFile.objects.filter(
        pk=source_file.pk, status=SourceFile.Status.RUNNING, started_at=source_file.started_at
    )


def _summary(comparison):
    return {**comparison.counts, "missing": comparison.missing}


def _interrupted():
    return _(
        "The import stopped before its end, so nothing was imported. Try again; if it stops again, tell the people "
        "who run this site."
    )
