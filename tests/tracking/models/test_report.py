"""Editions of a report: numbered, whole when ready, compiled by one worker."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import AnswerUse, Event, Report, ReportApproval, ReportTemplate


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def waiting(call, now):
    """An edition that no worker has begun."""
    return Report.objects.create(call=call, edition=2, asked_at=now)


@pytest.mark.parametrize("gap", [{"content": ""}, {"checksum": ""}, {"finished_at": None}])
def test_ready_is_whole(call, gap):
    report = factories.report(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**gap)


def test_edition_stands_once_per_call(call, waiting, review, coordinator, now):
    Report.objects.create(call=factories.call(review, coordinator), edition=2, asked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(call=call, edition=2, asked_at=now)


def test_claim_is_given_to_one_worker(waiting, now):
    assert Report.objects.claim(waiting.pk, now=now)
    assert not Report.objects.claim(waiting.pk, now=now + datetime.timedelta(minutes=1))


def test_claim_takes_over_from_a_worker_that_vanished(waiting, now):
    assert Report.objects.claim(waiting.pk, now=now)
    assert Report.objects.claim(waiting.pk, now=now + datetime.timedelta(hours=1))


def test_claim_leaves_what_is_ready(call, now):
    report = factories.report(call)
    assert not Report.objects.claim(report.pk, now=now + datetime.timedelta(days=1))
    assert not Report.objects.waiting().exists()


def test_visible_to_those_who_serve_the_state(waiting, coordinator, national_viewer, officer, stranger):
    assert list(Report.objects.visible_to(coordinator)) == list(Report.objects.visible_to(national_viewer)) == [waiting]
    for person in (officer, stranger, AnonymousUser()):
        assert not Report.objects.visible_to(person).exists()


def approved(report, by, **fields):
    """An approval of the edition, recorded."""
    said = {"step": "coordinator", "body": "National coordination", "approved_on": factories.NOW.date(), **fields}
    approval = ReportApproval(report=report, **said)
    approval.record(by=by, now=factories.NOW)
    return approval


@pytest.mark.parametrize("days", [-1, 1])
def test_approval_lies_between_the_edition_and_today(call, coordinator, days):
    day = factories.NOW.date() + datetime.timedelta(days=days)
    with pytest.raises(ValidationError, match="was compiled on" if days < 0 else "has not come yet"):
        approved(factories.report(call), coordinator, approved_on=day)


def test_lock_needs_the_coordinators_approval_and_happens_once(call, coordinator, now):
    report = factories.report(call)
    assert not call.is_locked
    with pytest.raises(ValidationError, match="approval of the national coordinator"):
        report.lock(by=coordinator, now=now)
    approved(report, coordinator)
    report.lock(by=coordinator, now=now)
    assert call.is_locked
    event = Event.objects.about(report).get(verb="locked")
    assert event.after == {"edition": 1, "checksum": report.checksum}
    with pytest.raises(ValidationError, match="locked already"):
        report.lock(by=coordinator, now=now)
    assert Event.objects.about(report).filter(verb="locked").count() == 1


def test_lock_is_for_finished_editions_and_one_per_language(call, waiting, coordinator, now):
    with pytest.raises(ValidationError, match="ready"):
        waiting.lock(by=coordinator, now=now)
    factories.locked(call, coordinator)
    second = factories.report(call, edition=3)
    approved(second, coordinator)
    with pytest.raises(ValidationError, match="Edition 1 is locked in this language"):
        second.lock(by=coordinator, now=now)
    assert factories.locked(call, coordinator, edition=4, language="es").is_locked


@pytest.mark.parametrize(
    "gap", [{"locked_at": None}, {"locked_by": None}, {"status": "failed"}, {"published_at": factories.NOW}]
)
def test_locked_is_whole(call, coordinator, gap):
    report = factories.locked(call, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**gap)


def test_approval_once_per_body_removable_until_lock(call, waiting, coordinator, now):
    report = factories.report(call)
    first = approved(report, coordinator)
    with pytest.raises(ValidationError, match="recorded already"):
        approved(report, coordinator)
    approved(report, coordinator, step="government", body="Council of Ministers")
    ministry = approved(report, coordinator, step="ministry", body="Ministry of Justice")
    assert [row.step for row in report.approvals.in_order()] == ["coordinator", "ministry", "government"]
    ministry.remove(by=coordinator, now=now)
    assert list(Event.objects.about(report).values_list("verb", flat=True)) == [
        "removed",
        *["approved"] * 3,
        "compiled",
    ]
    with pytest.raises(ValidationError, match="ready"):
        approved(waiting, coordinator)
    report.lock(by=coordinator, now=now)
    for act in (lambda: first.remove(by=coordinator, now=now), lambda: approved(report, coordinator, body="Other")):
        with pytest.raises(ValidationError, match="approvals stay"):
            act()


def test_publish_and_take_back(call, coordinator, now):
    report = factories.report(call)
    with pytest.raises(ValidationError, match="Lock the edition"):
        report.publish(report.documents.values("pk"), by=coordinator, now=now)
    report = factories.locked(call, coordinator, edition=2, language="es")
    for _twice in range(2):
        report.publish(report.documents.values("pk"), by=coordinator, now=now)
    assert list(Report.objects.published()) == [report]
    for _twice in range(2):
        report.unpublish(by=coordinator, now=now)
    assert not Report.objects.published().exists()
    assert report.is_locked
    told = Event.objects.about(report).exclude(verb="approved").order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["compiled", "locked", "published", "taken-back"]


def test_edition_before_is_of_the_same_language_where_there_is_one(call, waiting):
    first, third = factories.report(call, language="es"), factories.report(call, edition=3)
    assert first.edition_before() is None
    assert third.edition_before() == first
    assert factories.report(call, edition=4, language="es").edition_before() == first
    assert factories.report(call, edition=5).edition_before() == third


def test_template_in_use_is_the_newest_until_another_or_none_is_chosen(state, coordinator, now):
    templates = ReportTemplate.objects
    first = templates.take(state, "first.docx", b"1", by=coordinator, now=now)
    second = templates.take(state, "second.docx", b"2", by=coordinator, now=now)
    assert templates.in_use(state) == second
    first.use(by=coordinator, now=now)
    assert templates.in_use(state) == first
    templates.use_none(state, by=coordinator, now=now)
    assert templates.in_use(state) is None
    assert templates.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        templates.update(is_in_use=True)


def test_lock_waits_for_an_edition_with_the_newest_excerpts(
    call, city, recommendation, officer, approver, coordinator, now
):
    contribution = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.report(call)
    report.contributions.add(contribution)
    approved(report, coordinator)
    # Its clock was slow: what counts is that it was written after the edition was asked for.
    before = now - datetime.timedelta(hours=1)
    AnswerUse(answer=contribution.answers.get(), is_used=True, excerpt="40 beds.").decide(by=coordinator, now=before)
    with pytest.raises(ValidationError, match="compiled: 1 decision on an answer. Compile a new edition"):
        report.lock(by=coordinator, now=now)
    report = factories.report(call, edition=2)
    report.contributions.add(contribution)
    approved(report, coordinator)
    call.send_excerpts(now.date(), by=coordinator, now=now)
    AnswerUse.objects.get().confirm(by=approver, now=now)
    report.lock(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="locked"):
        contribution.withdraw(by=approver, now=now)


def test_edition_with_input_that_was_withdrawn_meanwhile_is_not_locked(
    call, city, recommendation, officer, approver, coordinator, now
):
    contribution = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.report(call)
    report.contributions.add(contribution)
    approved(report, coordinator)
    contribution.withdraw(by=approver, now=now)
    with pytest.raises(ValidationError, match=f"Withdrawn: {city}, version 1. Compile a new edition"):
        report.lock(by=coordinator, now=now)
    assert not call.is_locked


def test_lock_says_what_changed_since_it_was_compiled(
    call, recommendation, review, coordinator, national_viewer, now, django_assert_num_queries
):
    pledge = factories.pledge(review, coordinator)
    report = factories.report(call)
    elsewhere = factories.call(factories.review(review.state, 3), coordinator)
    factories.national_text(elsewhere, coordinator, "Another report.", chapter="summary", part="chapter")
    assert report.later_changes == {}
    for number in ("120.8", "120.9"):
        other = factories.recommendation(review, number)
        factories.national_text(call, coordinator, "We built homes.", recommendation=other)
    factories.measure(call, recommendation, national_viewer, "submitted", body="Ministry of Justice")
    factories.measure(call, recommendation, national_viewer, "accepted", coordinator)
    factories.assistance_need(review, coordinator).save_work(by=coordinator, now=now)
    pledge.remove(by=coordinator, now=now)
    call.write(by=coordinator, now=now)
    factories.national_assessment(recommendation, coordinator).save_work(by=coordinator, now=now)
    with django_assert_num_queries(1):
        words = report.why_outdated
    assert words == (
        "Changed since this edition was compiled: 2 national texts, 1 national measure, 1 national assessment, "
        "1 pledge, 1 need for assistance, the call or its chapters. Compile a new edition."
    )
    approved(report, coordinator)
    with pytest.raises(ValidationError, match="2 national texts"):
        report.lock(by=coordinator, now=now)
    assert not factories.report(call, edition=2).why_outdated


def test_locked_report_keeps_what_its_call_asked(call, city, recommendation, coordinator, now):
    factories.locked(call, coordinator)
    question = {"text": "Who pays?", "word_limit": 100}
    for change in ({}, {"recommendations": [recommendation]}, {"governments": [city]}, {"questions": [question]}):
        call.title, call.word_budget = "Another", 500
        with pytest.raises(ValidationError, match="The report is locked"):
            call.write(by=coordinator, now=now, **change)
    call.refresh_from_db()
    assert (call.title, call.word_budget) == ("Mid-term input", 10_700)
    assert not (call.recommendations.exists() or call.governments.exists() or call.questions.exists())


def test_record_of_the_review_changes_after_the_lock_and_the_edition_tells_so(call, review, coordinator, now):
    pledge = factories.pledge(review, coordinator)
    report = factories.locked(call, coordinator)
    assert report.later_changes_in_words == ""
    pledge.status = "implemented"
    for _twice in range(2):
        pledge.save_work(by=coordinator, now=now)
    assert report.later_changes_in_words == "1 pledge"
