"""The life of a practice: the protection check, who may pass it, what readers are told; risks and corrections."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from cms.models import (
    CorrectionSuggestion,
    NoticeContact,
    PracticeHistoryEntry,
    PracticePage,
    ProtectionCheckTask,
    RiskReport,
)
from cms.models.practice_workflow import POINTS
from cms.workflow import set_up_workflow
from tests import factories
from tests.cms import pages

TICKED = dict.fromkeys(POINTS, True)


@pytest.fixture
def workflow(practice_index, editor):
    """The workflow that create_site sets up, over the list of practices."""
    return set_up_workflow()


def handed_in(index, city, by=None, **fields):
    """A complete draft that waits for the protection check."""
    page = pages.draft(index, city=city, **pages.practice_fields(**fields))
    page.evidence = [pages.PracticeEvidence(kind="report", title="Report")]
    page.save_revision()
    page.get_workflow().start(page, by)
    return PracticePage.objects.get(pk=page.pk)


def decide(page, user, action="approve", **ticks):
    """Do what the buttons of the editor do."""
    page.current_workflow_task.specific.on_action(page.current_workflow_task_state.specific, user, action, **ticks)
    return PracticePage.objects.get(pk=page.pk)


def test_workflow_is_set_up_once_and_left_to_its_editors(workflow, practice_index, home):
    WorkflowPage.objects.filter(page=practice_index).delete()
    set_up_workflow()
    assert Workflow.objects.filter(workflow_tasks__task=ProtectionCheckTask.objects.get()).count() == 1
    assert not WorkflowPage.objects.filter(page=practice_index).exists()
    spanish = pages.practice_index(pages.home("es"))
    set_up_workflow([spanish])
    assert WorkflowPage.objects.get(page=spanish).workflow == workflow


def test_checked_practice_is_published_and_its_history_says_so(workflow, practice_index, city, editor):
    practice = decide(handed_in(practice_index, city), editor, **TICKED)
    assert practice.live
    kinds = [entry.kind for entry in PracticeHistoryEntry.objects.about(practice)]
    assert kinds == ["status", "check-passed", "verified"]


def test_every_point_must_be_ticked(workflow, practice_index, city, editor):
    practice = handed_in(practice_index, city)
    for point in POINTS:
        with pytest.raises(PermissionDenied):
            decide(practice, editor, **(TICKED | {point: False}))
    assert not PracticePage.objects.get(pk=practice.pk).live


def test_nobody_passes_alone_what_is_sensitive(workflow, practice_index, city, editor):
    theme = factories.theme()
    theme.is_sensitive = True
    theme.save()
    own = handed_in(practice_index, city, by=editor, themes=[theme])
    task = own.current_workflow_task.specific
    assert [name for name, *_rest in task.get_actions(own, editor)] == ["reject"]
    with pytest.raises(PermissionDenied):
        decide(own, editor, **TICKED)
    colleague = factories.person("second-editor")
    colleague.groups.set(editor.groups.all())
    assert decide(own, colleague, **TICKED).live


def test_decision_that_is_sent_twice_counts_once(workflow, signed_in, practice_index, city, editor):
    draft = handed_in(practice_index, city)
    client, address = signed_in(editor), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    form = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    assert client.post(address, form, headers={"accept": "application/json"}).status_code == 400
    assert not PracticePage.objects.get(pk=draft.pk).live
    decide(draft, editor, **TICKED)
    assert client.post(address, form).status_code == 302
    assert PracticePage.objects.get(pk=draft.pk).live


def test_editor_cannot_publish_around_the_check(workflow, signed_in, practice_index, city, editor):
    draft = handed_in(practice_index, city)
    assert draft.waits_for_check()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    signed_in(editor).post(f"{address}?next=/admin/pages/&id={draft.pk}", {"include_descendants": "on"})
    assert not PracticePage.objects.get(pk=draft.pk).live
    assert not decide(draft, editor, **TICKED).waits_for_check()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"latitude": 41.4}, "position"),
        ({"latitude": 41.4, "longitude": 200.0}, "longitude|Ensure this value"),
        ({"evaluated_by": "University"}, "who evaluated it"),
        ({"review_status": "evaluated"}, "who evaluated it"),
        ({"challenge_kinds": ["funds", "dragons"]}, "dragons"),
        ({"country": "Spain"}, "Three capital letters|at most 3"),
    ],
)
def test_half_made_facts_are_refused(practice_index, city, fields, constraint):
    with pytest.raises(ValidationError):
        pages.practice(practice_index, city, **fields)


def test_whole_facts_are_kept(practice_index, city):
    practice = pages.practice(
        practice_index, city, latitude=41.3874, longitude=2.1686, challenge_kinds=["funds", "staff"],
        result_kinds=["legal"], evaluated_by="University", evaluated_on=datetime.date(2026, 1, 1),
        review_status="evaluated",
    )  # fmt: skip
    assert (practice.challenge_kinds, practice.get_result_kinds_labels()) == (["funds", "staff"], ["legal"])
    again = practice.get_latest_revision_as_object()
    assert (again.challenge_kinds, again.latitude) == (["funds", "staff"], 41.3874)


def test_database_refuses_half_a_position(practice):
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticePage.objects.filter(pk=practice.pk).update(latitude=1.0)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticePage.objects.filter(pk=practice.pk).update(evaluated_by="Somebody")


def risk_address(practice):
    return reverse("cms:risk-add", args=[practice.translation_key])


def test_report_of_a_risk_reaches_editors_without_its_words(client, practice, editor, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    answer = client.post(risk_address(practice), {"text": "The photo shows a door.", "contact": "me@example.org"})
    assert "within one working day" in answer.content.decode()
    report = RiskReport.objects.get()
    assert (report.is_danger, report.unpublished_at) == (False, None)
    assert PracticePage.objects.get().live
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert report.get_absolute_url() in mail.outbox[0].body
    assert "door" not in mail.outbox[0].body + mail.outbox[0].subject
    assert NoticeContact.objects.get(risk=report).contact == "me@example.org"


def test_danger_takes_every_language_off_at_once_and_a_check_brings_them_back(
    client, signed_in, practice, practice_index, city, editor
):
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    pages.practice(spanish, city, title="Albergue", translation_key=practice.translation_key)
    answer = client.post(risk_address(practice), {"text": "He is in danger.", "is_danger": "on"})
    assert "off the site now" in answer.content.decode()
    assert not PracticePage.objects.live().exists()
    report = RiskReport.objects.get()
    assert report.is_down and report.unpublished_by is None
    assert client.get(reverse("cms:practice-permanent", args=[practice.translation_key])).status_code == 410
    signed_in(editor).post(reverse("cms:risk-restore", args=[report.pk]))
    assert PracticePage.objects.live().count() == 2
    assert "shown again after a check" in client.get(practice.get_url()).content.decode()
    with pytest.raises(ValidationError):
        RiskReport.objects.get().restore(by=editor, now=factories.NOW)


def test_form_keeps_what_was_typed_and_says_what_is_missing(client, practice):
    answer = client.post(risk_address(practice), {"text": "", "contact": "call me"})
    assert "This field is required" in answer.content.decode()
    assert "call me" in answer.content.decode()
    assert not RiskReport.objects.exists()


def test_machines_and_floods_write_nothing(client, practice, settings):
    client.post(risk_address(practice), {"text": "Buy", "website": "https://example.org"})
    assert not RiskReport.objects.exists()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "practice_risk": "1/h/key"}
    answers = [client.post(risk_address(practice), {"text": "Look"}).status_code for _number in range(2)]
    assert (answers, RiskReport.objects.count()) == ([200, 429], 1)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("editor", 302), ("coordinator", 302), ("officer", 404), ("stranger", 404), ("national_viewer", 404),
        ("commenter", 404),
    ],
)  # fmt: skip
def test_who_takes_a_practice_off_with_one_press(request, signed_in, practice, who, status):
    person = request.getfixturevalue(who)
    answer = signed_in(person).post(reverse("cms:practice-unpublish", args=[practice.pk]))
    assert answer.status_code == status
    assert PracticePage.objects.get(pk=practice.pk).live is (status == 404)


@pytest.mark.parametrize("kind", ["risk", "correction"])
def test_reports_are_for_those_who_guard(client, signed_in, practice, coordinator, stranger, kind):
    model = {"risk": RiskReport, "correction": CorrectionSuggestion}[kind]
    notice = model(page=practice, text="Secret words")
    notice.send(now=factories.NOW)
    for address in (notice.get_absolute_url(), reverse("cms:notice-list")):
        assert client.get(address).status_code == 302
        assert signed_in(coordinator).get(address).status_code == 200
    assert signed_in(stranger).get(notice.get_absolute_url()).status_code == 404
    assert "Night shelter" not in signed_in(stranger).get(reverse("cms:notice-list")).content.decode()


def test_settled_report_says_what_was_done_and_forgets_its_sender(practice, editor):
    report = RiskReport(page=practice, text="A door")
    report.send(now=factories.NOW, contact="me@example.org")
    with pytest.raises(ValidationError):
        report.settle(" ", by=editor, now=factories.NOW)
    report.settle("Picture changed.", by=editor, now=factories.NOW)
    assert not NoticeContact.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskReport.objects.update(settlement="")
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskReport.objects.update(restored_at=factories.NOW)


def test_upheld_correction_is_shown_with_its_date_and_a_declined_one_is_not(client, signed_in, practice, editor):
    address = reverse("cms:correction-add", args=[practice.translation_key])
    for text in ("312 is wrong: 300", "The colour is ugly"):
        assert client.post(address, {"text": text, "organisation": "Homes for All"}).status_code == 200
    declined, upheld = CorrectionSuggestion.objects.all()
    signed_in(editor).post(
        upheld.get_absolute_url(), {"decision": "upheld", "answer": "300 people, not 312.", "is_named": "on"}
    )
    signed_in(editor).post(declined.get_absolute_url(), {"decision": "declined", "answer": "A matter of taste."})
    text = client.get(practice.get_url()).content.decode()
    assert "300 people, not 312. (Homes for All)" in text
    assert "A matter of taste." not in text
    upheld.refresh_from_db()
    with pytest.raises(ValidationError):
        upheld.decide("declined", "Again", by=editor, now=factories.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionSuggestion.objects.filter(pk=upheld.pk).update(answer="")
