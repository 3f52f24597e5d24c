"""Whatever the bytes are, a reader gives rows or Unreadable: no other error reaches the person who uploads."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tracking.sources.matrices import Sample, W, fourth_cycle, package, second_cycle
from tracking.sources.detect import Unreadable, read_rows
from tracking.sources.rows import RecommendationRow

SOUND = fourth_cycle(
    Sample("9.1", "Plant trees", states=("France", "Spain"), goals=("2 - ZERO HUNGER",)),
    Sample("9.2", "Dig wells", groups=("Women",), position="Noted"),
)
SIGNATURES = [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"<html", b"{\\rtf"]
ELEMENTS = (
    *("tbl", "tr", "trPr", "tc", "tcPr", "p", "r", "t", "br", "tab", "del", "ins", "sdt", "sdtPr", "sdtContent"),
    *("showingPlcHdr", "gridSpan", "vMerge", "gridBefore", "drawing", "hyperlink", "rPr", "tcPrChange"),
)
WORDS = (
    "",
    "Recommendation",
    "Position",
    "9.1 Plant trees (France);",
    "Noted",
    "Theme: Food",
    "SDGs: 3",
    "((",
    "&amp;",
)

# The state table never changes, so sharing it between examples is safe.
many = settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcome(data, names):
    """Return the rows, or None when the file is refused with a sentence; anything else is raised."""
    try:
        rows = read_rows(io.BytesIO(data), "matrix.docx", names)
    except Unreadable as error:
        assert str(error).strip()
        return None
    assert all(isinstance(row, RecommendationRow) for row in rows)
    return rows


@many
@given(start=st.sampled_from(SIGNATURES), rest=st.binary(max_size=600))
def test_random_bytes_are_refused(state_names, start, rest):
    assert outcome(start + rest, state_names) is None


@many
@given(length=st.integers(0, len(SOUND) - 1))
def test_truncated_file_is_refused(state_names, length):
    assert outcome(SOUND[:length], state_names) is None


@many
@given(changes=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_corrupted_file_is_refused_or_read(state_names, changes):
    data = bytearray(SOUND)
    for position, value in changes:
        data[position] = value
    outcome(bytes(data), state_names)


@many
@given(part=st.binary(max_size=200), position=st.integers(0, 3000))
def test_corrupted_text_is_refused_or_read(state_names, part, position):
    from_matrix = _document_xml()
    outcome(package(from_matrix[:position] + part + from_matrix[position + len(part) :]), state_names)


def nested(children):
    attributes = st.sampled_from(["", ' w:val="3"', ' w:val="continue"', ' w:val="x"'])
    return st.builds(
        lambda name, attribute, inner: f"<w:{name}{attribute}>{''.join(inner)}</w:{name}>",
        st.sampled_from(ELEMENTS),
        attributes,
        st.lists(children, max_size=4),
    )


@many
@given(body=st.lists(st.recursive(st.sampled_from(WORDS), nested, max_leaves=25), max_size=4))
def test_elements_in_any_order_are_refused_or_read(state_names, body):
    xml = f'<w:document xmlns:w="{W}"><w:tbl>{"".join(body)}</w:tbl></w:document>'
    outcome(package(xml), state_names)


@many
@given(text=st.text(max_size=80), states=st.text(alphabet="(),; andFrceSpi", max_size=40), theme=st.text(max_size=30))
def test_any_wording_is_read(state_names, text, states, theme):
    printable = "".join(letter for letter in text + states if letter.isprintable())
    label = "".join(letter for letter in theme if letter.isprintable())
    sample = Sample("9.1", f"Plant {printable}", themes=("Food", label), groups=(label,), states=(states,))
    rows = outcome(second_cycle(sample), state_names)
    assert [row.paragraph for row in rows] == ["9.1"]
    assert rows[0].text.startswith("Plant")


def _document_xml():
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        return archive.read("word/document.xml")
