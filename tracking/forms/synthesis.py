"""Forms of the synthesis: which answers to show, what becomes of one of them, and of many at once."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..midterm import inputs
from ..models import AnswerUse, LocalGovernment, Status
from .publishing import VersionedForm, long_text
from .texts import OneLineForm

ANY = ("", gettext_lazy("Any"))
DECISIONS = [
    (inputs.UNDECIDED, gettext_lazy("not decided")),
    (inputs.CHANGED, gettext_lazy("changed since your decision")),
    (inputs.USED, gettext_lazy("in the report")),
    (inputs.LEFT_OUT, gettext_lazy("left out")),
]
REASONS = [("", "---------"), *AnswerUse.Reason.choices]
USE, LEAVE = "use", "leave"
USE_TICKED, LEAVE_TICKED, LEAVE_REST = "use-ticked", "leave-ticked", "leave-rest"
LONGEST_SEARCH = 200


class AnswerFilterForm(OneLineForm):
    """Which answers to a recommendation a coordinator wants to see."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=[ANY, *Status.choices])
    decision = forms.ChoiceField(label=gettext_lazy("Decision"), required=False, choices=[ANY, *DECISIONS])
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), required=False, choices=[ANY, *LocalGovernment.Level.choices]
    )
    flagged = forms.ChoiceField(
        label=gettext_lazy("Contradictions"), required=False, choices=[ANY, ("yes", gettext_lazy("With open flags"))]
    )

    def keep(self, rows, flagged):
        """Those Inputs that fit what was asked; `flagged` are the numbers of contributions with open flags."""
        asked = {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
        words = asked.pop("q", "").casefold().split()
        return [
            row for row in rows if all(self._fits(row, flagged, *one) for one in asked.items()) and says(row, words)
        ]

    @staticmethod
    def _fits(row, flagged, name, value):
        if name == "flagged":
            return row.answer.contribution_id in flagged
        found = {"status": row.answer.status, "decision": row.decision, "level": row.government.level}
        return found[name] == value


def says(row, words):
    """Whether all of these words stand in an answer or in the name of its government."""
    answer = row.answer
    text = " ".join([row.government.name, answer.headline, answer.detail, answer.challenge, answer.next_step])
    return all(word in text.casefold() for word in words)


class UseForm(VersionedForm, forms.Form):
    """What becomes of one answer: the words that stand in the report, or why it is left out."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[(USE, gettext_lazy("It goes into the report")), (LEAVE, gettext_lazy("It is left out"))],
        widget=forms.RadioSelect,
    )
    excerpt = long_text(
        gettext_lazy("As it stands in the report"),
        rows=4,
        help_text=gettext_lazy("Shorten or translate the headline; the government sees your words and confirms them."),
    )
    is_translated = forms.BooleanField(label=gettext_lazy("This is my translation"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why it is left out"),
        choices=REASONS,
        required=False,
        help_text=gettext_lazy("The government reads it."),
    )
    reason_words = long_text(gettext_lazy("In words"), rows=2, help_text="")

    def __init__(self, data=None, *, row):
        """`row` is the Input to decide on."""
        self.answer, known = row.answer, row.use or row.earlier
        self.row = row.use
        initial = {"excerpt": known.excerpt if known and known.is_used else row.answer.headline}
        if known:
            names = ("is_translated", "reason", "reason_words")
            initial |= {name: getattr(known, name) for name in names} | {"decision": USE if known.is_used else LEAVE}
        super().__init__(data, initial=initial)

    def version_of(self, row):
        """The decision as it stands."""
        return row.decision_stamp

    def clean(self):
        """Ask for the words, or for the reason."""
        data = super().clean()
        self.use = AnswerUse(answer=self.answer, is_used=data.get("decision") == USE)
        for name in ("excerpt", "is_translated", "reason", "reason_words"):
            setattr(self.use, name, data.get(name) or "")
        self.use.is_translated = bool(self.use.is_translated)
        # Words that were refused already are not missing besides.
        if "decision" in data and not {"excerpt", "reason", "reason_words"} & self.errors.keys():
            try:
                self.use.check_decision()
            except forms.ValidationError as error:
                self.add_error(None, error)
        return data

    def shown(self, name, value):
        """Choices in their words."""
        if name in ("decision", "reason"):
            return str(dict(self.fields[name].choices).get(value, "–"))
        return super().shown(name, value)


class BulkForm(forms.Form):
    """The same for many answers: use the ticked ones, or leave out those or all that are not decided."""

    action = forms.ChoiceField(choices=[(name, name) for name in (USE_TICKED, LEAVE_TICKED, LEAVE_REST)])
    reason = forms.ChoiceField(label=gettext_lazy("Because"), choices=REASONS, required=False)
    reason_words = long_text(gettext_lazy("In words"), rows=2, help_text="")

    def clean(self):
        """Leaving out asks for a reason."""
        data = super().clean()
        if data.get("action") in (LEAVE_TICKED, LEAVE_REST):
            if not data.get("reason"):
                self.add_error("reason", _("Say why it is left out."))
            elif data["reason"] == AnswerUse.Reason.OTHER and not data.get("reason_words", "").strip():
                self.add_error("reason_words", _("Say why."))
        return data

    def chosen(self, rows, ticked):
        """The Inputs that are meant; `ticked` are the numbers of answers as they were sent."""
        if self.cleaned_data["action"] == LEAVE_REST:
            return [row for row in rows if row.use is None and str(row.answer.pk) not in ticked]
        return [row for row in rows if str(row.answer.pk) in ticked]

    def use_of(self, row):
        """The AnswerUse, not saved, for one Input; None where there is nothing to be used."""
        if self.cleaned_data["action"] != USE_TICKED:
            names = ("reason", "reason_words")
            return AnswerUse(answer=row.answer, is_used=False, **{name: self.cleaned_data[name] for name in names})
        known = row.use or row.proposal
        if known and known.is_used:
            said = {name: getattr(known, name) for name in ("excerpt", "is_translated", "order")}
            return AnswerUse(answer=row.answer, is_used=True, **said)
        headline = row.answer.headline
        return AnswerUse(answer=row.answer, is_used=True, excerpt=headline) if row.answer.is_written else None
