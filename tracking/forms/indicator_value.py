"""The form of a value: of a period, by category, or why there is none."""

import datetime
from decimal import Decimal
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data
from ..indicators import amount, plain
from ..models import CategoryValue, Dimension, Indicator, IndicatorValue
from .measure import NumberField
from .publishing import NO_CASES, VersionedForm, date_field, long_text

Unit = Indicator.Unit
KNOWN, MISSING = "known", "missing"
PUBLIC_TEXTS = ("text", "source", "note", "plan")
EARLIEST, LATEST = 1990, 2100


class CellNames(NamedTuple):
    """One category of the form: its dimension, its name, and the names of its fields."""

    dimension: str
    category: str
    number: str
    base: str


class IndicatorValueForm(VersionedForm):
    """What the indicator showed in a period; `corrects` is the value that it takes the place of."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=EARLIEST, max_value=LATEST, localize=False
    )
    starts_on = date_field(gettext_lazy("First day"))
    ends_on = date_field(gettext_lazy("Last day"))
    has_value = forms.ChoiceField(
        label=gettext_lazy("Is there a value?"),
        choices=[
            (KNOWN, gettext_lazy("Yes")),
            (MISSING, gettext_lazy("No: I say why, and what is planned. This counts as an answer.")),
        ],
        widget=forms.RadioSelect,
        initial=KNOWN,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why there is no value"),
        required=False,
        choices=[("", gettext_lazy("Choose")), *IndicatorValue.Reason.choices],
    )
    planned_for = date_field(gettext_lazy("Value planned for"))
    plan = long_text(gettext_lazy("What is planned to get it"), rows=2)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)
    note = long_text(gettext_lazy("Note"), rows=2, help_text=NO_CASES)
    confirmed = forms.BooleanField(label=gettext_lazy("I have checked: nobody can be recognised"), required=False)
    asks_to_confirm = False

    def __init__(self, *args, indicator, corrects=None, period=None, **kwargs):
        self.indicator, self.corrects = indicator, corrects
        self.row = corrects
        super().__init__(*args, initial=_initial(indicator, corrects, period) | kwargs.pop("initial", {}), **kwargs)
        self.cells = _cells_of(indicator, corrects)
        self._add_measure()
        for cell in self.cells:
            label = cell.category or _("prefer not to say, or unknown")
            self.fields[cell.number] = self._number_field(label)
            if indicator.unit == Unit.PERCENTAGE:
                self.fields[cell.base] = _base_field(_("%(category)s: how many are 100 %%") % {"category": label})

    def version_of(self, row):
        """Which entry is corrected: a value does not change, another takes its place."""
        return str(row.pk)

    def _number_field(self, label):
        lowest = 0 if self.indicator.counts_people else None
        return NumberField(label=label, required=False, min_value=lowest)

    def _add_measure(self):
        """The field of the value itself, by the indicator's unit."""
        unit = self.indicator.unit
        if unit == Unit.TEXT:
            self.fields["text"] = long_text(_("Value"))
        elif unit == Unit.YES_NO:
            choices = [("1", _("yes")), ("0", _("no"))]
            self.fields["number"] = forms.ChoiceField(
                label=_("Value"), required=False, choices=choices, widget=forms.RadioSelect
            )
        else:
            word = "%" if unit == Unit.PERCENTAGE else self.indicator.unit_word
            self.fields["number"] = self._number_field(_("Value") + (f" ({word})" if word else ""))
        if unit == Unit.PERCENTAGE:
            self.fields["base"] = _base_field(_("How many people or cases are 100 %"))

    @property
    def measure_fields(self):
        """The bound fields of the value itself."""
        return [self[name] for name in ("number", "text", "base") if name in self.fields]

    @property
    def breakdown(self):
        """[(name of the dimension, [bound field])]."""
        names, groups = dict(Dimension.choices), {}
        for cell in self.cells:
            fields = groups.setdefault(cell.dimension, [])
            fields += [self[name] for name in (cell.number, cell.base) if name in self.fields]
        return [(names[dimension], fields) for dimension, fields in groups.items()]

    def clean(self):
        """A period, and a value or a reason; nothing that points to a person where everybody reads it."""
        data = super().clean()
        self._clean_period(data)
        if data.get("has_value") == MISSING:
            self._clean_reason(data)
        elif not self._has_measure(data) and not {"number", "text"} & set(self.errors):
            self.add_error("text" if "text" in self.fields else "number", _("Give a value, or say why there is none."))
        self._clean_words(data)
        return data

    def _clean_period(self, data):
        first, last, year = data.get("starts_on"), data.get("ends_on"), data.get("year")
        if {"starts_on", "ends_on", "year"} & set(self.errors):
            return
        if year and not (first or last):
            first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if year and (first, last) != (datetime.date(year, 1, 1), datetime.date(year, 12, 31)):
            self.add_error("year", _("Give a year, or a first and a last day, not both."))
        elif not (first and last):
            self.add_error("year", _("Give the year, or the first and the last day, that the value is about."))
        elif last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        elif self._twins(first, last).exists():
            self.add_error("year", _("There is a value for this period. Correct that one."))
        data |= {"starts_on": first, "ends_on": last}

    def _twins(self, first, last):
        """Other values of the same period that count."""
        values = self.indicator.values.current().filter(starts_on=first, ends_on=last)
        return values.exclude(pk=self.corrects.pk) if self.corrects else values

    def _clean_reason(self, data):
        if self._has_measure(data):
            self.add_error("has_value", _("You gave a value, and said that there is none."))
        if not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why there is no value."))

    def _has_measure(self, data):
        return data.get("number") not in (None, "") or bool(data.get("text"))

    def _clean_words(self, data):
        if not self.indicator.is_public:
            return
        findings = personal_data.find(*(data.get(name) for name in PUBLIC_TEXTS))
        self.asks_to_confirm = bool(findings)
        if findings and not data.get("confirmed"):
            found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
            message = _("This would be public, and it may point to a person: %(found)s.")
            self.add_error("confirmed", message % {"found": found})

    def value(self):
        """The IndicatorValue that was typed, not saved."""
        data, is_missing = self.cleaned_data, self.cleaned_data["has_value"] == MISSING
        fields = {name: data[name] for name in ("starts_on", "ends_on", "source", "note")}
        if is_missing:
            fields |= {name: data[name] for name in ("reason", "planned_for", "plan")}
        else:
            number = data.get("number")
            fields |= {"number": None if number in (None, "") else Decimal(number), "text": data.get("text", "")}
            fields["base"] = data.get("base")
        return IndicatorValue(indicator=self.indicator, corrects=self.corrects, **fields)

    def categories(self):
        """[(dimension, category, number, base)] of what was typed; none of a value that is missing."""
        data = self.cleaned_data
        if data["has_value"] == MISSING:
            return []
        return [
            (cell.dimension, cell.category, data[cell.number], data.get(cell.base))
            for cell in self.cells
            if data.get(cell.number) is not None
        ]

    def doubts(self):
        """Sentences on what is probably a slip: parts that add up to more than the whole."""
        total, sums = self.cleaned_data.get("number"), {}
        if self.indicator.unit != Unit.NUMBER or total is None:
            return []
        for dimension, _category, number, _base in self.categories():
            sums[dimension] = sums.get(dimension, 0) + number
        names = dict(Dimension.choices)
        sentence = _("Look at the numbers by %(dimension)s: together they are %(sum)s, more than the value.")
        return [
            sentence % {"dimension": names[dimension], "sum": amount(self.indicator, number)}
            for dimension, number in sums.items()
            if number > total
        ]


