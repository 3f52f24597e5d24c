"""What shows that a practice exists and works."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class PracticeEvidence(Orderable):
    """One source of a practice, and how far it stands from the body that runs it."""

    class Kind(models.TextChoices):
        """What it is."""

        DECISION = "decision", _("law, by-law or council decision")
        BUDGET = "budget", _("budget or accounts")
        EVALUATION = "evaluation", _("evaluation")
        STATISTICS = "statistics", _("statistics")
        REPORT = "report", _("report or minutes")
        JUDGMENT = "judgment", _("judgment or decision of a review body")
        MEDIA = "media", _("media")
        OTHER = "other", _("other")

    class Independence(models.TextChoices):
        """How far its author stands from the body that runs the practice."""

        SELF = "self-reported", _("self-reported")
        PARTNER = "partner", _("from a partner")
        INDEPENDENT = "independent", _("independent")

    page = ParentalKey("cms.PracticePage", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title, body and date"), max_length=250)
    link = models.URLField(_("address"), blank=True, max_length=500)
    independence = models.CharField(
        _("who says so"), max_length=20, choices=Independence.choices, default=Independence.SELF
    )

    published = models.CharField(
        _("date of the source"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$", _("Write 2024, 2024-03 or 2024-03-15."))],
        help_text=_("Year, month or day: 2024, 2024-03, 2024-03-15."),
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("link"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("independence"), FieldPanel("published")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self):
        return self.title
