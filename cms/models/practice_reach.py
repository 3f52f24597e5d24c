"""What a practice is about and answers: rights, themes, groups, service areas, SDG targets, recommendations, steps."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from tracking.models import ImplementationStep, Recommendation, Target


def words_of(model, label, **options):
    """Any number of words of one of tracking's vocabularies."""
    return ParentalManyToManyField(f"tracking.{model}", blank=True, related_name="+", verbose_name=label, **options)


class PracticeReach(models.Model):
    """The links of a practice."""

    themes = words_of("Theme", _("themes"))
    groups = words_of("Group", _("groups of persons"))
    rights = words_of("Right", _("human rights"))
    service_areas = words_of("ServiceArea", _("service areas"))
    target_codes = models.CharField(
        _("SDG targets"),
        max_length=100,
        blank=True,
        help_text=_("Numbers with commas: 10.2, 11.1. Best three at most."),
    )
    targets = words_of("Target", _("SDG targets"), editable=False)
    review = models.ForeignKey(
        "tracking.Review",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("review"),
    )
    paragraphs = models.CharField(
        _("recommendations"),
        max_length=500,
        blank=True,
        help_text=_("Paragraph numbers of the review, with commas: 120.3, 120.7."),
    )
    recommendations = words_of("Recommendation", _("recommendations"), editable=False)
    steps = words_of(
        "ImplementationStep",
        _("published steps of the government"),
        help_text=_("Only published steps are offered. One that is taken back from the public no longer shows."),
    )

    class Meta:
        abstract = True

    def linked_recommendations(self):
        """The recommendations it answers, with their text in the page's language where there is one."""
        ids = [recommendation.pk for recommendation in self.recommendations.all()]
        return Recommendation.objects.filter(pk__in=ids).with_text().select_related("review__state").in_order()

    def linked_targets(self):
        """The SDG targets it serves, with their goals."""
        return Target.objects.filter(pk__in=[target.pk for target in self.targets.all()]).select_related("goal")

    def linked_steps(self):
        """The steps it tells of, those that everybody may read today."""
        ids = [step.pk for step in self.steps.all()]
        return ImplementationStep.objects.published().filter(pk__in=ids).select_related("local_government")
