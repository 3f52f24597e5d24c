"""Our paragraphs in a Word file that others made: the styles and numbers they need, where that file lacks them."""

import copy
import re

from lxml import etree

from .docx_styles import numbering, styles
from .text import is_rtl_language

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = re.compile(r'<w:(pStyle|rStyle|tblStyle) w:val="(\w+)"/>')
_WIDTH = re.compile(r'<w:(gridCol|tcW|tblW) w:w="(\d+)"')
_AFTER_BIDI = ("spacing", "ind", "jc", "outlineLvl")  # of what our styles use, in the order that Word wants


def merge_styles(theirs, language):
    """Add our styles that the w:styles element `theirs` lacks; returns ({our id: their id}, the added elements).

    A style of the same id, or of the same name under another id (as in a Word of another language), is theirs.
    """
    ids = {style.get(f"{_W}styleId"): style for style in theirs.iter(f"{_W}style")}
    by_name = {_name(style): key for key, style in reversed(ids.items())}
    renamed, added = {}, []
    for style in etree.fromstring(styles(language).encode()).iter(f"{_W}style"):
        key = style.get(f"{_W}styleId")
        if key in ids:
            continue
        if _name(style) in by_name:
            renamed[key] = by_name[_name(style)]
            continue
        style = copy.deepcopy(style)
        style.attrib.pop(f"{_W}default", None)
        added.append(style)
    for style in added:
        for tag in ("basedOn", "next"):
            if (found := style.find(f"{_W}{tag}")) is not None:
                found.set(f"{_W}val", renamed.get(found.get(f"{_W}val"), found.get(f"{_W}val")))
        if is_rtl_language(language) and style.get(f"{_W}type") == "paragraph":
            _turn(style)
        theirs.append(style)
    return renamed, added


def merge_numbering(theirs, added, language):
    """Add the numbering that the added styles need to the w:numbering element `theirs`, under numbers of its own."""
    ours = etree.fromstring(numbering(language).encode())
    own = {style.get(f"{_W}styleId") for style in added}
    first_list = 1 + max(_numbers(theirs, "abstractNum", "abstractNumId"), default=0)
    first = 1 + max(_numbers(theirs, "num", "numId"), default=0)
    for offset, kind in enumerate(ours.findall(f"{_W}abstractNum")):
        for link in list(kind.iter(f"{_W}pStyle")):
            if link.get(f"{_W}val") not in own:  # their headings keep their own numbers, or none
                link.getparent().remove(link)
        if next(kind.iter(f"{_W}pStyle"), None) is None:
            continue
        old = kind.get(f"{_W}abstractNumId")
        kind.set(f"{_W}abstractNumId", str(first_list + offset))
        place = theirs.find(f"{_W}num")
        place.addprevious(kind) if place is not None else theirs.append(kind)
        number = etree.Element(f"{_W}num", {f"{_W}numId": str(first + offset)})
        end = theirs.find(f"{_W}numIdMacAtCleanup")
        end.addprevious(number) if end is not None else theirs.append(number)
        etree.SubElement(number, f"{_W}abstractNumId", {f"{_W}val": str(first_list + offset)})
        for style in added:
            for found in style.iter(f"{_W}numId"):
                if found.get(f"{_W}val") == old:
                    found.set(f"{_W}val", f"new {first + offset}")
    for style in added:
        for found in style.iter(f"{_W}numId"):
            found.set(f"{_W}val", found.get(f"{_W}val").removeprefix("new "))


def fitted(xml, renamed, share):
    """A piece of our XML with their style ids, its tables `share` times as wide."""
    if renamed:
        xml = _STYLE.sub(lambda found: f'<w:{found[1]} w:val="{renamed.get(found[2], found[2])}"/>', xml)
    if share != 1:
        xml = _WIDTH.sub(lambda found: f'<w:{found[1]} w:w="{int(int(found[2]) * share)}"', xml)
    return xml


def _name(style):
    name = style.find(f"{_W}name")
    return "" if name is None else (style.get(f"{_W}type"), name.get(f"{_W}val", "").casefold())


def _numbers(element, tag, attribute):
    values = (found.get(f"{_W}{attribute}") for found in element.iter(f"{_W}{tag}"))
    return [int(value) for value in values if value and value.isascii() and value.isdigit() and len(value) < 9]


def _turn(style):
    properties = style.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        letters = style.find(f"{_W}rPr")
        letters.addprevious(properties) if letters is not None else style.append(properties)
    if properties.find(f"{_W}bidi") is None:
        names = [etree.QName(child).localname for child in properties]
        place = next((number for number, name in enumerate(names) if name in _AFTER_BIDI), len(names))
        properties.insert(place, etree.Element(f"{_W}bidi"))
