"""Opens, changes and re-saves workbooks as people do: by another library, and by LibreOffice."""

import datetime
import io
import os
import shutil
import subprocess
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tracking import workbook as workbooks
from tracking.models import BudgetLine, Indicator, IndicatorValue, Right


def made(city, by, language="en"):
    """(Workbook, bytes) of a download."""
    return workbooks.make(city, language=language, by=by, now=factories.NOW)


def marks(worksheet):
    """(row, code, {column: number}) of the hidden row that names the columns, or None."""
    for row in worksheet.iter_rows(max_row=20):
        parts = {cell.column: str(cell.value or "").split(":") for cell in row}
        found = {words[2]: column for column, words in parts.items() if words[0] == "upr" and len(words) > 2}
        if found:
            return row[0].row, next(words[1] for words in parts.values() if len(words) > 2), found
    return None


def sheet_of(file, code):
    """(worksheet, {column: number}, {key: row}) of one of our sheets."""
    for worksheet in file.worksheets:
        found = marks(worksheet)
        if found and found[1] == code:
            rows = {
                worksheet.cell(number, found[2]["key"]).value: number
                for number in range(found[0] + 2, worksheet.max_row + 1)
            }
            return worksheet, found[2], rows
    raise KeyError(code)


def changed(data, changes, then=None):
    """The bytes of a file with {sheet: {key: {column: value}}} written in it; `then` does anything else with it."""
    file = openpyxl.load_workbook(io.BytesIO(data))
    for code, rows in changes.items():
        worksheet, columns, numbers = sheet_of(file, code)
        for key, values in rows.items():
            for name, value in values.items():
                worksheet.cell(numbers[key], columns[name]).value = value
    if then:
        then(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def cell(data, code, key, column, data_only=True):
    """The cell of a file."""
    worksheet, columns, numbers = sheet_of(openpyxl.load_workbook(io.BytesIO(data), data_only=data_only), code)
    return worksheet.cell(numbers[key], columns[column])


def back(data, city, by, name="workbook.xlsx", now=factories.NOW):
    """The WorkbookUpload of a file that comes back."""
    return workbooks.receive(SimpleUploadedFile(name, data), government=city, by=by, now=now)


def differences(upload):
    """{(sheet, key): RowDifference} of an upload."""
    rows = workbooks.compare(upload, today=factories.NOW.date()).rows
    return {(row.sheet.code, row.row.key): row for row in rows}


def applied(upload, by, taken=(), is_checked=False, only=None, now=factories.NOW):
    """The Result of confirming all rows of an upload, or `only` those (sheet, key)."""
    decisions = {
        row.row.pk: workbooks.Decision(row.seal, frozenset(taken), is_checked)
        for place, row in differences(upload).items()
        if only is None or place in only
    }
    return workbooks.apply(upload, decisions, by=by, now=now)


def through_libreoffice(data, folder):
    """The same file, opened and saved again by LibreOffice; skips the test where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source, target = folder / "in.xlsx", folder / "out"
    source.write_bytes(data)
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ]
        + ["--outdir", str(target), str(source)],
        check=True,
        timeout=180,
        capture_output=True,
        env={**os.environ, "HOME": str(folder)},
    )
    return (target / "in.xlsx").read_bytes()


def work_of(city, officer, review):
    """The city's recommendations 120.1 (followed, with a step), 120.2 and 120.10, a budget line and an indicator."""
    first, second, tenth = (factories.recommendation(review, f"120.{number}") for number in (1, 2, 10))
    follow_up = factories.follow_up(city, first, officer, plain_reading="Build homes.")
    step = factories.step(city, officer, [follow_up], description="Forty beds.\nOpen all night.")
    step.targets.add(factories.target("11.1"))
    factories.target("11.10")
    line = BudgetLine.objects.create(step=step, year=2026, currency="EUR", planned=Decimal("1200000.50"))
    right = Right.objects.create(code="housing", labels={"en": "Housing"})
    indicator = Indicator(local_government=city, code="H1", name="Beds", kind="process", right=right)
    indicator.save_sheet(by=officer, now=factories.NOW)
    value = IndicatorValue(
        indicator=indicator,
        starts_on=datetime.date(2025, 1, 1),
        ends_on=datetime.date(2025, 12, 31),
        number=Decimal("40"),
    )
    value.record(by=officer, now=factories.NOW)
    return SimpleNamespace(
        first=first,
        second=second,
        tenth=tenth,
        follow_up=follow_up,
        step=step,
        line=line,
        indicator=indicator,
        value=value,
        key=f"s{step.pk}",
        first_key=f"r{first.pk}",
        second_key=f"r{second.pk}",
    )
