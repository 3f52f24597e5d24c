"""The form of a call for input: what it is about, its dates, and the plan back from the date of the report."""

import hashlib

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Call, count_words
from ..models.answer import too_long
from ..models.call import LEAST_WORDS, MOST_WORDS
from ..models.call_plan import BACK_PLAN, MOVABLE, OPEN, REPORT, SUBMIT
from .publishing import VersionedForm, date_field
from .texts import check_year

NOTE_WORDS = 300  # the note stands whole in the first mail to every government


class DateInput(forms.DateInput):
    """A date as browsers know it: their calendar shows, the value is YYYY-MM-DD."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


def basis_of_date(review):
    """Where the proposed date of the report comes from, in a sentence or two."""
    if review.midterm_date_override:
        return _("Announced: %(source)s") % {"source": review.override_source}
    if not review.review_date:
        return _("The date of the review is not known, so no date can be proposed.")
    rule = ngettext(
        "Proposed: %(months)s month after the review of %(day)s.",
        "Proposed: %(months)s months after the review of %(day)s.",
        review.midterm_months,
    ) % {"months": review.midterm_months, "day": date_format(review.review_date)}
    if not review.midterm_window:
        return rule
    first, last = (date_format(day) for day in review.midterm_window)
    window = _("Counted from the adoption, it falls between %(first)s and %(last)s.") % {"first": first, "last": last}
    return f"{rule} {window}"


class CallForm(VersionedForm, forms.ModelForm):
    """Words, occasion and dates; a day that is left empty is planned back from the date of the report."""

    target_date = forms.DateField(label=gettext_lazy("Date of the report"), widget=DateInput(), validators=[check_year])
    deadline = forms.DateField(
        label=gettext_lazy("Last day for input"),
        widget=DateInput(),
        validators=[check_year],
        required=False,
        help_text=gettext_lazy(
            "If left empty: six months before the report, because the draft still passes ministries, "
            "consultation and government."
        ),
    )
    word_budget = forms.IntegerField(
        label=gettext_lazy("Words of the report’s body at most"),
        min_value=LEAST_WORDS,
        max_value=MOST_WORDS,
        help_text=gettext_lazy("Annexes do not count. Editors of the United Nations take 10,700 words for a State."),
    )

    has_moved_deadline = False  # the last day followed the date of the report

    class Meta:
        model = Call
        fields = ["occasion", "occasion_name", "title", "note", "target_date", "deadline", "word_budget"]
        labels = {
            "occasion": gettext_lazy("What the input is for"),
            "occasion_name": gettext_lazy("Name of the occasion"),
            "title": gettext_lazy("Title"),
            "note": gettext_lazy("What you want to tell the governments"),
        }
        help_texts = {
            "occasion_name": gettext_lazy("Only for another occasion, such as “Report to the national assembly”."),
            "title": gettext_lazy("Governments read it in reminders. Example: Your input for the mid-term report."),
            "note": gettext_lazy("What is asked, in which language to write, whom to ask. No names of residents."),
        }
        widgets = {
            "note": forms.Textarea(attrs={"rows": 6, "data-word-limit": NOTE_WORDS}),
            "occasion": forms.RadioSelect,
        }

    def __init__(self, *args, today, basis="", **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.stored_deadline = today, self.instance.deadline
        self.stored_target = self.instance.target_date if self.instance.pk else None
        self.fields["occasion"].choices = Call.Occasion.choices
        self.fields["target_date"].help_text = basis
        for code in BACK_PLAN:
            if code == OPEN and self.instance.opened_at:
                continue
            if code in MOVABLE:
                self.fields[f"day_{code}"] = date_field(BACK_PLAN[code][1], help_text=self._proposed(code))
                self.initial.setdefault(f"day_{code}", self.instance.moved(code))
            self._add_source(code)

    def _add_source(self, code):
        said = self.instance.date_sources.get(code, {})
        self.initial.setdefault(f"source_{code}", said.get("source", ""))
        self.initial.setdefault(f"sure_{code}", said.get("is_confirmed", False))
        self.fields[f"source_{code}"] = forms.CharField(
            label=gettext_lazy("Who says so, and where"), max_length=200, required=False
        )
        self.fields[f"sure_{code}"] = forms.BooleanField(label=gettext_lazy("The day is confirmed"), required=False)

    def _proposed(self, code):
        if not self.instance.pk:
            return ""
        return _("If left empty: %(day)s.") % {"day": date_format(self.instance.planned(code))}

    def version_of(self, row):
        """All that the form changes, in short."""
        return hashlib.sha256(repr([getattr(row, name) for name in Call.WRITTEN]).encode()).hexdigest()[:20]

    @property
    def days(self):
        """[(field, [who says so, confirmed], whether to show these at once)] of the stages that can be moved."""
        return [(self[f"day_{code}"], *self._source(code)) for code in self._movable()]

    @property
    def main_days(self):
        """The same of the report and the last day for input."""
        named = (("target_date", REPORT), ("deadline", SUBMIT))
        return [(self[name], *self._source(code)) for name, code in named]

    def _movable(self):
        return [code for code in MOVABLE if f"day_{code}" in self.fields]

    def _source(self, code):
        fields = [self[f"source_{code}"], self[f"sure_{code}"]]
        return fields, any(field.value() or field.errors for field in fields)

    @property
    def has_day_errors(self):
        """Whether one of the stages wants a look."""
        names = [f"{part}_{code}" for code in self._movable() for part in ("day", "source", "sure")]
        return any(name in self.errors for name in names)

    @property
    def says_stages(self):
        """Whether somebody moved a stage, or said something about its day."""
        return any(self[f"day_{code}"].value() or self._source(code)[1] for code in self._movable())

    def clean(self):
        """Fill in the days that were left empty; refuse those that passed already or contradict each other."""
        data = super().clean()
        if data.get("occasion") != Call.Occasion.OTHER:
            data["occasion_name"] = ""
        elif not data.get("occasion_name", "").strip() and "occasion_name" not in self.errors:
            self.add_error("occasion_name", _("Name the occasion."))
        if data.get("target_date") and "deadline" not in self.errors:
            self._clean_deadline(data, data["target_date"])
        if data.get("target_date") and data.get("deadline"):
            self._clean_plan(data)
        return data

    def clean_note(self):
        """Short enough for a mail: every government gets it whole."""
        note = self.cleaned_data["note"]
        over = count_words(note) - NOTE_WORDS
        if over > 0:
            raise forms.ValidationError(too_long(over, NOTE_WORDS))
        return note

    def _clean_deadline(self, data, target):
        if not data.get("deadline") or self._follows(data["deadline"], target):
            data["deadline"] = Call.default_deadline(target)
        if data["deadline"] > target:
            self.add_error("deadline", _("The last day for input lies after the date of the report."))
        elif data["deadline"] < self.today and data["deadline"] != self.stored_deadline:
            day = date_format(data["deadline"])
            self.add_error("deadline", _("%(day)s has passed. Choose a later day.") % {"day": day})

    def _follows(self, deadline, target):
        """Whether the last day moves with the report: as long as nobody set it, and nobody was told it."""
        stored = self.stored_target
        is_proposed = stored and stored != target and deadline == self.stored_deadline == Call.default_deadline(stored)
        self.has_moved_deadline = bool(is_proposed and self.instance.is_draft)
        return self.has_moved_deadline

    def _clean_plan(self, data):
        plan = Call(target_date=data["target_date"], deadline=data["deadline"], opened_at=self.instance.opened_at)
        plan.move({code: data.get(f"day_{code}") for code in MOVABLE})
        for code, sentence in plan.plan_errors().items():
            self.add_error(f"day_{code}", sentence)
        plan.say(
            {
                code: (data[f"source_{code}"].strip(), data[f"sure_{code}"])
                for code in BACK_PLAN
                if f"sure_{code}" in data and f"source_{code}" in data
            }
        )
        self.instance.moved_dates = plan.moved_dates
        self.instance.date_sources = plan.date_sources
