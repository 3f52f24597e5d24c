"""Builds the page tree with its starter content, for every language of the site. May be repeated at any time:
what it made once it never makes again and never changes, so that editors have the last word."""

import json
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from . import starter
from .models import GuidanceIndexPage, GuidancePage, HomePage, PracticeIndexPage, StandardPage, StarterPage
from .people import let_keep_register, let_run_surveys, set_up_editors
from .register.words import load_words
from .surveys.starter import build_survey

HOME = "home"
FALLBACK_LANGUAGE = "en"  # in which every page has content
WELCOME_TITLE = "Welcome to your new Wagtail site!"


class UnusableLanguages(ValueError):
    """The settings name languages with which no site can be built; the message says why."""


@dataclass(frozen=True)
class Plan:
    """One page of the tree: its name (also of its content file), type, parent's name and place in menus."""

    key: str
    model: type[Page]
    parent: str = ""
    is_in_menus: bool = False
    is_only_one: bool = False  # at most one of its type below its parent


TREE = (
    Plan(HOME, HomePage, is_only_one=True),
    Plan("guidance", GuidanceIndexPage, HOME, is_in_menus=True, is_only_one=True),
    Plan("practices", PracticeIndexPage, HOME, is_in_menus=True, is_only_one=True),
    Plan("upr-in-five-steps", GuidancePage, "guidance"),
    Plan("read-a-recommendation", GuidancePage, "guidance"),
    Plan("mid-term-input", GuidancePage, "guidance"),
    Plan("indicators", GuidancePage, "guidance"),
    Plan("budgeting", GuidancePage, "guidance"),
    Plan("civil-society", GuidancePage, "guidance"),
    Plan("about", StandardPage, HOME),
    Plan("accessibility", StandardPage, HOME),
    Plan("data-protection", StandardPage, HOME),
    Plan("report-a-risk", StandardPage, HOME),
)


@transaction.atomic
def build_site():
    """Make what is missing; return the names of the pages made, as (key, language) pairs.

    Raises UnusableLanguages where LANGUAGE_CODE is not one of LANGUAGES.
    """
    languages = languages_in_order()
    is_first_run = not StarterPage.objects.exists()
    has_new_register = bool(load_words())
    has_new_survey = build_survey(timezone.localdate())
    builder = Builder()
    for language in languages:
        builder.build(Locale.objects.get_or_create(language_code=language)[0])
    point_site_at(builder.pages.get((HOME, languages[0])))
    remove_welcome_page()
    if is_first_run:
        set_up_editors()
    elif has_new_register:
        let_keep_register()
    if has_new_survey and not is_first_run:
        let_run_surveys()
    return builder.made


def languages_in_order():
    """The site's first language, then the one that others fall back to, then the rest."""
    languages = [code for code, _name in settings.LANGUAGES]
    if settings.LANGUAGE_CODE not in languages:
        raise UnusableLanguages(
            f"LANGUAGES must name the site's first language, {settings.LANGUAGE_CODE!r}; it names {languages}."
        )
    return sorted(languages, key=lambda code: (code != settings.LANGUAGE_CODE, code != FALLBACK_LANGUAGE))


