"""Approvals, lock and publication in the browser."""

import dataclasses

import pytest
from django.urls import reverse

from tests import factories
from tracking.midterm import content
from tracking.models import Event, Report, ReportApproval, ReportDocument


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def report(call):
    """A finished edition."""
    return factories.report(call)


def to(name, row):
    return reverse(f"tracking:{name}", args=[row.pk])


SAID = {"step": "coordinator", "body": "National coordination", "approved_on": "2026-03-10"}


def test_approval_is_recorded_and_taken_out(report, coordinator, national_viewer, signed_in):
    client = signed_in(coordinator)
    page = client.post(to("approval-add", report), SAID, follow=True).content.decode()
    assert "The approval is recorded." in page
    approval = ReportApproval.objects.get()
    assert (approval.body, approval.recorded_by) == ("National coordination", coordinator)
    assert "recorded already" in client.post(to("approval-add", report), SAID, follow=True).content.decode()
    assert "Record the approval" not in signed_in(national_viewer).get(report.get_absolute_url()).content.decode()
    client.post(to("approval-remove", approval))
    assert not ReportApproval.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("body", "", "required"),
        ("body", "Ana Ruiz, ana.ruiz@example.org", "Name the body only"),
        ("approved_on", "2999-01-01", "1990 and 2100"),
        ("approved_on", "2099-01-01", "has not come yet"),
        ("approved_on", "2001-01-01", "was compiled on 10 March 2026"),
        ("step", "parliament", "valid choice"),
    ],
)
def test_approval_that_is_not_whole_comes_back(report, coordinator, signed_in, field, value, words):
    page = signed_in(coordinator).post(to("approval-add", report), {**SAID, field: value})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not ReportApproval.objects.exists()


def test_approval_of_another_state_is_not_found(report, coordinator, stranger, signed_in):
    signed_in(coordinator).post(to("approval-add", report), SAID)
    approval = ReportApproval.objects.get()
    assert signed_in(stranger).post(to("approval-remove", approval)).status_code == 404
    assert signed_in(stranger).post(to("approval-add", report), SAID).status_code == 404


def test_lock_asks_first_and_says_what_is_open(
    report, call, city, recommendation, officer, approver, coordinator, signed_in
):
    contribution = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report.contributions.add(contribution)
    factories.excerpt(contribution.answers.get(), coordinator)
    client = signed_in(coordinator)
    refused = client.get(to("report-lock", report), follow=True).content.decode()
    assert "approval of the national coordinator" in refused
    client.post(to("approval-add", report), SAID)
    response = client.get(to("report-lock", report))
    assert response.context["open"].unconfirmed == 1
    assert "There is no way back" in response.content.decode()
    report.refresh_from_db()
    assert not report.is_locked
    page = client.post(to("report-lock", report), follow=True).content.decode()
    assert "The edition is locked." in page
    assert "Record the approval" not in page
    again = client.post(to("report-lock", report), follow=True).content.decode()
    assert "locked already" in again
    next_version = client.post(reverse("tracking:contribution-next-version", args=[contribution.pk]))
    assert next_version.status_code in (302, 403)
    assert call.contributions.count() == 1


def test_publish_only_what_is_locked_and_take_it_back(report, coordinator, call, signed_in, client):
    mine = signed_in(coordinator)
    assert "Lock the edition before" in mine.get(to("report-publish", report), follow=True).content.decode()
    locked = factories.locked(call, coordinator, edition=2)
    assert "Annex B" in mine.get(to("report-publish", locked)).content.decode()
    assert client.get(locked.public_address).status_code == 404
    page = mine.post(to("report-publish", locked), chosen(locked, "docx"), follow=True).content.decode()
    assert locked.public_address in page
    assert client.get(locked.public_address).status_code == 200
    mine.post(to("report-unpublish", locked))
    assert client.get(locked.public_address).status_code == 404


def test_publish_shows_what_may_point_to_a_person_and_wants_a_tick(report, call, coordinator, signed_in):
    locked = factories.locked(call, coordinator, edition=2)
    text = locked.content.replace("Land titles are missing", "Call +41 22 917 12 34: titles are missing")
    assert text != locked.content
    frozen = content.from_json(text)
    Report.objects.filter(pk=locked.pk).update(content=text, checksum=content.checksum(frozen))
    client = signed_in(coordinator)
    assert "+41 22 917 12 34" in client.get(to("report-publish", locked)).content.decode()
    assert "Tick this once" in client.post(to("report-publish", locked), chosen(locked, "docx")).content.decode()
    assert not Report.objects.published().exists()
    client.post(to("report-publish", locked), {**chosen(locked, "docx"), "checked": "yes"})
    assert Report.objects.published().exists()


def test_lock_is_refused_where_something_changed_and_offers_to_compile_again(
    report, call, recommendation, coordinator, signed_in
):
    client = signed_in(coordinator)
    client.post(to("approval-add", report), SAID)
    factories.national_text(call, coordinator, "We built homes.", recommendation=recommendation)
    for ask in (client.get, client.post):
        page = ask(to("report-lock", report), follow=True).content.decode()
        assert "Changed since this edition was compiled: 1 national text. Compile a new edition." in page
        assert 'href="#again"' in page
        assert 'id="again"' in page
    report.refresh_from_db()
    assert not report.is_locked


