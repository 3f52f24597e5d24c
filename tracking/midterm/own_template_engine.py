"""What docxtpl and python-docx do for a report in a State's own Word file: open it, fill in facts, add our looks."""

import datetime
import io

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from ..documents.docx import TEXT_WIDTH
from ..documents.docx_merge import merge_numbering, merge_styles
from ..documents.text import clean, language_tag
from .own_template_check import text_of
from .own_template_words import MARK, PARTS, read_mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PREFIX = {"w": _W[1:-1]}
_NEXT_SECTION = etree.XPath("following::w:sectPr[not(ancestor::w:sectPrChange)]", namespaces=_PREFIX)
# What comes behind the order to bring fields up to date in the settings of a document.
_AFTER_UPDATE = frozenset(
    f"{_W}{name}"
    for name in (
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "attachedSchema"),
        *("themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures"),
        *("forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "shapeDefaults"),
        *("doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
) | {"{http://schemas.openxmlformats.org/officeDocument/2006/math}mathPr"}


class Refused(ValueError):
    """The template asks for more than plain placeholders."""


class PlainEnvironment(SandboxedEnvironment):
    """Carries out nothing but plain names: no attribute, no filter, no loop, no arithmetic."""

    def from_string(self, source, *arguments, **options):
        """The template of a text; raises Refused where it holds anything but words and names."""
        for node in self.parse(source).find_all(nodes.Node):
            if not isinstance(node, (nodes.Output, nodes.TemplateData, nodes.Name)):
                raise Refused(type(node).__name__)
        return super().from_string(source, *arguments, **options)


class Instruction(str):
    """A part: an instruction to the stream that comes after, which nobody can type in Word."""

    __slots__ = ()

    def __html__(self):
        return f"<?upr-part {self}?>"


def opened(template):
    """The template, given as bytes, as a DocxTemplate."""
    document = DocxTemplate(io.BytesIO(template))
    document.render_init()
    return document


def set_marks(document):
    """Part every placeholder of a part from the end of a section; {part: width of the text where it stands}."""
    body = document.docx.element.body
    etree.strip_tags(body, etree.ProcessingInstruction)  # only ours count
    widths = {}
    for paragraph in list(body.iter(f"{_W}p")):
        asked = [
            name for name, is_part in (read_mark(mark[0]) for mark in MARK.finditer(text_of(paragraph))) if is_part
        ]
        if not asked:
            continue
        ending = paragraph.find(f"{_W}pPr/{_W}sectPr")
        if ending is not None:  # Word keeps the end of a section in its last paragraph, which is about to go
            after = etree.Element(f"{_W}p")
            etree.SubElement(after, f"{_W}pPr").append(ending)
            paragraph.addnext(after)
        widths[asked[0]] = _text_width(paragraph)
    return widths


def _text_width(paragraph):
    """The width of the text where a paragraph stands, in twentieths of a point."""
    cell = next(paragraph.iterancestors(f"{_W}tc"), None)
    if cell is not None and (width := cell.find(f"{_W}tcPr/{_W}tcW[@{_W}type='dxa']")) is not None:
        return _twips(width, "w") - 216 or TEXT_WIDTH  # less the usual margins of a cell
    section = next(iter(_NEXT_SECTION(paragraph)), None)
    size, margins = (None, None) if section is None else (section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar"))
    if size is None or margins is None:
        return TEXT_WIDTH
    width = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right") - _twips(margins, "gutter")
    return width if width > 0 else TEXT_WIDTH


def _twips(element, name):
    value = element.get(f"{_W}{name}", "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def fill_facts(document, facts):
    """Replace the facts, given as {name: words}, and every part by an Instruction. Raises Refused."""
    known = {name: Instruction(name) for name in PARTS} | facts
    document.render_properties = lambda *arguments: None  # they come from the report, not from the template
    try:
        document.render(known, jinja_env=PlainEnvironment(autoescape=True))
    except TemplateError as error:
        raise Refused(str(error)) from error


def set_properties(core, about):
    """Let the file tell of itself what the Properties `about` say."""
    # The template's own would name the person who made it, and a day that has nothing to do with the report.
    core.title, core.subject = clean(about.title)[:255], clean(about.subject)[:255]
    core.author = core.last_modified_by = clean(about.author)[:255]
    core.language, core.identifier, core.revision = language_tag(about.language), about.identifier, 1
    core.created = core.modified = datetime.datetime.combine(about.day, datetime.time())
    core.comments = core.keywords = core.category = ""


def merge_looks(file, language):
    """Add the styles and numbers that our paragraphs need; {our style: its name in this file} where they differ."""
    renamed, added = merge_styles(file.styles.element, language)
    try:
        numbers = file.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        numbers = etree.Element(f"{_W}numbering", nsmap=_PREFIX)
        name = file.part.package.next_partname("/word/numbering%d.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_NUMBERING, numbers, file.part.package)
        file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    merge_numbering(numbers, added, language)
    if any("TOC" in (text.text or "") for text in file.element.body.iter(f"{_W}instrText")):
        _update_fields(file.settings.element)
    return renamed


def _update_fields(settings):
    if settings.find(f"{_W}updateFields") is None:
        place = next((number for number, child in enumerate(settings) if child.tag in _AFTER_UPDATE), len(settings))
        settings.insert(place, etree.Element(f"{_W}updateFields", {f"{_W}val": "true"}))


def relation(file, address):
    """The id of a link to an outside address."""
    return file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
