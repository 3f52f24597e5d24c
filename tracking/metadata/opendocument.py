"""OpenDocument files (LibreOffice) without authors, printers and small pictures of a page."""

import re

from .archive import Parts, local
from .traces import Stripped, Trace

META_STAYS = {"title", "language", "creation-date", "date", "document-statistic"}
NAMING_ELEMENTS = {"creator", "initial-creator", "printed-by", "user-defined"}
DROPPED = [
    (re.compile(r"^Thumbnails/", re.IGNORECASE), Trace.PREVIEW),
    (re.compile(r"^META-INF/.*signatures", re.IGNORECASE), Trace.SIGNATURE),
]
# In the text: who commented or changed something.
NAMING = re.compile(rb":(?:creator|sender-initials|creator-initials)\b")
PRINTER = re.compile(rb"Printer(?:Name|Setup)|PrinterIndependentLayout")
PRINTER_ITEMS = ("PrinterName", "PrinterSetup")


def strip_opendocument(data):
    """The Stripped file; raises ValidationError for what is damaged, encrypted or too large."""
    parts = Parts(data)
    for name in list(parts):
        for pattern, trace in DROPPED:
            if pattern.search(name):
                parts.drop(name, trace)
    for name in list(parts):
        base = name.rpartition("/")[2]
        if base == "meta.xml":
            parts.edit(name, _without_author)
        elif base in ("content.xml", "styles.xml") and NAMING.search(parts[name]):
            parts.edit(name, lambda root: _without_names(root, parts))
        elif base == "settings.xml" and PRINTER.search(parts[name]):
            parts.edit(name, _without_printer)
    if "META-INF/manifest.xml" in parts:
        parts.edit("META-INF/manifest.xml", lambda root: _without_entries(root, parts))
    parts.strip_pictures("Pictures/")
    return Stripped.of(parts.stripped().content, parts.removed)


def _without_author(root):
    taken = set()
    for element in list(root.iter()):
        parent = element.getparent()
        is_known = local(element) in NAMING_ELEMENTS
        if parent is not None and (is_known or (local(parent) == "meta" and local(element) not in META_STAYS)):
            taken.add(Trace.AUTHOR)
            parent.remove(element)
    return taken


def _without_names(root, parts):
    taken = set()
    for element in root.iter("{*}creator", "{*}sender-initials", "{*}creator-initials"):
        is_name = local(element) == "creator"
        fresh = parts.pseudonym(element.text) if is_name and element.text else None
        if element.text and fresh != element.text:
            element.text = fresh
            taken.add(Trace.NAMES)
    return taken


def _without_printer(root):
    taken = set()
    for item in root.iter("{*}config-item"):
        is_printer = any(key.endswith("}name") and value in PRINTER_ITEMS for key, value in item.attrib.items())
        if is_printer and item.text:
            item.text = None
            taken.add(Trace.PRINTER)
    return taken


def _without_entries(root, parts):
    """Take parts that are gone out of the list of contents."""
    gone = [entry for entry in root if _is_dropped(entry, parts)]
    for entry in gone:
        root.remove(entry)
    return {Trace.PREVIEW} if gone else set()


def _is_dropped(entry, parts):
    paths = [value for key, value in entry.attrib.items() if key.endswith("}full-path")]
    return any(path not in parts and any(pattern.search(path) for pattern, _trace in DROPPED) for path in paths)
