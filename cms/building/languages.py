"""The languages of the tree: their order, and what an untranslated page becomes in each."""

from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

from cms.models import StarterPage

from .tree import FALLBACK_LANGUAGE


class UnusableLanguages(ValueError):
    """The settings name languages with which no site can be built; the message says why."""


def languages_in_order():
    """The site's first language, then the one that others fall back to, then the rest.

    Raises UnusableLanguages where LANGUAGE_CODE is not one of LANGUAGES.
    """
    languages = [code for code, _name in settings.LANGUAGES]
    if settings.LANGUAGE_CODE not in languages:
        raise UnusableLanguages(
            f"LANGUAGES must name the site's first language, {settings.LANGUAGE_CODE!r}; it names {languages}."
        )
    return sorted(languages, key=lambda code: (code != settings.LANGUAGE_CODE, code != FALLBACK_LANGUAGE))


def new_languages(languages):
    """Those in which the tree does not stand yet."""
    return [code for code in languages if not StarterPage.objects.filter(language=code).exists()]


def let_untranslated_pages_appear(languages):
    """Let what an editor adds in the fallback language appear in these languages until somebody translates it."""
    source = Locale.objects.filter(language_code=FALLBACK_LANGUAGE).first()
    others = Locale.objects.filter(language_code__in=languages).exclude(language_code=FALLBACK_LANGUAGE)
    settled = LocaleSynchronization.objects.values("locale")
    if source:
        # In bulk: saving one by one would walk the whole tree, whose pages stand already.
        LocaleSynchronization.objects.bulk_create(
            LocaleSynchronization(locale=locale, sync_from=source) for locale in others.exclude(pk__in=settled)
        )
