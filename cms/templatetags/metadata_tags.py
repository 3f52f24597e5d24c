"""The head of a public page."""

from django import template
from wagtail.models import Page

from cms import metadata
from cms.templatetags.cms_tags import HOME_DEPTH, trail, translation_urls

register = template.Library()


@register.inclusion_tag("cms/includes/metadata.html", takes_context=True, name="metadata")
def show_metadata(context):
    """Description, canonical address, languages, feeds, Open Graph and JSON-LD; nothing on a page not for everybody."""
    page = context.get("page")
    if isinstance(page, Page) and page.pk:
        # The switch of languages and the trail of the page read the same rows; they are read once.
        translation_urls(page)
        if page.depth > HOME_DEPTH:
            trail(page)
    return {"metadata": metadata.of(context), "site_name": context.get("site_name")}
