"""`make check-pages`: every kind of public page, in all languages, at the width of a phone and of a desk.

    python -m tests.browser.every_page [address] [language ...]

Without the address of a running site it starts one of its own, with demo data. It prints a line for each page (weight
with stylesheet in kB, first byte as a multiple of the site's median, what is wrong), then every fault: status, title,
description, canonical address, headers, names of links and pictures, weight (page_checks.py); and in the browser
axe-core (contrast among its rules), the size of what is tapped, errors in the console, and the width. Ends with 1
where anything was found.
"""

import os
import sys
from statistics import median

import django
from playwright.sync_api import sync_playwright

from tests.browser import page_checks
from tests.browser.conftest import BROWSER, accessibility_problems
from tests.browser.crawling import LANGUAGES, Crawler
from tests.browser.running import FLAGS, running_site

WIDTHS = (360, 1280)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 2.5.8: at least 24 by 24 px, or so much room around that no other target is touched; not in running text.
SMALL_TARGETS = """() => {
  const all = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map((one) => ({one, box: one.getBoundingClientRect()}))
    .filter(({box}) => box.width > 1 && box.height > 1);
  const isSmall = ({box}) => box.width < 24 || box.height < 24;
  const isInText = ({one}) => getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim().length > one.textContent.trim().length;
  const hasLabel = ({one}) => [...(one.labels || [])].some((label) => label.getBoundingClientRect().height >= 24);
  const isCrowded = (small) => all.some((other) => {
    if (other.one === small.one || small.one.contains(other.one) || other.one.contains(small.one)) return false;
    const x = small.box.left + small.box.width / 2, y = small.box.top + small.box.height / 2;
    const aside = Math.max(other.box.left - x, 0, x - other.box.right);
    const above = Math.max(other.box.top - y, 0, y - other.box.bottom);
    return Math.hypot(aside, above) < 12;
  });
  return all.filter((each) => isSmall(each) && !isInText(each) && !hasLabel(each) && isCrowded(each))
    .map(({one, box}) => `${one.outerHTML.slice(0, 90)} is ${Math.round(box.width)} by ${Math.round(box.height)} px`);
}"""


def problems_at(page, address):
    """What axe-core finds at an address, small targets, and whether the page is wider than its window; one line each.

    A document that lets no script run is looked at as a copy, which does.
    """
    page.goto(address)
    if page.evaluate("matchMedia('(scripting: none)').matches"):
        copy = page.content()
        page.goto("about:blank")
        page.set_content(copy)
    wider = page.evaluate(OVERFLOW)
    small = [f"tap target: {found}" for found in page.evaluate(SMALL_TARGETS)]
    return accessibility_problems(page) + small + ([f"{wider} px wider than the window"] if wider > 0 else [])


def seen_in_browser(browser, pages, width):
    """{address: [problem]} of what a browser of this width sees on these pages, errors in its console among them."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    window, said, found = context.new_page(), [], {}
    window.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: said.append(str(error)))
    for page in pages:
        said.clear()
        problems = problems_at(window, page.landed)
        # A document that no script may run in says so when the checks themselves try.
        found[page.address] = problems + [f"console: {text}" for text in said if "sandboxed" not in text]
    context.close()
    return found


def looked_at(crawler, language, browser):
    """(page, [problem]) of one page of each shape in a language, all checks together."""
    found = crawler.crawl(language, of_one_shape=1)
    pages = {page.landed: page for page in found if page.is_html or page.status != 200}
    html = [page for page in pages.values() if page.is_html]
    among = page_checks.faults_among(html, crawler.wait)
    seen = {width: seen_in_browser(browser, html, width) for width in WIDTHS}
    for page in pages.values():
        own = page_checks.faults(page, crawler.read) if page.is_html else [f"status {page.status}"]
        wide = [f"{width} px: {problem}" for width in WIDTHS for problem in seen[width].get(page.address, [])]
        yield page, [*own, *among[page.address], *wide]


def report(url, languages=LANGUAGES):
    """Print a table of what was found at a running site; how many pages have problems."""
    failed = count = 0
    crawler = Crawler(url)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for language in languages:
            print(f"{'':3}{'kB':>6} {'wait':>5} {'':>4}  {language}", flush=True)  # noqa: T201
            rows = list(looked_at(crawler, language, browser))
            usual = median(page.seconds for page, _problems in rows)
            for page, problems in rows:
                count, failed = count + 1, failed + bool(problems)
                heavy = page_checks.weight(page, crawler.read)[0] / 1000 if page.is_html else 0
                told = f"{heavy:>6.1f} {page.seconds / usual:>4.1f}x {len(problems) or 'ok':>4}"
                print(f"   {told}  {page.address.removeprefix(crawler.root)}")  # noqa: T201
                for problem in problems:
                    print(f"{'':>24}{' '.join(problem.split())}")  # noqa: T201
        browser.close()
    print(f"{count} pages looked at, {failed} with problems")  # noqa: T201
    return failed


def main(url=None, *languages):
    """Look at the site at `url`, or at one of our own; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_local.settings")
    django.setup()
    if url:
        return int(bool(report(url, languages or LANGUAGES)))
    with running_site(languages=",".join(LANGUAGES)) as site:
        return int(bool(report(site.url)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
