"""Reader of OHCHR's thematic list ("matrix") of recommendations: the Word table made after every review."""

from django.utils.translation import gettext as _

from tracking.sources import container
from tracking.sources.matrix_cells import (
    has_heading_prefix,
    heading_of,
    position_of,
    read_statement,
    read_tags,
    split_source,
    starting_number,
    with_heading,
)
from tracking.sources.matrix_columns import NEEDED_TITLES, header_of, text_of
from tracking.sources.names import recommending_states, states_named
from tracking.sources.rows import RecommendationRow, Unreadable
from tracking.sources.wording import distinct, tidy
from tracking.sources.wordtables import table_rows

_LONGEST_QUOTE = 60  # characters of a cell repeated in a message
_LONGEST_TEXT = 20_000  # characters; the longest recommendation in UPR Info's database has 937


def read(file, names):
    """Yield a RecommendationRow for every recommendation in a matrix, in the order of the file.

    `file` is a binary, seekable file object, `names` a StateNames. A row that cannot be imported is yielded
    with its problems. Raises Unreadable, at the latest after the last row, when the file is not a sound Word
    file or holds no matrix with at least one recommendation.
    """
    matrix = Matrix(names)
    count = 0
    for row in table_rows(container.document_chunks(container.load(file))):
        found = matrix.take(row)
        if found:
            count += 1
            yield found
    matrix.refuse_unless_found(count)


class Matrix:
    """Follows the rows of a document: which columns hold now, and under which heading it stands."""

    def __init__(self, names):
        self.names = names
        self.layout = None
        self.heading = ""
        self.table = self.heading_table = 0
        self.has_table = self.has_header = False
        self.missing = ()

    def take(self, row):
        """Return the RecommendationRow this table row holds, or None for headers, headings, notes and blanks."""
        self.has_table = True
        texts = [text_of(cell) for cell in row.cells]
        if row.is_deleted or not any(texts):
            return None
        if self._is_header(row):
            return None
        if _is_across(texts):
            return self._take_across(row, next(filter(None, texts)))
        if self.layout is None or row.table != self.table:
            if not any(map(starting_number, texts)):
                return None  # of a table of its own kind, such as a list of contacts
            self.table = row.table  # the matrix goes on here
        return self._read(row) if self.layout else self._without_header(row, texts)

    def refuse_unless_found(self, count):
        """Raise Unreadable when the document ended without a matrix, or with an empty one."""
        if not self.has_table:
            raise Unreadable(_("The Word file holds no table, so it is not OHCHR's matrix of recommendations."))
        if not self.has_header and self.missing:
            message = _("The table of recommendations lacks the column %(columns)s. Add it and upload the file again.")
            raise Unreadable(message % {"columns": _quoted(self.missing)})
        if not self.has_header:
            message = _("No table in the Word file has a header row with the columns %(columns)s.")
            raise Unreadable(message % {"columns": _quoted(NEEDED_TITLES)})
        if not count:
            raise Unreadable(_("The table of recommendations is empty: below its header stands no recommendation."))

    def _is_header(self, row):
        layout, missing = header_of(row)
        if layout:
            self.layout, self.table, self.has_header = layout, row.table, True
            if self.heading_table != row.table:
                self.heading = ""  # it stood in the table before; without a header this one would continue that
        elif missing and row.table != self.table:
            # Another table with other columns: the layout of the one before would misread it.
            self.layout = None
            self.missing = self.missing or missing
        return layout is not None

    def _take_across(self, row, text):
        """Handle a row that says one thing across the table: a heading, a note, or cells merged by mistake."""
        if not starting_number(text):
            self.heading, self.heading_table = heading_of(text), row.table
            return None
        problem = _("All cells of this row are merged into one. Split them into the columns of the header row.")
        return self._broken(row, [line for cell in row.cells for line in cell.lines], problem)

    def _without_header(self, row, texts):
        cell = next((cell for cell, text in zip(row.cells, texts, strict=True) if starting_number(text)), row.cells[0])
        problem = _("The table has no header row with the columns %(columns)s, so its cells cannot be told apart.")
        return self._broken(row, cell.lines, problem % {"columns": _quoted(NEEDED_TITLES)})

    def _broken(self, row, lines, problem):
        statement = read_statement(lines)
        return RecommendationRow(_place(row), statement.paragraph, statement.text, problems=(problem,))

    def _read(self, row):
        cells, merged = self.layout.place_cells(row)
        lines = {name: [line for cell in found for line in cell.lines] for name, found in cells.items()}
        statement = read_statement(lines.get("recommendation", ()))
        label, source = split_source(tidy(" ".join(lines.get("position", ()))))
        label = label.strip()
        text, states, unrecognised = self._attribute(statement.text, lines.get("states", ()))
        return RecommendationRow(
            place=_place(row),
            paragraph=statement.paragraph,
            text=text,
            position=position_of(label),
            position_label=label,
            recommending_states=states,
            unrecognised_states=unrecognised,
            source_of_position=statement.source or source or tidy(" ".join(lines.get("source", ()))),
            heading=self.heading,
            assessment="\n".join(filter(None, map(tidy, lines.get("assessment", ())))),
            problems=(_merged(merged),) if merged else _problems(statement, text, label),
            **self._tags(lines),
        )

    def _attribute(self, text, state_lines):
        """Return (text, codes, unrecognised) from the brackets of the text and the column of States, if any."""
        if len(text) > _LONGEST_TEXT:
            return text, (), ()
        attribution = recommending_states(text, self.names)
        codes, others = list(attribution.states), list(attribution.unrecognised)
        for line in map(tidy, state_lines):
            if not 0 < len(line) <= _LONGEST_TEXT:
                continue
            if line.startswith("("):
                inner = recommending_states(line, self.names)
                named = inner.states, inner.unrecognised
            else:
                named = states_named(line, self.names)
            codes.extend(named[0])
            others.extend(named[1])
        return attribution.text, tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(others))

    def _tags(self, lines):
        columns = [read_tags(lines.get(section, ()), section) for section in ("themes", "groups", "goals")]
        return {
            "themes": with_heading(distinct(label for tags in columns for label in tags["themes"]), self.heading),
            "groups": distinct(label for tags in columns for label in tags["groups"]),
            "goals": tuple(dict.fromkeys(goal for tags in columns for goal in tags["goals"])),
        }


