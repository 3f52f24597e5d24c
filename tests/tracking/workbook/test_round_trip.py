"""Out, through another program, and back in: what nobody changed is no difference, what somebody changed is read."""

import datetime
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests import factories
from tests.tracking.workbook.sheets import (
    applied,
    back,
    cell,
    changed,
    differences,
    made,
    sheet_of,
    through_libreoffice,
)
from tracking.models import BudgetLine, FollowUp, ImplementationStep, IndicatorValue, ProgressNote
from tracking.workbook import reading
from tracking.workbook.finding import rows_written

FORMULAS = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'quoted",
    "<r>rich</r>",
    "_x0041_",
    "\tTab",
    "{=1}",
    "https://x.example/",
]
FREE = ("description", "outcome", "strategy", "territory", "next_step")
NASTY = "؜مأوى ليلي: ٤٠ سريراً\n=SUM(A1)"


def everything(work):
    """Changes in every sheet, with every kind of value."""
    return {
        "recommendations": {
            work.first_key: {"status": "Planned", "department": "Housing office", "plain_reading": NASTY.strip()},
            work.second_key: {"relevance": "Not ours", "who_can": "The region"},
        },
        "steps": {
            work.key: {"due_date": datetime.date(2026, 9, 1), "outcome": "=1+1", "is_date_uncertain": "yes"},
            "n1": {
                "title": "مأوى جديد",
                "kind": "training, capacity building",
                "responsible": 12,
                "start_date": "2026-04-01",
                "follow_ups": "120.2; 120.10",
                "targets": "11.1",
                "status": "under way",
            },
        },
        "notes": {"n1": {"step": "N1", "date": datetime.datetime(2026, 3, 1), "text": "Begun.\nWell."}},
        "budget": {"n1": {"step": "N1", "year": 2026, "currency": "EUR", "planned": 1234.5, "marker": 2}},
        "values": {f"i{work.indicator.pk}": {"starts_on": "2026-01-01", "ends_on": "31.12.2026", "value": 45}},
    }


def words(work, data):
    """The choice words as the file's lists spell them."""
    changes = everything(work)
    changes["recommendations"][work.second_key]["relevance"] = str(FollowUp.Relevance.NOT_OURS.label)
    return changed(data, changes, then=as_text)


def as_text(file):
    """A text that begins with = stays a text."""
    for worksheet in file.worksheets:
        for row in worksheet.iter_rows():
            for found in row:
                if found.data_type == "f":
                    found.data_type = "s"


def assert_everything(work, officer):
    new = ImplementationStep.objects.get(title="مأوى جديد")
    assert (new.responsible, new.status, new.kind) == ("12", "under-way", "training")
    assert new.start_date == datetime.date(2026, 4, 1)
    assert sorted(new.follow_ups.values_list("recommendation__paragraph", flat=True)) == ["120.10", "120.2"]
    assert list(new.targets.values_list("code", flat=True)) == ["11.1"]
    assert new.added_by == officer
    work.step.refresh_from_db()
    assert (work.step.due_date, work.step.outcome) == (datetime.date(2026, 9, 1), "=1+1")
    assert work.step.is_date_uncertain
    assert work.step.description == "Forty beds.\nOpen all night."
    note = ProgressNote.objects.get()
    assert (note.step, note.date, note.text) == (new, datetime.date(2026, 3, 1), "Begun.\nWell.")
    line = BudgetLine.objects.get(step=new)
    assert (line.year, line.currency, line.planned, line.marker, line.source) == (2026, "EUR", 1234.5, 2, "own")
    assert IndicatorValue.objects.current().get(ends_on=datetime.date(2026, 12, 31)).number == 45
    followed = FollowUp.objects.get(recommendation=work.first)
    assert (followed.status, followed.department) == ("planned", "Housing office")
    assert followed.plain_reading == NASTY.strip()
    assert FollowUp.objects.get(recommendation=work.second).status == "not_applicable"


def test_unchanged_file_holds_no_difference(work, city, officer):
    _workbook, data = made(city, officer)
    upload = back(data, city, officer)
    assert (list(upload.rows.all()), upload.notices) == ([], [])


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_unchanged_file_saved_by_libreoffice_holds_no_difference(work, city, officer, tmp_path, language):
    work.step.outcome, work.step.next_step = "=1+1", "_x0041_ <r>x</r>"
    work.step.title, work.step.territory = "-5 % مأوى", "'quoted"
    work.step.description = "\n".join(["long"] * 900)
    work.step.save()
    _workbook, data = made(city, officer, language)
    upload = back(through_libreoffice(data, tmp_path), city, officer)
    assert (list(upload.rows.values_list("sheet", "key", "cells", "problems")), upload.notices) == ([], [])