class Builder:
    """Makes pages language by language and remembers them by name."""

    def __init__(self):
        self.pages, self.made = {}, []

    def build(self, locale):
        """The tree of one language."""
        for plan in TREE:
            self.pages[plan.key, locale.language_code] = self.page_for(plan, locale)
        if (HOME, locale.language_code) in self.made:
            self.finish_home(locale.language_code)

    def page_for(self, plan, locale):
        """The page of the plan in the language, made now where it never was; None where editors deleted it."""
        language = locale.language_code
        record = StarterPage.objects.filter(key=plan.key, language=language).first()
        if record:
            return record.page and record.page.specific
        parent = self.pages[plan.parent, language] if plan.parent else Page.get_first_root_node()
        if parent is None:
            return None
        page = self.existing(plan, parent, locale) or self.make(plan, parent, locale)
        if page:
            StarterPage.objects.create(key=plan.key, language=language, page=page)
        return page

    def existing(self, plan, parent, locale):
        """The page that stands where only one of its type may stand, made by somebody else."""
        if not plan.is_only_one:
            return None
        return plan.model.objects.child_of(parent).filter(locale=locale).first()

    def make(self, plan, parent, locale):
        """A published page with content in its language, or else an alias of the page in the fallback language."""
        language = locale.language_code
        content = starter.read(plan.key, language)
        if content is None and language == settings.LANGUAGE_CODE:
            content = starter.read(plan.key, FALLBACK_LANGUAGE)
        page = self.written(plan, parent, locale, content) if content else self.alias(plan, parent, locale)
        if page:
            self.made.append((plan.key, language))
        return page

    def source(self, plan):
        """The page of which others are translations; None while there is none."""
        return self.pages.get((plan.key, FALLBACK_LANGUAGE)) or self.pages.get((plan.key, settings.LANGUAGE_CODE))

    def slug(self, plan, parent, locale):
        """A free last part of the address: the same in every language, so that languages can be switched."""
        return find_available_slug(parent, plan.key if plan.parent else f"{plan.key}-{locale.language_code}")

    def alias(self, plan, parent, locale):
        """A page that shows the text of its source until somebody translates it; None without a source."""
        source = self.source(plan)
        return source and source.create_alias(
            parent=parent,
            update_slug=self.slug(plan, parent, locale),
            update_locale=locale,
            reset_translation_key=False,
        )

    def written(self, plan, parent, locale, content):
        """A page with content of its own; the home page gets its links, and is published, when all pages stand."""
        fields = {name: value for name, value in content.items() if name not in ("body", "entrances")}
        source = self.source(plan)
        page = plan.model(
            locale=locale,
            translation_key=source.translation_key if source else uuid.uuid4(),
            slug=self.slug(plan, parent, locale),
            show_in_menus=plan.is_in_menus,
            **fields,
        )
        if "body" in content:
            page.body = json.dumps(content["body"])
        parent.add_child(instance=page)
        if plan.key != HOME:
            page.save_revision().publish()
        return page

    def finish_home(self, language):
        """Fill in the entrances, whose links lead to pages that now exist."""
        home = HomePage.objects.get(pk=self.pages[HOME, language].pk)
        content = starter.read(HOME, language) or starter.read(HOME, FALLBACK_LANGUAGE)
        if home.alias_of_id:
            return
        entrances = [
            {**entrance, "links": [self.link(link, language) for link in entrance["links"]]}
            for entrance in content["entrances"]
        ]
        home.entrances = json.dumps([{"type": "entrance", "value": entrance} for entrance in entrances])
        home.save_revision().publish()
        self.pages[HOME, language] = home

    def link(self, link, language):
        """A link of the content file, with the page's id in place of its name."""
        page = self.pages.get((link["page"], language)) if "page" in link else None
        return {"label": link["label"], "page": page and page.pk, "place": link.get("place", "")}


def point_site_at(home):
    """Keep the site's host in step with SITE_URL, and its root at the home page where nobody chose another."""
    address = urlsplit(settings.SITE_URL)
    wanted = {"hostname": address.hostname, "port": address.port or (443 if address.scheme == "https" else 80)}
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        if home:
            Site.objects.create(root_page=home, is_default_site=True, site_name=settings.SITE_NAME, **wanted)
        return
    if home and is_welcome_page(site.root_page):
        wanted["root_page_id"] = home.pk
    if not site.site_name:
        wanted["site_name"] = settings.SITE_NAME
    changed = {name: value for name, value in wanted.items() if getattr(site, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(site, name, value)
        site.save()


def is_welcome_page(page):
    """Whether it is the page that comes with the CMS, as it came: no content, no versions, no pages below it."""
    return (
        page.title == WELCOME_TITLE
        and page.specific_class is Page
        and page.numchild == 0
        and page.latest_revision_id is None
    )


def remove_welcome_page():
    """Delete the page that comes with the CMS, unless somebody touched it or a site still begins there."""
    for page in Page.objects.filter(depth=2, title=WELCOME_TITLE, sites_rooted_here=None):
        if is_welcome_page(page):
            page.delete()