def test_lock_in_another_language_says_what_differs(report, call, coordinator, signed_in):
    factories.locked(call, coordinator, edition=2, language="es")
    frozen = content.from_json(report.content)
    text = content.to_json(dataclasses.replace(frozen, call_title="Another"))
    Report.objects.filter(pk=report.pk).update(content=text, checksum=content.checksum(content.from_json(text)))
    client = signed_in(coordinator)
    client.post(to("approval-add", report), SAID)
    page = client.post(to("report-lock", report), follow=True).content.decode()
    assert "Edition 2, locked in Spanish, tells otherwise: call for input." in page
    report.refresh_from_db()
    assert not report.is_locked


def chosen(report, *kinds):
    """What the form sends: these documents."""
    return {"documents": list(report.documents.filter(kind__in=kinds).values_list("pk", flat=True))}


def served(client, report, *kinds):
    """What a reader without an account gets: {kind: bytes, or the number of the refusal}."""
    answers = {}
    for row in report.documents.filter(kind__in=kinds):
        response = client.get(f"{report.public_address}documents/{row.pk}/")
        answers[row.kind] = b"".join(response.streaming_content) if response.streaming else response.status_code
    return answers


def test_only_chosen_documents_are_served_and_one_is_taken_back(call, coordinator, signed_in, client):
    locked = factories.locked(call, coordinator)
    kinds = ("json", "html", "html-body", "docx-body")
    for kind in kinds:
        ReportDocument.objects.keep(locked, kind, f"r.{kind.split('-')[0]}", f"<p>{kind}</p>".encode())
    mine, read = signed_in(coordinator), f"{locked.public_address}read/"
    form = mine.get(to("report-publish", locked)).context["form"]
    labels = [label for _pk, label in form.fields["documents"].choices]
    said = [label.endswith("· with every answer of every government") for label in labels]
    assert said == [True] * 4 + [False] * 2
    usual = locked.documents.filter(kind__in=("docx-body", "html-body"))
    assert set(form.initial["documents"]) == set(usual.values_list("pk", flat=True))
    nothing = mine.post(to("report-publish", locked), {"documents": []}).content.decode()
    assert "Choose at least one document." in nothing
    foreign = factories.report(call, edition=2).documents.first()
    assert mine.post(to("report-publish", locked), {"documents": [foreign.pk]}).status_code == 200
    assert not Report.objects.published().exists()
    mine.post(to("report-publish", locked), chosen(locked, "docx-body", "html-body"))
    assert served(client, locked, *kinds) == {
        "json": 404,
        "html": 404,
        "html-body": b"<p>html-body</p>",
        "docx-body": b"<p>docx-body</p>",
    }
    assert client.get(read).content == b"<p>html-body</p>"
    page = client.get(locked.public_address).content.decode()
    assert "Word document without the answers of Annex B" in page
    assert "All of it as data" not in page
    mine.post(to("report-publish", locked), chosen(locked, "json", "docx-body"))
    assert served(client, locked, *kinds) == {
        "json": b"<p>json</p>",
        "html": 404,
        "html-body": 404,
        "docx-body": b"<p>docx-body</p>",
    }
    assert client.get(read).status_code == 404
    told = Event.objects.about(locked).filter(verb="changed").values_list("before", "after")
    assert list(told) == [({"documents": ["html-body", "docx-body"]}, {"documents": ["json", "docx-body"]})]
    mine.post(to("report-publish", locked), chosen(locked, "json", "docx-body"))
    assert Event.objects.about(locked).filter(verb="changed").count() == 1
    mine.post(to("report-unpublish", locked))
    assert served(client, locked, *kinds) == dict.fromkeys(kinds, 404)
    again = mine.get(to("report-publish", locked)).context["form"]
    assert set(again.initial["documents"]) == set(chosen(locked, "json", "docx-body")["documents"])


def test_approvals_stand_by_date_and_the_pages_note_who_is_lacking(report, coordinator, signed_in):
    Report.objects.filter(pk=report.pk).update(asked_at="2026-03-05T08:00:00Z")
    client = signed_in(coordinator)
    for step, body, day in (
        ("government", "Council of Ministers", "2026-03-06"),
        ("coordinator", "National coordination", "2026-03-05"),
    ):
        client.post(to("approval-add", report), {"step": step, "body": body, "approved_on": day})
    lacking = "ministries, national mechanism for reporting and follow-up."
    for address in (report.get_absolute_url(), to("report-lock", report)):
        page = client.get(address)
        assert [row.step for row in page.context["approvals"]] == ["coordinator", "government"]
        assert f"No approval is recorded of: {lacking}" in page.content.decode()
        assert "do not follow the usual order" not in page.content.decode()
    client.post(to("approval-add", report), {"step": "ministry", "body": "Ministry", "approved_on": "2026-03-07"})
    page = client.get(to("report-lock", report)).content.decode()
    assert "do not follow the usual order" in page
    assert "ministries" not in page.split("No approval is recorded of:")[1].split("</p>")[0]
    client.post(to("report-lock", report))  # a note, no refusal
    report.refresh_from_db()
    assert report.is_locked
    assert "No approval is recorded of" not in client.get(report.get_absolute_url()).content.decode()


def test_lock_page_lists_the_open_call_and_untraced_sentences(
    call, city, other_city, recommendation, officer, approver, coordinator, signed_in
):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    factories.national_text(call, coordinator, "Homes were built.", recommendation=recommendation)
    report = factories.report(call)
    client = signed_in(coordinator)
    client.post(to("approval-add", report), SAID)
    response = client.get(to("report-lock", report))
    assert (response.context["open"].still_asked, response.context["open"].untraced) == (1, 1)
    page = response.content.decode()
    assert "open until 8 November 2026, 1 government is still asked" in page
    assert "Sentences without a source" in page
    call.close(by=coordinator, now=factories.NOW)
    assert "open until" not in client.get(to("report-lock", report)).content.decode()
