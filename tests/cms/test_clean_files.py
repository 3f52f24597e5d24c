"""What editors upload leaves its notes behind: where a picture was taken, by whom a document was written."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

MARK = "INTERNAL-MARK"


def photograph(kind="JPEG"):
    """A picture whose notes name a photographer."""
    exif, out = Picture.Exif(), io.BytesIO()
    exif[0x013B] = MARK
    Picture.new("RGB", (40, 30), "teal").save(out, kind, exif=exif)
    assert MARK.encode() in out.getvalue()
    return out.getvalue()


def letter():
    """A Word file with an author."""
    word, out = Word(), io.BytesIO()
    word.core_properties.author = MARK
    word.add_paragraph("What we do.")
    word.save(out)
    return out.getvalue()


def uploaded(form, name, data):
    """The form, as an editor sends it with a file."""
    fields = {"title": "Town hall", "collection": Collection.get_first_root_node().pk}
    return form(fields, {"file": SimpleUploadedFile(name, data, "application/octet-stream")})


@pytest.mark.parametrize("name, kind", [("hall.jpeg", "JPEG"), ("hall.png", "PNG"), ("hall.webp", "WEBP")])
def test_picture_loses_its_notes_in_every_size(db, settings, tmp_path, name, kind):
    settings.MEDIA_ROOT = tmp_path
    form = uploaded(get_image_form(get_image_model()), name, photograph(kind))
    assert form.is_valid(), form.errors
    image = form.save()
    stored = [image.file, image.get_rendition("width-20").file]
    assert [size.open("rb").read().find(MARK.encode()) for size in stored] == [-1, -1]
    assert (image.width, image.height) == (40, 30)


def test_document_loses_its_author_and_keeps_its_words(db, settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_ROOT = tmp_path
    form = uploaded(get_document_form(get_document_model()), "letter.docx", letter())
    assert form.is_valid(), form.errors
    package = zipfile.ZipFile(io.BytesIO(form.save().file.open("rb").read()))
    whole = b"".join(package.read(name) for name in package.namelist())
    assert MARK.encode() not in whole and b"What we do." in whole


@pytest.mark.parametrize("name, data", [("letter.docx", b"PK\x03\x04 broken"), ("letter.pdf", b"%PDF-1.7 broken")])
def test_file_that_cannot_be_cleaned_is_refused_in_words(db, name, data):
    form = uploaded(get_document_form(get_document_model()), name, data)
    assert "damaged" in str(form.errors["file"])
