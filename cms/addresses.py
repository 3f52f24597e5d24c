"""Addresses of pages, worked out from their place in the tree without a query."""

from django.urls import reverse
from django.utils.translation import override


def tree_url(url_path, language):
    """The address of a page from its `url_path`, whose first part is the home page of the language."""
    with override(language):
        return reverse("wagtail_serve", args=[url_path.lstrip("/").partition("/")[2]])


def page_url(page):
    """The address of a page whose `locale` is at hand."""
    return tree_url(page.url_path, page.locale.language_code)
