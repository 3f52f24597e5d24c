"""Editions of the report in the browser."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.midterm import compiling
from tracking.models import Report
from tracking.views.reports import CONTENT_TYPES


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def accepted(call, city, recommendation, officer, approver, coordinator):
    """The city's accepted contribution."""
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


@pytest.fixture
def compiled(signed_in, coordinator, call, django_capture_on_commit_callbacks):
    """A function: the page that follows when the coordinator asks for an edition and the worker has run."""

    def compile_in(language="en"):
        with django_capture_on_commit_callbacks(execute=True):
            address = reverse("tracking:report-compile", args=[call.pk])
            return signed_in(coordinator).post(address, {"language": language}, follow=True)

    return compile_in


def download(report, name):
    return reverse("tracking:report-download", args=[report.pk, name])


def test_compile_makes_an_edition_with_checksum_and_versions_used(compiled, accepted, coordinator, signed_in):
    compiled()
    report = Report.objects.get()
    page = signed_in(coordinator).get(report.get_absolute_url()).content.decode()
    assert report.status == "ready"
    assert report.checksum in page
    assert "Altamira, version 1" in page
    assert "of 10,700" in page
    assert 'http-equiv="refresh"' not in page


def test_compile_without_accepted_input_says_so(compiled, call, city, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "No input is accepted yet" in client.get(call.get_absolute_url()).content.decode()
    compiled()
    report = Report.objects.get()
    assert report.status == "ready"
    assert (
        "No input was accepted when this edition was compiled" in client.get(report.get_absolute_url()).content.decode()
    )


def test_compile_in_a_language_of_the_site(compiled):
    assert "Choose one of the languages" in compiled("xx").content.decode()
    assert not Report.objects.exists()
    compiled("es")
    assert Report.objects.get().language == "es"


def test_compile_twice_joins_the_edition_that_is_under_way(call, coordinator, signed_in):
    client, address = signed_in(coordinator), reverse("tracking:report-compile", args=[call.pk])
    first = client.post(address, {"language": "en"})
    second = client.post(address, {"language": "en"}, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "being compiled already" in second.content.decode()
    assert Report.objects.count() == 1


def test_page_asks_again_while_the_edition_is_compiled(call, coordinator, now, signed_in):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    client = signed_in(coordinator)
    page = client.get(report.get_absolute_url()).content.decode()
    assert '<meta http-equiv="refresh" content="3">' in page
    assert "waits for its turn" in page
    Report.objects.claim(report.pk, now=now)
    assert "documents are being written" in client.get(report.get_absolute_url()).content.decode()
    assert client.get(download(report, "docx")).status_code == 404


def test_failed_edition_says_why_and_offers_another_try(call, coordinator, national_viewer, now, signed_in):
    report = Report.objects.create(
        call=call, asked_at=now, started_at=now, finished_at=now, status="failed", error="The disk is full."
    )
    page = signed_in(coordinator).get(report.get_absolute_url()).content.decode()
    assert "The disk is full." in page
    assert "Compile again" in page
    assert "Compile again</button>" not in signed_in(national_viewer).get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", CONTENT_TYPES)
def test_download_is_an_attachment_of_the_right_type(call, national_viewer, signed_in, name):
    report = factories.report(call)
    response = signed_in(national_viewer).get(download(report, name))
    assert response["Content-Type"] == CONTENT_TYPES[name]
    file_name = f"XUL-midterm-{call.pk}-edition-1-en.{name}"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert b"".join(response.streaming_content) == f"PK {name}".encode()


@pytest.mark.parametrize("name", ["exe", "content", "checksum", "delete"])
def test_download_knows_two_formats(call, coordinator, signed_in, name):
    assert signed_in(coordinator).get(download(factories.report(call), name)).status_code == 404


def test_download_of_a_file_that_is_gone_is_not_found(call, coordinator, signed_in):
    report = factories.report(call)
    file = report.documents.get(kind="docx").file
    file.storage.delete(file.name)
    assert signed_in(coordinator).get(download(report, "docx")).status_code == 404
    assert signed_in(coordinator).get(report.get_absolute_url()).status_code == 200


def test_city_sees_in_which_edition_its_version_was_used(compiled, accepted, officer, outsider, signed_in):
    client = signed_in(officer)
    assert "Not used in a report so far" in client.get(accepted.get_absolute_url()).content.decode()
    compiled()
    assert "Used in edition 1 of the report" in client.get(accepted.get_absolute_url()).content.decode()
    assert client.get(Report.objects.get().get_absolute_url()).status_code == 404
