"""A city's own work at the width of a phone: every page of it, and the flows that people walk most."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

PHONE = 360
OFFICER_PAGES = (
    "", "triage/", "?group=cluster", "steps/", "steps/add/", "money/", "plans/", "plans/add/", "indicators/",
    "indicators/add/", "taking-part/", "taking-part/add/", "structures/", "self-assessment/", "local-reviews/",
    "by-sdg/", "workbook/", "second-readings/", "place/", "place/facts/", "place/areas/", "people/", "history/",
    "handover/", "leave/",
)  # fmt: skip
COORDINATOR_PAGES = (
    "my-work/", "assessments/", "comments/", "dialogues/", "taking-part/", "places/", "history/",
    "states/XUL/people/", "states/XUL/sign-in/", "my-account/",
)  # fmt: skip


@pytest.fixture
def workspace(open_page, sign_in):
    """workspace(name, ...) gives a page of somebody of Almirena, and the address of its workspace."""

    def opened(name="officer.almirena", **options):
        page = sign_in(open_page(PHONE, **options), name)
        link = page.locator("main a[href*='/my-work/']", has_text=re.compile("board", re.IGNORECASE)).first
        return page, re.search(r"/my-work/\d+/", link.get_attribute("href"))[0]

    return opened


def test_every_page_of_an_officer_holds_together_on_a_phone(workspace, check):
    page, own = workspace()
    for address in OFFICER_PAGES:
        assert page.goto(f"/en{own}{address}").ok, address
        check(page)


def test_every_page_of_the_coordinator_holds_together_on_a_phone(open_page, sign_in, check):
    page = sign_in(open_page(PHONE), "coordinator")
    for address in COORDINATOR_PAGES:
        assert page.goto(f"/en/{address}").ok, address
        check(page)


@pytest.mark.parametrize("language", ["es", "ar"])
def test_pages_of_an_officer_stand_in_other_languages(workspace, check, language):
    page, own = workspace()
    for address in ("", "triage/", "steps/", "indicators/", "place/", "workbook/"):
        assert page.goto(f"/{language}{own}{address}").ok, address
        check(page)


def test_recommendation_is_sorted_by_keyboard_and_back_again(workspace):
    page, own = workspace()
    page.goto(f"/en{own}triage/")
    row = page.locator("[data-triage-row]").first
    row.locator("input[type=radio]").first.focus()
    page.keyboard.press("2")
    expect(row.locator("input[value=helpful]")).to_be_checked()
    page.get_by_role("button", name="Save what is chosen").click()
    expect(page.locator("main")).to_contain_text("sorted")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("waits again")


def test_money_of_a_step_is_saved_without_javascript(workspace, check):
    page, own = workspace(script=False)
    page.goto(f"/en{own}steps/")
    page.locator("main tbody a").first.click()
    check(page)
    page.locator("a[href$='/edit/money/']").click()
    check(page)
    page.locator("input[name$='-year']").last.fill("2031")
    page.locator("input[name$='-currency']").last.fill("EUR")
    page.locator("input[name$='-planned']").last.fill("1250")
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    expect(page.locator("main")).to_contain_text("1,250")


def test_value_that_is_missing_is_an_answer(workspace, check):
    page, own = workspace()
    page.goto(f"/en{own}indicators/")
    page.locator("main tbody a").first.click()
    check(page)
    page.locator("a[href$='missing=1']").click()
    check(page)
    page.fill("[name=year]", "2019")
    page.select_option("[name=reason]", index=1)
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    expect(page.locator("main")).to_contain_text("No data")


def test_what_is_typed_is_kept_as_a_draft(workspace):
    page, own = workspace()
    page.goto(f"/en{own}steps/add/")
    page.fill("[name=title]", "Half a step")
    expect(page.locator("[data-draft-kept]").first).to_have_text("Draft kept.", timeout=15_000)
    page.goto(f"/en{own}steps/")
    page.goto(f"/en{own}steps/add/")
    expect(page.locator("[name=title]")).to_have_value("Half a step")
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.locator("[name=title]")).to_have_value("")


def test_workbook_goes_out_and_comes_back(workspace, check):
    page, own = workspace()
    page.goto(f"/en{own}workbook/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["Recommendations"]
    headings = {cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    column = next(number for text, number in headings.items() if "means for us" in str(text).lower())
    row = next(
        row for row in range(2, sheet.max_row + 1)
        if any(str(cell.value).startswith("120.") for cell in sheet[row])
    )  # fmt: skip
    sheet.cell(row, column).value = "Written on the train."
    out = io.BytesIO()
    book.save(out)
    page.goto(f"/en{own}workbook/")
    page.set_input_files(
        "input[type=file]", {"name": "w.xlsx", "mimeType": "application/zip", "buffer": out.getvalue()}
    )
    page.get_by_role("button", name="Upload and show the differences").click()
    expect(page.locator("main")).to_contain_text("Written on the train.")
    check(page)
    page.get_by_role("button", name="Take over the ticked rows").click()
    expect(page.locator("main")).to_contain_text("1 row was taken over.")


def test_somebody_is_invited_and_begins(workspace, open_page, site, check):
    page, own = workspace("approver.almirena")
    page.goto(f"/en{own}people/")
    page.get_by_role("link", name=re.compile("Invite")).first.click()
    check(page)
    page.fill("[name=email]", "new.officer@example.org")
    page.select_option("[name=role]", "officer")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("new.officer@example.org")
    check(page)
    page.goto("/en/mails/")
    page.locator("main tr", has_text="new.officer@example.org").locator("a").first.click()
    link = re.search(r"https?://\S+?(/\w\w/invitation/\S+?/)(?=\s|<|$)", page.locator("main").inner_text())[1]
    guest = open_page(PHONE)
    guest.goto(link)
    check(guest)
    guest.fill("[name=first_name]", "Nara")
    guest.fill("[name=last_name]", "Solvey")
    for field in guest.locator("input[type=password]").all():
        field.fill("a long and quiet passphrase")
    guest.get_by_role("button", name="Make my account").click()
    expect(guest.locator("main")).to_contain_text("Almirena")


def test_commenter_writes_and_the_coordinator_decides(open_page, sign_in, check):
    page = sign_in(open_page(PHONE), "commenter")
    check(page)
    page.goto("/en/my-work/")
    page.locator("main a[href*='/comments/add/']").first.click()
    check(page)
    page.locator("[name=stance]").first.check()
    page.fill("[name=text]", "Sixty beds were asked for in the last public round.")
    page.get_by_role("button", name=re.compile("^Send")).click()
    expect(page.locator("main")).to_contain_text("decides whether it is published")
    second = sign_in(open_page(PHONE), "coordinator")
    second.goto("/en/comments/")
    check(second)
