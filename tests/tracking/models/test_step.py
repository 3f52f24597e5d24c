"""Steps and evidence: constraints with their refused middle, saving with events, removal with care."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, Evidence, FollowUp, ImplementationStep

DAY = datetime.date(2026, 3, 10)
BEFORE = datetime.date(2026, 3, 9)


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)


@pytest.fixture
def step(city, officer, follow_up):
    return factories.step(city, officer, [follow_up])


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "step_title_not_empty"),
        ({"start_date": DAY, "due_date": BEFORE}, "step_due_after_start"),
        ({"start_date": DAY, "end_date": BEFORE}, "step_ended_after_start"),
        ({"status": "done"}, "step_done_has_end_date"),
    ],
)
def test_half_made_step_is_refused_by_the_database(fields, constraint, city, officer):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factories.step(city, officer, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": DAY, "due_date": DAY},
        {"start_date": DAY, "end_date": DAY},
        {"status": "done", "end_date": DAY},
        {"due_date": None},
    ],
)
def test_whole_step_is_taken(fields, city, officer):
    assert factories.step(city, officer, **fields).pk


@pytest.mark.parametrize(
    ("status", "due", "is_overdue"),
    [
        ("planned", BEFORE, True),
        ("under-way", BEFORE, True),
        ("planned", DAY, False),
        ("planned", None, False),
        ("done", BEFORE, False),
        ("stopped", BEFORE, False),
    ],
)
def test_overdue_is_open_and_due_before_today(status, due, is_overdue, city, officer, today):
    end = BEFORE if status == "done" else None
    step = factories.step(city, officer, status=status, due_date=due, end_date=end)
    assert step.is_overdue(today) is is_overdue
    assert ImplementationStep.objects.overdue(today).exists() is is_overdue


def test_save_work_answers_exactly_these_recommendations(step, review, officer, approver, now):
    second = factories.recommendation(review)
    step.save_work([second], by=approver, now=now)
    assert list(step.follow_ups.values_list("recommendation", flat=True)) == [second.pk]
    made = FollowUp.objects.get(recommendation=second)
    assert (made.relevance, made.updated_by, made.local_government) == ("", approver, step.local_government)
    assert (step.added_by, step.updated_by) == (officer, approver)


def test_save_work_tells_codes_and_dates_and_no_words(step, recommendation, officer, now):
    step.status, step.due_date, step.description = "under-way", None, "Secret words"
    step.save_work([recommendation], by=officer, now=now)
    event = Event.objects.about(step).get()
    assert event.verb == "changed"
    assert event.before == {"status": "planned", "due_date": "2026-06-30"}
    assert event.after == {"status": "under-way"}


def test_save_work_refused_by_the_database_leaves_no_event(step, recommendation, officer, now):
    step.status = "done"
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save_work([recommendation], by=officer, now=now)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"link": "", "file": ""},
        {"link": "https://example.org", "file": "evidence/x.pdf"},
        {"kind": "withheld", "link": "https://example.org"},
        {"kind": "withheld", "link": "", "file": "evidence/x.pdf"},
    ],
)
def test_evidence_with_neither_or_both_is_refused_by_the_database(fields, step, officer):
    with pytest.raises(IntegrityError, match="evidence_link_or_file"), transaction.atomic():
        factories.evidence(step, officer, **fields)


@pytest.mark.parametrize(
    "fields",
    [{"link": "https://example.org"}, {"link": "", "file": "evidence/x.pdf"}, {"kind": "withheld", "link": ""}],
)
def test_evidence_with_one_is_taken(fields, step, officer):
    assert factories.evidence(step, officer, **fields).pk


@pytest.mark.parametrize("status", ["partly", "implemented"])
def test_evidence_behind_a_status_stays_until_there_is_other_evidence(status, step, follow_up, officer, now):
    evidence = factories.evidence(step, officer)
    FollowUp.objects.update(status=status, gap="Beds", outcome="Result", ended_on=DAY)
    with pytest.raises(ValidationError):
        evidence.remove(by=officer, now=now)
    assert Evidence.objects.exists()
    assert not Event.objects.exists()
    other = factories.step(step.local_government, officer, [follow_up], title="Another step")
    factories.evidence(other, officer)
    evidence.remove(by=officer, now=now)
    assert Event.objects.about(step).get().verb == "removed"


def test_evidence_behind_no_claim_may_go(step, officer, now):
    factories.evidence(step, officer).remove(by=officer, now=now)
    assert not Evidence.objects.exists()
