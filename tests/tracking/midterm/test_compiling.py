"""Compiling: one edition a worker, frozen with its checksum, and a failure that says so."""

import datetime
import io
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
import pytest

from tests import factories
from tracking.midterm import compiling, content
from tracking.models import Event, Report, ReportDocument


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


QUICK = {"json": compiling.RENDERERS["json"]}


@pytest.fixture
def accepted(call, city, recommendation, officer, approver, coordinator):
    """The city's accepted contribution."""
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


@pytest.fixture
def failing(monkeypatch):
    """The disk is full when the Word document is to be written."""

    def fail(frozen, out, fingerprint):
        raise OSError("disk full")

    monkeypatch.setitem(compiling.RENDERERS, "docx", fail)


@pytest.mark.parametrize("fault", [AttributeError, SyntaxError, zipfile.BadZipFile, zlib.error])
def test_document_out_of_a_broken_file_of_others_is_left_out_and_told(
    call, accepted, coordinator, now, monkeypatch, fault
):
    def fail(frozen, out, fingerprint):
        raise fault("no body")

    monkeypatch.setattr(compiling, "RENDERERS", {**QUICK, "docx-template": fail})
    report = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(report.pk, now=now) == "ready"
    report.refresh_from_db()
    assert report.error == "docx-template: no body"


def test_start_numbers_editions_and_leaves_an_event(call, coordinator, now):
    first = compiling.start(call, by=coordinator, now=now, language="en")
    second = compiling.start(call, by=None, now=now, language="es")
    assert [(row.edition, row.language, row.status) for row in (first, second)] == [
        (1, "en", "compiling"),
        (2, "es", "compiling"),
    ]
    assert Event.objects.about(first).get().by == coordinator


def test_ask_joins_an_edition_that_is_being_compiled(call, coordinator, now):
    first, is_new = compiling.ask(call, by=coordinator, now=now, language="en")
    assert is_new
    assert compiling.ask(call, by=coordinator, now=now, language="en") == (first, False)
    assert compiling.ask(call, by=coordinator, now=now, language="es")[1]
    compiling.run(first.pk, now=now)
    assert compiling.ask(call, by=coordinator, now=now, language="en")[1]


def test_run_freezes_content_checksum_and_documents(call, accepted, coordinator, now):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(report.pk, now=now) == "ready"
    report.refresh_from_db()
    frozen = content.from_json(report.content)
    assert (report.status, report.checksum) == ("ready", content.checksum(frozen))
    assert list(report.contributions.all()) == [accepted]
    assert frozen.compiled_on == now.date()
    assert report.checksum in "\n".join(
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(report.documents.get(kind="docx").file.read())).paragraphs
    )
    assert openpyxl.load_workbook(io.BytesIO(report.documents.get(kind="xlsx").file.read())).sheetnames


def test_run_twice_compiles_once(call, coordinator, now):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    compiling.run(report.pk, now=now)
    before = Report.objects.values().get()
    assert compiling.run(report.pk, now=now) == "gone"
    assert compiling.run(report.pk + 1, now=now) == "gone"
    assert Report.objects.values().get() == before


def test_edition_stays_as_it_was_when_input_changes(call, accepted, officer, approver, coordinator, now):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    compiling.run(report.pk, now=now)
    before = Report.objects.values().get()
    second = accepted.next_version(by=officer, now=now)
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    second.accept(by=coordinator, now=now)
    later = compiling.start(call, by=coordinator, now=now, language="en")
    compiling.run(later.pk, now=now)
    assert Report.objects.values().get(pk=report.pk) == before
    assert list(report.contributions.all()) == [accepted]
    assert list(later.contributions.all()) == [second]


def test_failure_says_what_happened_in_the_reports_language_and_stores_nothing(call, coordinator, now, failing):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(report.pk, now=now) == "failed"
    report.refresh_from_db()
    assert (report.status, report.error) == ("failed", "The documents could not be made: disk full")
    assert (report.content, report.documents.count(), report.contributions.count()) == ("", 0, 0)
    assert not Report.objects.waiting().exists()


def test_answer_that_contradicts_the_scale_fails_the_edition(call, accepted, coordinator, now):
    accepted.answers.update(status="done")
    report = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(report.pk, now=now) == "failed"


def test_lost_worker_is_replaced(call, coordinator, now):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    Report.objects.claim(report.pk, now=now)
    assert compiling.run(report.pk, now=now + datetime.timedelta(minutes=5)) == "gone"
    assert compiling.run(report.pk, now=now + datetime.timedelta(hours=1)) == "ready"


def test_page_can_tell_what_is_being_done_and_how_far_it_is(call, accepted, coordinator, now, monkeypatch):
    report, seen = compiling.start(call, by=coordinator, now=now, language="en"), []
    for kind, render in compiling.RENDERERS.items():

        def watched(frozen, out, fingerprint, render=render):
            seen.append(Report.objects.values_list("stage", "done").get(pk=report.pk))
            render(frozen, out, fingerprint)

        monkeypatch.setitem(compiling.RENDERERS, kind, watched)
    compiling.run(report.pk, now=now)
    assert [stage for stage, _done in seen] == list(compiling.RENDERERS)
    shares = [done for _stage, done in seen]
    assert shares == sorted(shares)
    assert 15 < min(shares) < max(shares) < 95
    report.refresh_from_db()
    assert (report.stage, report.done, report.error) == ("", 100, "")


def test_report_speaks_its_language(call, accepted, coordinator, now):
    report = compiling.start(call, by=coordinator, now=now, language="es")
    compiling.run(report.pk, now=now)
    report.refresh_from_db()
    assert content.from_json(report.content).language == "es"


def documents():
    """The files that the reports of this test left in the storage."""
    folder = Path(ReportDocument._meta.get_field("file").storage.location)
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_documents_that_could_not_be_stored_leave_no_file(call, accepted, coordinator, now, monkeypatch):
    report = compiling.start(call, by=coordinator, now=now, language="en")

    storage = ReportDocument._meta.get_field("file").storage
    save = storage.save

    def fill(name, content, max_length=None):
        if name.endswith("xlsx"):
            raise OSError("disk full")
        return save(name, content, max_length=max_length)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", fill)
        assert compiling.run(report.pk, now=now) == "failed"
    assert documents() == []
    again = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(again.pk, now=now) == "ready"
    assert len(documents()) == len(compiling.RENDERERS)


def test_worker_that_was_taken_for_lost_changes_nothing(call, accepted, coordinator, now, monkeypatch):
    report = compiling.start(call, by=coordinator, now=now, language="en")
    render, hour = compiling.RENDERERS["docx"], datetime.timedelta(hours=1)

    def slow(frozen, out, fingerprint):
        monkeypatch.setitem(compiling.RENDERERS, "docx", render)
        assert compiling.run(report.pk, now=now + hour) == "ready"
        render(frozen, out, fingerprint)

    monkeypatch.setitem(compiling.RENDERERS, "docx", slow)
    assert compiling.run(report.pk, now=now) == "gone"
    report.refresh_from_db()
    assert (report.status, report.started_at) == ("ready", now + hour)
    assert len(documents()) == len(compiling.RENDERERS)
