"""Words with the language they are written in, for pages that mostly speak another one."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info


def attributes(language):
    """The lang and dir attributes of words in the language; empty where the page speaks it."""
    if not language or language == get_language():
        return mark_safe("")
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', language, direction)


class Title(str):
    """A title that carries the `attributes` of its language, wherever it goes."""

    def __new__(cls, text, language):
        """The text, written in the language."""
        title = super().__new__(cls, text)
        title.attributes = attributes(language)
        return title
