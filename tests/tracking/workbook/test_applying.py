"""What becomes true: conflicts, repeats, refusals, what is public, and two who press at once."""

import datetime
import io
import threading

import openpyxl
import pytest
from django.db import connection, transaction

from tests import factories
from tests.tracking.workbook.sheets import applied, back, changed, differences, made, marks, sheet_of
from tracking import workbook as workbooks
from tracking.forms import followup, publishing
from tracking.models import (
    BudgetLine,
    Event,
    FollowUp,
    ImplementationStep,
    IndicatorValue,
    ProgressNote,
    SecondReading,
    Workbook,
    WorkbookUpload,
)
from tracking.models.workbook import KEPT
from tracking.workbook import layout, rules
from tracking.workbook.comparing import Outcome

NEW_STEP = {"title": "Rent rules", "kind": "law, by-law or regulation", "responsible": "Council", "follow_ups": "120.2"}


@pytest.fixture
def data(work, city, officer):
    return made(city, officer)[1]


def test_three_ways_of_a_cell(data, work, city, officer):
    changes = {"title": "File", "outcome": "Same on both", "territory": "North"}
    upload = back(changed(data, {"steps": {work.key: changes}}), city, officer)
    work.step.title, work.step.outcome, work.step.strategy = "Site", "Same on both", "Only the site"
    work.step.save_work([work.first], by=officer, now=factories.NOW)
    row = differences(upload)["steps", work.key]
    outcomes = {cell.column.name: cell.outcome for cell in row.cells}
    assert outcomes == {"title": Outcome.CONFLICT, "outcome": Outcome.SAME, "territory": Outcome.CHANGED}
    title = next(cell for cell in row.cells if cell.column.name == "title")
    assert (title.downloaded, title.before, title.after) == ("Open a night shelter", "Site", "File")
    applied(upload, officer)
    work.step.refresh_from_db()
    assert (work.step.title, work.step.territory, work.step.strategy) == ("Site", "North", "Only the site")


def test_conflict_is_won_by_the_file_where_the_person_says_so(data, work, city, officer):
    upload = back(changed(data, {"steps": {work.key: {"title": "File"}}}), city, officer)
    ImplementationStep.objects.update(title="Site")
    assert applied(upload, officer, taken={"title"}).applied == 1
    work.step.refresh_from_db()
    assert work.step.title == "File"


def test_row_that_changed_since_it_was_shown_is_left(data, work, city, officer):
    upload = back(changed(data, {"steps": {work.key: {"title": "File"}}}), city, officer)
    decisions = {row.row.pk: workbooks.Decision(row.seal) for row in differences(upload).values()}
    ImplementationStep.objects.update(title="Site")
    result = workbooks.apply(upload, decisions, by=officer, now=factories.NOW)
    assert (result.applied, result.outdated) == (0, 1)
    upload.refresh_from_db()
    assert upload.is_waiting


def test_file_that_goes_on_after_applying_makes_no_second_step(data, work, city, officer):
    first = changed(
        data, {"steps": {"n1": NEW_STEP}, "notes": {"n1": {"step": "N1", "date": "2026-03-01", "text": "One"}}}
    )
    applied(back(first, city, officer), officer)
    second = changed(first, {"steps": {"n1": {"title": "Rent rules, second"}, "n2": NEW_STEP}})
    upload = back(second, city, officer)
    assert set(differences(upload)) == {("steps", "n1"), ("steps", "n2")}
    assert applied(upload, officer).applied == 2
    assert sorted(ImplementationStep.objects.exclude(pk=work.step.pk).values_list("title", flat=True)) == [
        "Rent rules",
        "Rent rules, second",
    ]
    assert ProgressNote.objects.count() == 1


def test_same_bytes_are_received_once(data, work, city, officer):
    data = changed(data, {"steps": {work.key: {"title": "File"}}})
    upload = back(data, city, officer)
    with pytest.raises(workbooks.AlreadyReceived) as caught:
        back(data, city, officer)
    assert caught.value.earlier == upload


