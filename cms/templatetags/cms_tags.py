"""What the CMS shows on every page of the site: its sections, the pages of the footer, and translations."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.urls.base import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from cms.addresses import tree_url

register = template.Library()

SECTION_DEPTH = 3  # root, home page of a language, section
STANDARD_PAGE = "standardpage"


class SiteLinks:
    """The published pages right below the home page of one language, from one query."""

    def __init__(self, language):
        rows = (
            Page.objects.live()
            .filter(depth=SECTION_DEPTH, locale__language_code=language)
            .order_by("path")
            .values_list("title", "url_path", "show_in_menus", "content_type__model")
        )
        self.sections, self.footer = [], []
        for title, url_path, is_in_menus, model in rows:
            link = {"title": title, "url": tree_url(url_path, language)}
            if is_in_menus:
                self.sections.append(link)
            if model == STANDARD_PAGE:
                self.footer.append(link)


@register.simple_tag(takes_context=True)
def site_links(context):
    """The `sections` (pages shown in menus) and `footer` pages in the language of the page; one query a request."""
    language = get_language() or settings.LANGUAGE_CODE
    request = context.get("request")
    if request is None:
        return SiteLinks(language)
    if getattr(request, "site_links", None) is None:
        request.site_links = SiteLinks(language)
    return request.site_links


@register.simple_tag(takes_context=True)
def translated_url(context, language):
    """The address of this page in another language; that language's home page where no translation is published.

    Pages of the CMS cost one query for all languages, every other page none.
    """
    request, page = context.get("request"), context.get("page")
    home = translate_url(reverse("wagtail_serve", args=[""]), language)
    if isinstance(page, Page) and page.pk:
        if "translation_urls" not in page.__dict__:
            page.translation_urls = translation_urls(page)
        return page.translation_urls.get(language, home)
    return translate_url(request.get_full_path(), language) if request else home


def translation_urls(page):
    """The addresses of the published translations of a page, itself among them, by language code."""
    rows = page.get_translations(inclusive=True).live().values_list("locale__language_code", "url_path")
    return {language: tree_url(url_path, language) for language, url_path in rows}
