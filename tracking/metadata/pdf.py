"""PDF files without properties, attached files, programs, signatures and the names beside remarks."""

import io

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .pictures import BROKEN, without_traces
from .traces import Stripped, Trace, damaged, oversized

MAX_OBJECTS = 300_000
DEEPEST = 50  # dictionaries inside one another
MAX_STREAM_BYTES = 200 * 1024 * 1024  # of one unpacked stream
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_STREAM_BYTES,
    run_length_max_memory=MAX_STREAM_BYTES,
    png_max_memory=MAX_STREAM_BYTES,
    tiff_max_memory=MAX_STREAM_BYTES,
    dct_max_memory=MAX_STREAM_BYTES,
)
GONE = {
    "/Metadata": Trace.AUTHOR,
    "/PieceInfo": Trace.NOTES,
    "/LastModified": Trace.NOTES,
    "/EmbeddedFiles": Trace.ATTACHMENT,
    "/EF": Trace.ATTACHMENT,
    "/AF": Trace.ATTACHMENT,
    "/Collection": Trace.ATTACHMENT,
    "/RichMediaContent": Trace.ATTACHMENT,
    "/JS": Trace.PROGRAM,
    "/JavaScript": Trace.PROGRAM,
    "/AA": Trace.PROGRAM,
    "/XFA": Trace.PROGRAM,
    "/Thumb": Trace.PREVIEW,
    "/DSS": Trace.SIGNATURE,
    "/Perms": Trace.SIGNATURE,
}
ACTION_KEYS = ("/A", "/OpenAction", "/Next")
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute", "/GoToE"}
REMARKS = {
    *("/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"),
    *("/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/FileAttachment", "/Popup", "/Sound", "/Redact"),
}


def strip_pdf(data):
    """The Stripped file; raises ValidationError for what is damaged, protected or beyond bounds."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _protected()
            return _stripped(pdf, data)
    except pikepdf.PasswordError as error:
        raise _protected() from error
    except (pikepdf.PdfError, *BROKEN) as error:
        raise damaged() from error


def _protected():
    return ValidationError(
        _("The PDF is protected by a password or against changes. Print it into a new PDF, and take that one.")
    )


def _stripped(pdf, data):
    if len(pdf.pages) == 0:
        raise damaged()
    if len(pdf.objects) > MAX_OBJECTS:
        raise oversized()
    removed = set()
    if "/Info" in pdf.trailer:
        removed.add(Trace.AUTHOR)
        del pdf.trailer["/Info"]
    for found in list(pdf.objects):
        _clean(found, removed, 0)
    # A file that was saved piece by piece still holds what was deleted from it.
    if not removed and data.count(b"startxref") == 1:
        return Stripped(data, ())
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return Stripped.of(out.getvalue(), removed)


def _clean(found, removed, depth):
    """Take out of one object, and of what stands directly inside it, what tells of people or might run."""
    if depth > DEEPEST:
        raise damaged()
    if isinstance(found, pikepdf.Array):
        for part in found:
            _clean_inside(part, removed, depth)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        _clean_keys(found, removed)
        for key in list(found.keys()):
            _clean_inside(found[key], removed, depth)
        if isinstance(found, pikepdf.Stream):
            _clean_picture(found, removed)


def _clean_inside(part, removed, depth):
    is_nested = isinstance(part, pikepdf.Array | pikepdf.Dictionary)
    if is_nested and not part.is_indirect:
        _clean(part, removed, depth + 1)


def _clean_keys(found, removed):
    for key, trace in GONE.items():
        if key in found:
            del found[key]
            removed.add(trace)
    for key in ACTION_KEYS:
        action = found.get(key)
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIONS:
            del found[key]
            removed.add(Trace.PROGRAM)
    if str(found.get("/Subtype", "")) in REMARKS and "/T" in found:
        del found["/T"]
        removed.add(Trace.NAMES)
    is_signature = str(found.get("/FT", "")) == "/Sig" or str(found.get("/Type", "")) == "/Sig"
    for key in ("/V", "/Contents", "/Name", "/ContactInfo", "/Location", "/Reason", "/Cert"):
        if is_signature and key in found:
            del found[key]
            removed.add(Trace.SIGNATURE)


def _clean_picture(stream, removed):
    """A photograph inside keeps its pixels only."""
    if str(stream.get("/Filter", "")) != "/DCTDecode":
        return
    raw = stream.read_raw_bytes()
    try:
        plain = without_traces(raw, "JPEG")
    except BROKEN:
        return
    if plain != raw:
        stream.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
        removed.add(Trace.CAMERA)