def test_declined_change_does_not_come_again(data, work, city, officer):
    first = changed(data, {"steps": {work.key: {"title": "File"}}})
    upload = back(first, city, officer)
    ImplementationStep.objects.update(title="Site")
    applied(upload, officer)
    again = back(changed(first, {"steps": {work.key: {"territory": "North"}}}), city, officer)
    assert set(differences(again)["steps", work.key].written) == {"territory"}


def test_faulty_row_is_refused_whole_and_the_others_come_true(data, work, city, officer):
    changes = {
        "steps": {
            work.key: {"title": "New title", "due_date": "2026-01-01", "start_date": "2026-02-01"},
            "n1": NEW_STEP,
        }
    }
    result = applied(back(changed(data, changes), city, officer), officer)
    assert (result.applied, result.refused) == (1, 1)
    work.step.refresh_from_db()
    assert work.step.title == "Open a night shelter"
    assert ImplementationStep.objects.filter(title="Rent rules").exists()


def test_crash_half_way_leaves_nothing(data, work, city, officer, monkeypatch):
    changes = {"steps": {"n1": NEW_STEP}, "recommendations": {work.first_key: {"department": "Housing"}}}
    upload = back(changed(data, changes), city, officer)

    def crash(*args, **kwargs):
        raise OSError("no room left")

    monkeypatch.setattr(FollowUp, "set_status", crash)
    with pytest.raises(OSError):
        applied(upload, officer)
    assert ImplementationStep.objects.count() == 1
    upload.refresh_from_db()
    assert upload.is_waiting and not upload.rows.exclude(applied_at=None).exists()


def test_status_follows_the_rules_of_follow_ups(data, work, city, officer):
    changes = {work.first_key: {"status": "Implemented", "ended_on": "2026-03-01", "outcome": "Forty beds."}}
    upload = back(changed(data, {"recommendations": changes}), city, officer)
    (row,) = differences(upload).values()
    assert "evidence" in row.problems[0]
    factories.evidence(work.step, officer)
    assert applied(upload, officer).applied == 1
    assert FollowUp.objects.get(pk=work.follow_up.pk).status == "implemented"


def test_status_may_rest_on_a_step_of_the_same_file(data, work, city, officer):
    changes = {
        "recommendations": {work.second_key: {"relevance": "Helpful: we can add to it", "status": "In progress"}},
        "steps": {"n7": {**NEW_STEP, "status": "under way"}},
    }
    assert applied(back(changed(data, changes), city, officer), officer).applied == 2
    assert FollowUp.objects.get(recommendation=work.second).status == "in_progress"


def test_note_on_a_step_that_was_not_ticked_says_so(data, work, city, officer):
    changes = {"steps": {"n1": NEW_STEP}, "notes": {"n1": {"step": "N1", "date": "2026-03-01", "text": "Begun"}}}
    upload = back(changed(data, changes), city, officer)
    assert applied(upload, officer, only=[("notes", "n1")]).refused == 1
    assert "N1" in upload.rows.get(sheet="notes").refusals[0]
    assert applied(upload, officer).applied == 2


def test_every_change_writes_its_events_by_the_person(data, work, city, approver, officer):
    changes = {
        "steps": {work.key: {"due_date": "2026-08-01"}},
        "recommendations": {work.second_key: {"relevance": "necessary"}},
    }
    upload = back(changed(data, changes), city, officer)
    applied(upload, approver)
    events = Event.objects.filter(by=approver)
    assert set(events.values_list("verb", flat=True)) == {"changed", "triaged", "imported"}
    assert Event.objects.about(upload).get().after == {"rows": 2}
    assert set(events.values_list("local_government", flat=True)) == {city.pk}


