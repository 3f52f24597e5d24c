"""What a government measures, after OHCHR's method: commitment, effort and result, right by right."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rhythm, scales
from .event import Event
from .followup import FollowUp
from .indicator_query import IndicatorQuerySet
from .place import LocalGovernment
from .publishing import Publishable
from .right import Attribute, Right
from .step import ImplementationStep
from .visibility import Visibility


def _with_year(name, message):
    """A constraint: the measured value called `name` stands with its year, or neither does."""
    number, text, year = f"{name}_number__isnull", f"{name}_text", f"{name}_year__isnull"
    return models.CheckConstraint(
        condition=Q(**{number: True, text: "", year: True})
        | (Q(**{year: False}) & (Q(**{number: False}) | ~Q(**{text: ""}))),
        name=f"indicator_{name}_with_year",
        violation_error_message=message,
    )


class Indicator(Publishable, models.Model):
    """One indicator with its metadata sheet; its values stand in IndicatorValue."""

    Kind, Unit, Direction = scales.Kind, scales.Unit, scales.Direction
    Periodicity, Horizon = rhythm.Periodicity, rhythm.Horizon
    NUMERIC = (Unit.NUMBER, Unit.PERCENTAGE)

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="indicators")
    owner_institution = models.CharField(_("institution that keeps it"), max_length=200, blank=True)
    institution = models.CharField(_("institution that has the data"), max_length=200, blank=True)
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    right = models.ForeignKey(Right, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("right"))
    attribute = models.ForeignKey(
        Attribute,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("attribute of the right"),
    )
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, default=Unit.NUMBER)
    unit_word = models.CharField(_("what is counted"), max_length=60, blank=True)
    counts_people = models.BooleanField(_("counts people or cases"), default=True)
    formula = models.TextField(_("formula"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    collection_method = models.TextField(_("how the data is collected"), blank=True)
    periodicity = models.CharField(
        _("how often"), max_length=20, choices=Periodicity.choices, default=Periodicity.YEARLY
    )
    dimensions = models.JSONField(_("broken down by"), default=dict, blank=True)  # {Dimension: [category, ...]}
    # A measured value is a number (of a yes-or-no indicator: 1 or 0) or, with the unit "words", a text.
    baseline_number = models.DecimalField(_("baseline"), max_digits=20, decimal_places=4, null=True, blank=True)
    baseline_text = models.CharField(_("baseline"), max_length=300, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    target_number = models.DecimalField(_("target"), max_digits=20, decimal_places=4, null=True, blank=True)
    target_text = models.CharField(_("target"), max_length=300, blank=True)
    target_year = models.PositiveSmallIntegerField(_("year of the target"), null=True, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, default=Direction.UP)
    limits = models.TextField(_("limits of the data"), blank=True)
    confidentiality = models.TextField(_("confidentiality"), blank=True)
    horizon = models.CharField(_("horizon"), max_length=10, choices=Horizon.choices, blank=True)
    sdg_indicator = models.CharField(
        _("SDG indicator"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{1,2}\.(\d{1,2}|[a-z])\.\d{1,2}$", _("Write it like 11.1.1."))],
    )
    validator = models.CharField(_("validated by"), max_length=200, blank=True)
    validated_on = models.DateField(_("validated on"), null=True, blank=True)
    follow_ups = models.ManyToManyField(
        FollowUp, blank=True, related_name="indicators", verbose_name=_("recommendations it measures")
    )
    steps = models.ManyToManyField(
        ImplementationStep, blank=True, related_name="indicators", verbose_name=_("steps whose result it shows")
    )
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    next_due_on = models.DateField(_("next value due"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = IndicatorQuerySet.as_manager()

    PUBLIC_TEXTS = ("name", "owner_institution", "institution", "definition", "unit_word", "formula", "source")
    PUBLIC_TEXTS += ("collection_method", "baseline_text", "target_text", "limits", "confidentiality", "validator")
    PUBLIC_PARTS = {"values": ("text", "plan", "source", "note")}

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "code"],
                name="indicator_code_unique_per_government",
                violation_error_message=_("Another indicator of your government has this code."),
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="indicator_has_code_and_name"),
            _with_year("baseline", _("The baseline needs a value and its year, or neither.")),
            _with_year("target", _("The target needs a value and its year, or neither.")),
            models.CheckConstraint(
                condition=Q(validator="", validated_on__isnull=True)
                | (~Q(validator="") & Q(validated_on__isnull=False)),
                name="indicator_validated_by_and_on",
                violation_error_message=_("Say who validated it and when, or neither."),
            ),
        ]
        indexes = [models.Index(fields=["local_government", "next_due_on"], name="indicator_due")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its page, in the workspace and in public."""
        return reverse("tracking:indicator-detail", args=[self.pk])

    @property
    def is_on_sensitive_topic(self):
        """It measures a sensitive recommendation."""
        return bool(self.pk) and self.follow_ups.filter(recommendation__is_sensitive=True).exists()

    def public_words(self):
        """The free texts, and the names of the categories."""
        names = [name for categories in self.dimensions.values() for name in categories]
        return [*super().public_words(), *((_("Category"), name) for name in names)]

    @property
    def is_open(self):
        """Values are still collected."""
        return self.closed_on is None

    @property
    def short_kind(self):
        """Structural, process or outcome, in a word of the reader's language."""
        return str(self.get_kind_display()).split(":")[0].strip()

    @property
    def is_numeric(self):
        """Its values are amounts that can be drawn, broken down and hidden while small."""
        return self.unit in self.NUMERIC

    def is_due(self, today):
        """A value, or a word on why there is none, should be there by now."""
        return bool(self.is_open and self.next_due_on and self.next_due_on <= today)

    @property
    def current_values(self):
        """The values that count, newest period first, out of what is at hand."""
        values = [value for value in self.values.all() if value.superseded_at is None]
        return sorted(values, key=lambda value: value.ends_on, reverse=True)

    def reckon_due(self):
        """The day on which the next value is due, or None; asked wherever a value or the rhythm changes."""
        newest = self.values.current().order_by("-ends_on").first() if self.pk else None
        if newest is None:
            return rhythm.first_due_on(timezone.localdate(self.added_at), self.horizon)
        return rhythm.next_due_on(newest, self.periodicity)

    # What an event may tell of an indicator: codes, numbers and dates, never free text.
    EVENT_FIELDS = (
        *("kind", "unit", "periodicity", "direction", "visibility", "closed_on"),
        *("baseline_number", "baseline_year", "target_number", "target_year", "validated_on"),
    )
    EVENT_NUMBERS = ("baseline_number", "target_number")

    def _facts(self):
        values = {name: getattr(self, name) for name in self.EVENT_FIELDS}
        values |= {name: scales.digits(values[name]) for name in self.EVENT_NUMBERS if values[name] is not None}
        return {name: str(value) for name, value in values.items() if value not in (None, "")}

    @transaction.atomic
    def save_sheet(self, recommendations=(), steps=(), *, by, now, on_behalf_of=""):
        """Save the metadata sheet, as the measure of exactly these recommendations and steps of the government.

        A follow-up that does not exist yet is made, still to be triaged.
        """
        stored = type(self).objects.filter(pk=self.pk).first()
        before = stored._facts() if stored else {}
        if stored is None:
            self.added_by, self.added_at = by, now
        self._touch(by=by, now=now)
        self.follow_ups.set(self._follow_up_of(recommendation, by=by, now=now) for recommendation in recommendations)
        self.steps.set(steps)
        verb = Event.Verb.CHANGED if stored else Event.Verb.ADDED
        self._record(verb, before, self._facts(), by=by, now=now, on_behalf_of=on_behalf_of)

    def _follow_up_of(self, recommendation, *, by, now):
        defaults = {"updated_at": now, "updated_by": by}
        place = self.local_government
        return FollowUp.objects.get_or_create(local_government=place, recommendation=recommendation, defaults=defaults)[
            0
        ]

    @transaction.atomic
    def close(self, *, by, now, today):
        """Collect no more values; what is there stays."""
        self._set_closed(today, Event.Verb.CLOSED, by=by, now=now)

    @transaction.atomic
    def reopen(self, *, by, now):
        """Collect values again."""
        self._set_closed(None, Event.Verb.OPENED, by=by, now=now)

    @transaction.atomic
    def remove(self, *, by, now):
        """Delete an indicator that never had a value.

        Raises ValidationError where one was ever recorded: close it then.
        """
        if self.values.exists():
            raise ValidationError(_("Values were recorded on this indicator. Close it instead; they stay."))
        self._record(Event.Verb.REMOVED, {"kind": self.kind}, {}, by=by, now=now)
        self.delete()

    def _set_closed(self, day, verb, *, by, now):
        before = self._facts()
        self.closed_on = day
        self._touch(by=by, now=now)
        self._record(verb, before, self._facts(), by=by, now=now)

    def _touch(self, *, by, now):
        self.updated_at, self.updated_by = now, by
        self.next_due_on = self.reckon_due()
        self.save()

    def _record(self, verb, before, after, *, by, now, on_behalf_of=""):
        changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        sides = [{name: side[name] for name in changed if name in side} for side in (before, after)]
        words = {"before": sides[0], "after": sides[1], "on_behalf_of": on_behalf_of}
        Event.objects.record(verb, self, by=by, now=now, local_government=self.local_government, **words)
