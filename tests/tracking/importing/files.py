"""Small matrices of invented recommendations, in the layout of the 4th cycle, that fit the cast of the tests."""

import dataclasses

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.tracking.sources import matrices

TEXT = "Build homes that people with low incomes can afford"
FIRST = matrices.Sample(
    "120.1",
    TEXT,
    states=("Farland", "Nearland"),
    themes=("Right to adequate housing",),
    groups=("Children",),
    goals=("11 - SUSTAINABLE CITIES",),
)


def sample(paragraph="120.1", **fields):
    """A recommendation whose words the reference data of `words()` knows."""
    return dataclasses.replace(FIRST, paragraph=paragraph, **fields)


def samples(count, **fields):
    """So many recommendations, 120.1 and on."""
    return [sample(f"120.{number}", **fields) for number in range(1, count + 1)]


def matrix(*rows):
    """The bytes of a Word matrix with these samples."""
    return matrices.fourth_cycle(*rows)


def upload(*rows, name="matrix.docx"):
    """The same as an uploaded file."""
    return SimpleUploadedFile(name, matrix(*(rows or (FIRST,))))


def words():
    """The States, theme, group and goal that the samples name."""
    factories.state("XFA", "XF", "Farland")
    factories.state("XNE", "XN", "Nearland")
    factories.theme()
    factories.group()
    factories.goal()