def _base_field(label):
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=2_000_000_000, localize=False)


def _cells_of(indicator, corrects):
    """The categories of the sheet and those that the corrected value had, each dimension with its "unknown"."""
    named = {dimension: list(names) for dimension, names in indicator.dimensions.items()}
    for row in corrects.categories.all() if corrects else ():
        names = named.setdefault(row.dimension, [])
        if row.category and row.category not in names:
            names.append(row.category)
    if not indicator.is_numeric:
        return []
    return [
        CellNames(dimension, category, f"{dimension}-{place}", f"{dimension}-{place}-base")
        for dimension, names in named.items()
        for place, category in enumerate([*names, CategoryValue.UNKNOWN])
    ]


def _initial(indicator, corrects, period):
    """What the fields show first: the corrected value, or the period that is probably next."""
    if corrects is None:
        first, last = period or (None, None)
        found = {"source": indicator.source}
    else:
        first, last = corrects.starts_on, corrects.ends_on
        names = ("text", "base", "reason", "planned_for", "plan", "source", "note")
        found = {name: getattr(corrects, name) for name in names}
        number, is_answer = corrects.number, indicator.unit == Unit.YES_NO
        found["number"] = f"{number:.0f}" if is_answer and number is not None else number and plain(number)
        found["has_value"] = MISSING if corrects.is_missing else KNOWN
        cells = {(row.dimension, row.category): row for row in corrects.categories.all()}
        for cell in _cells_of(indicator, corrects):
            row = cells.get((cell.dimension, cell.category))
            if row:
                found |= {cell.number: plain(row.number), cell.base: row.base}
    if first and (first, last) == (datetime.date(first.year, 1, 1), datetime.date(first.year, 12, 31)):
        return {**found, "year": first.year}
    return {**found, "starts_on": first, "ends_on": last}
