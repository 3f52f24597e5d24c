"""The short form with which a step begins: what, who, until when, and which recommendations it answers."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Cluster, FollowUp, ImplementationStep, Recommendation
from .choices import RowsField
from .publishing import NO_CASES, PublishingForm, VersionedForm, behalf_field, date_field, long_text, visibility_field

Status = ImplementationStep.Status


class StepForm(PublishingForm, VersionedForm, forms.ModelForm):
    """What is done, by whom, until when, and which recommendations it answers."""

    public_texts = ("title", "responsible", "description")
    public_choices = ("recommendations",)
    unversioned = ("confirmed", "on_behalf_of")

    recommendations = RowsField(
        label=_("Recommendations it answers"),
        queryset=Recommendation.objects.none(),
        error_messages={"required": _("Choose at least one recommendation that the step answers.")},
    )
    description = long_text(_("What is done, for whom"), rows=4, help_text=NO_CASES)
    start_date = date_field(_("Start"))
    due_date = date_field(_("Due"), help_text=_("You hear of it before the date comes."))
    status = forms.ChoiceField(
        label=_("Status"), choices=Status.choices, widget=forms.RadioSelect, initial=Status.PLANNED
    )
    end_date = date_field(_("Ended on"), help_text=_("Needed once the step is done."))
    is_date_uncertain = forms.BooleanField(label=_("The dates are not certain yet"), required=False)
    visibility = visibility_field()
    on_behalf_of = behalf_field()

    class Meta:
        model = ImplementationStep
        fields = ["title", "kind", "responsible", "start_date", "due_date", "is_date_uncertain"]
        fields += ["status", "end_date", "description", "visibility"]
        help_texts = {"responsible": _("A department or a role, no name.")}

    def __init__(self, *args, preselected=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.row = self.instance
        linked = []
        if self.instance.pk:
            linked = list(self.instance.follow_ups.values_list("recommendation", flat=True))
        self.initial["recommendations"] = linked or list(preselected)
        self.fields["recommendations"].queryset = self._choosable()

    def _choosable(self):
        """What the government said is its matter, and what is chosen already or was sent along."""
        government = self.instance.local_government
        relevant = FollowUp.objects.filter(local_government=government).relevant().values("recommendation")
        chosen = Q(pk__in=relevant) | Q(pk__in=self.initial["recommendations"])
        return Recommendation.objects.filter(chosen, review__state=government.state).for_listing().in_order()

    def groups(self):
        """[(cluster, [(recommendation, is chosen)], number of chosen ones)] in the order of the clusters."""
        chosen = {str(getattr(pk, "pk", pk)) for pk in self["recommendations"].value() or []}
        clusters, groups = Cluster.objects.in_bulk(), {}
        for recommendation in self.fields["recommendations"].queryset:
            links = recommendation.theme_links.all()
            cluster = clusters.get(links[0].theme.cluster_id) if links else None
            groups.setdefault(cluster, []).append((recommendation, str(recommendation.pk) in chosen))
        ordered = sorted(groups.items(), key=lambda item: (item[0] is None, item[0].order if item[0] else 0))
        return [(cluster, rows, sum(is_chosen for row, is_chosen in rows)) for cluster, rows in ordered]

    def is_about_sensitive(self):
        """One of the chosen recommendations is sensitive."""
        return any(row.is_sensitive for row in self.cleaned_data.get("recommendations", []))

    def clean(self):
        """Dates in their order, and an end for what is done; each said at its field."""
        data = super().clean()
        start, due, end = (data.get(name) for name in ("start_date", "due_date", "end_date"))
        if start and due and due < start:
            self.add_error("due_date", _("The due date lies before the start."))
        if start and end and end < start:
            self.add_error("end_date", _("The end date lies before the start."))
        if data.get("status") == Status.DONE and not end:
            self.add_error("end_date", _("A step that is done needs the date on which it ended."))
        return data

    def shown(self, name, value):
        """Recommendations by their paragraph."""
        if name == "recommendations":
            rows = self.fields[name].queryset.filter(pk__in=[getattr(part, "pk", part) for part in value or []])
            return ", ".join(row.paragraph for row in rows) or "–"
        return super().shown(name, value)
