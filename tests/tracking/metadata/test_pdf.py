"""PDF files keep their pages and lose authors, attached files, programs and signatures."""

import io
import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from tests.tracking.metadata import samples
from tracking import metadata
from tracking.metadata import Trace


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def refusal(data):
    with pytest.raises(ValidationError) as caught:
        metadata.strip("pdf", data)
    return caught.value.messages[0]


def uncompressed(data):
    """The same file with nothing packed, so that its words can be searched."""
    out = io.BytesIO()
    with opened(data) as document:
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def test_strip_keeps_the_page_and_loses_all_that_tells_of_people():
    data = samples.telling_pdf()
    stripped = metadata.strip("pdf", data)
    with opened(stripped.content) as document:
        assert b"The council decided." in document.pages[0].Contents.read_bytes()
        assert len(document.pages[0].Annots) == 1
        assert "/Info" not in document.trailer
        assert not {"/Metadata", "/OpenAction", "/Names", "/AF"} & set(document.Root.keys()) - {"/Names"}
        assert len(document.attachments) == 0
    for trace in (b"Nombre", b"Camera of Ana", b"app.alert"):
        assert trace in uncompressed(data) or trace.decode().encode("utf-16-be") in uncompressed(data)
        assert trace not in uncompressed(stripped.content)
    found = {Trace.AUTHOR, Trace.PROGRAM, Trace.ATTACHMENT, Trace.NAMES, Trace.CAMERA}
    assert set(stripped.removed) == found


def test_strip_twice_is_the_same():
    once = metadata.strip("pdf", samples.telling_pdf())
    assert metadata.strip("pdf", once.content) == metadata.Stripped(once.content, ())


def test_strip_leaves_a_plain_file_byte_by_byte():
    data = samples.pdf()
    assert metadata.strip("pdf", data) == metadata.Stripped(data, ())


def test_strip_forgets_what_was_deleted_before():
    earlier = samples.pdf()
    later = earlier + b"\n4 0 obj\n(Ana Nombre)\nendobj\n" + earlier[earlier.rindex(b"startxref") :]
    stripped = metadata.strip("pdf", later)
    assert b"Nombre" not in stripped.content
    assert b"Nombre" not in uncompressed(stripped.content)


@pytest.mark.parametrize("action", ["JavaScript", "Launch", "SubmitForm", "ImportData"])
def test_strip_takes_actions_off_links_and_keeps_addresses(action):
    def fill(document):
        hostile = pikepdf.Dictionary(S=pikepdf.Name(f"/{action}"), F="calc.exe")
        address = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/", Next=hostile)
        links = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=one) for one in (hostile, address)]
        document.pages[0].Annots = pikepdf.Array(links)
        document.pages[0].AA = pikepdf.Dictionary(O=hostile)

    stripped = metadata.strip("pdf", samples.pdf(fill))
    with opened(stripped.content) as document:
        first, second = document.pages[0].Annots
        assert "/A" not in first
        assert (str(second.A.URI), "/Next" in second.A) == ("https://example.org/", False)
        assert "/AA" not in document.pages[0]
    assert Trace.PROGRAM in stripped.removed


def test_strip_takes_out_a_signature_with_its_name_and_says_so():
    def fill(document):
        value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=samples.NAME, Contents=b"certificate of Ana")
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature1", V=document.make_indirect(value))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.make_indirect(field)]))

    stripped = metadata.strip("pdf", samples.pdf(fill))
    assert stripped.removed == (Trace.SIGNATURE,)
    assert b"Nombre" not in uncompressed(stripped.content)
    assert b"certificate" not in uncompressed(stripped.content)
    with opened(stripped.content) as document:
        assert str(document.Root.AcroForm.Fields[0].T) == "Signature1"  # the name of a field is no person's


@pytest.mark.parametrize("user", ["secret", ""])
def test_strip_refuses_what_is_protected(user):
    data = samples.pdf(encryption=pikepdf.Encryption(owner="owner", user=user))
    assert "protected" in refusal(data)


def test_strip_refuses_what_is_no_whole_file():
    data = samples.telling_pdf()
    assert "damaged" in refusal(b"%PDF-1.7 nothing")
    assert "damaged" in refusal(b"%PDF-1.7\n" + b"\x00" * 1000)
    assert "damaged" in refusal(data[:60])


def test_strip_refuses_a_packed_bomb():
    """Objects packed into a stream that unpacks to far more than any file holds."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    data = b"%PDF-1.7\n5 0 obj\n" + stream + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    table = zlib.compress(b"\x02\x00\x05\x00\x00" + b"\x01\x00\x09\x00\x00")
    at = len(data)
    head = b"6 0 obj\n<< /Type /XRef /W [1 2 2] /Index [1 1 5 1] /Size 7 /Root 1 0 R /Filter /FlateDecode /Length %d >>"
    data += head % len(table) + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at
    assert len(data) < 1_000_000
    assert refusal(data)
