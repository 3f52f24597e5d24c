"""The form of a call for input."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import Call
from .texts import OneLineForm, check_year


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


class CallForm(OneLineForm, forms.ModelForm):
    """Title, note and the two dates; a last day that is left empty falls six months before the report."""

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

    class Meta:
        model = Call
        fields = ["title", "target_date", "deadline", "note"]
        labels = {"title": gettext_lazy("Title"), "note": gettext_lazy("What you want to tell the governments")}
        help_texts = {
            "title": gettext_lazy("Governments read it in reminders. Example: Your input for the mid-term report."),
            "note": gettext_lazy("What is asked, in which language to write, whom to ask. No names of residents."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, today, basis="", **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["target_date"].help_text = basis

    def clean(self):
        """Fill in the last day; refuse one that has passed already or lies after the report."""
        data = super().clean()
        target, deadline = data.get("target_date"), data.get("deadline")
        if not target or "deadline" in self.errors:
            return data
        data["deadline"] = deadline or Call.default_deadline(target)
        if data["deadline"] > target:
            self.add_error("deadline", _("The last day for input lies after the date of the report."))
        elif data["deadline"] < self.today and data["deadline"] != self.instance.deadline:
            day = date_format(data["deadline"])
            self.add_error("deadline", _("%(day)s has passed. Choose a later day.") % {"day": day})
        return data
