"""The import of a file beside reading the file alone."""

import io

from django.utils import timezone

from benchmarks import generate, timing
from tests.tracking.sources.matrices import Sample, fourth_cycle
from tracking import importing
from tracking.models import State
from tracking.sources.detect import read_rows
from tracking.sources.names import StateNames

FILE_NAME = "matrix.docx"
LABELS = {"supported": "Supported", "noted": "Noted", "partly": "Supported/Noted", "pending": "Under consideration"}


class WrongAnswer(Exception):
    """The import did not do what the benchmark is about."""


def measure(count, database):
    """Yield a Measurement for the import of `count` new rows, and for importing the same file once more."""
    vocabulary = generate.Vocabulary.loaded()
    data = word_file(count, vocabulary)
    names = state_names()
    floors = [lambda: read_rows(io.BytesIO(data), FILE_NAME, names)]
    by = generate.someone()
    fresh = (generate.state_under_review(f"XB{letter}", f"X{letter}", f"Import {letter}") for letter in "CDEFGH")
    yield timing.compare(
        f"import: {count:,} new rows",
        database,
        lambda state: run(data, state, by, {"new": count}),
        floors,
        prepared=lambda: next(fresh),
    )
    known = State.objects.get(iso3="XBC")
    yield timing.compare(
        f"import: the same {count:,} rows again",
        database,
        lambda: run(data, known, by, {"same": count}),
        floors,
    )


def run(data, state, by, expected):
    """Import a file as the command does, and the web's worker; WrongAnswer unless all rows end as expected."""
    comparison = importing.import_file(
        io.BytesIO(data), filename=FILE_NAME, state=state, cycle=4, language="en", by=by, now=timezone.now()
    )
    found = {outcome: number for outcome, number in comparison.counts.items() if number}
    if found != expected:
        raise WrongAnswer(f"the import made {found} of what should be {expected}")


def word_file(count, vocabulary):
    """The bytes of OHCHR's matrix in the layout of the 4th cycle, with `count` generated rows under their themes."""
    drafts = sorted(generate.drafts(count, vocabulary), key=lambda draft: draft.themes[0].name)
    return fourth_cycle(*map(sample, drafts))


def sample(draft):
    """A Draft as the file says it."""
    return Sample(
        draft.paragraph,
        draft.text,
        states=tuple(state.name for state in draft.states),
        position=LABELS[draft.position],
        themes=tuple(theme.name for theme in draft.themes),
        groups=tuple(group.aliases[0] for group in draft.groups if group.aliases),
        goals=tuple(f"{goal.number} - {goal.labels['en'].upper()}" for goal in draft.goals),
    )


def state_names():
    """The names of States that the site knows."""
    return StateNames(
        (state.iso3, spelling)
        for state in State.objects.all()
        for spelling in (state.name, *state.names.values(), *state.aliases)
    )
