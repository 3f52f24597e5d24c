"""The whole path in a real browser, as its people walk it: from OHCHR's Word matrix to the mid-term report."""

import io
import re

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import expect

from tests.browser.running import wait_for
from tests.tracking.sources.matrices import Sample, fourth_cycle

ROWS = [
    Sample("130.1", "Give every child a place in a kindergarten close to home", states=("Kenya",)),
    Sample("130.2", "Continue to open libraries to everybody", states=("Peru", "Fiji"), position="Noted"),
]
SHELTER = "Second night shelter in the north"


def test_1_coordinator_imports_a_matrix(open_page, sign_in, check):
    page = sign_in(open_page(), "coordinator")
    check(page)
    page.goto("/en/imports/add/")
    check(page)
    matrix = {"name": "matrix.docx", "mimeType": "application/octet-stream", "buffer": fourth_cycle(*ROWS)}
    page.set_input_files("input[name=file]", matrix)
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_have_text("matrix.docx")
    check(page)
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.click("form[action$='/confirm/'] button")
    wait_for(page, "What became of every row")
    check(page)
    page.goto("/en/recommendations/?q=kindergarten")
    expect(page.locator("table tbody tr")).to_have_count(1)


def test_1_file_that_is_not_what_it_claims_is_refused_in_words(open_page, sign_in, check):
    page = sign_in(open_page(360), "coordinator")
    page.goto("/en/imports/add/")
    page.set_input_files(
        "input[name=file]", {"name": "matrix.docx", "mimeType": "application/octet-stream", "buffer": b"%PDF-1.7\n%"}
    )
    page.click("main form button[type=submit]")
    expect(page.locator("[role=alert]")).to_contain_text("PDF")
    check(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_2_anyone_browses_without_an_account(open_page, check, width):
    page = open_page(width, script=width == 1280)
    page.goto("/en/recommendations/?position=supported&q=shelter")
    if width == 1280:
        check(page)
    count = page.locator("table tbody tr").count()
    assert count >= 1
    page.locator("table tbody tr a").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    if width == 1280:
        check(page)


def test_2_list_downloads_what_it_shows(open_page):
    page = open_page()
    page.goto("/en/recommendations/?position=noted")
    shown = int(re.search(r"\d+", page.locator("h2").filter(has_text="recommendation").first.inner_text())[0])
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == shown + 1


@pytest.mark.parametrize("language, direction", [("es", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_2_public_pages_stand_in_other_languages(open_page, check, language, direction):
    page = open_page(360)
    for address in ["", "recommendations/", "practices/", "guidance/", "accounts/login/"]:
        page.goto(f"/{language}/{address}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("html").get_attribute("dir") == direction
        check(page)


def test_3_officer_sorts_tags_plans_and_reports(open_page, sign_in, check):
    page = sign_in(open_page(360), "officer.almirena")
    check(page)
    page.get_by_role("link", name=re.compile("to sort")).click()
    check(page)
    before = page.locator("input[name=recommendation]").count()
    page.locator("input[value=necessary]").first.check()
    page.get_by_role("button", name="Save what is chosen").click()
    assert page.locator("input[name=recommendation]").count() < before or before == 10

    workspace = re.search(r"/my-work/\d+/", page.url)[0]
    page.goto(f"/en{workspace}steps/add/")
    check(page)
    page.fill("[name=title]", SHELTER)
    page.select_option("[name=kind]", "service")
    page.fill("[name=responsible]", "Social services")
    page.fill("[name=due_date]", "2031-06-30")
    closed = page.locator("main form details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    page.get_by_label(re.compile(r"120\.25\b")).check()
    page.get_by_label(re.compile(r"120\.26\b")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_contain_text(SHELTER)
    check(page)

    expect(page.locator("main")).to_contain_text("120.26")
    page.get_by_role("link", name="Add evidence").click()
    check(page)
    page.fill("[name=title]", "Council decision")
    page.fill("[name=link]", "https://example.org/decision")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Council decision")


def test_3_status_without_what_it_asks_for_is_refused_and_nothing_is_lost(open_page, sign_in, check):
    page = sign_in(open_page(), "officer.almirena")
    page.locator("a", has_text="Open the board").click()
    check(page)
    page.get_by_role("link", name=re.compile(r"120\.6\b")).first.click()
    page.fill("[name=plain_reading]", "Write down what we promise.")
    page.check("[name=status][value=implemented]")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("[name=plain_reading]")).to_have_value("Write down what we promise.")
    check(page)


def test_4_officer_is_reminded_once_in_spanish(open_page, sign_in, site, check):
    page = sign_in(open_page(), "officer.almirena")
    page.goto("/en/mails/")
    wait_for(page, "officer.almirena@example.org", seconds=100)
    check(page)
    assert page.content().count("officer.almirena@example.org") == 1
    assert "none is due" in site.manage("send_reminders")
    page.goto("/en/reminders/")
    expect(page.locator("table tbody tr")).to_have_count(1)
    expect(page.locator("table tbody tr")).to_contain_text("sent")
    check(page)


def test_5_input_is_drafted_approved_and_frozen(open_page, sign_in, check):
    page = sign_in(open_page(360), "officer.almirena")
    page.get_by_role("link", name=re.compile("your input to")).first.click()
    check(page)
    address = page.url
    page.get_by_role("link", name=re.compile(r"120\.31\b")).first.click()
    check(page)
    page.fill("[name=headline]", "word " * 51)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    page.fill("[name=headline]", "Home care reaches 2,900 people.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(address)
    page.get_by_role("button", name="Hand in for approval").click()
    expect(page.locator("main")).to_contain_text("waiting for approval", ignore_case=True)
    check(page)

    second = sign_in(open_page(), "approver.almirena")
    second.goto(address)
    check(second)
    second.locator("form[action$='/approve/'] button").click()
    expect(second.locator("main")).to_contain_text("submitted", ignore_case=True)
    check(second)

    third = sign_in(open_page(), "coordinator")
    third.goto(address)
    check(third)
    third.locator("form[action$='/accept/'] button").click()
    expect(third.locator("main")).to_contain_text("accepted", ignore_case=True)


def test_5_coordinator_returns_input_only_with_words(open_page, sign_in, check):
    page = sign_in(open_page(), "coordinator")
    page.goto("/en/calls/")
    check(page)
    page.locator("main a", has_text="Mid-term input").first.click()
    check(page)
    page.get_by_role("link", name="Port-Ourve", exact=True).click()
    page.locator("details:has(form[action$='/return/']) summary").click()
    page.locator("form[action$='/return/'] button").click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    page.fill("[name=words]", "Please give a date for the second shelter.")
    page.locator("form[action$='/return/'] button").click()
    expect(page.locator("main")).to_contain_text("returned", ignore_case=True)
    check(page)


def test_6_coordinator_compiles_the_report(open_page, sign_in, check, site, tmp_path):
    page = sign_in(open_page(), "coordinator")
    page.goto("/en/calls/")
    page.locator("main a", has_text="Mid-term input").first.click()
    call = re.search(r"/calls/(\d+)/", page.url)[1]
    page.locator("form[action$='/compile/'] button").click()
    wait_for(page, "checksum")
    wait_for(page, "/documents/")
    check(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word document").first.click()
    document = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    text = "".join(node.text or "" for node in document.element.iter(qn("w:t")))  # Annex B stands in tables
    assert "Home care reaches 2,900 people." in text
    assert any(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs)
    out = tmp_path / "report.xlsx"
    said = site.manage("compile_midterm", "--call", call, "--format", "xlsx", "--out", str(out))
    assert re.match(r"Edition 2, checksum [0-9a-f]{64}", said)
    assert "Annex A" in openpyxl.load_workbook(out).sheetnames


def test_7_editor_publishes_and_the_practice_shows(open_page, sign_in, check):
    page = sign_in(open_page(), "editor")
    page.goto("/admin/pages/")
    assert page.title()
    page = open_page()
    page.goto("/en/practices/")
    check(page)
    page.locator("main h2 a, main h3 a").first.click()
    check(page)
    title = page.locator("h1").inner_text()
    page.locator("main a[href*='/recommendations/XUL/']").first.click()
    expect(page.locator("main")).to_contain_text(title)
    page.goto("/en/search/?q=" + title.split()[0])
    expect(page.locator("main")).to_contain_text(title)
    check(page)


def test_8_second_start_keeps_everything(site):
    said = site.manage("prepare")
    assert "Demo State stands already." in said
    assert "0 new, 0 changed" in said
