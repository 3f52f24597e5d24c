"""The documents that are made of an edition: which, by what, and which of them an edition cannot do without."""

import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from ..documents import pdf_library
from ..models import ReportTemplate, SourceFile
from . import canonical, csv_files, docx, html, matrix, own_template, paragraph_texts, pdf, xlsx

NEEDED = ("docx", "xlsx", "json")
# What the libraries of the others may raise beside what is wrong with content and disk.
# A template or matrix is somebody else's file: what its XML or packing lacks shows in the reader's own faults, and
# an edition that let them pass would be compiled again and again for ever.
OPTIONAL_FAULTS = (
    *(ImportError, RuntimeError, ArithmeticError, AttributeError, SyntaxError),  # lxml's are SyntaxErrors
    *(zipfile.BadZipFile, zlib.error),
)
HTML_LIMIT = 4_000_000  # signs of one page: beyond, annexes are left to the Word file
MATRIX, TEMPLATE = "matrix", "docx-template"
# Those that may hold every answer of every government, and what a coordinator publishes unless they choose otherwise.
WITH_ANSWERS = ("docx", "html", "pdf", "xlsx", "json", TEMPLATE)  # the spreadsheet has a sheet of them
USUALLY_PUBLIC = ("docx-body", "html-body", "pdf-body", "csv-annex-a")

# Each writes a ReportContent into a binary file, given its checksum, in the language active now.
RENDERERS = {
    "docx": docx.render,
    "xlsx": xlsx.render,
    "json": lambda content, out, fingerprint="": canonical.write(content, out),
    "csv-annex-a": csv_files.annex_a,
    "csv-annex-c": csv_files.annex_c,
    "csv-by-paragraph": csv_files.by_paragraph,
    "html": partial(html.render, limit=HTML_LIMIT),
    "docx-body": partial(docx.render, has_answers=False),
    "html-body": partial(html.render, limit=HTML_LIMIT, has_answers=False),
    "pdf": pdf.render,
    "pdf-body": partial(pdf.render, has_answers=False),
}


class Job(NamedTuple):
    """One document to be made: its kind, how its name ends, what writes it, and the imported file that it fills."""

    kind: str
    suffix: str
    render: Callable
    source: SourceFile | None = None

    @property
    def name(self):
        """How a person knows it apart from the others."""
        return self.source.name if self.source else self.kind


def matrices_of(review):
    """OHCHR's matrices that were imported for a review, oldest first: each is filled in for every edition."""
    imported = SourceFile.objects.filter(review=review, status=SourceFile.Status.IMPORTED, layout="ohchr_matrix")
    return imported.order_by("uploaded_at", "pk")


def jobs(report, renderers):
    """Yield the Jobs of an edition; those of `renderers` come first. Two queries."""
    for kind, render in renderers.items():
        if not kind.startswith("pdf") or pdf_library.is_available():
            yield Job(kind, f".{kind.split('-')[0]}", render)
    review = report.call.review
    template = ReportTemplate.objects.in_use(review.state_id)
    if template:
        yield Job(TEMPLATE, ".docx", partial(_in_template, template))
    for source in matrices_of(review):
        yield Job(MATRIX, PurePath(source.name).suffix.lower() or ".docx", partial(_in_matrix, source), source)


def _in_template(template, content, out, fingerprint):
    with template.file.open() as file:
        own_template.render(file.read(), content, out, fingerprint)


def _in_matrix(source, content, out, fingerprint):
    with source.file.open() as file:
        out.write(matrix.fill(file, paragraph_texts.texts(content), language=content.language).data)
