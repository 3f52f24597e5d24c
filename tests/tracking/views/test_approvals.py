"""Approvals, lock and publication in the browser."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.midterm import content
from tracking.models import Report, ReportApproval


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


SAID = {"step": "coordinator", "body": "National coordination", "approved_on": "2026-03-09"}


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
    page = mine.post(to("report-publish", locked), follow=True).content.decode()
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
    assert "Tick this once" in client.post(to("report-publish", locked)).content.decode()
    assert not Report.objects.published().exists()
    client.post(to("report-publish", locked), {"checked": "yes"})
    assert Report.objects.published().exists()
