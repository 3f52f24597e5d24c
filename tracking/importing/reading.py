"""Reads files with the names of States that the site knows, and compares their rows with what is stored."""

from django.utils.translation import gettext as _

from ..models import State
from ..sources import detect
from ..sources.names import StateNames
from ..sources.rows import Unreadable
from .comparing import compare
from .facts import stored_facts
from .vocabulary import Vocabulary


def read(file, filename):
    """Return (format, rows) of a binary, seekable file; raises Unreadable with a sentence for the person."""
    names = StateNames(
        (state.iso3, spelling)
        for state in State.objects.all()
        for spelling in (state.name, *state.names.values(), *state.aliases)
    )
    return detect.detect(file, filename), detect.read_rows(file, filename, names)


def read_stored(source_file):
    """Return (format, rows) of the stored bytes of a SourceFile; raises Unreadable, also where they are gone."""
    try:
        with source_file.file.open("rb") as file:
            return read(file, source_file.name)
    except OSError as error:
        raise Unreadable(_("The site's copy of the file cannot be opened. Discard it and upload it again.")) from error


def compare_with(review, rows, language):
    """Return (Comparison, Stored, Vocabulary) of rows beside what is stored of a review."""
    stored = stored_facts(review, language)
    vocabulary = Vocabulary(review.cycle)
    return compare(rows, stored, vocabulary), stored, vocabulary
