"""Office files keep their text and lose who wrote them, where and on which printer."""

import io
import zipfile

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from lxml import etree

from tests.tracking.metadata import samples
from tracking import metadata
from tracking.metadata import Trace, archive

SAMPLES = {"docx": samples.word, "xlsx": samples.sheet, "odt": samples.text}


def parts(data):
    """{name: bytes} of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize(("kind", "sample"), SAMPLES.items(), ids=SAMPLES)
def test_strip_leaves_no_trace_of_the_person_anywhere(kind, sample):
    data = sample()
    assert any(samples.NAME.encode() in content for content in parts(data).values())
    stripped = parts(metadata.strip(kind, data).content)
    for trace in (samples.NAME.encode(), b"Camera of Ana", b"Users", b"HP of Ana"):
        assert [name for name, content in stripped.items() if trace in content] == []


@pytest.mark.parametrize(("kind", "sample"), SAMPLES.items(), ids=SAMPLES)
def test_strip_twice_is_the_same(kind, sample):
    once = metadata.strip(kind, sample())
    assert once.removed
    assert metadata.strip(kind, once.content) == metadata.Stripped(once.content, ())


@pytest.mark.parametrize(("kind", "sample"), SAMPLES.items(), ids=SAMPLES)
def test_strip_leaves_the_other_parts_byte_by_byte_and_no_link_to_nowhere(kind, sample):
    before, after = parts(sample()), parts(metadata.strip(kind, sample()).content)
    assert list(after) == [name for name in before if name in after]
    assert {"docx": "word/styles.xml", "xlsx": "xl/styles.xml", "odt": "mimetype"}[kind] in {
        name for name in after if before[name] == after[name]
    }
    for name in after:
        if name.endswith(".rels"):
            for link in etree.fromstring(after[name]):
                assert link.get("TargetMode") == "External" or samples_target(name, link) in after


def samples_target(name, link):
    """The part to which a relationship leads."""
    target = link.get("Target")
    folder = name.partition("_rels/")[0]
    path = target[1:] if target.startswith("/") else folder + target
    while "/../" in path:
        head, _, tail = path.partition("/../")
        path = f"{head.rpartition('/')[0]}/{tail}".lstrip("/")
    return path


def test_strip_word_keeps_text_picture_comment_and_change():
    stripped = metadata.strip("docx", samples.word())
    document = docx.Document(io.BytesIO(stripped.content))
    assert document.paragraphs[0].text.startswith("The council decided.")
    assert document.core_properties.title == "Minutes"
    assert (document.core_properties.author, document.core_properties.last_modified_by) == ("", "")
    (comment,) = document.comments
    assert (comment.text, comment.author, comment.initials) == ("Ask again", "Person 1", "")
    assert len(document.inline_shapes) == 1
    assert b'w:ins w:id="9" w:author="Person 1"' in parts(stripped.content)["word/document.xml"]
    assert stripped.removed == (Trace.CAMERA, Trace.AUTHOR, Trace.NAMES, Trace.NOTES, Trace.PREVIEW, Trace.PATH) or (
        stripped.removed == (Trace.CAMERA, Trace.AUTHOR, Trace.NAMES, Trace.PREVIEW, Trace.PATH)
    )


def test_strip_names_two_people_apart_and_one_alike():
    document, out = docx.Document(), io.BytesIO()
    runs = document.add_paragraph("Beds").runs
    for author in ("Ana", "Bo", "Ana"):
        document.add_comment(runs, text="?", author=author)
    document.save(out)
    again = docx.Document(io.BytesIO(metadata.strip("docx", out.getvalue()).content))
    assert [comment.author for comment in again.comments] == ["Person 1", "Person 2", "Person 1"]


def test_strip_excel_keeps_cells_formulas_and_notes():
    stripped = metadata.strip("xlsx", samples.sheet())
    book = openpyxl.load_workbook(io.BytesIO(stripped.content))
    assert (book.active["A1"].value, book.active["A2"].value) == (40, "=A1*2")
    assert (book.active["A1"].comment.author, "Nombre" in book.active["A1"].comment.text) == ("Person 1", False)
    assert book.active.page_setup.orientation == "portrait"
    assert book.properties.creator != samples.NAME
    assert {Trace.AUTHOR, Trace.NAMES, Trace.PRINTER, Trace.PATH} <= set(stripped.removed)


def test_strip_opendocument_keeps_its_mark_first_title_and_remark():
    stripped = metadata.strip("odt", samples.text())
    found = parts(stripped.content)
    assert list(found)[0] == "mimetype"
    assert b"Plan" in found["meta.xml"]
    assert b"Person 1" in found["content.xml"]
    assert b"Why?" in found["content.xml"]
    assert b"humbnail" not in found["META-INF/manifest.xml"]
    assert set(stripped.removed) == {Trace.CAMERA, Trace.AUTHOR, Trace.NAMES, Trace.PREVIEW, Trace.PRINTER}


def refusal(kind, data):
    with pytest.raises(ValidationError) as caught:
        metadata.strip(kind, data)
    return caught.value.messages[0]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_strip_refuses_what_unpacks_to_too_much(kind, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 100_000)
    bomb = samples.changed(SAMPLES[kind](), {"content2.xml": b"0" * 200_000})
    assert len(bomb) < 100_000
    assert "unpacks" in refusal(kind, bomb)


def test_strip_believes_no_declared_size(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 100_000)
    bomb = samples.changed(samples.text(), {"content2.xml": b"0" * 200_000})
    lying = bomb.replace((200_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    assert refusal("odt", lying)


def test_strip_refuses_thousands_of_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for number in range(archive.MAX_ENTRIES + 1):
            opened.writestr(f"{number}.xml", "")
    assert "unpacks" in refusal("docx", out.getvalue())


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word/../../x"])
def test_strip_refuses_parts_outside(name):
    assert "damaged" in refusal("docx", samples.changed(samples.word(), {name: b"x"}))


def test_strip_refuses_entities():
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l author="x">&b;</l>'
    assert "damaged" in refusal("docx", samples.changed(samples.word(), {"word/comments.xml": laughs}))


@pytest.mark.parametrize(("kind", "sample"), SAMPLES.items(), ids=SAMPLES)
def test_strip_refuses_what_is_cut_off(kind, sample):
    data = sample()
    assert "damaged" in refusal(kind, data[: len(data) // 2])
