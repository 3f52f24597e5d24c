"""The product as a newcomer meets it: prepared, started as `make run` does, and seen in a real browser."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import sync_playwright

from tests import servers

ROOT = Path(__file__).resolve().parents[2]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """All browser tests share one site and run in one worker; without a browser they say why they are left out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not BROWSER:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@dataclass
class Site:
    """A running installation with the demo State."""

    url: str
    password: str
    environment: dict

    def manage(self, *arguments):
        """Run a management command of this installation; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def site():
    """Site, worker and beat as one job on a free port, with data of their own."""
    with tempfile.TemporaryDirectory(prefix="upr-site-", ignore_cleanup_errors=True) as folder:
        port = servers.free_port()
        url = f"http://127.0.0.1:{port}"
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        environment = {**clean, "VAR_DIR": folder, "PORT": str(port), "SITE_URL": url, "LANGUAGES": "en,es,fr,ar"}
        running = Site(url, "", environment)
        said = running.manage("prepare")
        running.password = re.search(r"officer\.almirena@example\.org\s+(\S+)", said)[1]
        process = subprocess.Popen(
            [Path(sys.executable).parent / "honcho", "--no-colour", "--procfile", "Procfile", "start"],
            cwd=ROOT,
            env=environment,
            stdout=(Path(folder) / "job.log").open("w"),
            stderr=subprocess.STDOUT,
        )
        try:
            servers.wait_for_port(port, process, seconds=60)
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


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
        page.on("request", lambda request: complaints.append(f"asks another host: {request.url}")
                if not request.url.startswith((site.url, "data:", "blob:")) else None)  # fmt: skip
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def sign_in(site):
    """sign_in(page, "officer.almirena") signs in through the form."""

    def signed(page, name, language="en"):
        page.goto(f"/{language}/accounts/login/")
        page.fill("input[name=login]", f"{name}@example.org")
        page.fill("input[name=password]", site.password)
        page.click("main button[type=submit]")
        page.wait_for_url("**/work/**")
        return page

    return signed


def accessibility_problems(page):
    """What axe-core finds on the page as it stands, one readable line a finding."""
    found = page.evaluate(f"{AXE}; axe.run()")
    return [
        f"{finding['id']} ({finding['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for finding in found["violations"]
        for node in finding["nodes"]
    ]


@pytest.fixture
def check(site):
    """check(page) fails for anything axe-core finds, and for a page that is wider than its window."""

    def checked(page):
        assert accessibility_problems(page) == [], page.url
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px wider than the window"

    return checked
