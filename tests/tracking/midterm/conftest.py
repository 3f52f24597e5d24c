"""Reports as plain data, and the same reports as opened files."""

import io

import docx
import openpyxl
import pytest
from django.utils import translation

from tests.tracking.midterm import samples
from tracking.midterm import docx as midterm_docx
from tracking.midterm import xlsx as midterm_xlsx


@pytest.fixture
def report():
    """The report that a coordinator usually sees, in English."""
    return samples.usual()


@pytest.fixture
def arabic_report():
    """A report in Arabic."""
    return samples.arabic()


@pytest.fixture
def as_docx():
    """A function: ReportContent -> bytes of the Word file, in the report's language."""

    def render(content):
        out = io.BytesIO()
        with translation.override(content.language):
            midterm_docx.render(content, out)
        return out.getvalue()

    return render


@pytest.fixture
def open_docx(as_docx):
    """A function: ReportContent -> the Word file, opened by another library."""
    return lambda content: docx.Document(io.BytesIO(as_docx(content)))


@pytest.fixture
def as_xlsx():
    """A function: ReportContent -> bytes of the spreadsheet, in the report's language."""

    def render(content):
        out = io.BytesIO()
        with translation.override(content.language):
            midterm_xlsx.render(content, out)
        return out.getvalue()

    return render


@pytest.fixture
def open_xlsx(as_xlsx):
    """A function: ReportContent -> the spreadsheet, opened by another library."""
    return lambda content: openpyxl.load_workbook(io.BytesIO(as_xlsx(content)))