def test_changes_of_every_kind_come_true(work, city, officer):
    _workbook, data = made(city, officer)
    upload = back(words(work, data), city, officer)
    found = differences(upload)
    assert {place: row.problems for place, row in found.items() if row.problems} == {}
    result = applied(upload, officer)
    assert (result.applied, result.refused, result.outdated) == (len(found), 0, 0)
    assert_everything(work, officer)


def test_changes_saved_by_libreoffice_come_true(work, city, officer, tmp_path):
    _workbook, data = made(city, officer)
    upload = back(through_libreoffice(words(work, data), tmp_path), city, officer)
    assert applied(upload, officer).refused == 0
    assert_everything(work, officer)


def test_words_of_another_language_are_read(work, city, officer):
    _workbook, data = made(city, officer, "es")
    upload = back(changed(data, {"steps": {work.key: {"status": "DONE ", "end_date": "2026-03-01"}}}), city, officer)
    assert differences(upload)["steps", work.key].values()["status"] == "done"


def test_text_is_never_a_formula_in_the_file(work, city, officer):
    for text in FORMULAS:
        work.step.outcome = text
        work.step.save()
        _workbook, data = made(city, officer)
        found = cell(data, "steps", work.key, "outcome", data_only=False)
        assert found.data_type == "s"
        assert found.quotePrefix
        assert found.number_format == "@"


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(FORMULAS)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.tuples(*[TEXTS] * len(FREE)))
def test_any_text_comes_back_as_it_went(work, city, officer, texts):
    ImplementationStep.objects.filter(pk=work.step.pk).update(**dict(zip(FREE, texts, strict=True)))
    workbook, data = made(city, officer)
    rows, notices = rows_written(reading.read(data, 10**7), workbook)
    assert ([row.cells for row in rows], notices) == ([], [])


def test_formulas_give_their_result_and_say_so(work, city, officer, tmp_path):
    _workbook, data = made(city, officer)
    formulas = {
        "steps": {work.key: {"due_date": "=DATE(2026,5,1)+1", "title": '="Open "&"shelters"'}},
        "budget": {f"b{work.line.pk}": {"executed": "=100*3+0.5"}},
    }
    raw = changed(data, formulas)
    upload = back(raw, city, officer)
    row = differences(upload)["steps", work.key]
    assert row.problems and all("formula" in cell.problem for cell in row.cells)
    row = differences(back(through_libreoffice(raw, tmp_path), city, officer))
    assert row["steps", work.key].values()["due_date"] == "2026-05-02"
    assert row["steps", work.key].values()["title"] == "Open shelters"
    assert row["budget", f"b{work.line.pk}"].values()["executed"] == "300.5"
    assert all(cell.notice for cell in row["steps", work.key].cells)


def test_failed_formula_says_so(work, city, officer, tmp_path):
    _workbook, data = made(city, officer)
    raw = changed(data, {"steps": {work.key: {"title": "=1/0"}}})
    row = differences(back(through_libreoffice(raw, tmp_path), city, officer))["steps", work.key]
    assert "#DIV/0!" in row.problems[0]


def test_days_counted_from_1904_are_read(work, city, officer):
    _workbook, data = made(city, officer)

    def epoch(file):
        file.epoch = CALENDAR_MAC_1904
        worksheet, columns, rows = sheet_of(file, "steps")
        worksheet.cell(rows[work.key], columns["end_date"]).number_format = "General"
        worksheet.cell(rows[work.key], columns["end_date"]).value = 44619  # days since 1904

    upload = back(changed(data, {"steps": {work.key: {"due_date": datetime.date(2026, 7, 1)}}}, epoch), city, officer)
    values = differences(upload)["steps", work.key].values()
    assert (values["due_date"], values["end_date"]) == ("2026-07-01", "2026-02-28")


def test_arabic_workbook_runs_from_right_to_left(work, city, officer):
    _workbook, data = made(city, officer, "ar")
    file = openpyxl.load_workbook(io.BytesIO(data))
    assert all(worksheet.sheet_view.rightToLeft for worksheet in file.worksheets)
    _workbook, data = made(city, officer, "en")
    assert not any(w.sheet_view.rightToLeft for w in openpyxl.load_workbook(io.BytesIO(data)).worksheets)


def test_step_of_an_earlier_review_keeps_its_recommendations(work, city, officer, state):
    older = factories.recommendation(factories.review(state, 3, review_date=datetime.date(2019, 5, 1)), "100.1")
    work.step.follow_ups.add(factories.follow_up(city, older, officer))
    _workbook, data = made(city, officer)
    applied(back(changed(data, {"steps": {work.key: {"follow_ups": "120.2"}}}), city, officer), officer)
    paragraphs = work.step.follow_ups.values_list("recommendation__paragraph", flat=True)
    assert sorted(paragraphs) == ["100.1", "120.2"]
