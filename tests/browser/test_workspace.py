"""A city's own work at the width of a phone: every page of it, and the flows that people walk most."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.running import wait_for

PHONE = 360
TOLD = ".messages"  # what a page says about the button that was just pressed
# The kinds of pages that an officer must come to by links alone; the walk looks at every other that it meets.
OFFICER_PAGES = (
    "triage/", "recommendations/N/", "steps/", "steps/add/", "money/", "plans/", "plans/add/", "indicators/",
    "indicators/add/", "taking-part/", "taking-part/add/", "structures/", "structures/add-body/",
    "structures/add-commitment/", "self-assessment/", "local-reviews/", "local-reviews/add/", "by-sdg/", "workbook/",
    "second-readings/", "place/", "place/facts/", "place/areas/", "people/", "history/", "handover/",
    "first-hundred-days/", "leave/", "/steps/N/", "/steps/N/edit/", "/steps/N/edit/money/", "/steps/N/edit/place/",
    "/steps/N/edit/results/", "/steps/N/edit/lessons/", "/steps/N/notes/add/", "/steps/N/evidence/add/", "/plans/N/",
    "/plans/N/edit/", "/indicators/N/", "/indicators/N/edit/", "/indicators/N/values/add/",
    "/indicator-values/N/correct/", "/taking-part/N/edit/", "/bodies/N/edit/", "/commitments/N/edit/",
    "/local-reviews/N/edit/", "/self-assessments/N/", "/self-assessments/N/tools/", "/reminders/",
)  # fmt: skip
COORDINATOR_PAGES = (
    "assessments/", "assessments/N/", "comments/", "comments/N/", "taking-part/", "dialogues/", "dialogues/add/",
    "dialogues/N/edit/", "places/", "places/add/", "places/N/", "history/", "states/XUL/people/",
    "states/XUL/people/invite/", "reminders/", "imports/", "imports/add/",
)  # fmt: skip
ELSEWHERE = re.compile(r"/en/(calls|contributions|reports|recommendations|governments|practices|guidance|mails)/")


@pytest.fixture
def workspace(open_page, sign_in):
    """workspace(name, ...) gives a page of somebody of Almirena, and the address of its workspace."""

    def opened(name="officer.almirena", **options):
        page = sign_in(open_page(PHONE, **options), name)
        link = page.locator("main a[href*='/my-work/']", has_text=re.compile("board", re.IGNORECASE)).first
        return page, re.search(r"/my-work/\d+/", link.get_attribute("href"))[0]

    return opened


def kind_of(address):
    """An address without its numbers and its query: what tells one kind of page from another."""
    return re.sub(r"\d+", "N", address.split("?")[0].split("#")[0])


def walk(page, check, *start):
    """Check one page of every kind that links lead to from `start`, inside of the workspace; the kinds."""
    seen, ahead = set(), list(start)
    while ahead:
        address = ahead.pop(0)
        if kind_of(address) in seen:
            continue
        seen.add(kind_of(address))
        assert page.goto(address).ok, address
        check(page)
        links = page.locator("main a[href^='/en/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        # Downloads and paper forms are no pages of a phone; the rest of the product has its own tests.
        ahead += [link for link in links if kind_of(link).endswith("/") and not ELSEWHERE.match(link)
                  and "/file/" not in link and "print=" not in link]  # fmt: skip
    return seen


def test_every_page_of_an_officer_holds_together_on_a_phone(workspace, check):
    page, own = workspace()
    seen = walk(page, check, "/en/my-work/", f"/en{own}")
    expected = {f"/en{kind}" if kind.startswith("/") else f"/en/my-work/N/{kind}" for kind in OFFICER_PAGES}
    assert expected - seen == set()
    page.goto(f"/en{own}?group=cluster")
    check(page)


def test_every_page_of_the_coordinator_holds_together_on_a_phone(open_page, sign_in, check):
    page = sign_in(open_page(PHONE), "coordinator")
    seen = walk(page, check, "/en/my-work/", "/en/my-account/", "/en/states/XUL/sign-in/")
    assert {f"/en/{kind}" for kind in COORDINATOR_PAGES} - seen == set()


@pytest.mark.parametrize("language, direction", [("es", "ltr"), ("ar", "rtl")])
def test_pages_of_an_officer_stand_in_other_languages(workspace, check, language, direction):
    page, own = workspace()
    for address in ("", "triage/", "steps/add/", "indicators/", "place/areas/", "workbook/"):
        assert page.goto(f"/{language}{own}{address}").ok, address
        assert page.locator("html").get_attribute("dir") == direction
        check(page)


def test_recommendation_is_sorted_by_keyboard_and_back_again(workspace, check):
    page, own = workspace()
    page.goto(f"/en{own}triage/")
    rows = page.locator("[data-triage-row]")
    name = rows.first.get_attribute("aria-label")
    rows.first.focus()
    page.keyboard.press("2")
    expect(rows.first.locator("input[value=helpful]")).to_be_checked()
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("1 recommendation sorted.")
    assert name not in [row.get_attribute("aria-label") for row in rows.all()]
    check(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(TOLD)).to_contain_text("1 recommendation waits again.")
    expect(rows.first).to_have_attribute("aria-label", name)


def test_money_of_a_step_is_saved_without_javascript(workspace, check):
    page, own = workspace(script=False)
    page.goto(f"/en{own}steps/")
    page.locator("main tbody a").first.click()
    page.locator("a[href$='/edit/money/']").first.click()
    check(page, axe=False)
    row = page.locator("details:has(input[name$='-year'])").last
    row.locator("summary").click()
    row.locator("input[name$='-year']").fill("2031")
    row.locator("[name$='-currency']").fill("EUR")
    row.locator("input[name$='-planned']").fill("1250")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main tr", has_text="2031").first).to_contain_text("1,250")
    check(page, axe=False)


def test_value_that_is_missing_is_an_answer(workspace, check):
    page, own = workspace()
    page.goto(f"/en{own}indicators/")
    page.locator("main tbody a").first.click()
    page.locator("a[href$='missing=1']").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    check(page)
    page.fill("[name=year]", "2019")
    page.select_option("[name=reason]", index=1)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("No data")
    check(page)


def test_what_is_typed_is_kept_as_a_draft(workspace, check):
    page, own = workspace("approver.almirena")
    page.goto(f"/en{own}steps/add/")
    page.fill("[name=title]", "Half a step")
    expect(page.locator("[data-draft-kept]").first).to_have_text("Draft kept.")
    page.goto(f"/en{own}steps/")
    page.goto(f"/en{own}steps/add/")
    expect(page.locator("[name=title]")).to_have_value("Half a step")
    check(page)
    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.locator("[name=title]")).to_have_value("")


def test_workbook_goes_out_and_comes_back(workspace, check):
    page, own = workspace()
    page.goto(f"/en{own}workbook/")
    page.select_option("[name=language]", "en")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["Recommendations"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    column = next(cell.column for cell in cells if "means for us" in str(cell.value).lower())
    row = next(cell.row for cell in cells if re.match(r"120\.\d+$", str(cell.value)))
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
    expect(page.locator("main")).to_contain_text("1 row of this file is taken over.")
    check(page)


def test_somebody_is_invited_and_begins(workspace, open_page, check):
    page, own = workspace("approver.almirena")
    page.goto(f"/en{own}people/")
    page.get_by_role("link", name="Invite somebody").click()
    check(page)
    page.fill("[name=email]", "new.viewer@example.org")
    page.check("[name=role][value=viewer]")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("new.viewer@example.org")
    check(page)
    page.goto("/en/mails/")
    wait_for(page, "new.viewer@example.org")
    page.locator("main li", has_text="new.viewer@example.org").get_by_role("link").click()
    check(page)
    guest = open_page(PHONE)
    guest.goto(re.search(r"/\w\w/invitation/[^/\s]+/", page.locator("main").inner_text())[0])
    check(guest)
    guest.fill("[name=first_name]", "Nara")
    guest.fill("[name=last_name]", "Solvey")
    for field in guest.locator("input[type=password]").all():
        field.fill("a long and quiet passphrase")
    guest.locator("main form button[type=submit]").last.click()
    guest.wait_for_url("**/my-work/**")
    expect(guest.locator("main")).to_contain_text("Almirena")
    check(guest)


def test_comment_is_written_published_and_answered(open_page, sign_in, check):
    page = sign_in(open_page(PHONE), "commenter")
    check(page)
    card = page.locator("main li", has_text="Marlhaven").first
    card.locator("a[href*='/comments/add/']").click()
    check(page)
    page.locator("[name=stance]").first.check()
    page.fill("[name=text]", "Sixty places were asked for in the last public round.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(TOLD)).to_contain_text("decides whether it is published")

    second = sign_in(open_page(PHONE), "coordinator")
    second.goto("/en/comments/?show=waiting")
    second.locator("tbody tr", has_text="Marlhaven").get_by_role("link").first.click()
    expect(second.locator("main")).to_contain_text("Sixty places")
    check(second)
    second.locator("[name=decision][value=published]").check()
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator(TOLD)).to_contain_text("Saved.")

    third = sign_in(open_page(PHONE), "officer.marlhaven")
    third.goto(second.url)
    check(third)
    third.fill("[name=reply]", "Forty were opened in spring.")
    third.get_by_role("button", name="Publish the reply").click()
    expect(third.locator(TOLD)).to_contain_text("Everybody reads the reply")
    third.get_by_role("link", name=re.compile("^Recommendation 120")).click()
    for words in ("Sixty places were asked for", "Forty were opened in spring."):
        expect(third.locator("main")).to_contain_text(words)
    check(third)


def test_who_leaves_sees_first_what_moves(open_page, sign_in, check):
    page = sign_in(open_page(PHONE), "officer.torrealda")
    own = re.search(r"/my-work/\d+/", page.locator("main").inner_html())[0]
    page.goto(f"/en{own}leave/")
    page.get_by_label("Torrealda Approver").check()
    page.get_by_role("button", name="See what moves").click()
    expect(page.locator("h1")).to_have_text("What moves")
    expect(page.locator("main")).to_contain_text("Torrealda Officer leaves; Torrealda Approver takes over.")
    check(page)
    page.get_by_role("button", name="Back to the form").click()
    expect(page.get_by_label("Torrealda Approver")).to_be_checked()
