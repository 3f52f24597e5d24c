"""Files as they really come back: moved, renamed, merged, filtered, damaged, hostile."""

import io
import zipfile

import openpyxl
import pytest

from tests.tracking.workbook.sheets import back, changed, differences, made, marks, sheet_of
from tracking import workbook as workbooks
from tracking.workbook import opening, reading

LIMIT = 10**7


@pytest.fixture
def data(work, city, officer):
    return made(city, officer)[1]


def rows_of(upload):
    return list(upload.rows.values_list("sheet", "key"))


def repacked(data, change):
    """The archive again, with change(name, content) deciding what each part holds (None drops it)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = change(name, archive.read(name))
            if content is not None:
                copy.writestr(name, content)
    return out.getvalue()


def test_moved_renamed_and_foreign_sheets_columns_and_rows_are_found(data, work, city, officer):
    def rearrange(file):
        worksheet, _columns, _rows = sheet_of(file, "steps")
        worksheet.title = "Mes actions"
        worksheet.insert_rows(1, 3)
        worksheet.insert_cols(3, 2)
        worksheet.cell(1, 1).value = "Our own heading"
        file.move_sheet(worksheet, -2)
        file.create_sheet("Private").append(["not for the site"])

    upload = back(changed(data, {"steps": {work.key: {"title": "New title"}}}, rearrange), city, officer)
    assert rows_of(upload) == [("steps", work.key)]
    assert differences(upload)["steps", work.key].values()["title"] == "New title"
    assert upload.notices == ["Sheets that are not of this workbook are not read: Private."]


def test_hidden_filtered_and_sorted_rows_are_read(data, work, city, officer):
    def sort(file):
        worksheet, columns, rows = sheet_of(file, "recommendations")
        first, second = rows[work.first_key], rows[work.second_key]
        for column in range(1, worksheet.max_column + 1):
            one, other = worksheet.cell(first, column), worksheet.cell(second, column)
            one.value, other.value = other.value, one.value
        worksheet.row_dimensions[first].hidden = True
        worksheet.column_dimensions["G"].hidden = True
        worksheet.auto_filter.ref = "B2:N5"

    changes = {"recommendations": {work.second_key: {"department": "Housing"}}}
    upload = back(changed(data, changes, sort), city, officer)
    assert rows_of(upload) == [("recommendations", work.second_key)]


def test_rows_sorted_without_their_hidden_numbers_are_refused(data, work, city, officer):
    def sort_all_but_the_key(file):
        worksheet, _columns, rows = sheet_of(file, "recommendations")
        first, second = rows[work.first_key], rows[work.second_key]
        for column in range(2, worksheet.max_column + 1):
            one, other = worksheet.cell(first, column), worksheet.cell(second, column)
            one.value, other.value = other.value, one.value

    found = differences(back(changed(data, {}, sort_all_but_the_key), city, officer))
    assert len(found) == 2
    assert all("moved against its hidden number" in row.problems[0] for row in found.values())


def test_tampered_and_copied_numbers_are_refused(data, work, city, officer, other_city, outsider):
    def tamper(file):
        worksheet, columns, rows = sheet_of(file, "steps")
        worksheet.cell(rows["n1"], columns["key"]).value = "s999999"
        worksheet.cell(rows["n2"], columns["key"]).value = work.key
        worksheet.cell(rows["n3"], columns["key"]).value = None
        worksheet.cell(rows["n3"], columns["title"]).value = "Without a number"

    upload = back(changed(data, {}, tamper), city, officer)
    problems = [" ".join(row.problems) for row in upload.rows.all()]
    assert len(problems) == 3
    assert "missing or unknown" in problems[0] and "missing or unknown" in problems[2]
    assert "copy of row" in problems[1]


def test_row_added_to_the_recommendations_is_refused(data, city, officer):
    def add(file):
        worksheet, _columns, _rows = sheet_of(file, "recommendations")
        worksheet.cell(worksheet.max_row + 1, 2).value = "999.1"

    (row,) = back(changed(data, {}, add), city, officer).rows.all()
    assert "missing or unknown" in row.problems[0]


def test_deleted_rows_columns_and_sheets_are_told_and_nothing_is_deleted(data, work, city, officer):
    def delete(file):
        worksheet, columns, rows = sheet_of(file, "recommendations")
        worksheet.delete_rows(rows[work.second_key])
        worksheet.delete_cols(columns["gap"])
        file.remove(sheet_of(file, "budget")[0])

    upload = back(changed(data, {}, delete), city, officer)
    assert rows_of(upload) == []
    told = " ".join(upload.notices)
    assert "120.2" in told and "What is still missing" in told and "“Budget” is not in the file" in told


def test_merged_cells_are_refused_not_taken_for_empty(data, work, city, officer):
    def merge(file):
        worksheet, columns, rows = sheet_of(file, "steps")
        row = rows[work.key]
        worksheet.merge_cells(None, row, columns["title"], row, columns["responsible"])

    row = differences(back(changed(data, {}, merge), city, officer))["steps", work.key]
    assert {cell.column.name for cell in row.cells} == {"kind", "responsible"}
    assert all("merged" in cell.problem for cell in row.cells)


@pytest.mark.parametrize(
    "sheet, column, value, words",
    [
        ("steps", "due_date", "soon", "no date"),
        ("steps", "due_date", "03/04/2026", "no date"),
        ("steps", "due_date", 12, "too far away"),
        ("steps", "status", "finished", "not in the list"),
        ("steps", "title", "x" * 201, "201 characters"),
        ("steps", "description", "x" * 5001, "5001 characters"),
        ("steps", "follow_ups", "120.1; 7.7", "no recommendation 7.7"),
        ("steps", "targets", 11.1, "any of 11.1; 11.10"),
        ("steps", "title", None, "must not be empty"),
        ("budget", "planned", "a lot", "Write a number"),
        ("budget", "planned", "1,234", "two ways"),
        ("budget", "planned", -5, "below zero"),
        ("budget", "year", 12, "four digits"),
        ("budget", "currency", "Euros", "5 characters"),
        ("notes", "step", "S99999", "number of a row"),
        ("notes", "date", "2026-03-11", "in the future"),
        ("values", "value", "many", "needs a number"),
        ("recommendations", "plain_reading", "word " * 41, "at most 40 words"),
        ("recommendations", "relevance", None, "must not be empty"),
    ],
)
def test_cell_that_cannot_be_read_says_why(data, work, city, officer, sheet, column, value, words):
    keys = {"steps": work.key, "budget": f"b{work.line.pk}", "notes": "n1", "values": f"v{work.value.pk}"}
    key = keys.get(sheet, work.first_key)
    row = differences(back(changed(data, {sheet: {key: {column: value}}}), city, officer))[sheet, key]
    assert any(words in sentence for sentence in row.problems), row.problems


@pytest.mark.parametrize(
    "value, plain",
    [
        ("1 234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("١٢٣٤٫٥", "1234.5"),
        (1234.505, "1234.51"),
        ("0.125", "0.13"),
    ],
)
def test_amounts_are_read_as_people_write_them(data, work, city, officer, value, plain):
    key = f"b{work.line.pk}"
    row = differences(back(changed(data, {"budget": {key: {"executed": value}}}), city, officer))["budget", key]
    assert row.values()["executed"] == plain


def test_damaged_and_foreign_files_are_refused(data):
    foreign = io.BytesIO()
    openpyxl.Workbook().save(foreign)
    for wrong in (b"", b"hello", data[: len(data) // 2], b"PK" + b"\0" * 100, foreign.getvalue()):
        with pytest.raises(workbooks.Unreadable):
            reading.read(wrong, LIMIT)


def test_macros_entities_and_bombs_are_refused(data, monkeypatch):
    def with_macro(name, content):
        return content.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main") if "Types" in name else content

    def with_entity(name, content):
        return (
            content.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet') if "sheet2" in name else content
        )

    def bomb(name, content):
        return content + b" " * 20_000_000 if "sheet2" in name else content

    def wide(name, content):
        spans = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        return content.replace(b"</worksheet>", spans) if "sheet2" in name else content

    for change in (with_macro, with_entity, bomb, wide):
        with pytest.raises(workbooks.Unreadable):
            reading.read(repacked(data, change), LIMIT)
    with pytest.raises(workbooks.Unreadable):
        reading.read(data, len(data) - 1)
    monkeypatch.setattr(opening, "MAX_CELLS", 10)
    with pytest.raises(workbooks.Unreadable):
        reading.read(data, LIMIT)


def test_lying_row_numbers_cost_nothing(data, work, city, officer):
    def lie(name, content):
        row = b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
        return content.replace(b"</sheetData>", row) if "sheet2" in name else content

    assert rows_of(back(repacked(data, lie), city, officer)) == []


def test_sheets_of_two_workbooks_are_refused(data, city, officer):
    def mix(file):
        worksheet, columns, _rows = sheet_of(file, "steps")
        worksheet.cell(marks(worksheet)[0], columns["key"]).value = "upr:steps:key:W-AAAA-AAAA"

    with pytest.raises(workbooks.Unreadable, match="several workbooks"):
        back(changed(data, {}, mix), city, officer)
