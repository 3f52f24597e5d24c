"""The filter of the record of mails."""

from django import forms
from django.utils.translation import gettext_lazy

from ..models import ReminderDelivery
from .call_board import ANY, AskedForm
from .choices import RowField

OPEN = "open"
OUTCOMES = [ANY, (OPEN, gettext_lazy("to look into")), *ReminderDelivery.Status.choices]


class DeliveryFilterForm(AskedForm):
    """Which mails a person wants to see. Who sees only their own mails is asked for the outcome alone."""

    status = forms.ChoiceField(label=gettext_lazy("Outcome"), required=False, choices=OUTCOMES)
    government = RowField(
        label=gettext_lazy("Government of the person"), required=False, queryset=None, empty_label=ANY[1]
    )
    call = RowField(label=gettext_lazy("Call"), required=False, queryset=None, empty_label=ANY[1])

    def __init__(self, *args, governments, calls, serves_state, **kwargs):
        super().__init__(*args, **kwargs)
        if not serves_state:
            del self.fields["government"], self.fields["call"]
            return
        self.fields["government"].queryset = governments
        self.fields["call"].queryset = calls

    def narrowed(self, deliveries):
        """The mails that are asked for."""
        asked = self.asked
        if asked.get("status") == OPEN:
            deliveries = deliveries.to_look_into()
        elif asked.get("status"):
            deliveries = deliveries.filter(status=asked["status"])
        if asked.get("government"):
            deliveries = deliveries.of_people(asked["government"])
        return deliveries.about_call(asked["call"]) if asked.get("call") else deliveries
