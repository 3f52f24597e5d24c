"""Words of a link: read alone, as in a list of links that is read aloud, they must say where it leads."""

import re

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SAY_NOTHING = {
    "here", "click here", "this", "this page", "link", "this link", "more", "read more", "learn more", "see here",
    "aquí", "haga clic aquí", "clic aquí", "pulse aquí", "esta página", "enlace", "más", "leer más", "ver más",
    "ici", "cliquez ici", "cette page", "lien", "ce lien", "plus", "en savoir plus", "lire la suite", "voir ici",
    "هنا", "اضغط هنا", "انقر هنا", "هذا الرابط", "رابط", "المزيد", "اقرأ المزيد",
}  # fmt: skip
BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def unclear_links(html):
    """The words of the links in a text (HTML, as the editor stores it) that do not say where they lead, in order."""
    found = [" ".join(link.get_text(" ").split()) for link in BeautifulSoup(html, "html.parser").find_all("a")]
    return [words for words in found if is_unclear(words)]


def is_unclear(words):
    """Whether the words are empty, a bare address, or say nothing about what they lead to."""
    plain = words.strip(" .:…>»«").lower()
    return not plain or plain in SAY_NOTHING or BARE_ADDRESS.fullmatch(plain) is not None


def check_link_words(html):
    """Raise ValidationError that names the first link whose words do not say where it leads."""
    for words in unclear_links(html):
        raise ValidationError(
            _("The link “%(words)s” does not say where it leads. Write what the reader finds there."),
            params={"words": words},
            code="unclear_link",
        )
