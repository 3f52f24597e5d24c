"""A Word file as a package: its text as a stream, and the parts around it."""

import datetime
import io
import re
import zipfile
from typing import NamedTuple
from xml.sax.saxutils import escape

from .docx_styles import numbering, settings, styles
from .docx_xml import NAMESPACES, attribute, field
from .text import clean, language_tag

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "header", "footer")

_WEB_PAGE = re.compile(r"https?://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]{1,2000}")
HEADER_ID, FOOTER_ID = "rIdHeader", "rIdFooter"


class Properties(NamedTuple):
    """What the office program tells about a file. `day` is the day it was made; `language` a code such as "en"."""

    title: str
    subject: str
    author: str
    language: str
    day: datetime.date
    version: int = 1
    identifier: str = ""


def link_ids(addresses):
    """The relationship ids of the outside addresses a document may lead to: {"https://...": "rIdLink1"}."""
    # Whoever opens the file clicks in good faith, and a malformed address makes Word call the file damaged:
    # nothing but the sound address of a web page is made a link.
    safe = [address for address in dict.fromkeys(addresses) if _WEB_PAGE.fullmatch(address)]
    return {address: f"rIdLink{number}" for number, address in enumerate(safe, 1)}


def write(out, properties, writer, *, header, footer, body):
    """Write a Word file to `out`, a binary file: the same words on the same day give the same bytes.

    `header` is a string, `footer` Spans (those with the anchor "field" are fields), `body` an iterator of XML strings.
    """
    with zipfile.ZipFile(out, "w") as package:
        for name, xml in _parts(properties, writer, header, footer):
            package.writestr(entry(name, properties.day), xml)
        with (
            package.open(entry("word/document.xml", properties.day), "w") as part,
            io.TextIOWrapper(part, encoding="utf-8", newline="") as stream,
        ):
            stream.write(f"{_DECLARATION}<w:document {NAMESPACES}><w:body>")
            stream.writelines(body)
            stream.write("</w:body></w:document>")


def entry(name, day):
    """A place in a package for the part of this name, as of the day."""
    # The moment and the system of packing are no part of the document: fixed, so that equal ones are equal files.
    info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return info


def _parts(properties, writer, header, footer):
    """Every part but word/document.xml, in the order they are written: [(name, XML text), ...]."""
    return [
        ("[Content_Types].xml", _content_types()),
        ("_rels/.rels", _package_relationships()),
        ("docProps/core.xml", _core_properties(properties)),
        ("docProps/app.xml", _app_properties()),
        ("word/_rels/document.xml.rels", _document_relationships(writer.link_ids)),
        ("word/styles.xml", styles(properties.language)),
        ("word/numbering.xml", numbering(properties.language)),
        ("word/settings.xml", settings(properties.language)),
        ("word/header.xml", f"{_DECLARATION}<w:hdr {NAMESPACES}>{writer.paragraph('Header', header)}</w:hdr>"),
        ("word/footer.xml", _footer(footer, writer)),
    ]


def _content_types():
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD_TYPE}.{part}+xml"/>' for part in _PARTS
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _package_relationships():
    return _relationships(
        ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml"),
    )


def _document_relationships(links):
    ids = {"header": HEADER_ID, "footer": FOOTER_ID}
    own = [(ids.get(part, f"rId{part.title()}"), f"{_OFFICE}/{part}", f"{part}.xml") for part in _PARTS]
    return _relationships(*own, *((key, f"{_OFFICE}/hyperlink", address) for address, key in links.items()))


def _relationships(*rows):
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target={attribute(target)}'
        + (' TargetMode="External"/>' if kind.endswith("/hyperlink") else "/>")
        for key, kind, target in rows
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _core_properties(properties):
    moment = f"{properties.day.isoformat()}T00:00:00Z"
    author = escape(clean(properties.author))
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(properties.title))}</dc:title>"
        f"<dc:subject>{escape(clean(properties.subject))}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision><cp:version>{properties.version}</cp:version>"
        f"<dc:identifier>{escape(clean(properties.identifier))}</dc:identifier>"
        f"<dc:language>{escape(clean(language_tag(properties.language)))}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _app_properties():
    return (
        f'{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>UPR Local</Application></Properties>"
    )


def _footer(spans, writer):
    runs = "".join(field(span.text) if span.anchor == "field" else writer.span(span) for span in spans)
    return f'{_DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'
