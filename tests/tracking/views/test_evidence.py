"""Evidence on a step: link or file in, download out, removal with care."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import factories
from tests.tracking.metadata import samples
from tracking import models


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


@pytest.fixture
def adding(step):
    return f"/en/steps/{step.pk}/evidence/add/"


def typed(**fields):
    return {"kind": "minutes", "title": "Council decision", "visibility": "internal", **fields}


PDF = samples.pdf()


def pdf(name="Decisión 2026.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "text/html")


def errors(response):
    return response.context["form"].errors


def test_add_link_with_who_when_and_event_on_the_step(adding, step, officer, signed_in):
    response = signed_in(officer).post(adding, typed(link="https://example.org/decision"))
    assert response["Location"] == f"/en/steps/{step.pk}/"
    evidence = models.Evidence.objects.get()
    assert (evidence.link, evidence.added_by, evidence.kind) == ("https://example.org/decision", officer, "minutes")
    event = models.Event.objects.about(step).get()
    assert (event.verb, event.after, event.by) == ("added", {"evidence": "minutes"}, officer)


def test_add_file_is_kept_under_a_random_name_and_downloaded_under_its_own(adding, officer, signed_in, settings):
    client = signed_in(officer)
    client.post(adding, typed(file=pdf()))
    evidence = models.Evidence.objects.get()
    assert evidence.file_name == "Decisión 2026.pdf"
    assert "Decisi" not in evidence.file.name
    assert (settings.PRIVATE_ROOT / evidence.file.name).exists()
    response = client.get(f"/en/evidence/{evidence.pk}/file/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response["Cache-Control"]


def test_add_picture_loses_its_place(adding, officer, signed_in, settings):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of Ana"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    response = signed_in(officer).post(adding, typed(file=SimpleUploadedFile("beds.jpg", out.getvalue())), follow=True)
    assert "Taken out of the file before it was stored: camera." in response.content.decode()
    kept = (settings.PRIVATE_ROOT / models.Evidence.objects.get().file.name).read_bytes()
    assert b"Camera" not in kept


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "link"),
        ({"link": "https://example.org", "file": True}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org/x"}, "link"),
        ({"title": "", "link": "https://example.org"}, "title"),
        ({"kind": "withheld", "link": "https://example.org"}, "kind"),
        ({"kind": "withheld", "file": True}, "kind"),
    ],
)
def test_add_refuses_what_is_missing_or_too_much(fields, field, adding, officer, signed_in):
    data = typed(**fields)
    if data.pop("file", None):
        data["file"] = pdf()
    response = signed_in(officer).post(adding, data)
    assert set(errors(response)) == {field}
    assert not models.Evidence.objects.exists()


@pytest.mark.parametrize("link, is_taken", [("https://a:b@example.org/", False), ("https://example.org/@city", True)])
def test_add_link_carries_no_password(adding, officer, signed_in, link, is_taken):
    data = {"kind": "other", "title": "Council decision", "link": link, "visibility": "internal"}
    response = signed_in(officer).post(adding, data)
    assert models.Evidence.objects.exists() is is_taken
    assert is_taken or "link" in response.context["form"].errors


def test_add_withheld_testimony_has_neither_link_nor_file(adding, officer, signed_in):
    assert signed_in(officer).post(adding, typed(kind="withheld")).status_code == 302
    assert models.Evidence.objects.get().kind == "withheld"


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"PK\x03\x04zip"])
def test_add_refuses_dangerous_files_and_keeps_what_was_typed(content, adding, officer, signed_in):
    response = signed_in(officer).post(adding, typed(title="My title", file=pdf("plan.pdf", content)))
    assert set(errors(response)) == {"file"}
    html = response.content.decode()
    assert "My title" in html
    assert "Choose the file again" in html


def test_add_refuses_a_file_that_is_too_large(adding, officer, signed_in, settings):
    settings.EVIDENCE_MAX_BYTES = 20
    response = signed_in(officer).post(adding, typed(file=pdf("a.txt", b"x" * 21)))
    assert "larger" in str(errors(response)["file"])
    assert signed_in(officer).post(adding, typed(file=pdf("a.txt", b"x" * 20))).status_code == 302


def test_add_public_asks_for_a_tick_for_personal_data(adding, officer, signed_in):
    data = typed(visibility="public", title="Mail of ana@example.org", link="https://example.org")
    assert "confirmed" in errors(signed_in(officer).post(adding, data))
    assert signed_in(officer).post(adding, {**data, "confirmed": "on"}).status_code == 302
    assert models.Evidence.objects.get().visibility == "public"


@pytest.mark.parametrize(
    ("of_step", "of_evidence", "status"),
    [("public", "public", 200), ("public", "internal", 404), ("internal", "public", 404)],
)
def test_file_is_public_only_where_step_and_evidence_are(of_step, of_evidence, status, adding, officer, signed_in):
    signed_in(officer).post(adding, typed(file=pdf()))
    models.ImplementationStep.objects.update(visibility=of_step)
    models.Evidence.objects.update(visibility=of_evidence)
    address = f"/en/evidence/{models.Evidence.objects.get().pk}/file/"
    response = signed_in(None).get(address)
    response.close()
    assert response.status_code == status


def test_file_of_a_link_or_one_that_is_gone_is_404(adding, step, officer, signed_in, settings):
    link = factories.evidence(step, officer)
    assert signed_in(officer).get(f"/en/evidence/{link.pk}/file/").status_code == 404
    signed_in(officer).post(adding, typed(file=pdf()))
    evidence = models.Evidence.objects.exclude(pk=link.pk).get()
    (settings.PRIVATE_ROOT / evidence.file.name).unlink()
    assert signed_in(officer).get(f"/en/evidence/{evidence.pk}/file/").status_code == 404


def test_remove_deletes_row_and_file_and_leaves_an_event(
    adding, step, officer, signed_in, settings, django_capture_on_commit_callbacks
):
    client = signed_in(officer)
    client.post(adding, typed(file=pdf()))
    evidence = models.Evidence.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/en/evidence/{evidence.pk}/remove/")
    assert response["Location"] == f"/en/steps/{step.pk}/"
    assert not models.Evidence.objects.exists()
    assert not (settings.PRIVATE_ROOT / evidence.file.name).exists()
    assert models.Event.objects.about(step).filter(verb="removed", before={"evidence": "minutes"}).exists()


def test_remove_refuses_the_only_evidence_behind_a_status(step, officer, signed_in):
    evidence = factories.evidence(step, officer)
    models.FollowUp.objects.update(status="partly", gap="More beds")
    client = signed_in(officer)
    html = client.post(f"/en/evidence/{evidence.pk}/remove/", follow=True).content.decode()
    assert "only evidence behind the status “Partly implemented” of 120.1" in html
    assert models.Evidence.objects.count() == 1
    factories.evidence(step, officer, title="Another")
    client.post(f"/en/evidence/{evidence.pk}/remove/")
    assert models.Evidence.objects.get().title == "Another"


@pytest.mark.parametrize("sent", [{"link": "https://example.org/decision"}, {"file": PDF}, {"kind": "withheld"}])
def test_second_press_makes_one(sent, adding, officer, signed_in, now, time_machine):
    client = signed_in(officer)
    for seconds, expected in ((0, 1), (30, 1), (90, 2)):
        time_machine.move_to(now + datetime.timedelta(seconds=seconds), tick=False)
        data = typed(**sent) | ({"file": pdf()} if "file" in sent else {})
        assert client.post(adding, data).status_code == 302
        assert models.Evidence.objects.count() == expected


@pytest.mark.parametrize(
    "other",
    [{"title": "Another"}, {"kind": "media"}, {"file": samples.pdf(lambda document: document.add_blank_page())}],
)
def test_second_press_with_something_else_makes_two(other, adding, officer, signed_in):
    client = signed_in(officer)
    client.post(adding, typed(file=pdf()))
    client.post(adding, typed(**other) | {"file": pdf(content=other.get("file", PDF))})
    assert models.Evidence.objects.count() == 2
