"""The rows under a step: partners, budget lines, outputs, people reached."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import BudgetLine, Group, PeopleReached, StepOutput, StepPartner
from .amounts import AmountField
from .choices import RowField
from .rows import RowForm, rows_formset

LARGEST = 1_000_000_000


class PartnerForm(RowForm):
    """A body, and what it does."""

    telling = ("name", "part")

    class Meta:
        model = StepPartner
        fields = ["name", "kind", "part"]
        labels = {"name": _("Name of the body"), "kind": _("Kind"), "part": _("What it does")}


class BudgetLineForm(RowForm):
    """Money of one year from one source."""

    telling = ("planned", "revised", "executed", "reallocated_from", "note")

    planned = AmountField(label=_("Planned"), required=False)
    revised = AmountField(label=_("Revised"), required=False, help_text=_("Where the council changed the plan."))
    executed = AmountField(label=_("Spent"), required=False)

    class Meta:
        model = BudgetLine
        fields = ["year", "currency", "source", "planned", "revised", "executed"]
        fields += ["marker", "group", "reallocated_from", "note"]
        field_classes = {"group": RowField}
        help_texts = {
            "year": _("The year in which it begins, where it is not a calendar year."),
            "reallocated_from": _("Another budget line or programme, where money was moved."),
            "note": _("Such as why it is much less than the year before."),
        }
        widgets = {
            "year": forms.TextInput(attrs={"inputmode": "numeric"}),
            "currency": forms.TextInput(attrs={"size": 3, "autocapitalize": "characters"}),
        }

    def __init__(self, *args, groups, year, currency, initial=None, **kwargs):
        """`groups`: the choices of groups; `year` and `currency` stand in empty rows."""
        super().__init__(*args, initial={"year": year, "currency": currency} | (initial or {}), **kwargs)
        self.fields["group"].choices = groups

    def clean_currency(self):
        """Three capital letters, whichever way they were typed."""
        return self.cleaned_data["currency"].strip().upper()


class OutputForm(RowForm):
    """Something countable that was made."""

    telling = ("label", "number", "unit")

    number = AmountField(label=_("Number"), max_digits=12)

    class Meta:
        model = StepOutput
        fields = ["label", "number", "unit"]
        labels = {"label": _("What was made"), "unit": _("Unit")}
        help_texts = {"unit": _("Such as courses, flats, kilometres.")}


class PeopleForm(RowForm):
    """How many were reached: all, or those of one category."""

    telling = ("number", "category")

    number = AmountField(label=_("Number"), decimal_places=0, max_value=LARGEST)

    class Meta:
        model = PeopleReached
        fields = ["number", "is_approximate", "unit", "dimension", "category"]
        labels = {"dimension": _("Broken down by"), "category": _("Category")}
        help_texts = {
            "dimension": _("Leave it empty for the total."),
            "category": _("Such as women, under 18, not known; as people describe themselves."),
        }


PartnerFormSet = rows_formset(PartnerForm, key=("name",))
BudgetFormSet = rows_formset(BudgetLineForm, key=("year", "currency", "source"))
OutputFormSet = rows_formset(OutputForm)
PeopleFormSet = rows_formset(PeopleForm, key=("unit", "dimension", "category"))


def group_choices():
    """All groups of persons as choices, asked once for all rows."""
    return [("", "---------"), *((group.pk, str(group)) for group in Group.objects.all())]
