"""Pictures: upright, with their colours, and nothing that tells of people."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.tracking.metadata import samples
from tracking import metadata
from tracking.metadata import Trace, pictures

KINDS = [("JPEG", "jpg", "RGB"), ("JPEG", "jpg", "L"), ("JPEG", "jpg", "CMYK"), ("PNG", "png", "RGB")]
KINDS += [("PNG", "png", "RGBA"), ("PNG", "png", "P"), ("PNG", "png", "L"), ("WEBP", "webp", "RGB")]


def refusal(kind, data):
    with pytest.raises(ValidationError) as caught:
        metadata.strip(kind, data)
    return caught.value.messages[0]


@pytest.mark.parametrize(("image_format", "kind", "mode"), KINDS)
def test_strip_turns_upright_and_keeps_pixels_only(image_format, kind, mode):
    data = samples.picture(image_format, mode)
    assert b"Camera of Ana" in data
    stripped = metadata.strip(kind, data)
    again = Image.open(io.BytesIO(stripped.content))
    assert (again.size, again.mode) == ((20, 30), mode)
    assert not again.getexif()
    assert b"Ana" not in stripped.content
    upright = Image.open(io.BytesIO(data)).transpose(Image.Transpose.ROTATE_270)
    before, after = (picture.convert("RGB").tobytes() for picture in (upright, again))
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) < 60  # as drawn anew
    assert stripped.removed == (Trace.PLACE, Trace.CAMERA, Trace.AUTHOR)


@pytest.mark.parametrize(("image_format", "kind", "mode"), KINDS)
def test_strip_twice_is_the_same(image_format, kind, mode):
    once = metadata.strip(kind, samples.picture(image_format, mode))
    assert metadata.strip(kind, once.content) == metadata.Stripped(once.content, ())


def test_strip_keeps_the_colour_profile_and_drops_the_text():
    before = Image.open(io.BytesIO(samples.noted_png())).info["icc_profile"]
    stripped = metadata.strip("png", samples.noted_png())
    after = Image.open(io.BytesIO(stripped.content))
    assert after.info["icc_profile"] == before
    assert after.getpixel((0, 0)) == (1, 2, 3)
    assert (b"Nombre" in stripped.content, stripped.removed) == (False, (Trace.NOTES,))


def test_strip_drops_comment_xmp_and_what_follows_the_end():
    xmp = b'<x:xmpmeta exif:GPSLatitude="13,30N"><dc:creator>Ana</dc:creator></x:xmpmeta>'
    data = samples.picture(exif=b"", comment=b"by Ana", xmp=xmp) + b"PK hidden behind"
    stripped = metadata.strip("jpg", data)
    assert stripped.removed == (Trace.PLACE, Trace.AUTHOR, Trace.NOTES)
    assert b"Ana" not in stripped.content
    assert b"hidden" not in stripped.content


def test_strip_keeps_a_see_through_palette():
    image, out = Image.new("P", (4, 4), 1), io.BytesIO()
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.save(out, "PNG", transparency=1, exif=samples.gps())
    again = Image.open(io.BytesIO(metadata.strip("png", out.getvalue()).content)).convert("RGBA")
    assert again.getpixel((0, 0)) == (255, 0, 0, 0)


@pytest.mark.parametrize(("image_format", "kind"), [("PNG", "png"), ("WEBP", "webp")])
def test_strip_refuses_what_moves(image_format, kind):
    assert "moves" in refusal(kind, samples.moving(image_format))


def test_strip_refuses_too_many_pixels_before_drawing_them(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 599)
    assert "pixels" in refusal("png", samples.picture("PNG"))


def bomb(width, height):
    """A PNG of a few bytes that claims to be huge."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_000, 20_000, 100_000])
def test_strip_refuses_a_bomb(side):
    assert refusal("png", bomb(side, side))


@pytest.mark.parametrize("image_format, kind", [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_strip_refuses_what_is_cut_off(image_format, kind, share):
    data = samples.picture(image_format, size=(300, 200))
    assert "damaged" in refusal(kind, data[: int(len(data) * share)])


def test_without_traces_leaves_every_pixel_as_it_is():
    data = samples.picture("JPEG")
    plain = pictures.without_traces(data, "JPEG")
    assert b"Ana" not in plain
    assert Image.open(io.BytesIO(plain)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
