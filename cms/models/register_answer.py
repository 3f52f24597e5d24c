"""One answer in full: to one question, by one body, on one day, for the whole presence or one area of work."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField

from .register_entry import (
    NO_CASES,
    RegisterEntry,
    RegisterPlace,
    has_text,
    kind_field,
    text_problems,
    texts_only_if_answered,
)
from .register_mapping import Question
from .register_profile import EngagementProfile
from .register_query import AnswerQuerySet
from .register_scales import Contribution, SourceType


class ProfileAnswer(RegisterEntry):
    """What a presence answered; outcome and lesson stand apart from each other and from the account itself."""

    TRANSLATED = ("text", "outcome", "lesson", "contribution_note", "entities")

    profile = models.ForeignKey(
        EngagementProfile, on_delete=models.CASCADE, related_name="answers", verbose_name=_("profile")
    )
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("question"),
        limit_choices_to={"is_contact": False},
    )
    area = models.ForeignKey(
        "cms.AreaOfWork",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("area of work"),
        help_text=_("Empty: the answer is for the whole presence."),
    )
    kind = kind_field(_("answered?"))
    text = models.TextField(_("answer"), blank=True, help_text=NO_CASES)
    outcome = models.TextField(_("outcome"), blank=True, help_text=_("What changed."))
    lesson = models.TextField(_("lesson"), blank=True, help_text=_("What others can learn from it."))
    contribution = models.CharField(
        _("what the engagement did for the outcome"), max_length=12, choices=Contribution.choices, blank=True
    )
    contribution_note = models.CharField(_("what shows that"), max_length=250, blank=True)

    counterparts = ParentalManyToManyField(
        "cms.CounterpartType", blank=True, related_name="answers", verbose_name=_("types of counterparts")
    )
    entities = models.CharField(
        _("with which bodies"), max_length=500, blank=True, help_text=_("Institutions, no persons.")
    )
    natures = ParentalManyToManyField(
        "cms.EngagementNature", blank=True, related_name="answers", verbose_name=_("nature of the engagement")
    )
    themes = ParentalManyToManyField("tracking.Theme", blank=True, related_name="+", verbose_name=_("themes"))
    rights = ParentalManyToManyField("tracking.Right", blank=True, related_name="+", verbose_name=_("rights"))
    groups = ParentalManyToManyField(
        "tracking.Group", blank=True, related_name="+", verbose_name=_("groups of persons")
    )
    situations = ParentalManyToManyField(
        "cms.Situation", blank=True, related_name="answers", verbose_name=_("situations")
    )
    period_from = models.DateField(_("since"), null=True, blank=True)
    period_to = models.DateField(_("until"), null=True, blank=True)
    is_ongoing = models.BooleanField(_("ongoing"), default=False)

    source_type = models.CharField(_("source"), max_length=12, choices=SourceType.choices)
    source_reference = models.CharField(
        _("reference in the source"), max_length=200, blank=True, help_text=_("Number of the record, page, file.")
    )
    author_body = models.CharField(_("author (a body)"), max_length=200)
    answered_on = models.DateField(_("date of the answer"))
    enriches = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="enriched_by",
        verbose_name=_("adds to the answer"),
        help_text=_("An interview may add to what was written before."),
    )
    entry_key = models.CharField(_("key of the import"), max_length=64, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["profile", "question", "area", "-answered_on", "pk"]
        constraints = [
            texts_only_if_answered(
                "kind", "text", "outcome", "lesson", name="answer_text_if_answered", needs_text=True
            ),
            has_text("author_body", "answer_has_an_author"),
            models.CheckConstraint(
                condition=models.Q(contribution="") | ~models.Q(outcome=""),
                name="answer_contribution_to_an_outcome",
                violation_error_message=_("Write the outcome to which the engagement contributed."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__isnull=True)
                | models.Q(is_ongoing=False)
                & (models.Q(period_from__isnull=True) | models.Q(period_to__gte=models.F("period_from"))),
                name="answer_period_in_order",
                violation_error_message=_("What is ongoing has no end, and an end lies after the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(enriches__isnull=True) | ~models.Q(enriches=models.F("id")),
                name="answer_does_not_add_to_itself",
            ),
            models.UniqueConstraint(
                fields=["entry_key"], condition=~models.Q(entry_key=""), name="answer_imported_once"
            ),
        ]

    def __str__(self):
        words = [str(self.profile), self.question.code, str(self.area) if self.area_id else ""]
        return " · ".join(word for word in words if word)

    def clean(self):
        """Raise ValidationError for contact details, and where it adds to an answer of another profile."""
        super().clean()
        problems = text_problems(self, "kind", "text", "outcome", "lesson", needs_text=True)
        if problems:
            raise ValidationError(problems)
        if self.question_id and self.question.is_contact:
            raise ValidationError({"question": _("Contact details never stand in the register.")})
        if self.enriches_id and self.enriches.profile_id != self.profile_id:
            raise ValidationError({"enriches": _("That answer belongs to another profile.")})


class AnswerPlace(RegisterPlace):
    """A place that an answer names."""

    answer = ParentalKey(ProfileAnswer, on_delete=models.CASCADE, related_name="places")

    class Meta(RegisterPlace.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
