"""A city's own work at the width of a phone, in the languages of its people."""

import re

import pytest

PHONE = 360
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
