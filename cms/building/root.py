"""Where the site begins: its host, its root page, and the welcome page of the CMS, which goes."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

WELCOME_TITLE = "Welcome to your new Wagtail site!"


def point_site_at(home):
    """Keep the site's host in step with SITE_URL, and its root at the home page where nobody chose another."""
    address = urlsplit(settings.SITE_URL)
    wanted = {"hostname": address.hostname, "port": address.port or (443 if address.scheme == "https" else 80)}
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        if home:
            Site.objects.create(root_page=home, is_default_site=True, site_name=settings.SITE_NAME, **wanted)
        return
    if home and is_welcome_page(site.root_page):
        wanted["root_page_id"] = home.pk
    if not site.site_name:
        wanted["site_name"] = settings.SITE_NAME
    changed = {name: value for name, value in wanted.items() if getattr(site, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(site, name, value)
        site.save()


def is_welcome_page(page):
    """Whether it is the page that comes with the CMS, as it came: no content, no versions, no pages below it."""
    return (
        page.title == WELCOME_TITLE
        and page.specific_class is Page
        and page.numchild == 0
        and page.latest_revision_id is None
    )


def remove_welcome_page():
    """Delete the page that comes with the CMS, unless somebody touched it or a site still begins there."""
    for page in Page.objects.filter(depth=2, title=WELCOME_TITLE, sites_rooted_here=None):
        if is_welcome_page(page):
            page.delete()
