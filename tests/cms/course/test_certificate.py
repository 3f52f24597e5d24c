"""The certificate: for who passed every module, with a name that nobody keeps."""

import datetime
import io

import pikepdf
import pytest
from django.urls import reverse

from cms.course.forms import CertificateForm
from cms.models import ModuleProgress
from tests.cms import pages
from tests.cms.course import courses
from tests.pages import soup_of
from tracking.documents import pdf_library


@pytest.fixture
def address(course):
    """Where the certificate is."""
    return reverse("cms:course-certificate", args=[course.pk])


def test_without_progress_it_says_what_is_missing(client, address, module, second, answered):
    answered(client, module)
    for answer in (client.get(address), client.post(address, {"name": "Ana"})):
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "1 module is still missing" in text
        assert "Money" in text and 'name="name"' not in text and "Ana" not in text


def test_course_without_quizzes_has_none(client, address, course):
    courses.module(course, quiz=())
    assert "no quizzes yet" in client.get(address).content.decode()


def test_browser_gets_it_with_the_name_typed_and_escaped(client, address, module, second, answered):
    for each in (module, second):
        answered(client, each)
    assert 'name="name"' in client.get(address).content.decode()
    assert "Write the name" in client.post(address, {"name": " "}).content.decode()
    answer = client.post(address, {"name": "Ana <b>Ruiz</b>"})
    text = answer.content.decode()
    assert "Ana &lt;b&gt;Ruiz&lt;/b&gt;" in text and "Duties" in text and "Money" in text
    assert "no-store" in answer["Cache-Control"]
    assert "Ana" not in client.get(address).content.decode()


def test_account_gets_it_with_the_day_of_the_last_module(signed_in, officer, address, module, second):
    days = datetime.date(2026, 5, 4), datetime.date(2026, 3, 2)
    for page, day in zip((module, second), days, strict=True):
        ModuleProgress.objects.record(officer, page.translation_key, 90, passed_on=day)
    text = signed_in(officer).post(address, {"name": "Ana"}).content.decode()
    assert 'datetime="2026-05-04"' in text


@pytest.mark.parametrize(
    "typed, shown",
    [("Ana\u202e\u2066 Ruiz\u200b", "Ana Ruiz"), ("Ana\r\n\tRuiz", "Ana Ruiz"), ("می\u200cرود", "می\u200cرود")]
    + [("\u200b\u202e", None), ("\u200d", None)],
    ids=ascii,
)
def test_name_is_one_line_without_signs_that_nobody_sees(typed, shown):
    form = CertificateForm({"name": typed})
    assert form.is_valid() is bool(shown)
    assert form.cleaned_data.get("name") == shown


@pytest.mark.skipif(not pdf_library.is_available(), reason="Pango, a library of the system, is missing")
def test_file_is_one_tagged_page_and_its_name_tells_nobody(client, address, module, answered):
    refused = client.post(address, {"name": "Ana", "file": "pdf"})
    assert refused["Content-Type"].startswith("text/html")
    answered(client, module)
    answer = client.post(address, {"name": "فاطمة <b>" + "W" * 100, "file": "pdf"})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="certificate.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 1 and document.Root.MarkInfo.Marked and str(document.Root.Lang) == "en"
        assert "Certificate" in str(document.docinfo["/Title"])


def test_switch_leads_to_the_certificate_of_the_course_in_the_other_language(client, address, course, module, answered):
    spanish = courses.course(pages.home("es"), title="Derechos", translation_key=course.translation_key)
    courses.module(spanish, "Deberes", translation_key=module.translation_key)
    answered(client, module)
    link = soup_of(client.get(address)).select_one("nav.languages a[hreflang=es]")["href"]
    page = soup_of(client.get(link))
    assert page.select_one("main .eyebrow").text == "Derechos"
    assert page.select_one("input[name=name]") and not page.select_one("main [lang]")
    assert page.select_one("nav.languages a[hreflang=en]")["href"] == address


def test_number_that_no_page_can_have_is_not_found(client, course):
    for name in ("course-certificate", "quiz-answer", "page-print"):
        for number in (10**30, course.get_parent().pk):
            assert client.get(reverse(f"cms:{name}", args=[number])).status_code == 404


@pytest.mark.skipif(not pdf_library.is_available(), reason="Pango, a library of the system, is missing")
def test_files_are_written_for_a_class_but_not_for_a_flood(client, address, module, answered, settings):
    answered(client, module)
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "certificate_file": "1/h/key"}
    wish = {"name": "Ana", "file": "pdf"}
    assert client.post(address, wish)["Content-Type"] == "application/pdf"
    assert client.post(address, wish).status_code == 429
    assert "Ana" in client.post(address, {"name": "Ana"}).content.decode()  # the page itself costs nothing
