"""Words of the produced documents that readers stumbled over: labels, tenses, directions, languages on offer."""

import dataclasses
from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tests.tracking.midterm import samples
from tracking.documents.blocks import Paragraph
from tracking.midterm import docx_annexes, html, methodology, pdf
from tracking.midterm.index import Index
from tracking.midterm.languages import report_languages
from tracking.midterm.state_entries import ChallengeCount, ConsultationEntry, StateRecords

HELD = ConsultationEntry(
    "Round table", "civil society", "in person", date(2027, 3, 1), None, "Lume", "30 organisations", 30,
    "Shelter network", 12, "Housing", "",
)  # fmt: skip


def page_of(content):
    return BeautifulSoup("".join(html.pieces(content, "x")), "html.parser")


def test_annex_d_says_who_was_invited_and_who_came():
    content = dataclasses.replace(samples.usual(), records=StateRecords(consultations=(HELD,)))
    cells = [cell.get_text(" ", strip=True) for cell in page_of(content).select(".annex_d td")]
    assert "12 of 30 invited came. Invited : 30 organisations Came : Shelter network" in cells


def test_challenges_by_kind_say_what_is_counted():
    records = StateRecords(challenges=(ChallengeCount("competence", 1, 1),))
    content = dataclasses.replace(samples.usual(), records=records, chapters=(samples_chapter("assistance"),))
    assert "By kind are counted the challenges that local governments recorded" in page_of(content).get_text()


def samples_chapter(code):
    from tracking.midterm.entries import ChapterEntry  # noqa: PLC0415 - only here

    return ChapterEntry(code, None, ())


def test_call_that_is_still_open_is_spoken_of_in_the_present():
    content = samples.usual()
    for deadline, said in ((content.compiled_on, "which is open until"), (date(2027, 5, 6), "which was open until")):
        changed = dataclasses.replace(content, call_deadline=deadline)
        section = next(iter(methodology.methodology(changed, Index(changed))))
        told = ["".join(span.text for span in row.spans) for row in section.blocks if isinstance(row, Paragraph)]
        assert any(said in line for line in told), said


def test_numbers_of_annex_a_have_room_and_stay_whole():
    first, *_others, goals, _steps = docx_annexes._STATUS_WIDTHS
    assert min(first, goals) >= 7
    sheet = html.styles()
    assert "white-space: nowrap" in sheet[sheet.index(".annex_a, .annex_b") :][:200]


def test_latin_words_in_an_arabic_document_run_their_own_way():
    found = page_of(samples.arabic())
    line = next(row for row in found.find_all("bdi") if row.get_text() == "Begin in May 2028.")
    assert line["dir"] == "ltr"
    shut = pdf.shut_off(str(line), is_rtl=True)
    assert shut == '\u200f<bdi dir="ltr">\u200eBegin in May 2028.\u200e</bdi>\u200f'
    assert pdf.shut_off(str(line), is_rtl=False) == str(line)


def test_report_is_offered_only_in_translated_languages(settings, review, coordinator, signed_in):
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish"), ("ru", "Russian")]
    assert [code for code, _name in report_languages()] == ["en", "es"]
    call = factories.call(review, coordinator)
    client = signed_in(coordinator)
    page = client.get(reverse("tracking:report-list", args=[call.pk])).content.decode()
    offered = BeautifulSoup(page, "html.parser").select_one("select#id_language")
    assert [option["value"] for option in offered.find_all("option")] == ["en", "es"]
    client.post(reverse("tracking:report-compile", args=[call.pk]), {"language": "ru"})
    assert not call.reports.exists()


def test_every_total_of_words_says_what_it_counts(review, coordinator, signed_in, now):
    call, client = factories.call(review, coordinator), signed_in(coordinator)
    own = client.get(reverse("tracking:synthesis-list", args=[call.pk])).content.decode()
    assert "Excerpts and your own words so far: 0 of" in own
    chapters = reverse("tracking:chapter-list", args=[call.pk])
    assert "Texts by people so far" in client.get(chapters).content.decode()
    report = factories.report(call, finished_at=now + timedelta(days=1))
    assert "The whole body as compiled, with what changed since" in client.get(chapters).content.decode()
    assert "The whole body as compiled: " in client.get(report.get_absolute_url()).content.decode()
