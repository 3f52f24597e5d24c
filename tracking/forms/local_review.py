"""The form of a Voluntary Local Review."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..models import Goal, LocalReview, Target
from .choices import RowsField
from .publishing import long_text, visibility_field
from .record import VISIBLE_IN, RecordForm, link_field


class TargetCodesField(forms.CharField):
    """SDG targets by their codes, as people type them: 11.1, 4.5."""

    def prepare_value(self, value):
        """The codes of stored targets; what was typed stays as it is."""
        return value if value is None or isinstance(value, str) else ", ".join(target.code for target in value)

    def clean(self, value):
        """The targets, in the order of their goals."""
        codes = set(re.split(r"[,;\s]+", super().clean(value).lower())) - {""}
        found = Target.objects.filter(code__in=codes).select_related("goal")
        unknown = codes - {target.code for target in found}
        if unknown:
            words = {"codes": ", ".join(sorted(unknown))}
            raise ValidationError(_now("There is no target %(codes)s. Write them like 11.1 or 16.b."), params=words)
        return list(found)

    def has_changed(self, initial, data):
        """Whether other targets were typed; spaces and order do not count."""
        before = {target.code for target in initial or ()}
        return before != set(re.split(r"[,;\s]+", (data or "").lower())) - {""}


class LocalReviewForm(RecordForm):
    """Which year, where it stands, and what of the goals it covers."""

    public_texts = ("title", "link", "note")
    sections = [
        (_("The review"), ["year", "title", "link", "note"]),
        (_("What it covers"), ["goals", "targets"]),
        VISIBLE_IN,
    ]

    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2100)
    link = link_field(help_text=_("Where it can be read."))
    note = long_text(_("What is useful for the next report"))
    goals = RowsField(
        label=_("SDG goals"), queryset=Goal.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    targets = TargetCodesField(
        label=_("SDG targets"),
        required=False,
        max_length=1500,
        help_text=_("By their numbers, such as 11.1, 4.5, 16.b."),
    )
    visibility = visibility_field()

    class Meta:
        model = LocalReview
        fields = ["year", "title", "link", "note", "goals", "targets", "visibility"]
        labels = {"title": _("Title")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["targets"] = list(self.instance.targets.select_related("goal"))
            self.initial["goals"] = list(self.instance.goals.all())
