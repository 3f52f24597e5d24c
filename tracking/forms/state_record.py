"""What the State records for its report: consultations, pledges, positions, institutions, needs for assistance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import AssistanceNeed, Consultation, NationalInstitution, Pledge, PositionChange
from .numbered import NumberField, NumbersField
from .publishing import VersionedForm, date_field, long_text
from .record import link_field, number_field
from .texts import founding_day
from .warned import WarnedForm

ORGANISATIONS_ONLY = _("Organisations, one a line. No names of people.")
IN_REPORT = (_("In the report"), ["is_in_report"])


class StateRecordForm(WarnedForm, VersionedForm, forms.ModelForm):
    """A record of the State; `sections` lists (heading, names of fields). What the report tells becomes public."""

    sections = ()
    outcome = ""  # nothing is held back from the public: the tick below decides

    @property
    def becomes_public(self):
        """The report tells of it, and its words are new."""
        touched = {*self.public_texts, "is_in_report"} & set(self.changed_data)
        return bool(touched) and bool(self.cleaned_data.get("is_in_report"))

    def groups(self):
        """[(heading, [bound field])] as the page shows them."""
        shown = [(heading, [self[name] for name in names]) for heading, names in (*self.sections, IN_REPORT)]
        if self.asks_to_confirm:
            shown[-1][1].append(self["confirmed"])
        return shown

    def version_of(self, row):
        """The moment of its last change."""
        return row.updated_at.isoformat()

    def _get_validation_exclusions(self):
        # The form does not ask for the review, yet the unique constraints speak of it.
        return super()._get_validation_exclusions() - {"review"}


class ConsultationForm(StateRecordForm):
    """Who was invited, who came, when, and what followed: organisations and numbers."""

    public_texts = ("title", "place", "invited", "attended", "themes", "outcome")
    sections = [
        (_("What and when"), ["title", "kind", "format", "held_on", "held_until", "place"]),
        (_("Who was invited, and who came"), ["invited", "invited_number", "attended", "attended_number"]),
        (_("What about, and what follows"), ["themes", "outcome"]),
    ]

    held_on = date_field(_("Date"), required=True)
    held_until = date_field(_("Last day, where it took longer"))
    invited = long_text(_("Organisations invited"), help_text=ORGANISATIONS_ONLY)
    invited_number = number_field(_("How many were invited"))
    attended = long_text(_("Organisations that came"), help_text=ORGANISATIONS_ONLY)
    attended_number = number_field(_("How many came"), help_text=_("People or organisations, as you counted them."))
    themes = long_text(_("What it was about"))
    outcome = long_text(_("What it changed"), help_text=_("In the draft of the report, or in what the State does."))

    class Meta:
        model = Consultation
        fields = [
            *("title", "kind", "format", "held_on", "held_until", "place", "invited", "invited_number"),
            *("attended", "attended_number", "themes", "outcome", "is_in_report"),
        ]


class PledgeForm(StateRecordForm):
    """What was pledged, and what became of it."""

    public_texts = ("text", "made_at", "progress", "lead")
    sections = [
        (_("What was pledged"), ["number", "text", "made_on", "made_at"]),
        (_("What became of it"), ["status", "progress", "lead", "due"]),
    ]

    text = long_text(_("What was pledged"))
    made_on = date_field(_("Made on"))
    progress = long_text(_("What became of it"))
    due = date_field(_("Due"))

    class Meta:
        model = Pledge
        fields = ["number", "text", "made_on", "made_at", "status", "progress", "lead", "due", "is_in_report"]
        help_texts = {"number": _("As in the document, or your own: 1, 2, 3.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class PositionChangeForm(StateRecordForm):
    """Which recommendation, what the position was and is, and the document that says so."""

    public_texts = ("source", "reason")
    sections = [
        (_("Recommendation"), ["recommendation", "old_position", "new_position"]),
        (_("Decision"), ["decided_on", "source", "reason"]),
    ]

    recommendation = NumberField(
        label=_("Number of the recommendation"),
        help_text=_("What the report tells of, its page shows to everybody from the day of the decision on."),
    )
    old_position = forms.ChoiceField(
        label=_("Position until then"),
        required=False,
        choices=[("", _("as it is recorded")), *PositionChange._meta.get_field("old_position").choices],
    )
    decided_on = date_field(_("Decided on"), required=True)
    reason = long_text(_("Why"))

    class Meta:
        model = PositionChange
        fields = ["recommendation", "old_position", "new_position", "decided_on", "source", "reason", "is_in_report"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].queryset = self.instance.review.recommendations.all()
        if self.instance.pk:
            self.initial["recommendation"] = self.instance.recommendation

    def clean(self):
        """Fill in the position that held until then, where nobody gave one."""
        data = super().clean()
        recommendation = data.get("recommendation")
        if recommendation and not data.get("old_position") and "old_position" not in self.errors:
            changes, day = PositionChange.objects, data.get("decided_on")
            data["old_position"] = changes.position_before(recommendation, day, without=self.instance.pk)
        return data


class InstitutionForm(StateRecordForm):
    """The national mechanism, the institution, the plan."""

    public_texts = ("name", "mandate", "change")
    sections = [
        (_("Institution or plan"), ["kind", "name", "since", "website"]),
        (_("What it does, and what is new"), ["mandate", "change"]),
    ]

    since = date_field(_("Since"), validators=founding_day())
    mandate = long_text(_("Mandate, members, resources"))
    change = long_text(_("What changed since the review"))
    website = link_field(_("Website"))

    class Meta:
        model = NationalInstitution
        fields = ["kind", "name", "since", "mandate", "change", "website", "is_in_report"]


class AssistanceNeedForm(StateRecordForm):
    """What help is needed, for what, of whom, and for which recommendations."""

    public_texts = ("title", "text", "asked_of")
    sections = [(_("What is needed"), ["title", "kind", "text", "asked_of", "recommendations"])]

    text = long_text(_("For what, and for whom"))
    recommendations = NumbersField(
        label=_("Numbers of the recommendations"), required=False, help_text=_("With commas between them.")
    )

    class Meta:
        model = AssistanceNeed
        fields = ["title", "kind", "text", "asked_of", "recommendations", "is_in_report"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = self.instance.review.recommendations.all()
