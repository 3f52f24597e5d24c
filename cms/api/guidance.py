"""Pages to read: their words, without the look of the page."""

import html
import re

from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import GuidancePage, ModulePage, StandardPage
from tracking.opendata.fields import Codes
from tracking.opendata.subject import Subject

from .fields import UUID, PageRow

BEGINS_A_LINE = re.compile(r"<(?!/?(?:a|abbr|b|bdi|bdo|code|em|i|mark|q|small|span|strong|sub|sup)\b)")


class TextRow(PageRow):
    """A published page with a body of blocks."""

    text = serializers.CharField(allow_blank=True, help_text=_("The whole text, without formatting"))

    def prepare(self, row):
        """The words of its blocks."""
        super().prepare(row)
        lines = (html.unescape(line).strip() for block in row.body for line in strip_tags(words(block)).splitlines())
        row.text = "\n".join(line for line in lines if line)


class GuidanceRow(TextRow):
    """A published guidance page."""

    class Meta:
        model = GuidancePage
        fields = ("id", "title", "language", "introduction", "text", "last_verified", "published", "updated", "url")


class StandardRow(TextRow):
    """A published page about the site."""

    class Meta(GuidanceRow.Meta):
        model = StandardPage


class ModuleRow(TextRow):
    """A published module of a course, without its quiz."""

    goals = Codes(source="goal_words", help_text=_("Learning goals"))

    class Meta:
        model = ModulePage
        fields = ("id", "title", "language", "minutes", "goals", "text", "last_verified", "published", "updated", "url")
        units = {"minutes": _("minutes")}

    def prepare(self, row):
        """Its goals in words."""
        super().prepare(row)
        row.goal_words = [str(goal.value) for goal in row.goals]


def words(block):
    """A block as HTML in which every paragraph, item and heading stands on a line of its own, links within them."""
    return BEGINS_A_LINE.sub("\n<", " ".join(block.render().split()))


class Pages(Subject):
    """The published pages of one model, in the language asked for."""

    model = None
    lookup_field, lookup_url_kwarg, lookup_value_regex = "translation_key", "id", UUID
    orders, ordering = {"published": ("first_published_at",), "updated": ("last_published_at",)}, ("path", "pk")

    @classmethod
    def rows(cls):
        """The published pages of the language."""
        rows = cls.model.objects.live().public().filter(locale__language_code=get_language())
        return rows.select_related("locale", "alias_of__locale")


class Guidance(Pages):
    """Published guidance pages."""

    code, title, model, serializer_class = "guidance", _("Guidance"), GuidancePage, GuidanceRow
    about = _("Guidance pages of this site in the language asked for, as plain text.")


class Modules(Pages):
    """Published modules of courses."""

    code, title, model, serializer_class = "modules", _("Modules of courses"), ModulePage, ModuleRow
    about = _("Modules of the courses of this site in the language asked for, as plain text; the quizzes stay there.")


class Standards(Pages):
    """Published pages about the site."""

    code, title, model, serializer_class = "pages", _("Pages about this site"), StandardPage, StandardRow
    about = _("What the site says of itself, such as questions and answers, accessibility and data protection.")
