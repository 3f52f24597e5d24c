"""`make screenshots`: makes the pictures of the README from the demo State, in docs/pictures."""

import shutil

from playwright.sync_api import sync_playwright

from tests.browser.running import FLAGS, ROOT, running_site

FOLDER = ROOT / "docs" / "pictures"
PICTURES = [  # file, account or None, address, link to follow by its text or None
    ("recommendations", None, "/en/recommendations/?position=supported", None),
    ("recommendation", None, "/en/recommendations/XUL/4/120.26/", None),
    ("practice", None, "/en/practices/early-warning-before-evictions/", None),
    ("work", "officer.almirena", "/en/my-work/", None),
    ("answer", "officer.almirena", "/en/my-work/", ["your input to", "120.26"]),
    ("call", "coordinator", "/en/calls/", ["Mid-term input"]),
]


def main():
    """Start a site, take every picture at 1000 x 700, say where they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with running_site(languages="en,es,fr") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for name, account, address, links in PICTURES:
            context = browser.new_context(viewport={"width": 1000, "height": 700}, base_url=site.url)
            page = context.new_page()
            if account:
                page.goto("/en/accounts/login/")
                page.fill("input[name=login]", f"{account}@example.org")
                page.fill("input[name=password]", site.password)
                page.click("main button[type=submit]")
            page.goto(address)
            for text in links or []:
                page.locator("main a", has_text=text).first.click()
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
        browser.close()
    print(f"Pictures in {FOLDER.relative_to(ROOT)}: {', '.join(name for name, *_ in PICTURES)}")  # noqa: T201


if __name__ == "__main__":
    main()