def _is_across(texts):
    """Whether a row says one thing: it is one cell, repeats one text, or fills one cell with a marked heading."""
    filled = [text for text in texts if text]
    if len(texts) == 1 or (len(filled) > 1 and len(set(filled)) == 1):
        return True
    return len(filled) == 1 and has_heading_prefix(filled[0])


def _problems(statement, text, label):
    """Say what a row lacks: translated sentences, none when it can be imported."""
    problems = []
    if not statement.paragraph:
        problems.append(
            _("The recommendation does not begin with a paragraph number such as 140.17. Type it before the text.")
        )
    if not text:
        problems.append(_("The recommendation has no text."))
    if len(text) > _LONGEST_TEXT:
        problems.append(_("The text is far too long for one recommendation. Check that no rows have run together."))
    if statement.other_numbers:
        message = _("The cell holds more than one recommendation (%(numbers)s, too). Give each a row of its own.")
        problems.append(message % {"numbers": ", ".join(statement.other_numbers)})
    if not label:
        problems.append(_("The row has no position. Write “Supported”, “Noted” or “Under consideration”."))
    elif not position_of(label):
        message = _("The position “%(label)s” is not known. Write “Supported”, “Noted” or “Under consideration”.")
        problems.append(message % {"label": label[:_LONGEST_QUOTE]})
    return tuple(problems)


def _merged(titles):
    message = _("Cells are merged under %(columns)s. Split them so that every recommendation has its own cells.")
    return message % {"columns": _quoted(titles)}


def _quoted(titles):
    return ", ".join(f"“{title}”" for title in titles)


def _place(row):
    return _("table %(table)d, row %(row)d") % {"table": row.table, "row": row.number}
