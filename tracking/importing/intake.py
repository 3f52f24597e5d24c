"""What people do with a file before it is imported: hand it in, look at the preview, confirm or discard it."""

import hashlib
import unicodedata
import uuid
from contextlib import ExitStack
from enum import StrEnum, auto
from functools import partial

from django.db import IntegrityError, transaction

from ..models import Event, Review, SourceFile, SourceRow
from .reading import compare_with, read_stored

LONGEST_NAME = SourceFile._meta.get_field("name").max_length
_CHUNK = 500


class AlreadyReceived(Exception):
    """The same bytes were handed in for the same review before; `earlier` is that SourceFile."""

    def __init__(self, earlier):
        super().__init__(earlier.name)
        self.earlier = earlier


class Confirmation(StrEnum):
    """How a confirmation ended."""

    DONE = auto()
    OUTDATED = auto()  # recommendations changed since the preview: it was made anew, look at it again
    TOO_LATE = auto()  # it was confirmed or discarded before


def receive(upload, *, state, cycle, language, by, now):
    """Store an uploaded file under a random name, preview it and return its SourceFile.

    Raises Unreadable where the file cannot be read and AlreadyReceived where it is known; then nothing is kept.
    """
    checksum = _checksum(upload)
    _refuse_repeat(state, cycle, checksum)
    source_file = SourceFile(
        name=display_name(upload.name), sha256=checksum, language=language, uploaded_by=by, uploaded_at=now
    )
    with ExitStack() as undo:
        source_file.file.save(uuid.uuid4().hex, upload, save=False)
        undo.callback(source_file.file.delete, save=False)
        source_file.layout, rows = read_stored(source_file)
        try:
            with transaction.atomic():
                source_file.review, _is_new = Review.objects.get_or_plan(state, cycle)
                source_file.save()
                _preview(source_file, rows)
        except IntegrityError:
            _refuse_repeat(state, cycle, checksum)  # somebody sent the same file in the same moment
            raise
        undo.pop_all()
    return source_file


def preview(source_file):
    """Work out anew, from the stored file, what its import would do; nothing but SourceRows is written.

    Returns the Comparison. Raises Unreadable where the stored file cannot be read.
    """
    _layout, rows = read_stored(source_file)
    return _preview(source_file, rows)


def confirm(source_file, *, by, now):
    """Release a previewed (or failed) file for import; return a Confirmation. Only after DONE wake the worker.

    Raises Unreadable where the stored file cannot be read any more.
    """
    if not source_file.is_undecided:
        return Confirmation.TOO_LATE
    shown = _promise(source_file)
    _layout, rows = read_stored(source_file)
    with transaction.atomic():
        if not _locked(source_file):
            return Confirmation.TOO_LATE
        _preview(source_file, rows)
        if _promise(source_file) != shown:
            return Confirmation.OUTDATED
        SourceFile.objects.confirm(source_file.pk, by=by, now=now)
    return Confirmation.DONE


@transaction.atomic
def discard(source_file, *, by, now):
    """Delete a file of which nothing is imported, with its rows; return False where it is too late for that."""
    if not _locked(source_file):
        return False
    Event.objects.record(Event.Verb.REMOVED, source_file, by=by, now=now, before={"sha256": source_file.sha256})
    transaction.on_commit(partial(source_file.file.storage.delete, source_file.file.name))
    source_file.delete()
    return True


def missing_from(source_file):
    """The paragraphs of the review that the file does not hold, as of its import where it is imported."""
    if source_file.status == SourceFile.Status.IMPORTED:
        event = Event.objects.about(source_file).filter(verb=Event.Verb.IMPORTED).first()
        return event.after.get("missing", []) if event else []
    recommendations = source_file.review.recommendations.exclude(paragraph__in=source_file.rows.values("paragraph"))
    return list(recommendations.in_order().values_list("paragraph", flat=True))


def write_rows(source_file, comparison):
    """Replace the file's SourceRows by those of a Comparison."""
    source_file.rows.all().delete()
    SourceRow.objects.bulk_create(
        (
            SourceRow(
                source_file=source_file,
                number=number,
                place=compared.row.place[: SourceRow._meta.get_field("place").max_length],
                paragraph=compared.row.paragraph[: SourceRow._meta.get_field("paragraph").max_length],
                text=compared.row.text,
                outcome=compared.outcome,
                problems=list(compared.problems),
                notices=list(compared.notices),
                changes=list(compared.changes),
            )
            for number, compared in enumerate(comparison.rows, start=1)
        ),
        _CHUNK,
    )


def display_name(name):
    """A file's name for people: no folders, no invisible or direction-changing characters, at most 255 long."""
    name = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(letter for letter in name if not unicodedata.category(letter).startswith("C"))
    visible = " ".join(visible.split()) or "-"
    stem, dot, ending = visible.rpartition(".")
    if len(visible) > LONGEST_NAME and dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"
    return visible[:LONGEST_NAME]


def _locked(source_file):
    """Whether the file is still undecided, and stays so until the transaction ends."""
    return SourceFile.objects.undecided().select_for_update().filter(pk=source_file.pk).first() is not None


@transaction.atomic
def _preview(source_file, rows):
    comparison, *_ = compare_with(source_file.review, rows, source_file.language)
    write_rows(source_file, comparison)
    return comparison


def _promise(source_file):
    """What the preview says will happen, whatever the language it is worded in."""
    rows = source_file.rows.values_list("paragraph", "outcome", "changes")
    return [(paragraph, outcome, [change["name"] for change in changes]) for paragraph, outcome, changes in rows]


def _checksum(upload):
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _refuse_repeat(state, cycle, checksum):
    earlier = SourceFile.objects.filter(
        review__state=state, review__mechanism=Review.Mechanism.UPR, review__cycle=cycle, sha256=checksum
    ).first()
    if earlier:
        raise AlreadyReceived(earlier)
