"""OHCHR's own matrix, filled: nothing else in it changes, and it comes back with every row as it was."""

import dataclasses
import io
import zipfile

import docx
import pytest
from lxml import etree

from tests.tracking.sources import matrices
from tests.tracking.sources.matrices import Raw, Sample, cell, document, heading, package, row, table, word_file
from tests.tracking.sources.test_real_matrices import FOLDER
from tracking.midterm.matrix import COLUMN_TITLE, fill
from tracking.sources.detect import read_rows
from tracking.sources.names import StateNames
from tracking.sources.rows import Unreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REAL = sorted(FOLDER.glob("*.docx")) if FOLDER.is_dir() else []
SAMPLES = (
    Sample("101.1", "Plant trees", themes=("Environment",), assessment="Written by the State."),
    Sample("101.2", "Open schools", themes=("Education",), goals=("4 - QUALITY EDUCATION",), groups=("Children",)),
    Sample("101.10", "Build clinics", themes=("Education",), position="Noted"),
)


def rows_of(data):
    return read_rows(io.BytesIO(data), "matrix.docx", StateNames(()))


def bare(rows):
    return [dataclasses.replace(row, assessment="") for row in rows]


def assessments(data):
    return {row.paragraph: row.assessment for row in rows_of(data)}


def tree_of(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def shape(data):
    """The grid spans of every row of the document."""
    spans = []
    for tr in tree_of(data).iter(f"{W}tr"):
        found = [tc.find(f"{W}tcPr/{W}gridSpan") for tc in tr.findall(f"{W}tc")]
        spans.append([1 if span is None else int(span.get(f"{W}val")) for span in found])
    return spans


@pytest.mark.skipif(not REAL, reason=f"OHCHR's own files are not at {FOLDER}")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_published_matrix_is_filled_and_comes_back_with_the_same_rows(path):
    source = path.read_bytes()
    rows = rows_of(source)
    texts = {row.paragraph: f"{row.paragraph}: 3 of 8 answered, déjà vu.\nA second line & <more>." for row in rows}
    filled = fill(source, texts, language="en")
    assert (set(filled.written), filled.missing) == (set(texts), ())
    assert bare(rows_of(filled.data)) == bare(rows)

    old, new = zipfile.ZipFile(path), zipfile.ZipFile(io.BytesIO(filled.data))
    assert new.namelist() == old.namelist()
    assert [name for name in old.namelist() if old.read(name) != new.read(name)] == ["word/document.xml"]

    (found,) = docx.Document(io.BytesIO(filled.data)).tables
    assert found.rows[0].cells[-1].text == COLUMN_TITLE
    read = {row.cells[0].text.split()[0]: row.cells[-1].text for row in found.rows}
    assert {number: read[number] for number in texts} == texts
    grid = [int(column.get(f"{W}w")) for column in found._tbl.tblGrid]
    assert sum(grid) == sum(int(column.get(f"{W}w")) for column in docx.Document(path).tables[0]._tbl.tblGrid)
    assert {sum(tc.width.twips for tc in tr.tc_lst) for tr in found._tbl.tr_lst} == {sum(grid)}


@pytest.mark.parametrize("layout", [matrices.second_cycle, matrices.third_cycle, matrices.fourth_cycle])
def test_every_layout_is_filled_and_rows_without_a_text_stay(layout):
    source = layout(*SAMPLES)
    filled = fill(io.BytesIO(source), {"101.2": "Two of five cities.", "9.9": "Nowhere"}, language="en")
    assert (filled.written, filled.missing) == (("101.2",), ("9.9",))
    expected = assessments(source) | {"101.2": "Two of five cities."}
    assert assessments(filled.data) == expected
    assert bare(rows_of(filled.data)) == bare(rows_of(source))
    again = fill(filled.data, {"101.2": "Three of five."}, language="en")
    assert assessments(again.data) == expected | {"101.2": "Three of five."}
    assert shape(again.data) == shape(filled.data)


def test_column_is_added_to_every_table_of_the_matrix_and_to_no_other():
    head = row(*matrices.FOURTH)
    rec = [row(cell(f"101.{n} Plant trees (France);"), "Supported", "- Food", "- 1") for n in (1, 2)]
    source = word_file(
        table(row("Contact", "Telephone")),
        table(head, heading("Theme: Food"), rec[0], row("", "", "", "")),
        table(rec[1]),
    )
    filled = fill(source, {"101.1": "one", "101.2": "two"}, language="en")
    assert assessments(filled.data) == {"101.1": "one", "101.2": "two"}
    assert shape(filled.data) == [[1, 1], [1] * 5, [5], [1] * 5, [1] * 5, [1] * 5]


def test_added_column_leaves_the_table_as_wide_as_the_page():
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in (4400, 1100, 5000, 4500)) + "</w:tblGrid>"
    widths = '<w:tcPr><w:tcW w:w="3750" w:type="dxa"/></w:tcPr>'
    body = table(row(*matrices.FOURTH), heading("Theme: Food"), row("101.1 Eat (France)", "Supported", "a", "b"))
    xml = document(body).replace("<w:tblGrid/>", grid).replace("<w:tcPr></w:tcPr>", widths)
    xml = xml.replace(
        '<w:tcPr><w:gridSpan w:val="4"/>', '<w:tcPr><w:tcW w:w="15000" w:type="dxa"/><w:gridSpan w:val="4"/>'
    )
    tree = tree_of(fill(package(xml), {"101.1": "text"}, language="en").data)
    columns = [int(column.get(f"{W}w")) for column in tree.iter(f"{W}gridCol")]
    assert (len(columns), sum(columns), columns[1]) == (5, 15000, 1100)
    cells = [[int(tc.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for tc in tr.iter(f"{W}tc")] for tr in tree.iter(f"{W}tr")]
    assert cells == [columns, [15000], columns]


def test_merged_short_and_nested_cells_get_a_cell_of_their_own():
    inner = table(row("a", "b"), row(""))
    height = '<w:trHeight w:val="300" w:hRule="exact"/>'
    source = word_file(
        table(
            row(*matrices.THIRD),
            row("101.1 Eat (France)", "Supported", "- Food", cell("shared", merge="restart"), properties=height),
            row("101.2 Drink (France)", "Supported", cell("- Food", inner, ""), cell(merge="continue")),
            row("101.3 Sleep (France)", "Supported", cell("- Food", span=2)),
            row("101.4 Walk (France)", "Supported", "- Food", properties='<w:gridAfter w:val="1"/>'),
            row("", "101.5 Sit (France)", "Supported", "- Food", "x"),
        )
    )
    texts = {f"101.{number}": f"text {number}" for number in (1, 2, 3, 4)}
    filled = fill(source, texts, language="en")
    assert set(filled.written) == set(texts)
    assert {number: assessments(filled.data)[number] for number in texts} == texts
    assert [spans for spans in shape(filled.data) if len(spans) == 4] == [[1] * 4] * 5
    xml = etree.tostring(tree_of(filled.data)).decode()
    assert 'hRule="atLeast"' in xml
    assert "gridAfter" not in xml
    assert '"continue"' not in xml


def test_filled_text_looks_like_the_row_and_runs_its_own_way():
    run = '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman"/><w:b/><w:sz w:val="20"/></w:rPr>'
    run += "<w:t>101.1 Eat (France)</w:t></w:r>"
    source = word_file(table(row(*matrices.THIRD), row(cell(matrices.paragraph(Raw(run))), "Supported", "- Food", "")))
    tree = tree_of(fill(source, {"101.1": "حقوق 10\nRights"}, language="ar").data)
    arabic, latin = list(tree.iter(f"{W}tr"))[1].findall(f"{W}tc")[3].findall(f"{W}p")
    assert arabic.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "1"
    assert latin.find(f"{W}pPr/{W}bidi") is None
    fonts = arabic.find(f"{W}r/{W}rPr/{W}rFonts")
    assert {fonts.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
    assert [tag.tag.removeprefix(W) for tag in arabic.find(f"{W}r/{W}rPr")] == ["rFonts", "sz", "szCs", "rtl", "lang"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00\x07b\ud800", "ab"), ("a\r\nb\x0bc\u2028d", "a\nb\nc\nd"), ("<w:p>&]]>", "<w:p>&]]>"), ("a\tb\n", "a b")],
)
def test_odd_text_cannot_break_the_file(text, kept):
    filled = fill(matrices.third_cycle(*SAMPLES), {"101.1": text}, language="en")
    assert assessments(filled.data)["101.1"] == kept


