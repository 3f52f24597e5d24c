import pytest

from tests.tracking.sources.matrices import STRICT, Raw, cell, document, paragraph, row, table
from tracking.sources.rows import Unreadable
from tracking.sources.wordtables import table_rows


def rows_of(*blocks, **options):
    xml = document(*blocks, **options).encode()
    return list(table_rows(xml[start : start + 97] for start in range(0, len(xml), 97)))


def lines_of(*contents):
    (only_row,) = rows_of(table(row(cell(paragraph(*contents)))))
    return only_row.cells[0].lines


def run(xml):
    return Raw(f"<w:r>{xml}</w:r>")


def test_rows_are_counted_per_table_and_text_outside_is_no_row():
    rows = rows_of("Before", table(row("a"), row("b", "c")), "Between", table(row("d")), "After")
    assert [(one.table, one.number, [made.lines for made in one.cells]) for one in rows] == [
        (1, 1, [["a"]]),
        (1, 2, [["b"], ["c"]]),
        (2, 1, [["d"]]),
    ]


def test_rows_are_read_from_strict_files():
    assert [made.lines for made in rows_of(table(row("a", "b")), namespace=STRICT)[0].cells] == [["a"], ["b"]]


def test_text_split_into_runs_is_joined():
    assert lines_of("Impro", "ve ", Raw("<w:proofErr/>"), "schools") == ["Improve schools"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", ["a", "b"]),
        ("<w:t>a</w:t><w:cr/><w:t>b</w:t>", ["a", "b"]),
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", ["a b"]),
        ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t>", ["a-b"]),
        ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>", ["ab"]),
        ('<w:t>a</w:t><w:footnoteReference w:id="2"/><w:t>b</w:t>', ["ab"]),
        ("<w:instrText>PAGE</w:instrText><w:t>a</w:t>", ["a"]),
        ("<w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>a</w:t>", ["a"]),
        (
            "<w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby>",
            ["a"],
        ),
        ("<!-- note --><w:t>a<!-- note -->b</w:t><?pi data?>", ["ab"]),
        ("<w:t>a &amp; b &#38; c</w:t>", ["a & b & c"]),
    ],
)
def test_special_content_of_a_run(xml, expected):
    assert lines_of(run(xml)) == expected


def test_inserted_text_counts_and_deleted_text_does_not():
    inserted = '<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del>'
    moved = "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo>"
    assert lines_of(Raw(deleted + inserted + moved)) == ["new here"]


def test_deleted_row_is_marked():
    first, second = rows_of(
        table(row("gone", properties='<w:del w:id="1"/>'), row("here", properties='<w:ins w:id="2"/>'))
    )
    assert (first.is_deleted, second.is_deleted) == (True, False)


@pytest.mark.parametrize("around", ["hyperlink", "smartTag", "ins", "fldSimple", "customXml"])
def test_text_inside_wrapping_elements_is_read(around):
    assert lines_of(Raw(f"<w:{around}><w:r><w:t>inside</w:t></w:r></w:{around}>")) == ["inside"]


def control(text, properties=""):
    content = f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent>"
    return Raw(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>")


def test_content_control_is_read_unless_it_shows_its_prompt():
    assert lines_of(control("filled"), control("Click here", "<w:showingPlcHdr/>"), " after") == ["filled after"]


def test_rows_and_cells_inside_content_controls_are_read():
    in_control = Raw(f"<w:sdt><w:sdtContent>{row('a')}</w:sdtContent></w:sdt>")
    one_cell = Raw(f"<w:tr><w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt>{cell('c')}</w:tr>")
    rows = rows_of(table(in_control, one_cell))
    assert [[made.lines for made in one.cells] for one in rows] == [[["a"]], [["b"], ["c"]]]


def test_nested_table_belongs_to_the_cell_around_it():
    inner = table(row("x", "y"), row(cell("z", span=3)))
    (only_row,) = rows_of(table(row(cell("before", inner, "after"), "next")))
    assert [made.lines for made in only_row.cells] == [["before", "x", "y", "z", "after"], ["next"]]
    assert [made.span for made in only_row.cells] == [1, 1]


def test_spans_and_vertical_merges():
    first, second = rows_of(
        table(
            row(cell("a", span=3), cell("b", merge="restart")),
            row("c", "d", "e", Raw("<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>")),
        )
    )
    assert [(made.span, made.continues_above) for made in first.cells] == [(3, False), (1, False)]
    assert [made.continues_above for made in second.cells] == [False, False, False, True]


def test_former_properties_of_tracked_changes_are_ignored():
    former = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="4"/></w:tcPr></w:tcPrChange>'
    (only_row,) = rows_of(table(row(Raw(f"<w:tc><w:tcPr>{former}</w:tcPr>{paragraph('a')}</w:tc>"))))
    assert only_row.cells[0].span == 1


@pytest.mark.parametrize("value", ["0", "-3", "many", "", "99999999999", "²"])
def test_senseless_span_is_bounded(value):
    (only_row,) = rows_of(table(row(Raw(f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr></w:tc>'))))
    assert 1 <= only_row.cells[0].span <= 63


def test_columns_skipped_before_a_row_count_as_an_empty_cell():
    (only_row,) = rows_of(table(row("a", properties='<w:gridBefore w:val="2"/>')))
    assert [(made.span, made.lines) for made in only_row.cells] == [(2, []), (1, ["a"])]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd">',
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_document_type_is_refused(prolog):
    with pytest.raises(Unreadable, match="XML declarations"):
        rows_of(table(row(run("<w:t>&a;</w:t>"))), prolog=prolog)


@pytest.mark.parametrize("xml", [b"", b"<a><b></a>", b"\xff\xfe\x00", b"<a>&unknown;</a>"])
def test_broken_xml_is_refused(xml):
    with pytest.raises(Unreadable, match="broken"):
        list(table_rows([xml]))


def test_rows_before_the_break_are_still_handed_over():
    xml = document(table(row("a"), row("b"))).encode()
    rows = table_rows([xml[: xml.rindex(b"</w:tbl>")]])
    assert [next(rows).cells[0].lines, next(rows).cells[0].lines] == [["a"], ["b"]]
    with pytest.raises(Unreadable):
        next(rows)


def test_row_of_endless_cells_is_refused():
    assert len(rows_of(table(row(*"a" * 63)))[0].cells) == 63
    with pytest.raises(Unreadable, match="more columns"):
        rows_of(table(row(*"a" * 200)))


def test_very_deep_nesting_is_refused():
    assert len(rows_of(Raw("<w:x>" * 300 + table(row("a")) + "</w:x>" * 300))) == 1
    with pytest.raises(Unreadable, match="nested"):
        rows_of(Raw("<w:x>" * 5_000 + "</w:x>" * 5_000))
