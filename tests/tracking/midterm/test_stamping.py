"""The documents of a locked edition name who adopted it and when; content and checksum stay as they were."""

import dataclasses
import datetime
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tests.tracking.midterm import samples
from tracking.midterm import canonical, compiling, docx, locking, stamping
from tracking.midterm.entries import ApprovalEntry
from tracking.models import Report, ReportApproval

KINDS = ("docx", "html", "json", "xlsx")
LATER = "recorded on the page of this edition once it is approved"


@pytest.fixture
def report(review, recommendation, coordinator, now, monkeypatch):
    """An edition compiled for real, approved by two bodies."""
    few = {kind: compiling.RENDERERS[kind] for kind in KINDS}
    monkeypatch.setattr(compiling, "RENDERERS", few)
    monkeypatch.setattr(stamping, "RENDERERS", few)
    call = factories.call(review, coordinator)
    made = compiling.start(call, by=coordinator, now=now, language="en")
    assert compiling.run(made.pk, now=now) == "ready"
    made.refresh_from_db()
    for step, body in (("coordinator", "National coordination"), ("government", "Council of Ministers")):
        said = {"step": step, "body": body, "approved_on": now.date()}
        ReportApproval(report=made, **said).record(by=coordinator, now=now)
    return made


def text_of(report, kind):
    with report.documents.get(kind=kind).file.open() as file:
        data = file.read()
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    return data.decode()


def test_locked_documents_name_bodies_and_days(report, coordinator, now):
    assert LATER in text_of(report, "docx")
    before = {row.kind: (row.pk, row.sha256, row.file.name) for row in report.documents.all()}
    checksum, storage = report.checksum, report.documents.first().file.storage
    locking.lock(report, by=coordinator, now=now)
    with pytest.raises(ValidationError, match="being written"):
        report.publish(report.documents.values("pk"), by=coordinator, now=now)
    assert stamping.run(report.pk, now=now) == "ready"
    report.refresh_from_db()
    for kind in ("docx", "html", "xlsx"):
        text = text_of(report, kind)
        assert LATER not in text
        for words in ("National coordination", "Council of Ministers", "10 March 2026"):
            assert words in text, (kind, words)
        row = report.documents.get(kind=kind)
        assert (row.pk, row.sha256 != before[kind][1]) == (before[kind][0], True)
        assert row.file.storage.exists(row.file.name)
    assert report.documents.get(kind="json").sha256 == before["json"][1]
    assert report.checksum == checksum == canonical.checksum(canonical.from_json(report.content))
    assert stamping.run(report.pk, now=now) == "gone"
    report.publish(report.documents.values("pk"), by=coordinator, now=now)
    assert storage.exists(before["json"][2])


def test_long_report_is_written_from_its_json_document(report, coordinator, now, monkeypatch):
    monkeypatch.setattr(compiling, "MOST_ANSWERS", -1)
    Report.objects.filter(pk=report.pk).update(content=compiling._kept(canonical.from_json(report.content)))
    report.refresh_from_db()
    assert canonical.from_json(report.content).is_abridged
    assert not stamping.whole_content(report).is_abridged


def test_worker_that_fails_leaves_the_documents_as_they_were(report, coordinator, now, monkeypatch):
    locking.lock(report, by=coordinator, now=now)
    before = {row.kind: row.sha256 for row in report.documents.all()}
    monkeypatch.setattr(stamping, "whole_content", lambda report: 1 / 0)
    assert stamping.run(report.pk, now=now) == "failed"
    report.refresh_from_db()
    assert not report.is_being_stamped
    assert {row.kind: row.sha256 for row in report.documents.all()} == before


def test_lost_worker_is_replaced_after_a_while(report, coordinator, now):
    locking.lock(report, by=coordinator, now=now)
    assert Report.objects.claim_stamping(report.pk, now=now)
    assert stamping.run(report.pk, now=now) == "gone"
    assert stamping.run(report.pk, now=now + datetime.timedelta(hours=1)) == "ready"


def test_approvals_are_no_part_of_the_content():
    plain = samples.usual()
    adopted = dataclasses.replace(
        plain, approvals=(ApprovalEntry("government", "Council of Ministers", datetime.date(2027, 9, 1)),)
    )
    assert canonical.to_json(adopted) == canonical.to_json(plain)
    assert canonical.checksum(adopted) == canonical.checksum(plain)
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        docx.render(adopted, file)
    assert files[0].getvalue() == files[1].getvalue()
