"""Builds the page tree with its starter content, for every language of the site. May be repeated at any time:
what it made once it never makes again and never changes, so that editors have the last word."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from cms.models import StarterPage
from cms.people import let_keep_redirects, let_keep_register, let_run_surveys, let_write, set_up_editors
from cms.register.words import load_words
from cms.surveys.starter import build_survey
from cms.workflow import set_up_workflow

from .items import name_list_items
from .languages import UnusableLanguages, languages_in_order, let_untranslated_pages_appear, new_languages
from .pages import Builder
from .root import WELCOME_TITLE, point_site_at, remove_welcome_page
from .tree import HOME, TREE

__all__ = ["TREE", "WELCOME_TITLE", "UnusableLanguages", "build_site"]


@transaction.atomic
def build_site():
    """Make what is missing; return the names of the pages made, as (key, language) pairs.

    Raises UnusableLanguages where LANGUAGE_CODE is not one of LANGUAGES.
    """
    languages = languages_in_order()
    is_first_run, new = not StarterPage.objects.exists(), new_languages(languages)
    has_new_register = bool(load_words())
    name_list_items()
    has_new_survey = build_survey(timezone.localdate())
    builder = Builder()
    for language in languages:
        builder.build(Locale.objects.get_or_create(language_code=language)[0])
    let_untranslated_pages_appear(new)
    point_site_at(builder.pages.get((HOME, languages[0])))
    remove_welcome_page()
    if is_first_run:
        set_up_editors()
    elif has_new_register:  # an installation from before the register, which had another way to translate, too
        let_write()
        let_keep_register()
        let_untranslated_pages_appear(languages)
    let_keep_redirects()
    if has_new_survey and not is_first_run:
        let_run_surveys()
    set_up_workflow([builder.pages[key, language] for key, language in builder.made if key == "practices"])
    return builder.made
