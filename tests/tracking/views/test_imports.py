"""Importing through the browser: who may, what they see, what happens to bad files."""

import html
import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.tracking.importing import files
from tests.tracking.sources import matrices
from tracking import importing, tasks
from tracking.importing import progress
from tracking.models import Recommendation, Review, SourceFile

LIST, ADD = "/en/imports/", "/en/imports/add/"


@pytest.fixture(autouse=True)
def words(db):
    files.words()


@pytest.fixture
def previewed(state, coordinator, now):
    """A file of two new recommendations and a rejected row that waits for confirmation."""
    rows = (*files.samples(2), files.sample("120.3", position="Perhaps"))
    return importing.receive(files.upload(*rows), state=state, cycle=4, language="en", by=coordinator, now=now)


def data(upload=None, **fields):
    return {"review": "XUL-4", "language": "en", "file": upload or files.upload(), **fields}


def detail(source_file, verb=""):
    return f"/en/imports/{source_file.pk}/{verb}"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


# Who may


@pytest.mark.parametrize("address", ["", "add/", "{pk}/", "{pk}/confirm/", "{pk}/discard/"])
def test_import_pages_send_anonymous_people_to_the_login(previewed, signed_in, address):
    url = LIST + address.format(pk=previewed.pk)
    for response in (signed_in(None).get(url), signed_in(None).post(url)):
        assert response.status_code == 302
        assert response.url.startswith("/en/accounts/login/")


@pytest.mark.parametrize("address", ["", "add/", "{pk}/"])
@pytest.mark.parametrize("who", ["officer", "approver", "viewer", "outsider"])
def test_import_pages_are_404_for_local_people(previewed, request, signed_in, who, address):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(LIST + address.format(pk=previewed.pk)).status_code == 404


@pytest.mark.parametrize("verb", ["confirm/", "discard/"])
@pytest.mark.parametrize(
    ("who", "status"), [("officer", 404), ("outsider", 404), ("stranger", 404), ("national_viewer", 403)]
)
def test_import_decisions_are_the_coordinators(previewed, request, signed_in, who, status, verb):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(detail(previewed, verb)).status_code == status
    previewed.refresh_from_db()
    assert previewed.status == "previewed"


@pytest.mark.parametrize("verb", ["confirm/", "discard/"])
def test_import_decisions_reject_get(previewed, coordinator, signed_in, verb):
    assert signed_in(coordinator).get(detail(previewed, verb)).status_code == 405


def test_import_of_another_state_is_404_and_not_listed(previewed, stranger, signed_in):
    client = signed_in(stranger)
    assert client.get(detail(previewed)).status_code == 404
    assert "matrix.docx" not in text_of(client.get(LIST))


def test_import_add_is_403_for_the_national_viewer(national_viewer, signed_in):
    client = signed_in(national_viewer)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, data()).status_code == 403
    assert not SourceFile.objects.exists()


def test_national_viewer_reads_without_buttons(previewed, national_viewer, signed_in):
    client = signed_in(national_viewer)
    assert ADD not in client.get(LIST).content.decode()
    page = client.get(detail(previewed))
    assert page.status_code == 200
    assert "120.1" in text_of(page)
    assert detail(previewed, "confirm/") not in page.content.decode()
    assert detail(previewed, "discard/") not in page.content.decode()


# The list


def test_import_list_without_files_says_what_to_do(coordinator, signed_in):
    page = signed_in(coordinator).get(LIST)
    assert "No file was handed in yet" in text_of(page)
    assert f'href="{ADD}"' in page.content.decode()


def test_import_list_shows_who_when_and_counts_as_links(previewed, coordinator, signed_in):
    page = signed_in(coordinator).get(LIST)
    assert "Coordinator" in text_of(page)
    links = {a.get_text(strip=True): a["href"] for a in BeautifulSoup(page.content, "html.parser").select("td a")}
    assert links["2 new"] == detail(previewed) + "?outcome=new"
    assert links["1 rejected"] == detail(previewed) + "?outcome=rejected"


