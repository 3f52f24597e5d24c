"""Builds the page tree with its starter content, for every language of the site. May be repeated at any time:
what it made once it never makes again and never changes, so that editors have the last word."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from cms.models import StarterPage
from cms.people import set_up_editors

from .pages import FALLBACK_LANGUAGE, Builder
from .root import WELCOME_TITLE, point_site_at, remove_welcome_page
from .tree import HOME, TREE

__all__ = ["TREE", "WELCOME_TITLE", "UnusableLanguages", "build_site"]


class UnusableLanguages(ValueError):
    """The settings name languages with which no site can be built; the message says why."""


@transaction.atomic
def build_site():
    """Make what is missing; return the names of the pages made, as (key, language) pairs.

    Raises UnusableLanguages where LANGUAGE_CODE is not one of LANGUAGES.
    """
    languages = languages_in_order()
    is_first_run = not StarterPage.objects.exists()
    builder = Builder()
    for language in languages:
        builder.build(Locale.objects.get_or_create(language_code=language)[0])
    point_site_at(builder.pages.get((HOME, languages[0])))
    remove_welcome_page()
    if is_first_run:
        set_up_editors()
    return builder.made


def languages_in_order():
    """The site's first language, then the one that others fall back to, then the rest."""
    languages = [code for code, _name in settings.LANGUAGES]
    if settings.LANGUAGE_CODE not in languages:
        raise UnusableLanguages(
            f"LANGUAGES must name the site's first language, {settings.LANGUAGE_CODE!r}; it names {languages}."
        )
    return sorted(languages, key=lambda code: (code != settings.LANGUAGE_CODE, code != FALLBACK_LANGUAGE))
