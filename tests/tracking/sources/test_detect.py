import io
import zipfile

import pytest

from tests.tracking.sources.matrices import Sample, document, fourth_cycle, package
from tracking.sources import detect

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*streams):
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)


def archive(**entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)


@pytest.mark.parametrize(
    ("data", "fact", "advice"),
    [
        (b"", "is empty", "Download it again"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF file", "as a Word file"),
        (b"\n\n%PDF-1.4", "is a PDF file", "as a Word file"),
        (PNG, "is a picture", "(.docx)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32), "is a picture", "(.docx)"),
        (ole("WordDocument", "1Table"), "Word file in the old format (.doc)", "save it as .docx"),
        (ole("Workbook"), "Excel workbook in the old format (.xls)", "(.docx)"),
        (ole("PowerPoint Document"), "Office file in an old format", "save it as .docx"),
        (ole("EncryptionInfo", "EncryptedPackage"), "protected by a password", "remove the password"),
        (archive(xl__workbook_xml="x"), "Excel workbook (.xlsx)", "(.docx)"),
        (archive(ppt__presentation_xml="x"), "presentation (.pptx)", "(.docx)"),
        (
            archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="x"),
            "OpenDocument",
            "save it as .docx",
        ),
        (archive(matrix_docx="x", notes_txt="x"), "ZIP archive", "Unpack it"),
        (b"{\\rtf1\\ansi text}", "Rich Text", "save it as .docx"),
        (b"<!DOCTYPE html><title>Not found</title>", "web page", "Download the Word file"),
        ("\ufeff\n<html lang=fr>é".encode(), "web page", "Download the Word file"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML file", "save it as .docx"),
        (b"140.1 Improve schools (France);\n", "plain text", "(.docx)"),
        ("140.1 Améliorer les écoles".encode("utf-16"), "plain text", "(.docx)"),
        ("To,To-Rgrp,Córdoba\r".encode("mac_roman"), "plain text", "(.docx)"),
        (bytes(range(256)), "of a kind this site does not know", "(.docx)"),
    ],
)
def test_other_file_is_named_and_refused(data, fact, advice):
    with pytest.raises(detect.Unreadable) as caught:
        detect.detect(io.BytesIO(data), "matrix.docx")
    message = str(caught.value)
    assert message.startswith("“matrix.docx” ")
    assert fact in message
    assert advice in message


@pytest.mark.parametrize("filename", ["matrix.docx", "matrix.doc", "matrix", "MATRIX.DOCX", "matrix.pdf"])
def test_word_file_is_known_by_its_content(filename):
    assert detect.detect(io.BytesIO(fourth_cycle(Sample("9.1", "Plant trees"))), filename) == "ohchr_matrix"


def test_every_format_found_has_a_reader():
    assert set(detect._FORMATS.values()) == set(detect.READERS)


@pytest.mark.parametrize("length", [4, 30, 200])
def test_start_of_a_word_file_is_refused_as_incomplete(refusal, length):
    assert "incomplete or damaged" in refusal(fourth_cycle(Sample("9.1", "Plant trees"))[:length])


def test_file_above_the_limit_is_refused(refusal):
    assert "larger than 20 MB" in refusal(b"PK\x03\x04" + bytes(detect.MAX_BYTES))


def test_word_file_without_xml_is_refused(refusal):
    assert "broken" in refusal(package("no xml"))


def test_word_file_with_a_document_type_is_refused(refusal):
    assert "XML declarations" in refusal(package(document("x", prolog='<!DOCTYPE d [<!ENTITY a "b">]>')))


def test_file_with_too_many_recommendations_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(detect, "MAX_ROWS", 2)
    samples = [Sample(f"9.{number}", f"Plant {number} trees") for number in (1, 2, 3)]
    assert "more than 2 recommendations" in refusal(fourth_cycle(*samples))
