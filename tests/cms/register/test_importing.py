"""Answers come from a spreadsheet by upload, preview and confirmation; twice is the same as once."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cms.models import ProfileAnswer
from cms.register import importing
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
    for saved in (0, 2):
        response = client.post(address, {"mapping": profile.exercise.pk, "file": sheet(ROWS)})
        lines = [line for line, _found in response.context["lines"]]
        assert [bool(line.problems) for line in lines] == [False, False, True, True]
        assert (response.context["new"], response.context["left_out"]) == (2 if saved == 0 else 0, 2)
        assert "nowhere" in lines[2].problems[0]
        assert {problem.split(":")[0] for problem in lines[3].problems} == {"text", "answered_on"}
        client.post(address, {"confirmed": response.context["signed"]})
        assert ProfileAnswer.objects.count() == 2
    answer = ProfileAnswer.objects.get(source_reference="PPM 12")
    assert (answer.live, answer.visibility, answer.text) == (False, "internal", "=Yes")
    assert all(
        line.is_known
        for line, _found in client.post(address, {"mapping": profile.exercise.pk, "file": sheet(ROWS[:2])}).context[
            "lines"
        ]
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


def repacked(change):
    """The bytes of a sound workbook with {name of a part: its new bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(sheet([GOOD])) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"],
)
@pytest.mark.parametrize("content", [b"", b"<worksheet><sheetData><row r='x'>"])
def test_broken_workbook_is_refused_in_words(part, content, client, editor, profile):
    broken = SimpleUploadedFile("answers.xlsx", repacked({part: content}))
    client.force_login(editor)
    page = client.post(reverse("register-import"), {"mapping": profile.exercise.pk, "file": broken})
    assert page.status_code == 200 and "The file is damaged." in page.content.decode()


def test_small_file_that_unpacks_to_a_large_one_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(importing, "load_workbook", lambda *args, **options: pytest.fail("opened"))
    data = repacked({"xl/worksheets/sheet1.xml": b" " * 21_000_000})
    assert len(data) < 100_000
    with pytest.raises(UnreadableFile, match="20 MB"):
        read_rows("a.xlsx", data)


def test_semicolons_separate_too():
    text = ";".join(COLUMNS) + "\n" + ";".join(GOOD)
    assert read_rows("a.csv", text.encode("utf-8-sig"))[0]["source_reference"] == "PPM 12"


def test_signs_that_hide_something_are_taken_out_and_a_source_is_needed(client, editor, profile):
    entries.question()
    client.force_login(editor)
    row = [*GOOD[:4], "call +34 600 123 456 \u202eodd\0", *GOOD[5:10]]
    text = "\n".join([",".join(COLUMNS), ",".join([*row, "PPM 1"]), ",".join([*row, ""])])
    file = SimpleUploadedFile("answers.csv", text.encode())
    page = client.post(reverse("register-import"), {"mapping": profile.exercise.pk, "file": file})
    (first, found), (second, _found) = page.context["lines"]
    assert first.answer.text == "call +34 600 123 456 odd" and "+34 600 123 456" in found
    assert second.problems == ["source_reference: Say where the row comes from."]


def test_spreadsheet_to_fill_in_is_read_by_the_import(client, editor, officer, profile):
    entries.question()
    addresses = [reverse("register-import-template", args=[kind]) for kind in ("csv", "xlsx")]
    client.force_login(officer)
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    client.force_login(editor)
    for address in addresses:
        data = client.get(address).content
        assert read_rows(address, data) == []
    book = load_workbook(io.BytesIO(data))
    assert [cell.value for cell in book["Codes"]["A"]][:2] == ["profile", "lumeria"]
    assert len(book["Answers"].data_validations.dataValidation) == 4  # no area is in the list yet
