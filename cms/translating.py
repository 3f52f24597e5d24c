"""Translating a page: until its translation is published, the page in the original language stands in for it.

The package with which editors translate would put the original's words on the site as those of a page in the other
language, from the moment on in which somebody asks for a translation. Afterwards editors see where the original went
on without its translations.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.urls import path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import edit_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from cms.building.tree import FALLBACK_LANGUAGE


class SubmitPage(SubmitPageTranslationView):
    """Asks for translations of a page, and of those below it."""

    @transaction.atomic
    def form_valid(self, form):
        """Begin the translations; pages that stand in go on doing so."""
        pages = Page.objects.descendant_of(self.object, inclusive=True)
        asked = Page.objects.filter(alias_of__in=pages, locale__in=form.cleaned_data["locales"])
        stand_ins = list(asked.values_list("pk", "alias_of"))
        answer = super().form_valid(form)
        for pk, source in stand_ins:
            Page.objects.filter(pk=pk).update(alias_of=source)
        return answer


@hooks.register("register_admin_urls", order=-1)
def register_submission():
    """Take the place of the package's own page."""
    return [path("localize/submit/page/<int:page_id>/", SubmitPage.as_view(), name="submit_page_translation")]


@hooks.register("before_edit_page", order=-1)
def edit_begun_translation(request, page):
    """Open the translation of a page that still stands in, where somebody asked for one."""
    if not page.alias_of_id or page.alias_of.locale_id == page.locale_id:
        return None
    begun = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    return begun and edit_translation(request, begun, page)


class TranslationsBehind(Component):
    """On the admin's start page: published translations whose original was published again since."""

    template_name = "cms/admin/translations_behind.html"
    order = 170
    MOST_SHOWN = 20

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        """The translations that the person may edit, those that wait longest first, and how many there are in all."""
        mine = page_permission_policy.instances_user_has_permission_for(self.user, "change")
        pages = behind().filter(pk__in=mine.values("pk")).order_by("original_at", "pk")
        return {"pages": pages.select_related("locale")[: self.MOST_SHOWN], "count": pages.count()}


def behind():
    """The published translations older than their original, with the day of that as `original_at`."""
    originals = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=FALLBACK_LANGUAGE
    )
    newer = originals.filter(last_published_at__gt=OuterRef("last_published_at"))
    pages = Page.objects.live().filter(Exists(newer), alias_of=None)
    return pages.annotate(original_at=Subquery(originals.values("last_published_at")[:1]))


@hooks.register("construct_homepage_panels")
def show_translations_behind(request, panels):
    """Tell editors which translations to look at again."""
    panels.append(TranslationsBehind(request.user))


def untranslated_pieces(page):
    """What of an article still speaks the original's language: ids of pieces of the body, and names of fields.

    One query for a page in another language, and two more where it is translated sentence by sentence.
    """
    if page.alias_of_id or page.locale.language_code == FALLBACK_LANGUAGE or not page.pk:
        return frozenset()
    begun = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if begun is None:
        return frozenset()
    asked = parts(StringSegment.objects.filter(source=begun.source_id))
    done = parts(StringTranslation.objects.filter(context__object=page.translation_key, locale=page.locale_id))
    shown = {"title", "introduction", *(piece.get("id") for piece in page.body.raw_data)}
    return frozenset(shown & (asked - done))


def parts(rows):
    """The fields, or pieces of the body, to which sentences belong."""
    paths = (path.split(".") for path in rows.values_list("context__path", flat=True))
    return {path[1] if path[0] == "body" else path[0] for path in paths}
