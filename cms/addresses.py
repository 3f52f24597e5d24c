"""Addresses of pages, worked out from their place in the tree without a query."""

from django.core.exceptions import ValidationError
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override


def tree_url(url_path, language):
    """The address of a page from its `url_path`, whose first part is the home page of the language."""
    with override(language):
        return reverse("wagtail_serve", args=[url_path.lstrip("/").partition("/")[2]])


def page_url(page):
    """The address of a page whose `locale` is at hand."""
    return tree_url(page.url_path, page.locale.language_code)


def expect_free_address(page):
    """Raise ValidationError where another part of the site answers at the address of a page below the home page."""
    language = page.locale.language_code
    with override(language):
        match = resolve(tree_url(f"/home/{page.slug}/", language))
    if match.url_name != "wagtail_serve":
        raise ValidationError({"slug": _("Another part of the site has this address.")})
