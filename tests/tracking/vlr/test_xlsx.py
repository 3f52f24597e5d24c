"""The spreadsheet by SDG target, opened again: a line for every target, real dates, no formulas."""

import datetime
import io

import openpyxl
import pytest
from django.utils.translation import override

from tracking.vlr import xlsx
from tracking.vlr.content import GoalEntry, IndicatorEntry, SdgContent, StepEntry, TargetEntry

DAY = datetime.date(2026, 3, 10)


def step(**fields):
    values = {
        "title": "Night shelter",
        "kind": "Public service",
        "status": "Done",
        "starts_on": DAY,
        "due_on": None,
        "ended_on": DAY,
        "result": "40 beds",
        "paragraphs": ("120.1", "120.9"),
        "visibility": "Public",
        "url": "/en/steps/1/",
    }
    return StepEntry(**{**values, **fields})


def indicator(**fields):
    values = {
        "code": "I-1",
        "name": "Evictions",
        "kind": "Outcome",
        "sdg_indicator": "11.1.1",
        "value": "90 households",
        "period": "2025",
        "visibility": "Internal",
        "url": "/en/indicators/1/",
    }
    return IndicatorEntry(**{**values, **fields})


@pytest.fixture
def content():
    goals = (
        GoalEntry(4, "Education", (TargetEntry("4.10", "Teachers", (), ()),), (step(title="Goal only"),)),
        GoalEntry(11, "Cities", (TargetEntry("11.1", "Homes", (step(),), (indicator(),)),), ()),
    )
    other = (step(title='=HYPERLINK("https://example.org")', paragraphs=()),)
    return SdgContent(
        "Altamira", "Lumeria", "en", DAY, False, goals, other, (indicator(name="@odd", sdg_indicator=""),)
    )


def opened(content):
    file = io.BytesIO()
    xlsx.render(content, file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def test_every_target_has_a_line_and_empty_ones_say_so(content):
    sheet = opened(content)["Steps"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("4 Education", "4.10", "nothing recorded"),
        ("4 Education", None, "Goal only"),
        ("11 Cities", "11.1", "Night shelter"),
        ("no goal named", None, '=HYPERLINK("https://example.org")'),
    ]
    assert rows[2][6] == datetime.datetime(2026, 3, 10)
    assert rows[2][9:] == ["40 beds", "120.1, 120.9", "Public"]


def test_codes_stay_text_and_nothing_is_a_formula(content):
    book = opened(content)
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert book["Steps"]["B2"].value == "4.10"
    assert [row[3].value for row in book["Indicators"].iter_rows(min_row=2)] == ["I-1 Evictions", "I-1 @odd"]


def test_sheets_run_right_to_left_in_arabic(content):
    arabic = SdgContent(**{name: getattr(content, name) for name in content.__slots__} | {"language": "ar"})
    with override("ar"):
        assert all(sheet.sheet_view.rightToLeft for sheet in opened(arabic))
    assert not any(sheet.sheet_view.rightToLeft for sheet in opened(content))


def test_same_content_gives_the_same_bytes(content):
    first, second = io.BytesIO(), io.BytesIO()
    xlsx.render(content, first)
    xlsx.render(content, second)
    assert first.getvalue() == second.getvalue()
