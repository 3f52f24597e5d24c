"""Word, Excel and PowerPoint files (Office Open XML) without authors, paths, printers and small pictures of a page."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from .archive import Parts, discard, local
from .traces import Stripped, Trace

# What may stay of the properties; everything else tells of people, their machines or their habits.
CORE_STAYS = {"title", "language", "created", "modified"}
APP_STAYS = {
    *("Application", "AppVersion", "DocSecurity", "ScaleCrop", "HeadingPairs", "TitlesOfParts", "LinksUpToDate"),
    *("SharedDoc", "HyperlinksChanged", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs"),
    *("Slides", "Notes", "HiddenSlides", "PresentationFormat"),
}
DROPPED = [
    (re.compile(r"docProps/thumbnail\.", re.IGNORECASE), Trace.PREVIEW),
    (re.compile(r"printerSettings/", re.IGNORECASE), Trace.PRINTER),
    (re.compile(r"^_xmlsignatures/", re.IGNORECASE), Trace.SIGNATURE),
    (re.compile(r"^customXml/|^docMetadata/|^docProps/(?!core|app|custom)", re.IGNORECASE), Trace.NOTES),
    (re.compile(r"^xl/revisions/", re.IGNORECASE), Trace.NAMES),
]
MARKUP = re.compile(r"^(?:word|xl|ppt)/[^_].*\.xml$", re.IGNORECASE)
WORKSHEET = re.compile(r"^xl/(?:worksheets|chartsheets|dialogsheets)/[^/]+\.xml$", re.IGNORECASE)
PAGE_SETUP_LINK = re.compile(rb"(<(?:\w+:)?pageSetup\b[^>]*?)\s+\w+:id=(?:\"[^\"]*\"|'[^']*')")
# What names people in the markup: attributes and elements by their local name. Parts without any are not even parsed.
NAMING = re.compile(
    rb"author|initials|person|userName|displayName|absPath|attachedTemplate|mailMerge|connection=|cmAuthor"
)
NAMES = {"author", "userName", "displayName"}
EMPTIED = {"initials", "userId", "connection", "sourceFile"}
OUT = {"absPath": Trace.PATH, "attachedTemplate": Trace.PATH, "mailMerge": Trace.PATH, "presenceInfo": Trace.NAMES}
LOCAL_PATH = re.compile(r"^(?:file:|[A-Za-z]:[\\/]|\\\\|/)")


def strip_office(data):
    """The Stripped file; raises ValidationError for what is damaged, encrypted or too large."""
    parts = Parts(data)
    for name in list(parts):
        for pattern, trace in DROPPED:
            if pattern.search(name):
                parts.drop(name, trace)
    _properties(parts)
    for name in list(parts):
        if WORKSHEET.match(name):
            parts[name] = PAGE_SETUP_LINK.sub(rb"\1", parts[name])
        elif MARKUP.match(name) and NAMING.search(parts[name]):
            parts.edit(name, lambda root: _without_people(root, parts))
        if name.endswith(".rels"):
            parts.edit(name, lambda root, name=name: _without_loose_ends(root, name, parts))
    parts.edit("[Content_Types].xml", lambda root: _without_types(root, parts))
    parts.strip_pictures("media/")
    return Stripped.of(parts.stripped().content, parts.removed)


def _properties(parts):
    for name, stays in (
        ("docProps/core.xml", CORE_STAYS),
        ("docProps/app.xml", APP_STAYS),
        ("docProps/custom.xml", ()),
    ):
        if name in parts:
            parts.edit(name, lambda root, stays=stays: _only(root, stays))


def _only(root, stays):
    """Keep these properties."""
    gone = [child for child in root if local(child) not in stays]
    told = [child for child in gone if "".join(child.itertext()).strip()]
    for child in gone:
        root.remove(child)
    return {Trace.AUTHOR} if told else set()


def _without_people(root, parts):
    """Put numbers for the names of those who commented or changed something, and take out where the file was kept."""
    taken = set()
    for element in list(root.iter()):
        name = local(element)
        if name in OUT:
            discard(element)
            taken.add(OUT[name])
            continue
        if name == "author" and element.text:
            taken |= _renamed_text(element, root, parts)
        for key, value in element.attrib.items():
            short = key.rpartition("}")[2]
            is_name = short in NAMES or (short == "name" and name in ("cmAuthor", "author"))
            fresh = parts.pseudonym(value) if is_name and value else "" if short in EMPTIED else value
            if fresh != value:
                element.set(key, fresh)
                taken.add(Trace.NAMES)
    return taken


def _renamed_text(element, root, parts):
    """The author of notes in a sheet, whose name Excel also writes at the head of each note."""
    old, new = element.text, parts.pseudonym(element.text)
    element.text = new
    for text in root.iter("{*}t"):
        if text.text and text.text.startswith(f"{old}:"):
            text.text = text.text.replace(old, new, 1)
    return {Trace.NAMES} if old != new else set()


def _without_loose_ends(root, name, parts):
    """Take out relationships to parts that are gone; of outside files keep the name and not the folder."""
    folder, taken = PurePosixPath(name).parent.parent, set()
    for link in list(root):
        target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External":
            if kind in ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"):
                root.remove(link)
                taken.add(Trace.PATH)
            elif LOCAL_PATH.match(target):
                link.set("Target", PureWindowsPath(target).name)
                taken.add(Trace.PATH)
        elif _resolved(folder, target) not in parts and any(p.search(_resolved(folder, target)) for p, _t in DROPPED):
            root.remove(link)
            taken.add(next(trace for pattern, trace in DROPPED if pattern.search(_resolved(folder, target))))
    return taken


def _resolved(folder, target):
    """The name of the part that a relationship points to."""
    steps = []
    for step in (target if target.startswith("/") else f"{folder}/{target}").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _without_types(root, parts):
    """Take out the media types of parts that are gone."""
    gone = [
        child
        for child in root
        if child.get("PartName") and child.get("PartName").lstrip("/") not in parts
        if any(pattern.search(child.get("PartName").lstrip("/")) for pattern, _trace in DROPPED)
    ]
    for child in gone:
        root.remove(child)
    return {trace for child in gone for p, trace in DROPPED if p.search(child.get("PartName").lstrip("/"))}
