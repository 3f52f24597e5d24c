"""The product as a newcomer meets it: prepared, started as `make run` does, and seen in a real browser."""

import shutil
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import sync_playwright

from tests.browser.running import FLAGS, running_site

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
AXE_RUN = "axe.run({resultTypes: ['violations']})"
AXE_TOO_LATE = "new Promise((_, fail) => setTimeout(() => fail(Error('axe-core took too long')), 60000))"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    """All browser tests share one site and run in one worker; without a browser they say why they are left out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not BROWSER:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def site():
    """Site, worker and beat as one job on a free port, with data of their own."""
    with running_site() as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """One headless Chromium a module; closed after it, since its event loop would stand in Django's way."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, site):
    """open_page(width=1280, script=True, ...) gives a page in a fresh session; errors in the console fail the test."""
    contexts, complaints = [], []

    def opened(width=1280, script=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            base_url=site.url,
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: dialog.accept())  # "leave without saving?" would hold the test up
        page.on("request", lambda request: complaints.append(f"asks another host: {request.url}")
                if not request.url.startswith((site.url, "data:", "blob:")) else None)  # fmt: skip
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def cookies(site):
    """What the browser of each person keeps once they are signed in: name -> cookies."""
    return {}


@pytest.fixture
def sign_in(site, cookies):
    """sign_in(page, "officer.almirena") signs in: through the form the first time, then with the same session."""

    def signed(page, name, language="en"):
        if name in cookies:
            page.context.add_cookies(cookies[name])
            page.goto(f"/{language}/my-work/")
            return page
        page.goto(f"/{language}/accounts/login/")
        page.fill("input[name=login]", f"{name}@example.org")
        page.fill("input[name=password]", site.password)
        page.click("main button[type=submit]")
        page.wait_for_url("**/my-work/**")
        cookies[name] = page.context.cookies()
        return page

    return signed


def accessibility_problems(page):
    """What axe-core finds on the page as it stands, one readable line a finding."""
    # Where no script may run, axe-core would never answer, and evaluate() waits for ever.
    assert not page.evaluate("matchMedia('(scripting: none)').matches"), "axe-core needs a page with JavaScript"
    found = page.evaluate(f"{AXE}; Promise.race([{AXE_RUN}, {AXE_TOO_LATE}])")
    return [
        f"{finding['id']} ({finding['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for finding in found["violations"]
        for node in finding["nodes"]
    ]


@pytest.fixture
def check(site):
    """check(page) fails for anything axe-core finds, and for a page that is wider than its window.

    axe=False looks at the width alone, for a page without JavaScript.
    """

    def checked(page, axe=True):
        page.wait_for_load_state()  # the page that a click led to may have no element yet
        if axe:
            assert accessibility_problems(page) == [], page.url
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px wider than the window"

    return checked
