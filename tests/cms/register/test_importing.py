"""Answers come from a spreadsheet by upload, preview and confirmation; twice is the same as once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from cms.models import ProfileAnswer
from cms.register.importing import COLUMNS, UnreadableFile, read_rows
from tests.cms.register import entries

GOOD = ["lumeria", "Q1", "", "answered", "=Yes", "", "", "Office", "2026-02-01", "database", "PPM 12"]
SILENT = ["lumeria", "q1", "", "no-response", "", "", "", "Office", "2026-02-01", "", "PPM 13"]
BAD = ["nowhere", "Q1", "", "answered", "Yes", "", "", "Office", "2026-02-01", "", "PPM 14"]
CONTRADICTS = ["lumeria", "Q1", "", "none", "Yes", "", "", "Office", "yesterday", "", "PPM 15"]
ROWS = (GOOD, SILENT, BAD, CONTRADICTS)


def sheet(rows):
    """A workbook with the rows."""
    book, out = Workbook(), io.BytesIO()
    for row in (COLUMNS, *rows):
        book.active.append([f"'{cell}"[1:] for cell in row])
    for cell in book.active[2]:
        cell.data_type = "s"
    book.save(out)
    return SimpleUploadedFile("answers.xlsx", out.getvalue())


def test_upload_preview_confirm_twice_is_once(client, editor, profile):
    entries.question()
    client.force_login(editor)
    address = reverse("register-import")
    for saved in (2, 2):
        response = client.post(address, {"mapping": profile.exercise.pk, "file": sheet(ROWS)})
        lines = response.context["lines"]
        assert [bool(line.problems) for line in lines] == [False, False, True, True]
        assert "nowhere" in lines[2].problems[0]
        assert {problem.split(":")[0] for problem in lines[3].problems} == {"text", "answered_on"}
        client.post(address, {"confirmed": response.context["signed"]})
        assert ProfileAnswer.objects.count() == saved
    answer = ProfileAnswer.objects.get(source_reference="PPM 12")
    assert (answer.live, answer.visibility, answer.text) == (False, "internal", "=Yes")
    assert all(
        line.is_known
        for line in client.post(address, {"mapping": profile.exercise.pk, "file": sheet(ROWS[:2])}).context["lines"]
    )


def test_only_editors_import_and_only_what_was_previewed(client, editor, coordinator, profile):
    address = reverse("register-import")
    client.force_login(coordinator)
    assert client.get(address).status_code == 302
    client.force_login(editor)
    assert client.get(address).status_code == 200
    response = client.post(address, {"confirmed": "made up"}, follow=True)
    assert "no longer valid" in response.content.decode() and not ProfileAnswer.objects.exists()


@pytest.mark.parametrize(
    "name, data", [("a.csv", b"profile,question\nx,Q1"), ("a.csv", b"\xff\xfe"), ("a.xlsx", b"PK"), ("a.csv", b"")]
)
def test_other_files_are_refused(name, data):
    with pytest.raises(UnreadableFile):
        read_rows(name, data)


def test_semicolons_separate_too():
    text = ";".join(COLUMNS) + "\n" + ";".join(GOOD)
    assert read_rows("a.csv", text.encode("utf-8-sig"))[0]["source_reference"] == "PPM 12"
