"""The form of an action plan, with the steps that it groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ActionPlan, ImplementationStep
from .choices import RowsField
from .publishing import PublishingForm, VersionedForm, date_field, long_text, visibility_field


class PlanForm(PublishingForm, VersionedForm, forms.ModelForm):
    """What the plan is called and for, when it holds, who adopted it, and its steps."""

    public_texts = ("title", "purpose", "part_of", "adopted_by")
    public_choices = ("steps",)

    purpose = long_text(_("What the plan is for"))
    adopted_on = date_field(_("Adopted on"))
    starts_on = date_field(_("Starts on"))
    ends_on = date_field(_("Ends on"))
    steps = RowsField(label=_("Steps of the plan"), queryset=ImplementationStep.objects.none(), required=False)
    visibility = visibility_field(
        help_text=_("A public plan shows its public steps; the others stay with your own people.")
    )

    class Meta:
        model = ActionPlan
        fields = ["title", "purpose", "part_of", "adopted_by", "adopted_on", "starts_on", "ends_on", "visibility"]
        help_texts = {
            "title": _("Such as “Human rights action plan 2026 to 2029”."),
            "part_of": _("Where it stands inside a larger plan, such as the local development plan."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = ImplementationStep.objects.filter(local_government=self.instance.local_government_id)
        self.fields["steps"].queryset = own.select_related("plan").order_by("title", "pk")
        self.initial["steps"] = list(self.instance.steps.all()) if self.instance.pk else []

    def is_about_sensitive(self):
        """One of the chosen steps is on a sensitive topic."""
        chosen = self.cleaned_data.get("steps") or ()
        own = ImplementationStep.objects.filter(pk__in=[step.pk for step in chosen])
        return own.filter(follow_ups__recommendation__is_sensitive=True).exists()

    def _get_validation_exclusions(self):
        # The form does not ask for the government, yet the title is unique within it.
        return super()._get_validation_exclusions() - {"local_government"}

    def step_choices(self):
        """[(step, is chosen, the other plan that it stands in or None)]."""
        chosen = {str(getattr(value, "pk", value)) for value in self["steps"].value() or []}
        return [
            (step, str(step.pk) in chosen, step.plan if step.plan_id != self.instance.pk else None)
            for step in self.fields["steps"].queryset
        ]