def test_budget_line_changes_without_losing_what_the_sheet_does_not_show(data, work, city, officer):
    BudgetLine.objects.update(note="From the mayor's fund")
    upload = back(changed(data, {"budget": {f"b{work.line.pk}": {"year": 2027, "executed": 10}}}), city, officer)
    assert applied(upload, officer).applied == 1
    line = BudgetLine.objects.get()
    assert (line.year, line.executed, line.note, line.planned) == (2027, 10, "From the mayor's fund", work.line.planned)


def test_budget_line_twice_is_refused(data, work, city, officer):
    new = {"step": work.key.upper(), "year": 2026, "currency": "EUR", "planned": 1}
    (row,) = differences(back(changed(data, {"budget": {"n1": new}}), city, officer)).values()
    assert "same year" in row.problems[0]


def test_indicator_value_is_corrected_and_the_old_one_stays(data, work, city, officer):
    key = f"v{work.value.pk}"
    first = changed(data, {"values": {key: {"value": 44}}})
    applied(back(first, city, officer), officer)
    assert list(IndicatorValue.objects.current().values_list("number", "corrects")) == [(44, work.value.pk)]
    applied(back(changed(first, {"values": {key: {"value": 45}}}), city, officer), officer)
    assert (IndicatorValue.objects.current().get().number, IndicatorValue.objects.count()) == (45, 3)


def test_missing_value_is_an_answer(data, work, city, officer):
    key = f"i{work.indicator.pk}"
    new = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "reason": "no money to collect it", "plan": "A survey."}
    upload = back(changed(data, {"values": {key: new}}), city, officer)
    assert (applied(upload, officer).applied, upload.rows.get().refusals) == (1, [])
    value = IndicatorValue.objects.current().get(ends_on=datetime.date(2026, 12, 31))
    assert (value.reason, value.plan, value.number) == ("no-budget", "A survey.", None)


def test_public_row_that_may_point_to_a_person_needs_the_tick(data, work, city, officer):
    changes = {work.key: {"visibility": "public", "outcome": "Call Ana at +34 600 123 456"}}
    upload = back(changed(data, {"steps": changes}), city, officer)
    assert differences(upload)["steps", work.key].findings
    assert applied(upload, officer).refused == 1
    assert applied(upload, officer, is_checked=True).applied == 1
    work.step.refresh_from_db()
    assert work.step.is_public


def test_sensitive_topic_waits_for_a_second_reader(data, work, city, officer):
    type(work.first).objects.update(is_sensitive=True)
    changes = {
        "steps": {work.key: {"visibility": "public"}},
        "recommendations": {work.first_key: {"visibility": "public"}},
    }
    result = applied(back(changed(data, changes), city, officer), officer)
    assert (result.applied, result.held_back) == (2, 2)
    work.step.refresh_from_db()
    work.follow_up.refresh_from_db()
    assert (work.step.visibility, work.follow_up.visibility) == ("internal", "internal")
    assert SecondReading.objects.open().count() == 2


def test_note_on_a_public_sensitive_step_takes_it_back(data, work, city, officer):
    type(work.first).objects.update(is_sensitive=True)
    ImplementationStep.objects.update(visibility="public")
    note = {"n1": {"step": work.key.upper(), "date": "2026-03-01", "text": "New words"}}
    assert applied(back(changed(data, {"notes": note}), city, officer), officer).held_back == 1
    work.step.refresh_from_db()
    assert not work.step.is_public


def test_row_removed_on_the_site_is_told(data, work, city, officer):
    upload = back(changed(data, {"steps": {work.key: {"title": "File"}}}), city, officer)
    work.line.delete()
    work.step.delete()
    (row,) = differences(upload).values()
    assert "removed or replaced" in row.problems[0]
    assert applied(upload, officer).refused == 1