@pytest.mark.parametrize("count", [1, 3])
def test_import_list_asks_the_same_questions_for_more_files(
    state, coordinator, now, signed_in, count, django_assert_num_queries
):
    for cycle in range(1, count + 1):
        importing.receive(files.upload(), state=state, cycle=cycle, language="en", by=coordinator, now=now)
    client = signed_in(coordinator)
    with django_assert_num_queries(7):
        assert client.get(LIST).status_code == 200


# Handing in


def test_import_add_offers_the_reviews_of_the_coordinators_states(review, coordinator, stranger, signed_in):
    page = BeautifulSoup(signed_in(coordinator).get(ADD).content, "html.parser")
    options = {option["value"]: option.get_text() for option in page.select("#id_review option")}
    assert options["XUL-4"] == "Lumeria, cycle 4 (session 47, November 2024)"
    assert list(options) == ["XUL-4", "XUL-3", "XUL-2", "XUL-1"]
    assert page.select_one("#id_review option[selected]")["value"] == "XUL-4"


def test_import_add_shows_the_preview_next(coordinator, signed_in):
    client = signed_in(coordinator)
    response = client.post(ADD, data(files.upload(name="Matrix.docx")))
    source_file = SourceFile.objects.get()
    assert response.url == detail(source_file)
    assert (source_file.name, source_file.uploaded_by, source_file.review.cycle) == ("Matrix.docx", coordinator, 4)
    assert "The file was read. Nothing is imported yet" in text_of(client.get(response.url))


@pytest.mark.parametrize("name", ["../../etc/passwd", "harmless\u202excod.exe", "x" * 300 + ".docx"])
def test_import_add_of_a_hostile_name_is_harmless(coordinator, signed_in, name, settings):
    signed_in(coordinator).post(ADD, data(files.upload(name=name)))
    source_file = SourceFile.objects.get()
    assert "/" not in source_file.name
    assert "\u202e" not in source_file.name
    assert len(source_file.name) <= 255
    stored = settings.PRIVATE_ROOT / source_file.file.name
    assert stored.is_file()
    assert stored.parent.parent == settings.PRIVATE_ROOT / "sources"


def bad_zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return stream.getvalue()


