"""Published reports, without an account."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.cms import pages
from tracking.models import ReportDocument

LIST = "tracking:public-report-list"


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def document(report, kind="docx"):
    row = report.documents.get(kind=kind)
    review = report.call.review
    return reverse(
        "tracking:public-report-download",
        args=[review.state.iso3, review.cycle, report.call_id, report.edition, row.pk],
    )


def test_only_published_editions_are_there(call, coordinator, client):
    assert "No report is published yet" in client.get(reverse(LIST)).content.decode()
    locked = factories.locked(call, coordinator)
    factories.report(call, edition=2)
    for address in (locked.public_address, locked.public_address + "read/", document(locked)):
        assert client.get(address).status_code == 404
    shown = factories.locked(call, coordinator, edition=3, language="es", published=True)
    page = client.get(reverse(LIST)).content.decode()
    assert shown.public_address in page
    assert locked.public_address not in page


def test_page_shows_coverage_checksum_documents_and_how_to_cite(call, coordinator, client):
    report = factories.locked(call, coordinator, published=True)
    page = client.get(report.public_address).content.decode()
    for words in (
        report.checksum,
        document(report),
        "6 of 8 governments",
        "National coordination",
        f"{settings.SITE_URL}{report.public_address}",  # whatever host was asked
    ):
        assert words in page
    assert client.get(report.public_address.lower()).status_code == 200
    other = reverse("tracking:public-report", args=["XOT", 4, call.pk, 1])
    assert client.get(other).status_code == 404


def test_documents_may_be_kept_and_are_asked_for_again(call, coordinator, client):
    report = factories.locked(call, coordinator, published=True)
    ReportDocument.objects.keep(report, "html", "r.html", b"<style>p{}</style><p>Hello</p>")
    report.publish(report.documents.values("pk"), by=coordinator, now=factories.NOW)
    response = client.get(document(report))
    assert response["Cache-Control"].startswith("public")
    assert client.get(document(report), HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    read = client.get(report.public_address + "read/")
    assert (read.status_code, b"Hello" in read.content) == (200, True)
    assert "default-src 'none'" in read["Content-Security-Policy"]
    hidden = factories.report(call, edition=2).documents.first()
    assert client.get(report.public_address + f"documents/{hidden.pk}/").status_code == 404


def test_list_costs_the_same_with_more_reports(call, review, coordinator, client):
    factories.locked(call, coordinator, published=True)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(LIST))
    factories.locked(call, coordinator, published=True, edition=2, language="es")
    factories.locked(factories.call(review, coordinator), coordinator, published=True)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(LIST))
    assert len(three) == len(one)


def test_pages_of_the_recommendations_lead_to_the_report(call, recommendation, coordinator, client):
    pages = (reverse("tracking:recommendation-list"), recommendation.get_absolute_url())
    locked = factories.locked(call, coordinator)
    for page in pages:
        assert locked.public_address not in client.get(page).content.decode()
    locked.publish(locked.documents.values("pk"), by=coordinator, now=factories.NOW)
    for page in pages:
        assert locked.public_address in client.get(page).content.decode()


def test_editions_in_several_languages_are_one_entry_first_in_the_readers_own(call, review, coordinator, client):
    english = factories.locked(call, coordinator, published=True)
    spanish = factories.locked(call, coordinator, published=True, edition=2, language="es")
    other = factories.locked(factories.call(review, coordinator), coordinator, published=True, language="es")
    for language, first in (("en", english), ("es", spanish), ("fr", english)):
        page = BeautifulSoup(client.get(f"/{language}/midterm-reports/").content, "html.parser")
        headings = [link["href"].split("/", 2)[2] for link in page.select("main h2 a")]
        assert headings == [row.public_address.split("/", 2)[2] for row in (other, first)]
        assert len(page.select("main .card")[1].select("p a")) == 1
        assert not page.select("main .card")[0].select("p a")


def test_reports_are_found_from_the_public_pages(call, recommendation, coordinator, client):
    pages.home()
    found_on = ("/en/", reverse("tracking:recommendation-list"), recommendation.get_absolute_url())
    factories.locked(call, coordinator)
    assert not any(reverse(LIST) in client.get(page).content.decode() for page in found_on)
    factories.locked(call, coordinator, edition=2, language="es", published=True)
    assert all(reverse(LIST) in client.get(page).content.decode() for page in found_on)


def test_public_corrections_stand_beside_the_report(
    call, city, recommendation, officer, approver, coordinator, client, signed_in
):
    contribution = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.locked(call, coordinator, published=True)
    assert "Corrections since" not in client.get(report.public_address).content.decode()
    address = reverse("tracking:contribution-correct", args=[contribution.pk])
    for words, public in (("41 beds, not 40.", "on"), ("Between us.", "")):
        said = {"correction-words": words, "correction-is_public": public, "correction-is_final": "on"}
        assert signed_in(approver).post(address, said).status_code == 302
    page = client.get(report.public_address).content.decode()
    assert "Corrections since" in page
    assert "41 beds, not 40." in page
    assert str(city) in page
    assert "Between us." not in page


PARTS = b'<section class="part a"><table></section><section class="part b"></section>'


def test_report_to_read_leads_back_to_its_page(call, coordinator, client, signed_in):
    report = factories.locked(call, coordinator, published=True, language="es")
    ReportDocument.objects.keep(report, "html", "r.html", b"<style>p{}</style><body>\n<p>Hello</p>" + PARTS)
    report.publish(report.documents.values("pk"), by=coordinator, now=factories.NOW)
    read = client.get(report.public_address + "read/").content.decode()
    assert '<body><nav aria-label="La página de este informe: documentos, correcciones y respuestas"><p>' in read
    assert f'<p><a href="/es{report.public_address.removeprefix("/en")}">' in read
    assert read.endswith('<section tabindex="0" class="part a"><table></section><section class="part b"></section>')
    internal = signed_in(coordinator).get(reverse("tracking:report-read", args=[report.pk])).content
    assert internal.count(b"<a ") == 0
