"""The form of a follow-up: all that a government says about one recommendation."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .. import tagging
from ..models import FollowUp, Status, Target, count_words
from .choices import RowField, RowsField
from .publishing import PublishingForm, VersionedForm, behalf_field, date_field, long_text, visibility_field

Relevance = FollowUp.Relevance
WORDS_OF_READING = 40


class FollowUpForm(PublishingForm, VersionedForm):
    """All that a government says about one recommendation, saved as a whole or not at all."""

    STATUS_FIELDS = (
        "status",
        "gap",
        "ended_on",
        "outcome",
        "outcome_absence",
        "has_setback",
        "setback_explanation",
        "visibility",
    )
    public_texts = FollowUp.PUBLIC_TEXTS
    unversioned = ("confirmed", "on_behalf_of")

    relevance = forms.ChoiceField(label=_("How far is it ours?"), choices=Relevance.choices, widget=forms.RadioSelect)
    who_can = forms.CharField(
        label=_("Who can act on it"),
        max_length=200,
        required=False,
        help_text=_("Needed where it is not yours: which authority can act?"),
    )
    plain_reading = long_text(
        _("What it means for us, in plain words"), rows=2, attrs={"data-word-limit": WORDS_OF_READING}
    )
    department = forms.CharField(
        label=_("Department that leads"), max_length=200, required=False, help_text=_("An office, not a person.")
    )
    targets = RowsField(
        label=_("SDG targets"), queryset=Target.objects.select_related("goal"), to_field_name="code", required=False
    )
    another_target = RowField(
        label=_("Add another target"),
        queryset=Target.objects.none(),
        to_field_name="code",
        required=False,
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, widget=forms.RadioSelect)
    gap = long_text(
        _("What is still missing"), help_text=_("For “Partly implemented”. Do not write about individual cases.")
    )
    ended_on = date_field(_("Ended on"), help_text=_("For “Implemented”."))
    outcome = long_text(
        _("Result"),
        help_text=_(
            "For “Implemented”: what changed, for whom, with a number where you have one. "
            "Do not write about individual cases."
        ),
    )
    outcome_absence = long_text(
        _("Why no result can be shown"),
        rows=2,
        help_text=_("For “Implemented” without a result. Do not write about individual cases."),
    )
    has_setback = forms.BooleanField(label=_("Something went backwards"), required=False)
    setback_explanation = long_text(
        _("What went backwards, and why"),
        rows=2,
        help_text=_("For a setback. Do not write about individual cases."),
    )
    visibility = visibility_field()
    on_behalf_of = behalf_field()

    def __init__(self, *args, follow_up, own_targets=(), **kwargs):
        self.row = follow_up
        fields = ("relevance", "who_can", "plain_reading", "department", *self.STATUS_FIELDS)
        initial = {name: getattr(follow_up, name) for name in fields}
        initial["targets"] = list(own_targets)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["another_target"].queryset = Target.objects.select_related("goal")
        self.fields["another_target"].choices = grouped_targets()

    def clean_plain_reading(self):
        """At most forty words."""
        text = self.cleaned_data["plain_reading"].strip()
        if count_words(text) > WORDS_OF_READING:
            raise ValidationError(_("Use at most %(limit)d words."), params={"limit": WORDS_OF_READING})
        return text

    @transaction.atomic
    def save(self, *, by, now):
        """Triage, reading, targets and status. Raises ValidationError for what the rules still miss."""
        data, changed = self.cleaned_data, set(self.changed_data)
        told = {"by": by, "now": now, "on_behalf_of": data["on_behalf_of"]}
        if {"relevance", "who_can"} & changed or not self.row.pk:
            self.row.triage(data["relevance"], who_can=data["who_can"], **told)
        if {"plain_reading", "department"} & changed:
            self.row.write_reading(data["plain_reading"], department=data["department"], **told)
        status = data["status"] if "status" in changed else self.row.status
        if data["relevance"] == Relevance.NOT_OURS:
            status = Status.NOT_APPLICABLE
        # Saving an ongoing one unchanged says that it still holds: its date of last news moves.
        if changed & set(self.STATUS_FIELDS) or status == Status.ONGOING:
            fields = {name: data[name] for name in self.STATUS_FIELDS if name != "status"}
            self.row.set_status(status, **told, **fields)
        self._save_targets(by=by, now=now)
        self.settle(self.row, by=by, now=now)

    def _save_targets(self, *, by, now):
        before, wanted = set(self.initial["targets"]), set(self.cleaned_data["targets"])
        picked = self.cleaned_data["another_target"]
        place = (self.row.recommendation, self.row.local_government)
        for target in wanted - before:
            tagging.accept(place[0], target, place[1], by=by, now=now, is_suggested=True)
        if picked:
            tagging.accept(place[0], picked, place[1], by=by, now=now)
        for target in before - wanted - {picked}:
            tagging.remove(place[0], target, place[1], by=by, now=now)


def grouped_targets():
    """All SDG targets as choices, in one group for each goal."""
    groups = {}
    for target in Target.objects.select_related("goal"):
        groups.setdefault(str(target.goal), []).append((target.code, str(target)))
    return [("", _("Choose a target")), *groups.items()]
