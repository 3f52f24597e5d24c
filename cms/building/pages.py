"""Makes the pages, language by language."""

import json
import uuid

from django.conf import settings
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms import starter
from cms.list_items import named
from cms.models import HomePage, StarterPage

from .course import course_plans
from .practices import practice_plans
from .tree import FALLBACK_LANGUAGE, HOME, TREE


class Builder:
    """Makes pages language by language and remembers them by name."""

    def __init__(self):
        self.pages, self.made = {}, []
        self.plans = [*TREE, *course_plans(), *practice_plans()]
        records = StarterPage.objects.select_related("page")
        self.records = {(record.key, record.language): record for record in records}

    def build(self, locale):
        """The tree of one language."""
        for plan in self.plans:
            self.pages[plan.key, locale.language_code] = self.page_for(plan, locale)
        if (HOME, locale.language_code) in self.made:
            self.finish_home(locale.language_code)

    def page_for(self, plan, locale):
        """The page of the plan in the language, made now where it never was; None where editors deleted it."""
        language = locale.language_code
        record = self.records.get((plan.key, language))
        if record:
            return record.page
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
        content = plan.read(plan.key, language)
        if content is None and language == settings.LANGUAGE_CODE:
            content = plan.read(plan.key, FALLBACK_LANGUAGE)
        page = self.written(plan, parent, locale, content) if content else self.alias(plan, parent, locale)
        if page:
            self.made.append((plan.key, language))
        return page

    def source(self, plan):
        """The page of which others are translations; None while there is none."""
        return self.pages.get((plan.key, FALLBACK_LANGUAGE)) or self.pages.get((plan.key, settings.LANGUAGE_CODE))

    def slug(self, plan, parent, locale):
        """A free last part of the address: the same in every language, so that languages can be switched."""
        name = plan.key.rpartition("/")[2]
        return find_available_slug(parent, name if plan.parent else f"{name}-{locale.language_code}")

    def alias(self, plan, parent, locale):
        """A page that shows the text of its source until somebody translates it; None without a source."""
        source = self.source(plan)
        return source and plan.model.objects.get(pk=source.pk).create_alias(
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
            live=False,
            **fields,
        )
        if "body" in content:
            page.body = json.dumps(content["body"])
        with disable_reference_index_auto_update():  # publishing writes it
            parent.add_child(instance=page)
            revision = page.save_revision(clean=False) if plan.key != HOME else None  # publishing looks at it, too
        if revision:
            plan.note_made(page)
            revision.publish()
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
        blocks = [{"type": "entrance", "value": named(entrance, "entrance")} for entrance in entrances]
        home.entrances = json.dumps(blocks)
        home.save_revision().publish()
        self.pages[HOME, language] = home

    def link(self, link, language):
        """A link of the content file, with the page's id in place of its name."""
        page = self.pages.get((link["page"], language)) if "page" in link else None
        return {"label": link["label"], "page": page and page.pk, "place": link.get("place", "")}
