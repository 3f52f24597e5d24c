"""The form of one day of a review: the day, who says so, whether it is confirmed, and which calls move along."""

import dataclasses

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review_dates
from ..models.review_phases import MIDTERM, REVIEW
from .choices import RowsField
from .place import print_of
from .publishing import VersionedForm, date_field

FEWEST, MOST = 12, 54  # months from review to mid-term between which a number is no slip of the pen


class CallsField(RowsField):
    """The calls that may move along, each with its dates."""

    def label_from_instance(self, call):
        """The call, with its last day and how far it is."""
        words = {"call": call.title, "status": call.get_status_display(), "day": date_format(call.deadline)}
        return _("%(call)s (%(status)s, last day for input %(day)s)") % words


class ReviewDayForm(VersionedForm):
    """One day of a review; left empty, it is counted from the review again."""

    unversioned = ("calls",)
    date = date_field(gettext_lazy("Day"))
    source = forms.CharField(
        label=gettext_lazy("Who says so, and where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Example: note of the secretariat of 3 March, page 2. No names of persons."),
    )
    is_confirmed = forms.BooleanField(label=gettext_lazy("The day is confirmed"), required=False)

    def __init__(self, data=None, *, review, code):
        self.row, self.code = review, code
        self.known = review.set_days().get(code)
        super().__init__(data, initial=dataclasses.asdict(self.known) if self.known else {})
        self.fields["date"].help_text = self._if_empty()
        if code == MIDTERM:
            self._add_months()
        if code in (REVIEW, MIDTERM):
            self._add_calls()

    def _if_empty(self):
        day = self.row.counted(self.code) or self.row.fallback(self.code)
        if not day:
            return _("If left empty: not known.")
        if self.code == REVIEW:
            words = {"day": date_format(day, "DATE_FORMAT")}
            return _("If left empty: %(day)s, when the session begins.") % words
        words = {"day": date_format(day, "DATE_FORMAT"), "rule": self.row.rule_words(self.code)}
        return _("If left empty: %(day)s, %(rule)s.") % words

    def _add_months(self):
        self.fields["date"].label = _("Announced day")
        self.initial["months"] = self.row.midterm_months
        self.fields["months"] = forms.IntegerField(
            label=_("Months from the review to mid-term"),
            min_value=FEWEST,
            max_value=MOST,
            help_text=_("They count where no day is announced. 30 is the practice."),
        )

    def _add_calls(self):
        calls = review_dates.following(self.row)
        if not self.row.midterm_date or not calls:
            return
        words = {"day": date_format(self.row.midterm_date, "DATE_FORMAT")}
        self.initial["calls"] = list(calls)
        self.fields["calls"] = CallsField(
            queryset=calls,
            required=False,
            label=_("Move along with the mid-term date"),
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "These calls are planned for the mid-term date of %(day)s. Ticked ones keep their distance to it: "
                "their last day and all stages move too, and governments hear once of a new last day."
            )
            % words,
        )

    def version_of(self, row):
        """A print of the day as it stands."""
        return print_of([self.known and dataclasses.astuple(self.known), row.midterm_months])

    def groups(self):
        """[(heading, [bound field])] as the page shows them."""
        fields = [self[name] for name in ("date", "source", "is_confirmed", "months") if name in self.fields]
        yield _("The day"), fields
        if "calls" in self.fields:
            yield _("Calls for input"), [self["calls"]]

    def clean(self):
        """A day has a source; it contradicts no other day that somebody set."""
        data = super().clean()
        day, source = data.get("date"), data.get("source", "").strip()
        if "date" in self.errors or "months" in self.errors:
            return data
        if day and not source and "source" not in self.errors:
            self.add_error("source", _("Say who set the date, and where it stands."))
        if not day:
            data["source"], data["is_confirmed"] = "", False
        effective = day or self.row.fallback(self.code)
        sentence = self.row.contradiction(self.code, effective, months=data.get("months"))
        if sentence:
            self.add_error("date", sentence)
        return data

    def said(self):
        """What was typed, as Review.set_day and review_dates.change take it."""
        names = [name for name in ("source", "is_confirmed", "months", "calls") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}
