"""Editions of the report in the browser."""

import base64
import dataclasses
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.tracking.midterm import samples
from tracking.midterm import compiling, content
from tracking.models import Report, ReportDocument, SourceFile
from tracking.views import edition_files


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


def download(report, kind):
    return reverse("tracking:report-download", args=[report.pk, report.documents.get(kind=kind).pk])


def test_compile_makes_an_edition_with_checksum_and_versions_used(compiled, accepted, coordinator, signed_in):
    compiled()
    report = Report.objects.get()
    page = signed_in(coordinator).get(report.get_absolute_url()).content.decode()
    assert report.status == "ready"
    assert report.checksum in page
    assert accepted.checksum in page
    assert "of 10,700" in page
    assert "Words by chapter" in page
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
    assert client.get(reverse("tracking:report-read", args=[report.pk])).status_code == 404


def test_page_tells_how_far_the_edition_is_and_with_what(call, coordinator, now, signed_in):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    Report.objects.filter(pk=report.pk).update(started_at=now, done=40, stage="docx")
    page = signed_in(coordinator).get(report.get_absolute_url()).content.decode()
    assert '<progress id="done" max="100" value="40">' in page
    assert "Writing the Word document" in page
    assert "40 % done" in page


def test_failed_edition_says_why_and_offers_another_try(call, coordinator, national_viewer, now, signed_in):
    report = Report.objects.create(
        call=call, asked_at=now, started_at=now, finished_at=now, status="failed", error="The disk is full."
    )
    page = signed_in(coordinator).get(report.get_absolute_url()).content.decode()
    assert "The disk is full." in page
    assert "Compile again" in page
    assert "Compile again</button>" not in signed_in(national_viewer).get(report.get_absolute_url()).content.decode()


KINDS = ["docx", "xlsx", "html", "pdf", "json", "csv-annex-a", "docx-template"]


@pytest.mark.parametrize("kind", KINDS)
def test_download_is_an_attachment_of_the_right_type(call, national_viewer, signed_in, kind):
    report = factories.report(call)
    report.documents.filter(kind=kind).delete()
    end, _dash, rest = kind.partition("-")
    row = ReportDocument.objects.keep(report, kind, f"report.{end}", b"PK")
    client = signed_in(national_viewer)
    response = client.get(download(report, kind))
    assert response["Content-Type"] == edition_files.CONTENT_TYPES[f".{end}"]
    name = f"XUL-midterm-{call.pk}-edition-1-en{rest and '-' + rest}.{end}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response.streaming_content) == b"PK"
    assert response["Cache-Control"] == "private, no-cache"
    again = client.get(download(report, kind), HTTP_IF_NONE_MATCH=f'"{row.sha256}"')
    assert (again.status_code, again.content) == (304, b"")


def test_download_of_another_editions_document_is_not_found(call, coordinator, signed_in):
    first, second = factories.report(call), factories.report(call, edition=2)
    other = second.documents.first().pk
    address = reverse("tracking:report-download", args=[first.pk, other])
    assert signed_in(coordinator).get(address).status_code == 404


def test_web_page_of_the_edition_runs_and_loads_nothing(call, coordinator, signed_in):
    report = factories.report(call)
    body = b"<style>p { color: red; }</style><p>Hello</p><script>alert(1)</script>"
    ReportDocument.objects.keep(report, "html", "report.html", body)
    response = signed_in(coordinator).get(reverse("tracking:report-read", args=[report.pk]))
    policy = response["Content-Security-Policy"]
    assert response.content == body
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    digest = base64.b64encode(hashlib.sha256(b"p { color: red; }").digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy


def test_difference_to_the_edition_before_and_to_one_asked_for(call, coordinator, signed_in):
    client = signed_in(coordinator)
    first = factories.report(call)
    alone = client.get(reverse("tracking:report-difference", args=[first.pk])).content.decode()
    assert "no other finished edition" in alone
    frozen = dataclasses.replace(samples.usual(), compiled_by="Ministry of Justice")
    second = factories.report(call, edition=2)
    third = factories.report(
        call, edition=3, content=content.to_json(frozen), checksum=content.checksum(frozen), language="es"
    )
    address = reverse("tracking:report-difference", args=[third.pk])
    page = client.get(address).content.decode()
    assert "From edition 2 to edition 3" in page
    assert "different languages" in page
    assert "Ministry" in page
    assert "From edition 1 to edition 3" in client.get(f"{address}?from={first.pk}").content.decode()
    assert "say the same" in client.get(reverse("tracking:report-difference", args=[second.pk])).content.decode()
    assert client.get(f"{address}?from=x").status_code == 200


def test_difference_of_editions_that_are_too_long_says_what_is_left_out(call, coordinator, signed_in):
    short = content.abridged(samples.usual())
    for edition in (1, 2):
        frozen = dataclasses.replace(short, edition=edition)
        kept = {"content": content.to_json(frozen, has_answers=False), "checksum": content.checksum(frozen)}
        made = factories.report(call, edition=edition, **kept)
    page = signed_in(coordinator).get(reverse("tracking:report-difference", args=[made.pk])).content.decode()
    assert "cannot be compared answer by answer" in page
    assert "Nothing of it differs" in page
    assert "Both editions say the same" not in page


def test_list_of_editions(call, coordinator, national_viewer, signed_in, django_assert_num_queries):
    address = reverse("tracking:report-list", args=[call.pk])
    client = signed_in(coordinator)
    assert "No edition yet" in client.get(address).content.decode()
    factories.report(call)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for edition in (2, 3):
        factories.report(call, edition=edition)
    with django_assert_num_queries(len(one)):
        page = client.get(address).content.decode()
    assert "Edition 3" in page
    assert "Compile a new edition</button>" not in signed_in(national_viewer).get(address).content.decode()


def test_download_of_a_file_that_is_gone_is_not_found(call, coordinator, signed_in):
    report = factories.report(call)
    address = download(report, "docx")
    file = report.documents.get(kind="docx").file
    file.storage.delete(file.name)
    assert signed_in(coordinator).get(address).status_code == 404
    assert signed_in(coordinator).get(report.get_absolute_url()).status_code == 200


def test_city_sees_in_which_edition_its_version_was_used(compiled, accepted, officer, outsider, signed_in):
    client = signed_in(officer)
    assert "Not used in a report so far" in client.get(accepted.get_absolute_url()).content.decode()
    compiled()
    assert "Used in edition 1 of the report" in client.get(accepted.get_absolute_url()).content.decode()
    assert client.get(Report.objects.get().get_absolute_url()).status_code == 404


def test_edition_says_why_it_has_no_matrix(review, coordinator, signed_in):
    report, client = factories.report(factories.call(review, coordinator)), signed_in(coordinator)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "matrix is missing here because none was imported" in page and reverse("tracking:import-add") in page
    SourceFile.objects.create(
        review=review, name="matrix.docx", file="x.docx", sha256="0" * 64, layout="ohchr_matrix", status="imported",
        confirmed_by=coordinator, confirmed_at=factories.NOW, started_at=factories.NOW, finished_at=factories.NOW,
        uploaded_by=coordinator, uploaded_at=factories.NOW,
    )  # fmt: skip
    assert "matrix is missing" not in client.get(report.get_absolute_url()).content.decode()
