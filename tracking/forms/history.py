"""The filter of the audit trail."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..history import kind_of
from ..models import User
from .choices import RowField
from .publishing import date_field

LARGEST_KEY = 2**63 - 1


class HistoryFilterForm(forms.Form):
    """What somebody wants to know of: by whom, on what, and when."""

    person = RowField(label=_("Who"), required=False, queryset=User.objects.none(), empty_label=_("Any"))
    kind = forms.ChoiceField(label=_("On what"), required=False)
    since = date_field(_("From"))
    until = date_field(_("To"))
    object = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, data, *, people, kinds):
        super().__init__(data)
        self.fields["person"].queryset = people
        labels = sorted(((kind, capfirst(kind_of(kind).heading)) for kind in kinds), key=lambda pair: pair[1])
        self.fields["kind"].choices = [("", _("Any")), *labels]

    def clean(self):
        """The period in its order."""
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end of the period lies before its start."))
        return data

    @property
    def asked(self):
        """What to narrow the events by; nothing of a filter with an error."""
        data = dict(self.cleaned_data) if self.is_valid() else {}
        return {"object_id": data.pop("object", None), **data} if data else {}
