"""The pages of the workbook: download, upload, differences, confirm, the file with reasons, discard."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.tracking.workbook.sheets import back, changed, differences, made, work_of
from tracking.models import ImplementationStep, Workbook, WorkbookUpload

QUERIES = 21


def address(name, pk):
    return reverse(f"tracking:workbook-{name}", args=[pk])


def sent(data, name="workbook.xlsx"):
    return {"file": SimpleUploadedFile(name, data)}


def confirmed(upload, **more):
    """What a browser posts where nothing is changed on the page of differences."""
    rows = [row for row in differences(upload).values() if row.outcome != "error"]
    data = {"row": [row.row.pk for row in rows], **{f"seal-{row.row.pk}": row.seal for row in rows}}
    for row in rows:
        data |= {
            f"cell-{row.row.pk}-{name}": "site" for name, cell in row.written.items() if cell.outcome == "conflict"
        }
    return {**data, **more}


@pytest.fixture
def work(city, officer, review):
    return work_of(city, officer, review)


@pytest.fixture
def upload(work, city, officer):
    _workbook, data = made(city, officer)
    changes = {"steps": {work.key: {"title": "A better title"}, "n1": {"title": "Only a title"}}}
    return back(changed(data, changes), city, officer)


def test_download_holds_the_city_and_is_remembered(work, signed_in, officer, city):
    response = signed_in(officer).post(address("make", city.pk), {"language": "es"})
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    workbook = Workbook.objects.get()
    assert (workbook.local_government, workbook.language, workbook.made_by) == (city, "es", officer)
    assert workbook.reference in response["Content-Disposition"]
    file = openpyxl.load_workbook(io.BytesIO(response.content))
    assert file.sheetnames[1:3] == ["Recomendaciones", "Medidas"] or len(file.sheetnames) == 7
    assert file.worksheets[-1].sheet_state == "hidden"


def test_upload_leads_to_the_differences_and_changes_nothing(work, signed_in, officer, city):
    _workbook, data = made(city, officer)
    client = signed_in(officer)
    data = changed(data, {"steps": {work.key: {"title": "A better title"}}})
    response = client.post(address("list", city.pk), sent(data), follow=True)
    page = response.content.decode()
    assert "A better title" in page and "Open a night shelter" in page
    work.step.refresh_from_db()
    assert work.step.title == "Open a night shelter"


def test_confirmed_rows_come_true_and_faulty_ones_come_back(upload, signed_in, officer, work):
    client = signed_in(officer)
    response = client.post(address("apply", upload.pk), confirmed(upload), follow=True)
    assert "1 row was taken over." in response.content.decode()
    work.step.refresh_from_db()
    assert (work.step.title, ImplementationStep.objects.count()) == ("A better title", 1)
    response = client.get(address("file", upload.pk))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[2]
    said = [cell.value for cell in next(sheet.iter_cols(min_col=sheet.max_column)) if cell.value]
    assert said[1] == "Reason"
    assert len(said) == 3 and "A new step needs this." in said[2]


def test_row_that_was_not_ticked_stays_as_it_is(upload, signed_in, officer, work):
    response = signed_in(officer).post(address("apply", upload.pk), {}, follow=True)
    assert "Nothing was ticked" in response.content.decode()
    work.step.refresh_from_db()
    assert work.step.title == "Open a night shelter"


def test_second_press_does_nothing_more(upload, signed_in, officer):
    client, data = signed_in(officer), confirmed(upload)
    client.post(address("apply", upload.pk), data)
    response = client.post(address("apply", upload.pk), data, follow=True)
    assert "taken over before" in response.content.decode()


def test_posted_nonsense_is_no_decision(upload, signed_in, officer):
    data = {"row": ["x", "²", "9" * 40, "-1"], "seal-x": "1"}
    response = signed_in(officer).post(address("apply", upload.pk), data, follow=True)
    assert "Nothing was ticked" in response.content.decode()


def test_conflict_shows_both_sides_and_the_person_chooses(work, signed_in, officer, city):
    _workbook, data = made(city, officer)
    upload = back(changed(data, {"steps": {work.key: {"title": "From the file"}}}), city, officer)
    work.step.title = "From the site"
    work.step.save_work([work.first], by=officer, now=factories.NOW)
    client = signed_in(officer)
    page = client.get(address("detail", upload.pk)).content.decode()
    assert all(words in page for words in ("From the file", "From the site", "Open a night shelter"))
    (row,) = differences(upload).values()
    client.post(address("apply", upload.pk), confirmed(upload, **{f"cell-{row.row.pk}-title": "file"}))
    work.step.refresh_from_db()
    assert work.step.title == "From the file"


def test_same_file_again_leads_to_the_first_upload(work, signed_in, officer, city):
    _workbook, data = made(city, officer)
    data = changed(data, {"steps": {work.key: {"title": "A better title"}}})
    first = back(data, city, officer)
    client = signed_in(officer)
    page = client.post(address("list", city.pk), sent(data), follow=True).content.decode()
    assert "uploaded before" in page
    client.post(address("apply", first.pk), confirmed(first))
    response = client.post(address("list", city.pk), sent(data), follow=True)
    assert "applied on" in response.content.decode()
    assert WorkbookUpload.objects.count() == 1


def test_file_of_another_city_says_so_and_tells_nothing(work, signed_in, officer, city, other_city, outsider):
    _workbook, data = made(other_city, outsider)
    response = signed_in(officer).post(address("list", city.pk), sent(data))
    assert response.status_code == 200
    assert "was not downloaded for Altamira" in response.content.decode()
    assert "Borealis" not in response.content.decode()
    assert not WorkbookUpload.objects.exists()


def test_two_cities_never_meet(upload, signed_in, outsider):
    client = signed_in(outsider)
    for name in ("detail", "file"):
        assert client.get(address(name, upload.pk)).status_code == 404
    for name in ("apply", "discard"):
        assert client.post(address(name, upload.pk)).status_code == 404


def test_larger_file_than_allowed_is_refused(signed_in, officer, city, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    response = signed_in(officer).post(address("list", city.pk), sent(b"PK" + b"x" * 5000))
    assert "the limit is" in response.content.decode()


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04rubbish"])
def test_what_is_no_workbook_is_refused_with_words(signed_in, officer, city, data):
    response = signed_in(officer).post(address("list", city.pk), sent(data))
    assert response.status_code == 200
    assert "field-error" in response.content.decode()


def test_discard_only_before_anything_is_applied(upload, signed_in, officer, city):
    client = signed_in(officer)
    name, storage = upload.file.name, upload.file.storage
    client.post(address("apply", upload.pk), confirmed(upload))
    response = client.post(address("discard", upload.pk), follow=True)
    assert "too late" in response.content.decode()
    assert WorkbookUpload.objects.exists() and storage.exists(name)


def test_discarded_file_is_gone(upload, signed_in, officer, city, django_capture_on_commit_callbacks):
    name, storage = upload.file.name, upload.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in(officer).post(address("discard", upload.pk))
    assert response["Location"] == address("list", city.pk)
    assert not WorkbookUpload.objects.exists() and not storage.exists(name)


def test_viewer_reads_and_has_nothing_to_press(upload, signed_in, viewer, city):
    client = signed_in(viewer)
    assert '<form method="post" action="/en/workbooks' not in client.get(address("detail", upload.pk)).content.decode()
    assert "Download the workbook" not in client.get(address("list", city.pk)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_differences_ask_as_often_for_three_steps_as_for_one(
    work, signed_in, officer, city, django_assert_num_queries, number
):
    for _number in range(number - 1):
        factories.step(city, officer, [work.follow_up])
    keys = [f"s{pk}" for pk in ImplementationStep.objects.values_list("pk", flat=True)]
    _workbook, data = made(city, officer)
    upload = back(
        changed(data, {"steps": {key: {"outcome": "New", "follow_ups": "120.2"} for key in keys}}), city, officer
    )
    client = signed_in(officer)
    client.get(address("detail", upload.pk))  # what is asked once a process, is asked
    with django_assert_num_queries(QUERIES):
        client.get(address("detail", upload.pk))


def test_comparing_asks_eleven_times_whatever_came_back(work, officer, city, django_assert_num_queries):
    _workbook, data = made(city, officer)
    changes = {"steps": {work.key: {"outcome": "New"}}, "notes": {"n1": {"step": work.key, "text": "Begun."}}}
    upload = WorkbookUpload.objects.for_listing().get(pk=back(changed(data, changes), city, officer).pk)
    with django_assert_num_queries(11):
        differences(upload)


def test_board_leads_to_the_workbook(signed_in, officer, city):
    page = signed_in(officer).get(reverse("tracking:workspace", args=[city.pk])).content.decode()
    assert f'href="{address("list", city.pk)}"' in page
