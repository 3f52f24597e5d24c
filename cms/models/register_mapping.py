"""A mapping of engagement: one round of asking offices, and the questions that are asked in every round."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tracking.models import Visibility
from tracking.models.vocabulary import Labelled

from .register_query import MappingQuerySet
from .register_translation import Translated


class Question(Labelled):
    """One of the questions. Its code never changes; the number that readers see is its place in the list."""

    code = models.CharField(
        _("code"), max_length=5, unique=True, validators=[RegexValidator(r"^Q[1-9][0-9]?$")], help_text=_("Q1, Q2 ...")
    )
    headings = models.JSONField(_("short headings by language"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_contact = models.BooleanField(
        _("asks for contact details"),
        default=False,
        help_text=_("Its answers are kept apart and never stand in the register."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "code"]

    @property
    def heading(self):
        """A few words for it in the language of the page; the code where there are none."""
        return self.headings.get(get_language() or "en") or self.headings.get("en", "") or self.code

    def __str__(self):
        return f"{self.code} {self.heading}" if self.headings else self.code


class MappingExercise(Translated):
    """One round: who asks, when, and how many were asked."""

    TRANSLATED = LISTED = ("title", "purpose", "focal_point")

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True)
    purpose = models.TextField(_("purpose"), blank=True)
    focal_point = models.CharField(
        _("focal point (role and body)"), max_length=200, help_text=_("A role, not the name of a person.")
    )
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    invited = models.PositiveIntegerField(
        _("number invited"), null=True, blank=True, help_text=_("How many were asked. Without it no rate is shown.")
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    questions = models.ManyToManyField(Question, blank=True, related_name="mappings", verbose_name=_("questions"))

    objects = MappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=models.F("opens_on")),
                name="mapping_closes_after_it_opens",
                violation_error_message=_("It closes before it opens."),
            ),
            models.CheckConstraint(
                condition=~models.Q(focal_point=""),
                name="mapping_has_a_focal_point",
                violation_error_message=_("Name the role that looks after the mapping."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its public page: the matrix of questions and areas of work."""
        return reverse("cms:mapping-detail", args=[self.slug])

    @property
    def response(self):
        """How many answered out of how many, in words; for mappings that carry `answered`."""
        numbers = {"n": self.answered, "invited": self.invited}
        if self.invited:
            return _("%(n)s of %(invited)s invited answered") % numbers
        return (
            ngettext(
                "%(n)s answered; how many were invited is not recorded",
                "%(n)s answered; how many were invited is not recorded",
                self.answered,
            )
            % numbers
        )

    def is_open(self, today):
        """Whether answers are still expected on the day."""
        return self.opens_on <= today and (self.closes_on is None or today <= self.closes_on)
