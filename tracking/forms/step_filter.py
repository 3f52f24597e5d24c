"""The filter of the list of steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ActionPlan, Group, ImplementationStep

Kind, Resources, Status = ImplementationStep.Kind, ImplementationStep.Resources, ImplementationStep.Status
ANY = ("", _("Any"))


class StepFilterForm(forms.Form):
    """Which steps of a government a person wants to see; offers only departments, plans and groups that occur."""

    due = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("Any time")), ("overdue", _("Overdue")), ("soon", _("In the next 30 days"))],
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Status.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])
    department = forms.ChoiceField(label=_("Responsible"), required=False)
    plan = forms.ChoiceField(label=_("Action plan"), required=False)
    group = forms.ChoiceField(label=_("Group of persons"), required=False)
    resources = forms.ChoiceField(
        label=_("Resources"),
        required=False,
        choices=[ANY, ("no", _("Without resources")), ("partly", _("Secured in part")), ("yes", _("Secured"))],
    )
    text = forms.CharField(label=_("Words in the title"), required=False, max_length=200)

    def __init__(self, data, *, government):
        super().__init__(data)
        own = ImplementationStep.objects.filter(local_government=government)
        departments = own.order_by("responsible").values_list("responsible", flat=True).distinct()
        plans = ActionPlan.objects.filter(local_government=government)
        groups = Group.objects.filter(steps__local_government=government).distinct()
        self.fields["department"].choices = [ANY, *((name, name) for name in departments)]
        self.fields["plan"].choices = [ANY, *((str(plan.pk), str(plan)) for plan in plans)]
        self.fields["group"].choices = [ANY, *((group.code, str(group)) for group in groups)]