def test_reasons_come_back_in_the_same_file_and_it_can_be_used_again(data, work, city, officer):
    def add_own_sheet(file):
        file.create_sheet("Ours").append(["stays"])

    faulty = {"steps": {work.key: {"due_date": "soon", "outcome": "=1+1"}, "n1": NEW_STEP}}
    raw = changed(data, faulty, add_own_sheet)
    upload = back(raw, city, officer)
    out = workbooks.returned(raw, workbooks.reasons_of(workbooks.compare(upload, today=factories.NOW.date())))
    file = openpyxl.load_workbook(io.BytesIO(out))
    worksheet, columns, rows = sheet_of(file, "steps")
    reason = worksheet.cell(rows[work.key], columns["refusal"])
    assert "Write it like 2026-03-31" in reason.value and reason.data_type == "s"
    assert columns["refusal"] == max(columns.values())
    assert not worksheet.cell(rows["n1"], columns["refusal"]).value
    assert file["Ours"]["A1"].value == "stays"
    assert worksheet.protection.sheet and worksheet.data_validations.dataValidation
    right = changed(out, {"steps": {work.key: {"due_date": "2026-09-01", "outcome": "Fine"}}})
    again = back(right, city, officer)
    assert applied(again, officer).applied == 2
    cleared = workbooks.returned(right, {})
    assert (
        not sheet_of(openpyxl.load_workbook(io.BytesIO(cleared)), "steps")[0]
        .cell(rows[work.key], columns["refusal"])
        .value
    )


def test_expired_workbook_is_refused_and_forgotten(data, work, city, officer, django_capture_on_commit_callbacks):
    back(changed(data, {"steps": {work.key: {"title": "File"}}}), city, officer)
    later = factories.NOW + KEPT + datetime.timedelta(days=1)
    with pytest.raises(workbooks.Unreadable, match="too long ago"):
        back(data, city, officer, now=later)
    with django_capture_on_commit_callbacks(execute=True):
        workbooks.make(city, language="en", by=officer, now=later)
    assert (Workbook.objects.count(), WorkbookUpload.objects.count()) == (1, 0)


def test_headings_are_locked_and_cells_are_open(data, work):
    worksheet, columns, rows = sheet_of(openpyxl.load_workbook(io.BytesIO(data)), "steps")
    assert worksheet.protection.sheet and not worksheet.protection.password
    assert worksheet.cell(marks(worksheet)[0] + 1, columns["title"]).protection.locked
    assert worksheet.cell(rows[work.key], columns["key"]).protection.locked
    assert not worksheet.cell(rows[work.key], columns["title"]).protection.locked
    assert not worksheet.cell(rows["n50"], columns["title"]).protection.locked
    assert worksheet.column_dimensions["A"].hidden and worksheet.row_dimensions[1].hidden
    assert worksheet.freeze_panes == "D3" and worksheet.print_title_rows == "$1:$2"
    assert worksheet.page_setup.orientation == "landscape" and worksheet.page_setup.paperSize == 9


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_make_one_step(work, city, officer, approver):
    upload = back(changed(made(city, officer)[1], {"steps": {"n1": NEW_STEP}}), city, officer)
    decisions = {row.row.pk: workbooks.Decision(row.seal) for row in differences(upload).values()}
    results, gate = [], threading.Barrier(2)

    def confirm(person):
        gate.wait()
        with transaction.atomic():
            results.append(workbooks.apply(upload, decisions, by=person, now=factories.NOW).applied)
        connection.close()

    threads = [threading.Thread(target=confirm, args=[person]) for person in (officer, approver)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [0, 1]
    assert ImplementationStep.objects.filter(title="Rent rules").count() == 1


def test_no_column_has_the_code_of_the_reasons():
    assert all(sheet.column(name) is None for sheet in layout.SHEETS for name in (layout.REASON, layout.KEY))


def test_limits_are_those_of_the_forms():
    assert layout.LONGEST_TEXT == publishing.LONGEST_TEXT
    assert rules.WORDS_OF_READING == followup.WORDS_OF_READING
