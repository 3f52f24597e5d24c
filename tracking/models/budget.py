"""What a step costs: planned and spent, by year, currency and source."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .step import ImplementationStep
from .vocabulary import Group

check_currency = RegexValidator(r"^[A-Z]{3}\Z", _("Give the three letters of the currency, such as EUR."))


def amount(label, **options):
    """A sum of money in the line's currency, never converted."""
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True, **options)


class BudgetLine(models.Model):
    """Money of one budget year from one source for one step. Amounts keep their currency and year."""

    class Source(models.TextChoices):
        OWN = "own", _("own budget")
        TRANSFER = "transfer", _("transfer from the State or region")
        DONOR = "donor", _("donor, international cooperation")
        OTHER = "other", _("other")

    class Marker(models.IntegerChoices):
        MAIN = 2, _("2: the right is the main purpose")
        SIGNIFICANT = 1, _("1: a significant purpose among others")
        NONE = 0, _("0: no such purpose found")

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(_("budget year"))
    currency = models.CharField(_("currency"), max_length=3, validators=[check_currency])
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.OWN)
    planned = amount(_("planned"))
    revised = amount(_("revised"))
    executed = amount(_("spent"))
    marker = models.PositiveSmallIntegerField(_("rights marker"), choices=Marker.choices, null=True, blank=True)
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for which group")
    )
    reallocated_from = models.CharField(_("moved here from"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["year", "currency", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "year", "currency", "source"], name="budget_line_once_a_year_currency_and_source"
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(executed__isnull=False),
                name="budget_line_has_an_amount",
                violation_error_message=_("Give what was planned, or what was spent."),
            ),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(revised__isnull=True) | Q(revised__gte=0))
                & (Q(executed__isnull=True) | Q(executed__gte=0)),
                name="budget_line_amounts_not_negative",
                violation_error_message=_("An amount cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2100)),
                name="budget_line_year_is_plausible",
                violation_error_message=_("Give a year between 1990 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="budget_line_currency_has_three_letters"
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.currency} ({self.get_source_display()})"

    @property
    def plan(self):
        """What was to be spent: the revised amount where there is one, else the planned one; None where none."""
        return self.revised if self.revised is not None else self.planned

    @property
    def execution_rate(self):
        """Spent divided by planned (the revised plan where there is one), as a share of 1; None without both."""
        return self.executed / self.plan if self.plan and self.executed is not None else None
