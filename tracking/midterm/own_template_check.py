"""Looks through a State's own Word template before anything is done with it."""

import io
import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from lxml import etree

from tracking.sources import container
from tracking.sources.rows import Unreadable
from tracking.sources.signature import kind_of
from tracking.sources.wordtree import parse

from .chapters import BUILDERS
from .own_template_words import MARK, fault_of, read_mark

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PART = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml", re.IGNORECASE)
_SCRIPT = re.compile(r"vba(?:project|data)|activex|macro", re.IGNORECASE)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_LONGEST_QUOTE = 60
_MOST_FINDINGS = 30


class Place(NamedTuple):
    """A placeholder in a template: its text, the file inside the package, the paragraph and its number there."""

    mark: str
    part: str
    number: int
    paragraph: etree._Element


def findings_of(data):
    """What is wrong with a template, given as bytes: sentences for the person who made it, none when it is sound."""
    try:
        data = container.load(io.BytesIO(data))
        if fault := _wrong_kind(data):
            return [fault]
        parts = _parts(data)
        places = list(_places(parts))
    except Unreadable as error:
        return [str(error)]
    found = [*_dangers(parts), *_faults(places)]
    if not places:
        found.append(_("The file holds no placeholder: nothing of the report would stand in it."))
    return found[:_MOST_FINDINGS]


def text_of(paragraph):
    """The text of a paragraph as one string, without that of boxes that hang in it."""
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t") if _paragraph_of(text) is paragraph)


def _wrong_kind(data):
    kind = kind_of(data)
    if kind == "word":
        return ""
    if kind == "protected":
        return _("The file is protected by a password. Remove the password in Word and upload it again.")
    return _("The file is not a Word document. Save the template as .docx and upload that.")


def _parts(data):
    """{name: bytes} of everything in the package; raises Unreadable where it unpacks to too much."""
    parts, left = {}, container.MAX_UNPACKED_BYTES
    with container.open_archive(data) as archive:
        container.main_part(archive)
        for entry in archive.infolist():
            parts[entry.filename] = container.content_of(archive, entry, left)
            left -= len(parts[entry.filename])
    return parts


def _places(parts):
    for name, content in parts.items():
        if not _TEXT_PART.fullmatch(name):
            continue
        for number, paragraph in enumerate(parse(content).iter(f"{_W}p"), 1):
            for mark in MARK.finditer(text_of(paragraph)):
                yield Place(mark[0], name, number, paragraph)


def _dangers(parts):
    """What a template must not bring along: programs, and files that Word would load from elsewhere."""
    kinds = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "macroEnabled" in kinds or any(_SCRIPT.search(name) for name in parts):
        yield _("The file holds macros. Save it as .docx, which has none, and upload that.")
    if "wordprocessingml.template.main" in kinds:
        yield _("The file is a Word template (.dotx). Save it as a document (.docx) and upload that.")
    for name, content in parts.items():
        if not name.lower().endswith(".rels"):
            continue
        for relationship in parse(content).iter(_RELATIONSHIP):
            is_link = relationship.get("Type", "").endswith("/hyperlink")
            if relationship.get("TargetMode") == "External" and not is_link:
                yield _("The file loads “%(target)s” from elsewhere. Put it into the file itself, or remove it.") % {
                    "target": relationship.get("Target", "")[:_LONGEST_QUOTE]
                }


def _faults(places):
    met = set()
    for place in places:
        name, is_part = read_mark(place.mark)
        fault = fault_of(place.mark)
        if not fault and is_part:
            fault = _fault_of_part(place, name, met)
            met |= {name}
        if fault:
            yield _("%(mark)s (%(where)s): %(fault)s") % {
                "mark": place.mark[:_LONGEST_QUOTE],
                "where": _where(place),
                "fault": fault,
            }


def _fault_of_part(place, name, met):
    if not place.part.lower().startswith("word/document"):
        return _("Chapters and annexes can stand only in the text itself.")
    if any(etree.QName(above).localname == "txbxContent" for above in place.paragraph.iterancestors()):
        return _("Chapters and annexes cannot stand in a text box.")
    if text_of(place.paragraph).strip() != place.mark:
        return _("It needs a paragraph of its own.")
    if name in met:
        return _("It stands in the file already, and can stand there only once.")
    if ("body" in met and name in BUILDERS) or (name == "body" and met & BUILDERS.keys()):
        return _("“body” holds all chapters: name either it or single chapters.")
    return ""


def _where(place):
    kind = _TEXT_PART.fullmatch(place.part)[1].lower()
    if kind == "document":
        text = text_of(place.paragraph).strip()
        return _("paragraph %(number)d: “%(text)s”") % {"number": place.number, "text": text[:_LONGEST_QUOTE]}
    return {"header": _("header"), "footer": _("footer")}.get(kind) or _("notes")


def _paragraph_of(element):
    return next(element.iterancestors(f"{_W}p"), None)
