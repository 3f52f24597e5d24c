"""A workbook and what came back: what the database refuses, who sees it, how it is forgotten."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, Workbook, WorkbookRow, WorkbookUpload
from tracking.models.workbook import KEPT, new_reference


@pytest.fixture
def upload(city, officer, review):
    return factories.workbook_upload(city, officer)


def test_reference_codes_are_readable_and_differ():
    codes = {new_reference() for _number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 11 and not set("01OI") & set(code) for code in codes)


@pytest.mark.parametrize("fields", [{"status": "applied"}, {"applied_at": factories.NOW}])
def test_applied_by_and_at_stand_together_with_the_status(upload, officer, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkbookUpload.objects.filter(pk=upload.pk).update(**fields)
    WorkbookUpload.objects.filter(pk=upload.pk).update(status="applied", applied_by=officer, applied_at=factories.NOW)


def test_same_file_stands_once_in_a_workbook_and_may_stand_in_another(upload, city, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkbookUpload.objects.create(
            workbook=upload.workbook, name="x", sha256=upload.sha256, uploaded_by=officer, uploaded_at=factories.NOW
        )
    assert factories.workbook_upload(city, officer).sha256 == upload.sha256


def test_row_stands_once_in_its_place(upload):
    WorkbookRow.objects.create(upload=upload, sheet="steps", number=3)
    WorkbookRow.objects.create(upload=upload, sheet="notes", number=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkbookRow.objects.create(upload=upload, sheet="steps", number=3)


def test_only_people_of_the_government_see_it(upload, officer, viewer, collector, outsider, coordinator, stranger):
    for person, is_seen in [(officer, True), (viewer, True), (collector, True), (outsider, False)]:
        assert WorkbookUpload.objects.visible_to(person).exists() is is_seen
        assert Workbook.objects.visible_to(person).exists() is is_seen
    assert not WorkbookUpload.objects.visible_to(coordinator).exists()
    assert not WorkbookUpload.objects.visible_to(stranger).exists()


def test_discard_is_told_and_refused_once_applied(upload, officer, city):
    upload.mark_applied(2, by=officer, now=factories.NOW)
    assert upload.discard(by=officer, now=factories.NOW) is False
    other = factories.workbook_upload(city, officer)
    assert other.discard(by=officer, now=factories.NOW) is True
    assert Event.objects.get(verb="removed").before == {"sha256": "0" * 64}
    assert WorkbookUpload.objects.get() == upload


def test_expired_is_what_lies_too_long(upload):
    workbook = upload.workbook
    assert not Workbook.objects.expired(workbook.expires_at).exists()
    assert Workbook.objects.expired(factories.NOW + KEPT * 2).get() == workbook


def test_forgetting_takes_the_files_too(upload, django_capture_on_commit_callbacks):
    name, storage = upload.file.name, upload.file.storage
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        upload.workbook.forget()
    assert not storage.exists(name)
