"""What hangs on a step: each constraint from both sides, saving by section, notes, hints."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models

DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


def row(step, related, fields):
    """A row under the step, with what it needs at least."""
    least = {
        "partners": {"kind": "academia", "name": "University"},
        "challenges": {"kind": "funds"},
        "outputs": {"label": "Courses", "number": 12},
        "people_reached": {"number": 300},
        "budget_lines": {"year": 2026, "currency": "EUR", "planned": 1000},
        "progress_notes": {"date": DAY, "text": "Begun", "added_by": step.added_by, "added_at": factories.NOW},
    }[related]
    return getattr(step, related).create(**{**least, **fields})


@pytest.mark.parametrize(
    ("related", "fields", "constraint"),
    [
        ("partners", {"name": ""}, "step_partner_has_a_name"),
        ("outputs", {"label": ""}, "step_output_has_a_label"),
        ("outputs", {"number": -1}, "step_output_not_negative"),
        ("people_reached", {"dimension": "sex"}, "people_reached_category_with_its_dimension"),
        ("people_reached", {"category": "women"}, "people_reached_category_with_its_dimension"),
        ("budget_lines", {"planned": None}, "budget_line_has_an_amount"),
        ("budget_lines", {"planned": None, "revised": 5}, "budget_line_has_an_amount"),
        ("budget_lines", {"planned": -1}, "budget_line_amounts_not_negative"),
        ("budget_lines", {"revised": -1}, "budget_line_amounts_not_negative"),
        ("budget_lines", {"executed": -1}, "budget_line_amounts_not_negative"),
        ("budget_lines", {"year": 1989}, "budget_line_year_is_plausible"),
        ("budget_lines", {"year": 2101}, "budget_line_year_is_plausible"),
        ("budget_lines", {"currency": "eur"}, "budget_line_currency_has_three_letters"),
        ("budget_lines", {"currency": "EU"}, "budget_line_currency_has_three_letters"),
        ("progress_notes", {"text": ""}, "progress_note_says_something"),
    ],
)
def test_half_made_row_is_refused_by_the_database(related, fields, constraint, step):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(step, related, fields)


@pytest.mark.parametrize(
    ("related", "fields"),
    [
        ("partners", {"part": "Trains"}),
        ("outputs", {"number": 0}),
        ("people_reached", {}),
        ("people_reached", {"dimension": "sex", "category": "women"}),
        ("budget_lines", {"executed": 0}),
        ("budget_lines", {"planned": None, "executed": 5}),
        ("budget_lines", {"year": 1990}),
        ("budget_lines", {"year": 2100, "revised": 0}),
        ("progress_notes", {}),
    ],
)
def test_whole_row_is_taken(related, fields, step):
    assert row(step, related, fields).pk


@pytest.mark.parametrize(
    ("related", "again", "other"),
    [
        ("partners", {"kind": "business"}, {"name": "Chamber"}),
        ("challenges", {"explanation": "Again"}, {"kind": "staff"}),
        ("people_reached", {"number": 5}, {"unit": "households"}),
        ("budget_lines", {"planned": 5}, {"source": "donor"}),
    ],
)
def test_row_stands_once_for_each_thing(related, again, other, step):
    row(step, related, {})
    assert row(step, related, other).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        row(step, related, again)


@pytest.mark.parametrize("fields", [{"credit_key": "step-1"}, {"credit_title": "A"}, {"credit_address": "https://a"}])
def test_half_a_credit_is_refused(fields, city, officer):
    with pytest.raises(IntegrityError, match="step_credit_is_whole"), transaction.atomic():
        factories.step(city, officer, **fields)
    assert factories.step(city, officer, credit_key="step-1", credit_title="A", credit_address="https://a").pk


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        ({"planned": 200, "executed": 50}, Decimal("0.25")),
        ({"planned": 200, "revised": 100, "executed": 50}, Decimal("0.5")),
        ({"planned": 200}, None),
        ({"executed": 50}, None),
        ({"planned": 0, "executed": 50}, None),
    ],
)
def test_execution_rate_is_of_the_plan_as_it_stands(fields, rate):
    amounts = {name: Decimal(value) for name, value in fields.items()}
    assert models.BudgetLine(year=2026, currency="EUR", **amounts).execution_rate == rate


def test_save_section_replaces_rows_keeps_their_keys_and_counts_them_in_the_event(step, officer, approver, now):
    kept, gone = (row(step, "partners", {"name": name}) for name in ("Kept", "Gone"))
    group = factories.group()
    step.resources = "no"
    wanted = [{"name": "Kept", "kind": "business", "part": "Pays"}, {"name": "New", "kind": "other", "part": ""}]
    wanted.append({"name": "Newer", "kind": "other", "part": ""})
    step.save_section(
        "place", by=approver, now=now, links={"groups": [group]}, rows={"partners": wanted}, on_behalf_of="Housing"
    )
    rows = {partner.name: partner for partner in step.partners.all()}
    assert (set(rows), rows["Kept"].pk, rows["Kept"].part) == ({"Kept", "New", "Newer"}, kept.pk, "Pays")
    assert not models.StepPartner.objects.filter(pk=gone.pk).exists()
    assert list(step.groups.all()) == [group]
    event = models.Event.objects.get()
    assert (event.verb, event.by, event.on_behalf_of) == ("changed", approver, "Housing")
    assert (event.before, event.after) == ({"partners": 2}, {"resources": "no", "partners": 3, "section": "place"})
    step.refresh_from_db()
    assert (step.updated_by, step.added_by) == (approver, officer)


def test_save_section_refused_by_the_database_leaves_everything_as_it_was(step, officer, now):
    row(step, "outputs", {})
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save_section("results", by=officer, now=now, rows={"outputs": [{"label": "", "unit": "", "number": 1}]})
    assert step.outputs.get().label == "Courses"
    assert not models.Event.objects.exists()


@pytest.mark.parametrize(("date", "is_fresh"), [(DAY, True), (datetime.date(2025, 3, 9), False)])
def test_note_counts_as_update_and_refreshes_what_is_ongoing(date, is_fresh, step, approver, now, today):
    long_ago = now - datetime.timedelta(days=500)
    models.FollowUp.objects.update(status="ongoing", updated_at=long_ago)
    models.ImplementationStep.objects.update(updated_at=long_ago)
    models.ProgressNote(step=step, date=date, text="12 new beds", on_behalf_of="Shelter").add(by=approver, now=now)
    step.refresh_from_db()
    assert (step.updated_at, step.updated_by) == (now, approver)
    assert models.FollowUp.objects.get().is_stale(today) is not is_fresh
    event = models.Event.objects.get()
    assert (event.verb, event.on_behalf_of, event.after) == ("noted", "Shelter", {"date": str(date)})


def test_note_leaves_other_statuses_as_old_as_they_are(step, approver, now):
    long_ago = now - datetime.timedelta(days=500)
    models.FollowUp.objects.update(status="in_progress", updated_at=long_ago)
    models.ProgressNote(step=step, date=DAY, text="News").add(by=approver, now=now)
    assert models.FollowUp.objects.get().updated_at == long_ago


def hinted(step, today):
    return [section.value for section, _sentence in models.ImplementationStep.objects.for_detail().get().hints(today)]


def test_hints_name_what_is_missing_and_fall_silent(step, officer, today):
    assert hinted(step, today) == ["basics", "place", "place", "money"]
    models.ImplementationStep.objects.update(
        description="d", participation="p", resources="yes", is_embedded=True, status="under-way", outcome="o"
    )
    step.groups.add(factories.group())
    factories.evidence(step, officer)
    assert hinted(step, today) == []


@pytest.mark.parametrize(
    ("fields", "section", "is_hinted"),
    [
        ({"status": "done", "end_date": DAY}, "lessons", True),
        ({"status": "done", "end_date": DAY, "lesson": "l"}, "lessons", False),
        ({"status": "stopped", "lesson": "l"}, "lessons", True),
        ({"status": "under-way"}, "notes", False),
        ({"status": "under-way", "updated_at": factories.NOW - datetime.timedelta(days=200)}, "notes", True),
        ({"status": "under-way"}, "evidence", True),
        ({"status": "planned"}, "evidence", False),
        ({"status": "under-way"}, "results", True),
    ],
)
def test_hints_fit_the_status(fields, section, is_hinted, step, today):
    models.ImplementationStep.objects.update(**fields)
    assert (section in hinted(step, today)) is is_hinted


def test_copied_step_is_told_as_taken_over_and_found_by_its_model(city, officer, recommendation, now):
    step = models.ImplementationStep(local_government=city, title="Ours", kind="law", responsible="Council")
    step.credit_key, step.credit_title, step.credit_address = "step-7", "Borealis: Theirs", "https://example.org"
    step.save_work([recommendation], by=officer, now=now)
    event = models.Event.objects.about(step).get()
    assert (event.verb, event.after["credit_key"]) == ("copied", "step-7")
    assert list(models.ImplementationStep.objects.modelled_on("step-7")) == [step]
    assert not models.ImplementationStep.objects.modelled_on("step-70").exists()


def test_unfunded_are_open_steps_marked_so(city, officer):
    open_one = factories.step(city, officer, resources="no")
    factories.step(city, officer, resources="no", status="stopped")
    factories.step(city, officer, resources="partly")
    assert list(models.ImplementationStep.objects.unfunded()) == [open_one]
