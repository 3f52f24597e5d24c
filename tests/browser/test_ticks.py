"""What is ticked in a checklist stays ticked, in this browser and on this page only."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms.blocks import BodyBlock

SITE = "http://ticks.example.org"


@pytest.fixture
def two_pages(browser):
    """A page in a fresh browser; every address of the site shows the same two lists, with the site's script."""
    block = BodyBlock()
    lists = [
        {"type": "checklist", "value": {"title": "Before", "points": ["One?", "Two?"]}},
        {"type": "tasks", "value": {"title": "Tasks", "tasks": [{"point": "One?", "first": "Begin."}]}},
    ]
    body = f'<!doctype html>{block.render(block.to_python(lists))}<script src="/site.js"></script>'
    script = Path(finders.find("upr_local/site.js")).read_text()
    context = browser.new_context(base_url=SITE)
    context.route(f"{SITE}/**", lambda route: route.fulfill(body=body, content_type="text/html"))
    context.route(f"{SITE}/site.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    yield context.new_page()
    context.close()


def ticked(page):
    """Which boxes of the page are ticked."""
    return [box.is_checked() for box in page.locator("[data-ticks] input").all()]


def test_ticks_stay_on_their_page_and_in_their_list(two_pages):
    page = two_pages
    page.goto("/one/")
    page.get_by_text("Two?").click()
    page.reload()
    assert ticked(page) == [False, True, False]
    page.locator("[data-ticks] input").last.check()
    page.get_by_text("Two?").click()
    page.reload()
    assert ticked(page) == [False, False, True]
    page.goto("/two/")
    assert ticked(page) == [False, False, False]


def test_spoilt_store_does_no_harm(two_pages):
    page = two_pages
    page.goto("/one/")
    page.evaluate("localStorage.setItem('ticks /one/ 1', '{')")
    page.reload()
    assert ticked(page) == [False, False, False]
    page.get_by_text("Two?").click()
    page.reload()
    assert ticked(page) == [False, True, False]
