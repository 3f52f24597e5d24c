"""The parts of a Word file around its text: content types, relationships, properties, header and footer."""

import re
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from .blocks import Span, compose
from .docx_styles import numbering, settings, styles
from .docx_xml import NAMESPACES, attribute, field
from .text import clean, language_tag
from .words import mechanism_word

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "header", "footer")

_WEB_PAGE = re.compile(r"https?://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]{1,2000}")
HEADER_ID, FOOTER_ID = "rIdHeader", "rIdFooter"


def title(content):
    """The title of the report: "Mid-term report of Ardania"."""
    return _("Mid-term report of %(state)s") % {"state": content.state_name}


def link_ids(content):
    """The relationship ids of the outside addresses a document may lead to: {"https://...": "rIdLink1"}."""
    addresses = dict.fromkeys(practice.url for practice in content.practices)
    # Whoever opens the report clicks in good faith, and a malformed address makes Word call the file damaged:
    # nothing but the sound address of a web page is made a link.
    safe = [address for address in addresses if _WEB_PAGE.fullmatch(address)]
    return {address: f"rIdLink{number}" for number, address in enumerate(safe, 1)}


def package_parts(content, checksum, writer):
    """Every part but word/document.xml, in the order they are written: [(name, XML text), ...]."""
    return [
        ("[Content_Types].xml", _content_types()),
        ("_rels/.rels", _package_relationships()),
        ("docProps/core.xml", _core_properties(content, checksum)),
        ("docProps/app.xml", _app_properties()),
        ("word/_rels/document.xml.rels", _document_relationships(writer.link_ids)),
        ("word/styles.xml", styles(content.language)),
        ("word/numbering.xml", numbering(content.language)),
        ("word/settings.xml", settings(content.language)),
        ("word/header.xml", _header(content, writer)),
        ("word/footer.xml", _footer(content, checksum, writer)),
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


def _core_properties(content, checksum):
    moment = f"{content.compiled_on.isoformat()}T00:00:00Z"
    author = escape(clean(content.compiled_by))
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(title(content)))}</dc:title>"
        f"<dc:subject>{escape(clean(mechanism_word(content.mechanism)))}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision><cp:version>{content.edition}</cp:version>"
        f"<dc:identifier>{checksum}</dc:identifier>"
        f"<dc:language>{escape(clean(language_tag(content.language)))}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _app_properties():
    return (
        f'{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>UPR Local</Application></Properties>"
    )


def _header(content, writer):
    words = _("%(title)s. %(mechanism)s, cycle %(cycle)s") % {
        "title": title(content),
        "mechanism": mechanism_word(content.mechanism),
        "cycle": content.cycle,
    }
    return f"{_DECLARATION}<w:hdr {NAMESPACES}>{writer.paragraph('Header', words)}</w:hdr>"


def _footer(content, checksum, writer):
    spans = compose(
        _("Edition %(edition)s, checksum %(checksum)s · Page %(page)s of %(pages)s"),
        edition=str(content.edition),
        checksum=Span(checksum[:12], direction="ltr"),
        page=Span("PAGE", anchor="field"),
        pages=Span("NUMPAGES", anchor="field"),
    )
    runs = "".join(field(span.text) if span.anchor == "field" else writer.span(span) for span in spans)
    return f'{_DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{runs}</w:p></w:ftr>'