BAD_FILES = {
    "empty": (b"", "The file is empty."),
    "text": (b"just words", "is plain text."),
    "pdf": (b"%PDF-1.7\n1 0 obj", "is a PDF file"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "in the old format (.doc)"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "is a picture."),
    "web page": (b"<!doctype html><html>Not found</html>", "is a web page"),
    "zip": (bad_zip(), "is a ZIP archive."),
    "damaged": (files.matrix(files.FIRST)[:-200], "damaged"),
    "no table": (matrices.word_file("Only a paragraph."), "The Word file holds no table"),
    "bytes": (bytes(range(256)) * 4, "of a kind this site does not know"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_import_add_of_a_bad_file_says_what_is_wrong_and_keeps_the_choices(coordinator, signed_in, kind, settings):
    content, said = BAD_FILES[kind]
    sent = data(SimpleUploadedFile("matrix.docx", content), review="XUL-3", language="fr")
    response = signed_in(coordinator).post(ADD, sent)
    assert response.status_code == 200
    assert said in text_of(response)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("#id_review option[selected]")["value"] == "XUL-3"
    assert page.select_one("#id_language option[selected]")["value"] == "fr"
    assert page.title.get_text().strip().startswith("Error:")
    assert not SourceFile.objects.exists()
    assert not Review.objects.exists()
    assert not [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]


def test_import_add_without_a_file_says_so(coordinator, signed_in):
    response = signed_in(coordinator).post(ADD, {"review": "XUL-4", "language": "en"})
    assert "Choose the file." in text_of(response)


def test_import_add_of_too_large_a_file_says_the_limit(coordinator, signed_in, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    upload = SimpleUploadedFile("matrix.docx", b"x" * (3 * 1024 * 1024))
    response = signed_in(coordinator).post(ADD, data(upload, review="XUL-3"))
    assert response.status_code == 200
    assert "The file has 3.0 MB; the limit is 1.0 MB." in text_of(response).replace("\xa0", " ")
    assert not SourceFile.objects.exists()


def test_import_add_into_a_review_of_another_state_is_refused(coordinator, stranger, signed_in):
    response = signed_in(coordinator).post(ADD, data(review="XOT-4"))
    assert "Select a valid choice" in text_of(response)
    assert not SourceFile.objects.exists()


def test_import_add_of_the_same_file_links_to_the_earlier_import(coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(ADD, data())
    response = client.post(ADD, data())
    assert "This very file was handed in for this review before." in text_of(response)
    assert f'<a href="{detail(SourceFile.objects.get())}">Open the earlier import</a>' in response.content.decode()


# The preview


def test_import_detail_shows_rejected_rows_first_with_reason_and_place(previewed, coordinator, signed_in):
    page = BeautifulSoup(signed_in(coordinator).get(detail(previewed)).content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert [row.split()[0] for row in rows] == ["120.3", "120.1", "120.2"]
    assert "rejected" in rows[0]
    assert "“Perhaps”" in rows[0]
    assert "table 1, row 5" in rows[0]
    assert "1 row cannot be imported." in page.get_text()
    assert "Import 2 recommendations" in page.get_text()


def test_import_detail_filters_by_outcome(previewed, coordinator, signed_in):
    client = signed_in(coordinator)
    page = BeautifulSoup(client.get(detail(previewed), {"outcome": "rejected"}).content, "html.parser")
    assert len(page.select("tbody tr")) == 1
    tabs = [" ".join(link.get_text(" ").split()) for link in page.select("nav.tabs a")]
    assert tabs == ["All 3", "rejected 1", "changed 0", "new 2", "same 0"]
    assert page.select_one('nav.tabs a[aria-current="page"]')["href"] == "?outcome=rejected"
    unknown = BeautifulSoup(client.get(detail(previewed), {"outcome": "x"}).content, "html.parser")
    assert len(unknown.select("tbody tr")) == 3


def test_import_detail_shows_old_and_new(previewed, coordinator, now, signed_in, state):
    import_it(previewed, coordinator, now)
    changed = files.sample("120.1", position="Noted", text=files.TEXT.replace("low", "the lowest"))
    upload = files.upload(changed, files.sample("120.2"))
    source_file = importing.receive(upload, state=state, cycle=4, language="en", by=coordinator, now=now)
    page = BeautifulSoup(signed_in(coordinator).get(detail(source_file)).content, "html.parser")
    assert [mark.get_text() for mark in page.select("del")] == ["before: supported", "removed: low"]
    assert [mark.get_text() for mark in page.select("ins")] == ["now: noted", "added: the lowest"]


def test_import_detail_has_fifty_rows_a_page(state, coordinator, now, signed_in):
    upload = files.upload(*files.samples(51))
    source_file = importing.receive(upload, state=state, cycle=4, language="en", by=coordinator, now=now)
    client = signed_in(coordinator)
    assert len(BeautifulSoup(client.get(detail(source_file)).content, "html.parser").select("tbody tr")) == 50
    second = client.get(detail(source_file), {"page": 2, "outcome": "new"})
    assert len(BeautifulSoup(second.content, "html.parser").select("tbody tr")) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_import_detail_asks_the_same_questions_for_more_rows(
    state, coordinator, now, signed_in, count, django_assert_num_queries
):
    upload = files.upload(*files.samples(count))
    source_file = importing.receive(upload, state=state, cycle=4, language="en", by=coordinator, now=now)
    client = signed_in(coordinator)
    with django_assert_num_queries(9):
        assert client.get(detail(source_file)).status_code == 200


def test_import_detail_escapes_what_the_file_says(state, coordinator, now, signed_in):
    upload = files.upload(files.sample(text="<script>alert(1)</script> homes"), name="<b>x</b>.docx")
    source_file = importing.receive(upload, state=state, cycle=4, language="en", by=coordinator, now=now)
    page = signed_in(coordinator).get(detail(source_file)).content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert html.escape("<script>alert(1)</script>") in page


# Confirming and discarding


def import_it(source_file, coordinator, now):
    importing.confirm(source_file, by=coordinator, now=now)
    importing.run(source_file.pk, now=now)
    source_file.refresh_from_db()


@pytest.fixture
def woken(monkeypatch):
    """The primary keys for which a worker was woken."""
    keys = []
    monkeypatch.setattr(tasks.run_import, "delay_on_commit", keys.append)
    return keys


def test_import_confirm_wakes_the_worker_once(previewed, coordinator, signed_in, woken):
    client = signed_in(coordinator)
    first, second = client.post(detail(previewed, "confirm/")), client.post(detail(previewed, "confirm/"))
    assert first.url == second.url == detail(previewed)
    assert woken == [previewed.pk]
    said = text_of(client.get(detail(previewed)))
    assert "Confirmed. The import starts by itself" in said
    assert "This file was confirmed before. Nothing was done twice." in said


def test_import_confirm_imports_and_leads_to_the_recommendations(
    previewed, coordinator, signed_in, django_capture_on_commit_callbacks
):
    client = signed_in(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(detail(previewed, "confirm/"))
    assert Recommendation.objects.count() == 2
    page = client.get(detail(previewed))
    assert "Imported: 2 new, 0 changed, 0 as they were. 1 row was left out" in text_of(page)
    assert f'href="{reverse("tracking:recommendation-list")}?review=' in page.content.decode()
    assert detail(previewed, "discard/") not in page.content.decode()


def test_import_confirm_of_an_outdated_preview_asks_to_look_again(previewed, coordinator, signed_in, woken):
    factories.recommendation(previewed.review, "120.1")
    client = signed_in(coordinator)
    client.post(detail(previewed, "confirm/"))
    assert not woken
    assert "look again, then confirm" in text_of(client.get(detail(previewed)))


def test_import_confirm_of_a_file_that_is_gone_says_so(previewed, coordinator, signed_in, woken):
    previewed.file.storage.delete(previewed.file.name)
    client = signed_in(coordinator)
    client.post(detail(previewed, "confirm/"))
    assert not woken
    assert "The site's copy of the file cannot be opened." in text_of(client.get(detail(previewed)))


def test_import_detail_looks_again_only_while_it_runs(previewed, coordinator, now, signed_in):
    client = signed_in(coordinator)
    refresh = 'http-equiv="refresh"'
    assert refresh not in client.get(detail(previewed)).content.decode()
    importing.confirm(previewed, by=coordinator, now=now)
    assert refresh in client.get(detail(previewed)).content.decode()
    SourceFile.objects.claim(previewed.pk, now=now)
    progress.tell(previewed.pk, 42)
    page = client.get(detail(previewed))
    assert refresh in page.content.decode()
    assert BeautifulSoup(page.content, "html.parser").progress["value"] == "42"
    assert "Being imported: 42 %" in text_of(page)
    SourceFile.objects.update(status="imported")
    assert refresh not in client.get(detail(previewed)).content.decode()


def test_import_detail_of_a_failed_import_offers_another_try(previewed, coordinator, now, signed_in):
    fields = {"confirmed_by": coordinator, "confirmed_at": now, "error": "It stopped."}
    SourceFile.objects.update(status="failed", **fields)
    said = text_of(signed_in(coordinator).get(detail(previewed)))
    assert "Nothing of this file was imported. It stopped." in said
    assert "Try the import again" in said
    assert "Discard the file" in said


def test_import_detail_with_nothing_new_offers_no_import(previewed, state, coordinator, now, signed_in):
    import_it(previewed, coordinator, now)
    upload = files.upload(files.sample("120.1"))
    source_file = importing.receive(upload, state=state, cycle=4, language="en", by=coordinator, now=now)
    page = signed_in(coordinator).get(detail(source_file))
    assert "There is nothing to import" in text_of(page)
    assert detail(source_file, "confirm/") not in page.content.decode()
    assert "1 recommendation of this review is not in the file." in text_of(page)
    assert "/recommendations/XUL/4/120.2/" in page.content.decode()


def test_import_discard_removes_it(previewed, coordinator, signed_in):
    client = signed_in(coordinator)
    response = client.post(detail(previewed, "discard/"))
    assert response.url == LIST
    assert "“matrix.docx” was discarded. Nothing was imported." in text_of(client.get(LIST))
    assert not SourceFile.objects.exists()


def test_import_discard_after_confirmation_is_too_late(previewed, coordinator, now, signed_in):
    importing.confirm(previewed, by=coordinator, now=now)
    client = signed_in(coordinator)
    assert client.post(detail(previewed, "discard/")).url == detail(previewed)
    assert "It is too late to discard this file" in text_of(client.get(detail(previewed)))
    assert SourceFile.objects.exists()
