"""Which column of a matrix means what, told from its header row and not from the review's cycle."""

import re
from dataclasses import dataclass

from tracking.sources.wording import fold, tidy

NEEDED = ("recommendation", "position")
NEEDED_TITLES = ("Recommendation", "Position")  # as the documents write them, whatever the reader's language

_LONGEST_TITLE = 80
_LEADING_NUMBER = re.compile(r"\W*\d+\.\d")
# The first that matches decides: "Recommendation and recommending State" and "Assessment/comments on level of
# implementation" both hold words that are columns of their own elsewhere.
_TITLES = (
    ("states", re.compile(r"recommending|recommended by")),
    ("source", re.compile(r"source of")),
    ("position", re.compile(r".*\bposition\b|(?:the )?(?:state.s )?response\b")),
    ("assessment", re.compile(r".*(?:assessment|\bcomments?\b|implementation)")),
    ("themes", re.compile(r".*(?:\bthemes?\b|\brights? or areas?\b)")),
    ("goals", re.compile(r".*(?:\bsdgs?\b|sustainable development goals?)")),
    ("groups", re.compile(r".*(?:affected persons|groups? of persons|persons affected)")),
    ("recommendation", re.compile(r".*\brecommendations?\b")),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table: (name, title, first grid column, grid column behind the last) in their order."""

    columns: tuple[tuple[str, str, int, int], ...]
    cell_count: int

    def place_cells(self, row):
        """Return ({column name: [cells]}, titles of the columns whose cells are merged with their neighbours).

        Comments merged over several rows keep no recommendation from being read, so they are not reported.
        """
        if len(row.cells) == self.cell_count:
            pairs = zip(self.columns, ([cell] for cell in row.cells), strict=True)
        else:
            pairs = ((column, _cells_between(row, column[2], column[3])) for column in self.columns)
        cells, merged = {}, []
        for (name, title, _first, _behind), found in pairs:
            if name:
                cells.setdefault(name, []).extend(found)
            if name and name != "assessment" and (not found or any(cell.continues_above for cell in found)):
                merged.append(title)
        return cells, merged


def header_of(row):
    """Return (Layout or None, missing): the layout when the row is a matrix's header.

    `missing` holds the titles of needed columns that an almost complete header lacks, else it is empty.
    """
    titles = [text_of(cell) for cell in row.cells]
    if len(titles) < 2 or any(len(title) > _LONGEST_TITLE or _LEADING_NUMBER.match(title) for title in titles):
        return None, ()
    names = _column_names(titles)
    missing = tuple(title for name, title in zip(NEEDED, NEEDED_TITLES, strict=True) if name not in names)
    if len(missing) == len(NEEDED):
        return None, ()
    if missing:
        # One known title alone may be a sentence in any table; two make a header with a gap.
        return None, missing if sum(map(bool, names)) > 1 else ()
    columns, grid = [], 0
    for name, title, cell in zip(names, titles, row.cells, strict=True):
        columns.append((name, title, grid, grid + cell.span))
        grid += cell.span
    return Layout(tuple(columns), len(columns)), ()


def text_of(cell):
    """All text of a cell as one tidy line."""
    return tidy(" ".join(cell.lines))


def _column_names(titles):
    names = []
    for title in titles:
        name = next((name for name, pattern in _TITLES if pattern.match(fold(title))), "")
        # A second "Assessment" or "Comments" column adds to the first; of anything else the first counts.
        names.append("" if name in names and name != "assessment" else name)
    return names


def _cells_between(row, first, behind):
    cells, grid = [], 0
    for cell in row.cells:
        if first <= grid < behind:
            cells.append(cell)
        grid += cell.span
    return cells
