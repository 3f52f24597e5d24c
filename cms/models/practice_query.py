"""Finds practices: one of each, in the reader's language where there is one."""

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from tracking.models import TargetTag, ThemeLink

# Long texts that no list shows.
LONG_TEXTS = (
    "context",
    "problem",
    "participation",
    "legal_basis",
    "what_was_done",
    "results",
    "costs",
    "challenges",
    "what_did_not_work",
    "lessons",
    "transfer",
    "sustainability",
    "partners",
    "corrections",
    "source_note",
)


def language_rank(language):
    """0 for pages in `language`, 1 for those in the site's first language, then every other language."""
    return Case(
        When(locale__language_code=language, then=Value(0)),
        When(locale__language_code=settings.LANGUAGE_CODE, then=Value(1)),
        default=F("locale_id") + 2,
        output_field=IntegerField(),
    )


class PracticePageQuerySet(PageQuerySet):
    """Good practices."""

    def shown_in(self, language):
        """The published practices, each once: in `language`, else in the site's first, else in any other."""
        better = (
            self.model.objects.live()
            .filter(translation_key=OuterRef("translation_key"))
            .annotate(rank=language_rank(language))
            .filter(rank__lt=OuterRef("rank"))
        )
        return self.live().public().annotate(rank=language_rank(language)).filter(~Exists(better))

    def for_listing(self):
        """What a list shows: place and language in the same query, long texts left out, newest first."""
        return (
            self.select_related("city__state", "locale", "alias_of__locale")
            .defer(*LONG_TEXTS)
            .order_by("-first_published_at", "-pk")
        )

    def of_government(self, government):
        """The practices of one local or regional government."""
        return self.filter(city=government)

    def answering(self, recommendation):
        """Practices for a recommendation, `is_direct` where they name it; those come first.

        The others share an SDG target with it and a theme as it is called today.
        """
        linked = self.model.recommendations.through.objects.filter(
            practicepage=OuterRef("pk"), recommendation=recommendation
        )
        targets = self.model.targets.through.objects.filter(
            practicepage=OuterRef("pk"),
            target__in=TargetTag.objects.filter(recommendation=recommendation).values("target"),
        )
        themes_today = ThemeLink.objects.filter(recommendation=recommendation).values(
            today=Coalesce("theme__current", "theme")
        )
        themes = (
            self.model.themes.through.objects.filter(practicepage=OuterRef("pk"))
            .annotate(today=Coalesce("theme__current", "theme"))
            .filter(today__in=themes_today)
        )
        return (
            self.annotate(is_direct=ExpressionWrapper(Exists(linked), output_field=BooleanField()))
            .filter(Q(is_direct=True) | Exists(targets) & Exists(themes))
            .order_by("-is_direct", "-first_published_at", "-pk")
        )


PracticePageManager = PageManager.from_queryset(PracticePageQuerySet)
