"""The tagged PDF, read back by other programs: language, title, structure, every number, nothing fetched."""

import builtins
import dataclasses
import io
import shutil
import subprocess

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from tests.tracking.midterm import samples
from tracking.documents import pdf_library
from tracking.midterm import html, pdf

pytestmark = pytest.mark.skipif(not pdf_library.is_available(), reason="Pango, a library of the system, is missing")


SHORT = samples.usual()
SHORT = dataclasses.replace(SHORT, clusters=SHORT.clusters[:1], contributions=SHORT.contributions[:1])


@pytest.fixture(scope="module")
def made():
    """{language: bytes} of a short report and an Arabic one."""
    return {"en": rendered(SHORT), "ar": rendered(samples.arabic())}


def rendered(content):
    out = io.BytesIO()
    with translation.override(content.language):
        pdf.render(content, out)
    return out.getvalue()


def test_file_is_tagged_and_says_its_title_language_and_day(made):
    with pikepdf.open(io.BytesIO(made["en"])) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == "Mid-term report of Lumeria"
        assert str(document.docinfo.CreationDate).startswith("D:20270820")
        assert len(document.Root.Outlines.keys()) > 2
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode()
        kinds = {str(node.S) for node in document.objects if isinstance(node, pikepdf.Dictionary) and "/S" in node}
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/Link", "/Caption"} <= kinds


def test_arabic_file_says_so(made):
    with pikepdf.open(io.BytesIO(made["ar"])) as document:
        assert str(document.Root.Lang) == "ar"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_text_holds_every_cell_of_the_page(made, tmp_path):
    (tmp_path / "report.pdf").write_bytes(made["en"])
    command = ["pdftotext", "-raw", str(tmp_path / "report.pdf"), "-"]
    text = "".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    page = BeautifulSoup("".join(html.pieces(SHORT, "x")), "html.parser")
    numbers = ["".join(cell.get_text().split()) for cell in page.select("td.figure, p.numbered .number, tbody th")]
    assert len(numbers) > 70
    assert [number for number in numbers if number not in text] == []
    rows = ["".join(row.get_text().split()) for row in page.select("table:has(caption) tbody tr")]
    assert [row for row in rows if row not in text] == []


def test_same_content_gives_the_same_bytes(made):
    assert rendered(samples.arabic()) == made["ar"]


def test_nothing_is_fetched():
    with pytest.raises(ValueError, match="needs no other file"):
        pdf_library.refuse("https://elsewhere.example.org/x.png")


def test_annex_beyond_the_limit_is_left_to_the_word_file(made, monkeypatch):
    content = samples.arabic()
    with translation.override("ar"):
        monkeypatch.setattr(pdf, "LIMIT", "".join(html.pieces(content, "x")).index('class="part annex_b') + 300)
    assert len(rendered(content)) < len(made["ar"])
    monkeypatch.setattr(pdf, "LIMIT", 1_000)
    with pytest.raises(html.TooLong):
        rendered(content)


def test_without_pango_the_sentence_says_what_to_do(monkeypatch):
    real = builtins.__import__

    def without_pango(name, *arguments, **options):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **options)

    pdf_library.is_available.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without_pango)
    assert not pdf_library.is_available()
    assert "libpango" in pdf.missing_sentence()
    pdf_library.is_available.cache_clear()
