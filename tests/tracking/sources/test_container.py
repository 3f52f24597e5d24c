import io
import struct
import zipfile

import pytest

from tests.tracking.sources.matrices import document, package, row, table, word_file
from tracking.sources import container
from tracking.sources.rows import Unreadable


def chunks_of(data):
    return b"".join(container.document_chunks(data))


def refused(data):
    with pytest.raises(Unreadable) as caught:
        chunks_of(data)
    return str(caught.value)


def test_main_text_is_unpacked():
    assert b"hello" in chunks_of(word_file("hello"))


@pytest.mark.parametrize("part", ["word/document2.xml", "Word/Document.xml"])
def test_main_text_is_found_under_other_names(part):
    assert b"hello" in chunks_of(package(document("hello"), part=part))


def test_archive_without_main_text_is_refused():
    assert "no text part" in refused(package("x", part="word/styles.xml"))


def test_file_above_the_limit_is_refused():
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        container.load(io.BytesIO(bytes(container.MAX_BYTES + 1)))
    assert len(container.load(io.BytesIO(bytes(container.MAX_BYTES)))) == container.MAX_BYTES


def test_load_starts_at_the_beginning():
    file = io.BytesIO(b"abc")
    file.read()
    assert container.load(file) == b"abc"


def test_text_that_unpacks_too_far_is_refused_by_its_declared_size(monkeypatch):
    monkeypatch.setattr(container, "MAX_RATIO", 10_000)
    assert "unpacks to far more" in refused(package(" " * (container.MAX_UNPACKED_BYTES + 1)))


def test_text_packed_too_tightly_is_refused():
    assert "unpacks to far more" in refused(package(" " * (container.RATIO_COUNTS_FROM + 1)))
    assert len(chunks_of(package(" " * container.RATIO_COUNTS_FROM))) == container.RATIO_COUNTS_FROM


def test_text_larger_than_declared_is_never_unpacked_beyond_the_declaration():
    data = package(" " * 5_000_000)
    understated = data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 1_000))
    assert understated != data
    assert "damaged" in refused(understated)


def test_limit_holds_while_unpacking(monkeypatch):
    xml = document(table(row("x" * 300_000)))
    data = package(xml)
    monkeypatch.setattr(container, "main_part", lambda archive: archive.getinfo("word/document.xml"))
    monkeypatch.setattr(container, "MAX_UNPACKED_BYTES", 200_000)
    assert "unpacks to far more" in refused(data)


def test_archive_with_too_many_entries_is_refused():
    others = [(f"word/media/{number}", "") for number in range(container.MAX_ENTRIES)]
    assert "unpacks to far more" in refused(package(document("x"), others=others))


def test_unusual_compression_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", document("x"))
    assert "damaged" in refused(stream.getvalue())


def test_entry_protected_by_a_password_is_refused():
    data = bytearray(word_file("x"))
    position = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)  # the second entry is the main text
    data[position + 8] |= 1
    assert "protected by a password" in refused(bytes(data))


@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
def test_truncated_file_is_refused(share):
    data = word_file(table(row("a" * 500)))
    assert "incomplete or damaged" in refused(data[: int(len(data) * share)])


def test_altered_text_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", document("hello"))
    assert "incomplete or damaged" in refused(stream.getvalue().replace(b"hello", b"jello"))
