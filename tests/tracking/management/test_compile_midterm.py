"""manage.py compile_midterm: writes the document, keeps the edition, says what is wrong."""

import io

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracking.midterm import compiling
from tracking.models import Report


@pytest.fixture
def call(review, coordinator, city, recommendation, officer, approver):
    """A call with one accepted contribution."""
    call = factories.call(review, coordinator)
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    return call


def test_docx_is_written_and_the_edition_kept(call, tmp_path):
    out, said = tmp_path / "report.docx", io.StringIO()
    call_command("compile_midterm", call=call.pk, format="docx", out=out, stdout=said)
    report = Report.objects.get()
    assert report.status == "ready"
    assert report.checksum in said.getvalue()
    text = "\n".join(paragraph.text for paragraph in docx.Document(out).paragraphs)
    assert "40 new beds since May." in text
    assert report.checksum in text


def test_xlsx_is_written_in_another_language(call, tmp_path):
    out = tmp_path / "report.xlsx"
    call_command("compile_midterm", call=call.pk, format="xlsx", out=out, language="es", stdout=io.StringIO())
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.values for cell in row]
    assert "40 new beds since May." in cells
    assert Report.objects.get().language == "es"


def test_call_number_may_come_as_text(call, tmp_path):
    arguments = ["--call", str(call.pk), "--format", "docx", "--out", str(tmp_path / "r.docx")]
    call_command("compile_midterm", *arguments, stdout=io.StringIO())
    assert (tmp_path / "r.docx").stat().st_size > 5_000


def test_unknown_call_names_the_known_ones(call, tmp_path):
    with pytest.raises(CommandError, match=rf"no call 999\. Calls: {call.pk} \(Mid-term input\)"):
        call_command("compile_midterm", call=999, format="docx", out=tmp_path / "r.docx")


@pytest.mark.parametrize("place, sentence", [("missing/r.docx", "There is no folder"), (".", "is a folder")])
def test_place_that_takes_no_file_is_refused_before_anything_is_compiled(call, tmp_path, place, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("compile_midterm", call=call.pk, format="docx", out=tmp_path / place)
    assert not Report.objects.exists()


def test_failure_is_said(call, tmp_path, monkeypatch):
    def fail(frozen, out, fingerprint):
        raise ValueError("no such position")

    monkeypatch.setitem(compiling.RENDERERS, "xlsx", fail)
    with pytest.raises(CommandError, match="no such position"):
        call_command("compile_midterm", call=call.pk, format="docx", out=tmp_path / "r.docx")
    assert not (tmp_path / "r.docx").exists()
