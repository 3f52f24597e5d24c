"""Builds small Word files in the layouts of OHCHR's matrices, element by element, with invented wording."""

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SECOND = ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation")
THIRD = SECOND
FOURTH = (
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
)
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


class Raw(str):
    """XML that goes into a paragraph as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Sample:
    """One recommendation to write into a matrix; themes[0] is the heading it stands under."""

    paragraph: str
    text: str
    states: tuple[str, ...] = ("France",)
    position: str = "Supported"
    themes: tuple[str, ...] = ("Right to health",)
    groups: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    source: str = "A/HRC/99/7/Add.1 - Para.3"
    assessment: str = ""


def text(content):
    return content if isinstance(content, Raw) else Raw(f'<w:r><w:t xml:space="preserve">{escape(content)}</w:t></w:r>')


def paragraph(*contents):
    return Raw(f"<w:p>{''.join(map(text, contents))}</w:p>")


def cell(*lines, span=1, merge=None):
    """A table cell; a line is text, or Raw XML of whole paragraphs. `merge` is "restart" or "continue"."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    body = "".join(line if isinstance(line, Raw) else paragraph(line) for line in lines or ("",))
    return Raw(f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>")


def row(*cells, properties=""):
    made = "".join(made if isinstance(made, Raw) else cell(made) for made in cells)
    return Raw(f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>")


def heading(label, span=4):
    return row(cell(label, span=span))


def table(*rows):
    return Raw(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>")


def document(*blocks, prolog="", namespace=W):
    """The XML of a Word document with these tables and paragraphs."""
    body = "".join(block if isinstance(block, Raw) else paragraph(block) for block in blocks)
    declaration = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
    return f'{declaration}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'


def package(xml, part="word/document.xml", others=()):
    """The bytes of a Word file around this XML; `others` are further (name, content) entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for name, content in ((part, xml), *others):
            archive.writestr(name, content)
    return stream.getvalue()


def word_file(*blocks, **options):
    return package(document(*blocks, **options))


def second_cycle(*samples):
    """Coded themes without bullets, all States of a recommendation in one bracket, no goals."""

    def cells(sample):
        persons = ["Affected persons:", *(f"- {group}" for group in sample.groups)] if sample.groups else []
        return (
            cell(
                f"{sample.paragraph} {sample.text} ({', '.join(sample.states)}); ",
                f"Source of position: {sample.source}",
            ),
            sample.position,
            cell(*sample.themes, *persons),
            sample.assessment,
        )

    return _matrix(SECOND, samples, cells)


def third_cycle(*samples):
    """Goals and persons in the column of themes, one bracket for each State."""

    def cells(sample):
        goals = ["SDGs: ", *(f"- {goal}" for goal in sample.goals)] if sample.goals else []
        persons = ["Affected persons: ", *(f"- {group}" for group in sample.groups)] if sample.groups else []
        return (
            _statement(sample),
            sample.position,
            cell(*(f"- {theme}" for theme in sample.themes), *goals, *persons),
            sample.assessment,
        )

    return _matrix(THIRD, samples, cells)


def fourth_cycle(*samples):
    """Goals in a column of their own, one bracket for each State."""

    def cells(sample):
        persons = ["Groups of Persons: ", *(f"- {group}" for group in sample.groups)] if sample.groups else []
        return (
            _statement(sample),
            sample.position,
            cell(*(f"- {theme}" for theme in sample.themes), *persons),
            cell(*(f"- {goal}" for goal in sample.goals)),
        )

    return _matrix(FOURTH, samples, cells)


def _statement(sample):
    states = " ".join(f"({state})" for state in sample.states)
    return cell(f"{sample.paragraph} {sample.text} {states};", f"Source of Position: {sample.source}")


def _matrix(titles, samples, cells):
    rows, under = [row(*titles)], None
    for sample in samples:
        if sample.themes and sample.themes[0] != under:
            under = sample.themes[0]
            rows.append(heading(f"Theme: {under} "))
        rows.append(row(*cells(sample)))
    return word_file(table(*rows))
