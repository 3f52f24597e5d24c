"""Pictures: drawn anew, upright, without anything but pixels and colours."""

import io
import re
import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .traces import DAMAGE, Stripped, Trace, damaged

MAX_PIXELS = 40_000_000
MAX_PROFILE_BYTES = 1024 * 1024
QUALITY = 90
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
AUTHORS = (0x013B, 0x8298, 0x9C9D)  # artist, copyright, author as Windows writes it
# What decides how pixels look; every other part of the file is dropped.
PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"bKGD", b"pHYs"}
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
BROKEN = (*DAMAGE, IndexError, SyntaxError, TypeError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def strip_picture(data, image_format):
    """The Stripped picture; one without traces stays as it is, byte by byte.

    Raises ValidationError for what is damaged, moves, or has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[image_format]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller and retry."))
            if image_format != "JPEG" and getattr(picture, "is_animated", False):
                raise ValidationError(_("The picture moves. Save one still picture of it and retry."))
            picture.load()
            if without_traces(data, image_format) == data:
                return Stripped(data, ())
            return Stripped.of(_redrawn(picture, image_format, b"VP8L" in data[:64]), _traces(picture))
    except BROKEN as error:
        raise damaged() from error


def _redrawn(picture, image_format, is_lossless):
    upright = ImageOps.exif_transpose(picture)
    if image_format == "JPEG" and upright.mode not in ("RGB", "L", "CMYK"):
        upright = upright.convert("RGB")
    plain = upright.copy()
    plain.info = {name: value for name, value in upright.info.items() if name == "transparency"}
    profile = picture.info.get("icc_profile") if plain.mode == picture.mode else None
    options = {"icc_profile": profile if profile and len(profile) <= MAX_PROFILE_BYTES else None}
    if image_format == "PNG":
        options["optimize"] = True
    else:
        options["quality"] = QUALITY
    if image_format == "WEBP":
        options["lossless"] = is_lossless
    out = io.BytesIO()
    plain.save(out, image_format, **options)
    return out.getvalue()


def _traces(picture):
    """What the picture tells beside its pixels."""
    try:
        exif = picture.getexif()
        place, people = exif.get_ifd(GPS), [tag for tag in AUTHORS if exif.get(tag)]
        rest = set(exif) - {ORIENTATION, GPS, *AUTHORS}
    except BROKEN:
        place, people, rest = {}, [], {MAKER}
    # The packet of XMP as the formats call it.
    xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    found = {
        Trace.PLACE: place or b"GPSL" in xmp,
        Trace.AUTHOR: people or b"creator" in xmp,
        Trace.CAMERA: rest,
    }
    told = {trace for trace, is_there in found.items() if is_there}
    has_notes = {"comment", "photoshop"} & set(picture.info) or getattr(picture, "text", None)
    return told | {Trace.NOTES} if has_notes or not told else told


def without_traces(data, image_format):
    """The same picture, its pixels untouched, without the parts that are no pixels; turned ones stay turned.

    Raises ValueError, IndexError or struct.error for bytes that are no whole picture.
    """
    return {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}[image_format](data)


def _jpeg(data):
    kept, position = [data[:2]], 2
    while True:
        if data[position] != 0xFF:
            raise ValueError("no marker")
        while data[position + 1] == 0xFF:  # filling between segments
            position += 1
        marker = data[position + 1]
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        end = position + 2 + struct.unpack(">H", data[position + 2 : position + 4])[0]
        if marker == 0xDA:  # what follows is pixels, until the next marker
            found = NEXT_MARKER.search(data, end)
            if not found:
                raise ValueError("no end")
            end = found.start()
        if _shapes_pixels(marker, data[position + 4 : end]):
            kept.append(data[position:end])
        position = end


def _shapes_pixels(marker, body):
    if 0xE0 <= marker <= 0xEF:
        is_plain = marker == 0xE0 and body.startswith(b"JFIF\x00") and len(body) == 14  # without a small copy
        has_profile = marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00")
        return is_plain or has_profile or (marker == 0xEE and body.startswith(b"Adobe"))
    return marker != 0xFE


def _png(data):
    kept, position = [data[:8]], 8
    while True:
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        end = position + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        if kind in PNG_PARTS:
            kept.append(data[position:end])
        if kind == b"IEND":
            return b"".join(kept)
        position = end


def _webp(data):
    kept, position, end = [], 12, 8 + struct.unpack("<I", data[4:8])[0]
    if end > len(data):
        raise ValueError("cut off")
    while position < end:
        kind, length = struct.unpack("<4sI", data[position : position + 8])
        after = position + 8 + length + length % 2
        part = data[position:after]
        if kind == b"VP8X":  # its flags no longer promise EXIF or XMP
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if kind in WEBP_PARTS:
            kept.append(part)
        position = after
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
