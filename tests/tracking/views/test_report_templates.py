"""A State's own template of the report in the browser."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tracking.midterm import own_template
from tracking.models import ReportTemplate

ADDRESS = "/en/states/XUL/report-template/"


def upload(client, content, name="Our report.docx"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_starter_is_a_sound_template_and_can_be_handed_in(state, coordinator, signed_in):
    client = signed_in(coordinator)
    page = client.get(ADDRESS).content.decode()
    assert "{{ checksum }}" in page
    assert "None yet" in page
    assert "Annexes A and C are wide tables" in page
    assert "in landscape" in page
    starter = client.get(reverse("tracking:report-template-starter", args=["XUL"])).content
    assert docx.Document(io.BytesIO(starter)).paragraphs
    assert own_template.check(starter) == []
    assert "The template is stored." in upload(client, starter).content.decode()
    template = ReportTemplate.objects.in_use(state)
    assert (template.name, template.uploaded_by) == ("Our report.docx", coordinator)
    file = client.get(reverse("tracking:report-template-file", args=[template.pk]))
    assert b"".join(file.streaming_content) == starter


def test_what_is_wrong_comes_back_in_words_and_nothing_is_stored(state, coordinator, signed_in):
    client = signed_in(coordinator)
    document = docx.Document()
    document.add_paragraph("{{ president }}")
    out = io.BytesIO()
    document.save(out)
    response = upload(client, out.getvalue())
    assert response.status_code == 200
    assert response.context["form"].errors["file"] == own_template.check(out.getvalue())
    assert upload(client, b"no Word file").context["form"].errors["file"]
    assert "Choose the file." in client.post(ADDRESS).content.decode()
    assert not ReportTemplate.objects.exists()


def test_too_large_a_file_is_refused(state, coordinator, signed_in, settings):
    settings.UPLOAD_MAX_BYTES = 100
    assert "the limit is" in upload(signed_in(coordinator), b"x" * 200).content.decode()


def test_earlier_templates_are_kept_and_none_can_be_used(state, coordinator, signed_in, now):
    client = signed_in(coordinator)
    first = ReportTemplate.objects.take(state, "first.docx", b"1", by=coordinator, now=now)
    ReportTemplate.objects.take(state, "second.docx", b"2", by=coordinator, now=now)
    client.post(reverse("tracking:report-template-use", args=[first.pk]))
    assert ReportTemplate.objects.in_use(state) == first
    client.post(reverse("tracking:report-template-none", args=["XUL"]))
    assert ReportTemplate.objects.in_use(state) is None
    page = client.get(ADDRESS).content.decode()
    assert "first.docx" in page and "second.docx" in page


def test_templates_of_another_state_are_not_found(state, coordinator, stranger, signed_in, now):
    template = ReportTemplate.objects.take(state, "own.docx", b"1", by=coordinator, now=now)
    client = signed_in(stranger)
    assert client.get(ADDRESS).status_code == 404
    for name in ("use", "file"):
        address = reverse(f"tracking:report-template-{name}", args=[template.pk])
        assert (client.post if name == "use" else client.get)(address).status_code == 404
    assert upload(client, b"x").status_code == 404
