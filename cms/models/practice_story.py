"""What a practice tells: why, for whom, what was done, what came of it, at what cost, and what others can learn."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.fields import CodesField
from tracking.models import ImplementationStep, StepChallenge, count_words

from .practice_scales import Maturity, Outcome

SUMMARY_WORDS = 80


def check_summary(value):
    """Raise ValidationError where a summary has more than SUMMARY_WORDS words."""
    words = count_words(value)
    if words > SUMMARY_WORDS:
        raise ValidationError(
            _("The summary has %(words)s words; %(limit)s are the most."),
            params={"words": words, "limit": SUMMARY_WORDS},
        )


class PracticeStory(models.Model):
    """The texts of a practice, and the scales that sum them up."""

    summary = models.TextField(
        _("summary"), blank=True, validators=[check_summary], help_text=_("Plain words, 80 at most.")
    )
    context = models.TextField(
        _("context"), blank=True, help_text=_("The place and its time: what a reader from elsewhere has to know.")
    )
    problem = models.TextField(_("the problem"), blank=True)
    participation = models.TextField(
        _("how rights-holders took part"),
        blank=True,
        help_text=_("Who, when, and what changed because of it. Groups, not persons."),
    )

    kind = models.CharField(_("kind of measure"), max_length=20, choices=ImplementationStep.Kind.choices, blank=True)
    maturity = models.CharField(_("how far it is"), max_length=10, choices=Maturity.choices, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    lead_department = models.CharField(_("lead department"), max_length=200, blank=True)
    partners = models.TextField(_("partners, and what each gave"), blank=True)
    standing_collaboration = models.CharField(
        _("collaboration that goes on"),
        max_length=200,
        blank=True,
        help_text=_("A body with which it has become lasting work, and since when."),
    )

    what_was_done = models.TextField(
        _("what was done"), blank=True, help_text=_("The activities, step by step. What changed stands under results.")
    )
    results = models.TextField(_("results"), blank=True, help_text=_("What changed, for how many, with numbers."))
    results_date = models.DateField(_("results as of"), null=True, blank=True)
    result_kinds = CodesField(_("kinds of result"), codes=ImplementationStep.Change.choices)
    outcome = models.CharField(
        _("all in all"),
        max_length=15,
        choices=Outcome.choices,
        blank=True,
        help_text=_("What did not work helps others as much."),
    )
    costs = models.TextField(
        _("costs"),
        blank=True,
        help_text=_("Amount, currency, year, staff, who paid, source. Or write: not disclosed."),
    )
    challenges = models.TextField(_("challenges, and how they were met"), blank=True)
    challenge_kinds = CodesField(_("kinds of challenge"), codes=StepChallenge.Kind.choices)
    what_did_not_work = models.TextField(_("what did not work, and limits"), blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    transfer = models.TextField(
        _("what another city needs"), blank=True, help_text=_("Powers, size, least cost; can it start small?")
    )
    sustainability = models.TextField(_("will it last after a change of administration?"), blank=True)

    class Meta:
        abstract = True
