"""What stands inside the cells of a matrix: number and text, position, themes, groups of persons, goals."""

import re
from dataclasses import dataclass

from tracking.sources.wording import distinct, fold, tidy

_NUMBER = re.compile(r"[\s*•\-–]*(?P<number>[1-9]\d{0,2}\s?\.\s?\d{1,4})(?!\d|\s*%|\s*per cent)\s*\.?(?!\d)\s*")
_SOURCE = re.compile(r"source\s+of\s+(?:the\s+)?position\s*:?\s*", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:[-–•]\s*)?(?:(?P<themes>(?:full list of )?themes?)"
    r"|(?P<goals>(?:relevant )?sdgs?|sustainable development goals?)"
    r"|(?P<groups>affected (?:persons|groups)|persons affected|groups? of persons))\s*(?::\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–—•·▪*]\s*")
_GOAL = re.compile(r"(?<![\d.])(\d{1,2})(?!\d)")
_CODE = re.compile(r"(?:[a-h]\d{1,2}|\d{1,2}(?:\.\d{1,2})*)\.?\s+")
_HEADING = re.compile(r"(?P<prefix>(?:themes?|rights? or areas?)\s*:\s*)?(?P<label>.*)", re.IGNORECASE | re.DOTALL)
_LONGEST_HEADING = 200

POSITIONS = {
    "supported": "supported",
    "support": "supported",
    "accepted": "supported",
    "enjoys support": "supported",
    "noted": "noted",
    "not supported": "noted",
    "not accepted": "noted",
    "rejected": "noted",
    "supported noted": "partly",
    "noted supported": "partly",
    "partially supported": "partly",
    "partly supported": "partly",
    "supported in part": "partly",
    "supported partially": "partly",
    "partially accepted": "partly",
    "partly accepted": "partly",
    "accepted in part": "partly",
    "under consideration": "pending",
    "under examination": "pending",
    "pending": "pending",
    "deferred": "pending",
    "examined": "pending",
    "to be examined": "pending",
    "will be examined": "pending",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """The recommendation cell: paragraph number or "", text with its brackets, source, further numbers in it."""

    paragraph: str
    text: str
    source: str
    other_numbers: tuple[str, ...]


def read_statement(lines):
    """Split the lines of a recommendation cell into a Statement; the text begins behind the number."""
    lines = [tidy(line) for line in lines]
    whole = "\n".join(line for line in lines if line)
    wording, source = split_source(whole)
    number = _NUMBER.match(wording)
    later_lines = whole.split("\n")[1:]
    return Statement(
        paragraph=_paragraph(number) if number else "",
        text=tidy(wording[number.end() :] if number else wording),
        source=source,
        other_numbers=tuple(paragraph for line in later_lines if (paragraph := starting_number(line, capital=True))),
    )


def split_source(text):
    """Return (text before "Source of position", the source behind it or "")."""
    source = _SOURCE.search(text)
    return (text[: source.start()], tidy(text[source.end() :])) if source else (text, "")


def starting_number(text, capital=False):
    """Return the paragraph number a text begins with, such as "140.17", or "".

    With `capital`, only if a sentence follows it: a wrapped line may begin with any decimal.
    """
    number = _NUMBER.match(text)
    if number is None or (capital and not text[number.end() : number.end() + 1].isupper()):
        return ""
    return _paragraph(number)


def position_of(label):
    """Return "supported", "noted", "partly" or "pending" for a document's word, "" for an unknown one."""
    words = " ".join(word for word in re.split(r"[^a-z]+", fold(label)) if word not in ("", "and"))
    return POSITIONS.get(words, "")


def read_tags(lines, section="themes"):
    """Sort lines into {"themes": (...), "groups": (...), "goals": (...)} by the marker lines between them.

    `section` is where lines before the first marker belong. Labels keep their spelling, without bullets.
    """
    labels = {"themes": [], "groups": [], "goals": []}
    for line in map(tidy, lines):
        marker = _SECTION.fullmatch(line)
        if marker:
            section = next(name for name in labels if marker[name])
            line = marker["rest"] or ""
        labels[section].append(line[bullet.end() :] if (bullet := _BULLET.match(line)) else line)
    goals = [int(goal) for label in labels["goals"] for goal in _GOAL.findall(label)]
    return {
        "themes": distinct(filter(None, labels["themes"])),
        "groups": distinct(filter(None, labels["groups"])),
        "goals": tuple(dict.fromkeys(goal for goal in goals if 1 <= goal <= 17)),
    }


def heading_of(text):
    """Return the theme a heading row announces, or "" when it is a note or the title of a section."""
    heading = _HEADING.fullmatch(tidy(text))
    label = heading["label"].strip()
    is_title = not heading["prefix"] and (position_of(label) or "recommendation" in fold(label))
    return "" if is_title or len(label) > _LONGEST_HEADING else label


def has_heading_prefix(text):
    """Whether a text calls itself a heading: "Theme: ..." or "Right or area: ..."."""
    return bool(_HEADING.fullmatch(tidy(text))["prefix"])


def with_heading(themes, heading):
    """Return the themes, led by the heading unless it is among them under any index code or none."""
    if not heading or _without_code(heading) in map(_without_code, themes):
        return themes
    return (heading, *themes)


def _without_code(label):
    label = fold(label)
    return label[code.end() :] if (code := _CODE.match(label)) else label


def _paragraph(number):
    return "".join(number["number"].split())
