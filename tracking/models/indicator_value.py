"""What an indicator showed in a period, taken apart by category; or why there is no value, and what is planned."""

import calendar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .event import Event
from .indicator import Indicator
from .indicator_query import IndicatorValueQuerySet
from .scales import Dimension, digits


class IndicatorValue(models.Model):
    """The value of one period, or the reason why there is none: both count as an answer.

    A row never changes. A correction is a new row that names the one it corrects; the old one stays readable.
    """

    class Reason(models.TextChoices):
        NO_SOURCE = "no-source", _("nobody has the data")
        NO_BUDGET = "no-budget", _("no money to collect it")
        NOT_COLLECTED = "not-collected", _("not collected in this period")
        NOT_DISAGGREGATED = "not-disaggregated", _("not broken down by group")
        CONFIDENTIAL = "confidential", _("confidential")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    number = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.TextField(_("value in words"), blank=True)
    base = models.PositiveIntegerField(_("how many people or cases are 100 %"), null=True, blank=True)
    reason = models.CharField(_("why there is no value"), max_length=20, choices=Reason.choices, blank=True)
    planned_for = models.DateField(_("value planned for"), null=True, blank=True)
    plan = models.TextField(_("what is planned to get it"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    superseded_at = models.DateTimeField(_("corrected or taken back at"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        ordering = ["-ends_on", "-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"],
                condition=Q(superseded_at__isnull=True),
                name="indicator_value_once_per_period",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="indicator_value_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=(Q(reason="") & (Q(number__isnull=False, text="") | (Q(number__isnull=True) & ~Q(text=""))))
                | (~Q(reason="") & Q(number__isnull=True, text="", base__isnull=True)),
                name="indicator_value_or_reason",
                violation_error_message=_("Give a value, or say why there is none."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(planned_for__isnull=True, plan=""),
                name="indicator_value_plan_only_without_value",
                violation_error_message=_("A plan belongs to a value that is missing."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.period}"

    @property
    def is_missing(self):
        """There is a reason in place of a value."""
        return bool(self.reason)

    @property
    def period(self):
        """The period in words: a year, a month, or two days."""
        first, last = self.starts_on, self.ends_on
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        is_month = (first.year, first.month, 1) == (last.year, last.month, first.day)
        if is_month and last.day == calendar.monthrange(last.year, last.month)[1]:
            return date_format(first, "YEAR_MONTH_FORMAT")
        return f"{date_format(first, 'SHORT_DATE_FORMAT')} – {date_format(last, 'SHORT_DATE_FORMAT')}"

    def _facts(self):
        facts = {"period": f"{self.starts_on}/{self.ends_on}", "reason": self.reason, "planned_for": self.planned_for}
        facts["number"] = None if self.number is None else digits(self.number)
        return {name: str(value) for name, value in facts.items() if value not in (None, "")}

    @transaction.atomic
    def record(self, categories=(), *, by, now, on_behalf_of=""):
        """Save the new value with its categories: (dimension, category, number, base) each.

        Where it corrects an earlier one, that one no longer counts and stays readable.
        """
        before, verb = {}, Event.Verb.ADDED
        if self.corrects is not None:
            before, verb = self.corrects._facts(), Event.Verb.CHANGED
            self.corrects._supersede(now)
        self.recorded_by, self.recorded_at = by, now
        self.save()
        self.categories.bulk_create(
            CategoryValue(value=self, dimension=dimension, category=category, number=number, base=base)
            for dimension, category, number, base in categories
        )
        self._tell(verb, before, self._facts(), by=by, now=now, on_behalf_of=on_behalf_of)

    @transaction.atomic
    def take_back(self, *, by, now):
        """Let it no longer count, with nothing in its place; it stays readable."""
        self._supersede(now)
        self._tell(Event.Verb.REMOVED, self._facts(), {}, by=by, now=now)

    def _supersede(self, now):
        self.superseded_at = now
        self.save(update_fields=["superseded_at"])

    def _tell(self, verb, before, after, *, by, now, on_behalf_of=""):
        """Record it on the indicator, and reckon when the next value is due."""
        indicator = self.indicator
        indicator.next_due_on = indicator.reckon_due()
        indicator.save(update_fields=["next_due_on"])
        government = indicator.local_government
        words = {"local_government": government, "before": before, "after": after, "on_behalf_of": on_behalf_of}
        Event.objects.record(verb, indicator, by=by, now=now, **words)


class CategoryValue(models.Model):
    """The part of a value that falls to one category; whether it is too small to show is reckoned, never stored."""

    UNKNOWN = ""  # the category of those who did not say: every dimension has it, no indicator names it

    value = models.ForeignKey(IndicatorValue, on_delete=models.CASCADE, related_name="categories")
    dimension = models.CharField(_("broken down by"), max_length=20, choices=Dimension.choices)
    category = models.CharField(_("category"), max_length=100, blank=True)
    number = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    base = models.PositiveIntegerField(_("how many people or cases are 100 %"), null=True, blank=True)

    class Meta:
        verbose_name = _("value of a category")
        verbose_name_plural = _("values of categories")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["value", "dimension", "category"], name="category_once_per_value")
        ]

    def __str__(self):
        return f"{self.get_dimension_display()}: {self.label}"

    @property
    def label(self):
        """The category as people read it."""
        return self.category or _("prefer not to say, or unknown")