def test_old_text_goes_and_marks_of_comments_stay():
    marks = '<w:commentRangeStart w:id="3"/><w:r><w:t>old</w:t></w:r><w:bookmarkStart w:id="7" w:name="x"/>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{marks}</w:p></w:sdtContent></w:sdt><w:p/>"
    source = word_file(
        table(row(*matrices.THIRD), row("101.1 Eat (France)", "Supported", "- Food", cell(Raw(control)))),
    )
    xml = etree.tostring(tree_of(fill(source, {"101.1": "new"}, language="en").data)).decode()
    assert "old" not in xml
    assert xml.count("commentRangeStart") == xml.count("bookmarkStart") == 1


def test_strict_files_keep_their_vocabulary():
    source = word_file(
        table(row(*matrices.FOURTH), row("1.1 Eat (Peru)", "Supported", "a", "b")), namespace=matrices.STRICT
    )
    filled = fill(source, {"1.1": "text"}, language="en")
    assert assessments(filled.data) == {"1.1": "text"}
    assert W.encode() not in etree.tostring(tree_of(filled.data))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "not a Word document"),
        (b"%PDF-1.7", "not a Word document"),
        (word_file("no table"), "no table"),
        (word_file(table(row("a", "b"))), "header row"),
        (word_file(table(row(*matrices.THIRD))), "no recommendation"),
        (package("<w:document"), "broken"),
        (package('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declarations"),
        (matrices.third_cycle(*SAMPLES)[:-400], "damaged"),
    ],
)
def test_what_is_no_matrix_is_refused_with_a_sentence(source, words):
    with pytest.raises(Unreadable, match=words):
        fill(source, {"101.1": "text"}, language="en")


def test_parts_that_unpack_to_far_too_much_are_not_unpacked():
    bomb = matrices.package(document(table(row(*matrices.THIRD), row("1.1 Eat (Peru)", "Supported", "a", ""))))
    stream = io.BytesIO(bomb)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(61 * 1024 * 1024))
    with pytest.raises(Unreadable, match="unpacks"):
        fill(stream.getvalue(), {"1.1": "text"}, language="en")
