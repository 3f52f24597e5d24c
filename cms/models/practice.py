"""A good practice: what a local or regional government did, what came of it, and who checked that."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.forms import PracticePageForm
from cms.opendata import full_address, permanent_address, practice_data
from cms.publication import missing_for_publication

from .practice_history import PracticeHistoryEntry
from .practice_links import find_recommendations, find_targets
from .practice_panels import PANELS
from .practice_place import BOTH_OR_NONE, ON_EARTH, PracticePlace
from .practice_query import PracticePageManager
from .practice_reach import PracticeReach
from .practice_story import PracticeStory
from .practice_trust import EVALUATION_IS_WHOLE, PracticeTrust

SEARCHED = (
    "summary",
    "context",
    "problem",
    "what_was_done",
    "results",
    "challenges",
    "what_did_not_work",
    "lessons",
    "partners",
    "place_name",
    "paragraphs",
    "target_codes",
)


# What a translation takes over from its source as it is.
ALIKE = ("result_kinds", "challenge_kinds", "target_codes", "paragraphs", "contact_mailbox")


class PracticePage(PracticePlace, PracticeStory, PracticeReach, PracticeTrust, Page):
    """One practice in one language. Drafts may be incomplete; what publishing asks for stands in cms.publication."""

    objects = PracticePageManager()
    base_form_class = PracticePageForm
    parent_page_types = ["cms.PracticeIndexPage"]
    subpage_types = []
    # Codes and numbers are the same in every language; texts are what editors translate.
    override_translatable_fields = [SynchronizedField(name) for name in ALIKE]
    content_panels = [*Page.content_panels, *PANELS]
    search_fields = [
        *Page.search_fields,
        *[index.SearchField(name) for name in SEARCHED],
        *[index.AutocompleteField(name) for name in SEARCHED],
        index.RelatedFields("city", [index.SearchField("name"), index.AutocompleteField("name")]),
    ]

    class Meta:
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            models.CheckConstraint(
                condition=BOTH_OR_NONE,
                name="practice_position_is_whole",
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=ON_EARTH,
                name="practice_position_is_on_earth",
                violation_error_message=_("Latitude lies between -90 and 90, longitude between -180 and 180."),
            ),
            models.CheckConstraint(
                condition=EVALUATION_IS_WHOLE,
                name="practice_evaluation_is_whole",
                violation_error_message=_("Say who evaluated it, and when."),
            ),
        ]

    def clean(self):
        """Find the recommendations and targets that the typed numbers name; raise ValidationError for unknown ones."""
        super().clean()
        problems = {}
        if self.start_date and self.end_date and self.end_date < self.start_date:
            problems["end_date"] = _("The end lies before the start.")
        self.targets, problems["target_codes"] = find_targets(self.target_codes)
        self.recommendations, problems["paragraphs"] = find_recommendations(self.review, self.paragraphs)
        problems = {field: problem for field, problem in problems.items() if problem}
        if problems:
            raise ValidationError(problems)

    def save(self, clean=True, **kwargs):
        """Refuse, with ValidationError, to publish a practice that lacks what publishing asks for, by whatever way."""
        missing = missing_for_publication(self) if clean and self.live else {}
        if clean and self.live and self.pk and self.waits_for_check():
            missing["review_status"] = [_("It has not passed the protection check yet.")]
        if missing:
            raise ValidationError([message for messages in missing.values() for message in messages])
        return super().save(clean=clean, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows beside its own fields."""
        return super().get_context(request, *args, **kwargs) | {
            "recommendations": self.linked_recommendations(),
            "targets": self.linked_targets(),
            "steps": self.linked_steps(),
            "is_stale": self.is_stale(timezone.localdate()),
            "address": full_address(self),
            "permanent": permanent_address(self),
            "history": PracticeHistoryEntry.objects.about(self),
        }

    def serve(self, request, *args, **kwargs):
        """The page, or with ?format=json its fields as plain data."""
        if request.GET.get("format") == "json":
            return JsonResponse(practice_data(self), json_dumps_params={"ensure_ascii": False, "indent": 1})
        return super().serve(request, *args, **kwargs)
