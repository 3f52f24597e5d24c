"""`python -m tests.browser.axe_everywhere [address]`: axe-core on every kind of page, in all languages, at both widths.

Without the address of a running site it starts one of its own, with demo data. Ends with 1 where anything was found.
"""

import os
import sys

import django
from playwright.sync_api import sync_playwright

from tests.browser.conftest import BROWSER, accessibility_problems
from tests.browser.crawling import LANGUAGES, Crawler
from tests.browser.running import FLAGS, running_site

WIDTHS = (360, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def problems_at(page, address):
    """What axe-core finds at an address, and whether the page is wider than its window; one readable line each.

    A document that lets no script run is looked at as a copy, which does.
    """
    page.goto(address)
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        copy = page.content()
        page.goto("about:blank")
        page.set_content(copy)
    wider = page.evaluate(OVERFLOW)
    return accessibility_problems(page) + ([f"{wider} px wider than the window"] if wider > 0 else [])


def looked_at(url, browser):
    """(language, width, address, problems) of one page of each shape."""
    crawler = Crawler(url)
    for language in LANGUAGES:
        addresses = dict.fromkeys(page.landed for page in crawler.crawl(language, of_one_shape=1) if page.is_html)
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            for address in addresses:
                yield language, width, address.removeprefix(crawler.root), problems_at(page, address)
            context.close()


def report(url):
    """Print a table of what was found at a running site; how many pages have problems."""
    failed = count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for language, width, address, problems in looked_at(url, browser):
            count, failed = count + 1, failed + bool(problems)
            print(f"{language}  {width:>4}  {len(problems) or 'ok':>3}  {address}", flush=True)  # noqa: T201
            for problem in problems:
                print(f"               {' '.join(problem.split())}")  # noqa: T201
        browser.close()
    print(f"{count} pages looked at, {failed} with problems")  # noqa: T201
    return failed


def main(url=None):
    """Look at the site at `url`, or at one of our own; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_local.settings")
    django.setup()
    if url:
        return int(bool(report(url)))
    with running_site(languages=",".join(LANGUAGES)) as site:
        return int(bool(report(site.url)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
