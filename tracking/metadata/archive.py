"""Office files as archives: read within bounds, changed part by part, written again without anything else."""

import io
import zipfile

from lxml import etree

from .pictures import BROKEN, without_traces
from .traces import DAMAGE, Stripped, Trace, damaged, oversized

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ENTRIES = 5_000
DIRECTORY_ENTRY = b"PK\x01\x02"
PICTURE_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


class Parts(dict):
    """{name: bytes} of an archive in its order, and what was taken out of it so far.

    `removed` is a set of Traces; `people` gives each name that was met a number, in the order of meeting.
    """

    def __init__(self, data):
        """Read all parts; raises ValidationError for what is damaged, encrypted or too large."""
        super().__init__()
        self.removed, self.people, self.compression = set(), {}, {}
        if data.count(DIRECTORY_ENTRY) > MAX_ENTRIES:  # counted before a hostile directory is listed
            raise oversized()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._read(archive)
        except DAMAGE as error:
            raise damaged() from error

    def _read(self, archive):
        left = MAX_UNPACKED_BYTES
        if sum(entry.file_size for entry in archive.infolist()) > left:
            raise oversized()
        for entry in archive.infolist():
            if entry.filename in self or entry.filename.startswith("/") or ".." in entry.filename.split("/"):
                raise damaged()
            with archive.open(entry) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise oversized()
            self[entry.filename], self.compression[entry.filename] = content, entry.compress_type

    def drop(self, name, trace):
        """Leave a part out."""
        if self.pop(name, None) is not None:
            self.removed.add(trace)

    def edit(self, name, change):
        """Let `change(root)` take something out of an XML part; it answers with the set of Traces that it took out.

        A part out of which nothing was taken stays as it is, byte by byte.
        """
        root = parsed(self[name])
        taken = change(root)
        if taken:
            self.removed |= taken
            self[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def strip_pictures(self, folder):
        """Take the traces out of the pictures inside; what is no whole picture stays as it is."""
        for name, content in self.items():
            image_format = PICTURE_ENDINGS.get(name.rpartition(".")[2].lower())
            if image_format and folder in name:
                try:
                    plain = without_traces(content, image_format)
                except BROKEN:
                    continue
                if plain != content:
                    self[name] = plain
                    self.removed.add(Trace.CAMERA)

    def stripped(self):
        """The Stripped file: the parts in their order, with no dates or remarks of their own."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for name, content in self.items():
                fresh = zipfile.ZipInfo(name)
                fresh.compress_type = self.compression[name]
                copy.writestr(fresh, content)
        return Stripped.of(out.getvalue(), self.removed)

    def pseudonym(self, name):
        """What stands for a person's name: the same for the same name all through the file."""
        return f"Person {self.people.setdefault(name, len(self.people) + 1)}"


def parsed(content):
    """The root of an XML part; entities are never resolved. Raises ValidationError for what is not well-formed."""
    if b"<!ENTITY" in content[:4096]:
        raise damaged()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error


def local(element):
    """An element's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def discard(element):
    """Take an element out of its parent; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
