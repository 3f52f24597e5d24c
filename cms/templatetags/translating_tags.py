"""What templates ask about words that nobody translated."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language_info

from cms.building.tree import FALLBACK_LANGUAGE
from cms.opendata import language_of
from cms.translating import untranslated_pieces
from cms.written import attributes

register = template.Library()


@register.simple_tag
def untranslated(page):
    """{"ids", "attributes", "language"} of what of an article nobody translated; falsy where all of it is."""
    ids = untranslated_pieces(page) if hasattr(page, "body") else ()
    name = get_language_info(FALLBACK_LANGUAGE)["name_translated"]
    return ids and {"ids": ids, "attributes": attributes(FALLBACK_LANGUAGE), "language": name}


@register.filter
def title_in_sentence(page):
    """The page's title for a sentence in the reader's language, isolated and marked with its own."""
    return format_html("<bdi{}>{}</bdi>", attributes(language_of(page)), page.title)
