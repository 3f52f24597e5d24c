"""The form that takes a file of recommendations in."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date, filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import CalendarEntry, Review

CURRENT_CYCLE = 4


class SourceFileForm(forms.Form):
    """Which review the recommendations belong to, the file, and the language of its texts.

    `states` are those for which the person may import; a cleaned review is the pair (State, cycle).
    """

    review = forms.ChoiceField(label=gettext_lazy("Review"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("OHCHR's matrix of recommendations as a Word file (.docx). Nothing is imported yet."),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the recommendations"),
        choices=list(settings.ALL_LANGUAGES.items()),
        initial="en",
    )

    def __init__(self, states, today, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reviews = {}
        dates = _review_dates(states)
        newest = max((cycle for _state, cycle in dates), default=CURRENT_CYCLE)
        choices = []
        for state in states:
            for cycle in range(max(newest, CURRENT_CYCLE), 0, -1):
                value = f"{state.iso3}-{cycle}"
                self.reviews[value] = (state, cycle)
                session, day = dates.get((state.pk, cycle), (None, None))
                choices.append((value, _review_label(state, cycle, session, day)))
                if day and day <= today:
                    self.fields["review"].initial = self.fields["review"].initial or value
        self.fields["review"].choices = choices

    def clean_review(self):
        """The State and the cycle behind the chosen value."""
        return self.reviews[self.cleaned_data["review"]]

    def clean_file(self):
        """Refuse what is larger than a matrix ever is."""
        file, limit = self.cleaned_data["file"], settings.UPLOAD_MAX_BYTES
        if file.size > limit:
            raise ValidationError(
                _("The file has %(size)s; the limit is %(limit)s. Remove its pictures, or split it into two files."),
                params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
            )
        return file


def _review_dates(states):
    """{(State's key, cycle): (session, date)}; what a review says goes before what the calendar says."""
    entries = CalendarEntry.objects.filter(state__in=states).select_related("session")
    reviews = Review.objects.filter(state__in=states, mechanism=Review.Mechanism.UPR)
    found = {
        (entry.state_id, entry.cycle): (entry.session.number, entry.session.starts or entry.session.month)
        for entry in entries
    }
    return found | {(review.state_id, review.cycle): (review.session, review.review_date) for review in reviews}


def _review_label(state, cycle, session, day):
    words = {"state": state, "cycle": cycle, "session": session, "month": date(day, "YEAR_MONTH_FORMAT")}
    if session and day:
        return _("%(state)s, cycle %(cycle)s (session %(session)s, %(month)s)") % words
    return _("%(state)s, cycle %(cycle)s") % words
