"""What an uploaded file really is, what is refused, and what is taken out."""

import io
import zipfile

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.tracking.metadata import samples
from tracking import evidence_files
from tracking.metadata import archive as archives
from tracking.metadata import pictures

CONTENT_TYPES = "[Content_Types].xml"
EXECUTABLES = {
    "tool.pdf": b"MZ\x90\x00\x03" + b"\x00" * 200,
    "tool.txt": b"\x7fELF\x02\x01\x01" + b"\x00" * 200,
    "run.txt": b"#!/bin/sh\nrm -rf /\n",
    "page.html": b"<!doctype html><p>Hello",
    "page.txt": b"  <html><script>alert(1)</script>",
    "hidden.csv": b"name;value\nx;<script>alert(1)</script>\n",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "drawing.png": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "moving.gif": b"GIF89a" + b"\x00" * 40,
    "notes.md": b"# Notes\n",
    "bytes.bin": bytes(range(256)),
}


def zipped(parts):
    """A zip of {name: text}, in its order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def word(author="Ana Pérez"):
    """A Word file that names its author."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("The council decided.")
    document.core_properties.author = document.core_properties.last_modified_by = author
    document.save(out)
    return out.getvalue()


def opendocument(kind, meta="<m/>", **parts):
    """The least that is an OpenDocument file."""
    return zipped({"mimetype": evidence_files.MEDIA_TYPES[kind], "content.xml": "<c/>", "meta.xml": meta, **parts})


def picture(image_format, mode="RGB", **options):
    """A small picture with a camera and a place in it."""
    image, out, exif = Image.new(mode, (30, 20), 120), io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of Ana"
    exif[0x0112] = 6  # stored lying on its side
    image.save(out, image_format, exif=exif, **options)
    return out.getvalue()


def refusal(name, data):
    """The sentence with which a file is refused."""
    with pytest.raises(ValidationError) as caught:
        evidence_files.inspect(name, data)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("decision.pdf", samples.pdf(), "pdf"),
        ("misnamed.docx", samples.pdf(), "pdf"),
        ("table.csv", "año;número\n2026;40\n".encode(), "csv"),
        ("notes.txt", b"\xef\xbb\xbf5 < 6 beds\n", "txt"),
        ("text.odt", opendocument("odt"), "odt"),
        ("table.ods", opendocument("ods"), "ods"),
        ("show.odp", opendocument("odp"), "odp"),
    ],
)
def test_inspect_takes_a_file_by_its_content(name, data, kind):
    file = evidence_files.inspect(name, data)
    assert (file.kind, file.name) == (kind, name.rsplit(".")[0] + f".{kind}")


@pytest.mark.parametrize(("name", "data"), EXECUTABLES.items(), ids=EXECUTABLES)
def test_inspect_refuses_what_might_run_or_is_unknown(name, data):
    assert "is not taken" in refusal(name, data)


def test_inspect_word_keeps_the_text_and_loses_the_author():
    file = evidence_files.inspect("minutes.docx", word())
    document = docx.Document(io.BytesIO(file.content))
    assert document.paragraphs[0].text == "The council decided."
    assert not document.core_properties.author
    assert not document.core_properties.last_modified_by
    assert "Ana" not in zipfile.ZipFile(io.BytesIO(file.content)).read("docProps/core.xml").decode()


def test_inspect_excel_keeps_the_cells_and_loses_the_author():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.properties.creator = 40, "Ana Pérez"
    book.save(out)
    file = evidence_files.inspect("beds.xlsx", out.getvalue())
    again = openpyxl.load_workbook(io.BytesIO(file.content))
    assert (file.kind, again.active["A1"].value) == ("xlsx", 40)
    assert again.properties.creator != "Ana Pérez"


def test_inspect_opendocument_keeps_its_mark_first_and_loses_the_author():
    meta = '<o xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ana</dc:creator><dc:title>Plan</dc:title></o>'
    archive = zipfile.ZipFile(io.BytesIO(evidence_files.inspect("a.odt", opendocument("odt", meta)).content))
    assert archive.namelist()[0] == "mimetype"
    assert b"Ana" not in archive.read("meta.xml")
    assert b"Plan" in archive.read("meta.xml")


@pytest.mark.parametrize(
    "data",
    [
        opendocument("odt", **{"Basic/Standard/Module1.xml": "<x/>"}),
        zipped({CONTENT_TYPES: "…wordprocessingml.document.main+xml", "word/vbaProject.bin": "x"}),
        zipped({CONTENT_TYPES: "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": "x"}),
    ],
)
def test_inspect_refuses_macros(data):
    assert "macros" in refusal("plan.docx", data)


def test_inspect_refuses_a_plain_zip_and_other_office_kinds():
    assert "is not taken" in refusal("all.docx", zipped({"tool.exe": "MZ"}))
    assert "is not taken" in refusal("drawing.odg", zipped({"mimetype": "application/vnd.oasis.opendocument.graphics"}))


def test_inspect_refuses_damage_and_entities():
    whole = word()
    assert "damaged" in refusal("a.docx", whole[: len(whole) // 2])
    assert "damaged" in refusal("a.docx", b"PK\x03\x04 nothing")
    assert "damaged" in refusal("a.odt", opendocument("odt", "<not closed>"))
    assert "damaged" in refusal("a.png", picture("PNG")[:60])


def test_inspect_refuses_what_unpacks_to_too_much(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 1000)
    assert "unpacks" in refusal("a.odt", opendocument("odt", "<m>" + "a" * 2000 + "</m>"))


def test_inspect_says_what_was_taken_out():
    file = evidence_files.inspect("a.jpg", samples.picture())
    assert file.loss == "Taken out of the file before it was stored: place, camera, author."
    assert evidence_files.inspect(file.name, file.content).loss == ""


def test_inspect_measures_empty_and_large(settings):
    settings.EVIDENCE_MAX_BYTES = 10
    assert evidence_files.inspect("a.txt", b"0123456789").content == b"0123456789"
    assert "larger" in refusal("a.txt", b"01234567890")
    assert "empty" in refusal("a.txt", b"")


def test_inspect_says_how_to_save_a_text_in_another_encoding():
    assert "UTF-8" in refusal("a.csv", "año".encode("latin-1"))


@pytest.mark.parametrize(
    ("image_format", "mode", "kind"),
    [("PNG", "RGB", "png"), ("PNG", "P", "png"), ("JPEG", "L", "jpg"), ("WEBP", "RGB", "webp")],
)
def test_inspect_draws_a_picture_anew_upright_and_without_camera(image_format, mode, kind):
    data = picture(image_format, mode)
    assert b"Camera" in data
    file = evidence_files.inspect("beds.jpeg", data)
    again = Image.open(io.BytesIO(file.content))
    assert (file.kind, again.size) == (kind, (20, 30))
    assert not again.getexif()
    assert b"Camera" not in file.content


def test_inspect_refuses_a_picture_with_too_many_pixels(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 599)
    assert "pixels" in refusal("a.png", picture("PNG"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ana\\Plan 2026.docx", "Plan 2026.pdf"),
        ("plan\u202efdp.exe", "planfdp.pdf"),
        ('a"b<c>\r\n.pdf', "abc.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_display_name_is_clean_and_ends_as_its_kind(name, shown):
    assert evidence_files.display_name(name, "pdf") == shown
