"""The forms around a call's board: its filter, what is asked in a long choice, and answering for a government."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..midterm.board import KINDS
from ..models import Cluster, LocalGovernment, Recommendation
from .choices import RowField
from .texts import OneLineForm, check_year

ANY = ("", gettext_lazy("Any"))


def _choice(label, choices=()):
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class AskedForm(forms.Form):
    """A filter in an address: what no choice knows asks for nothing."""

    @property
    def asked(self):
        """{name: value} of what is asked for; empty values ask for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class BoardFilterForm(AskedForm):
    """Which governments of a board a person wants to see."""

    text = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    stage = _choice(gettext_lazy("Stage"), KINDS.items())
    level = _choice(gettext_lazy("Level"))
    region = _choice(gettext_lazy("Region"))

    def __init__(self, *args, levels, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [ANY, *levels]
        self.fields["region"].choices = [ANY, *((str(pk), name) for pk, name in regions)]

    @property
    def asked(self):
        """As Board.select takes it."""
        asked = {name: value or "" for name, value in super().asked.items()}
        return asked | {"region": int(asked["region"]) if asked["region"] else None}


class RecommendationScopeForm(AskedForm):
    """Which recommendations the page of a long choice shows."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    cluster = RowField(
        label=gettext_lazy("Cluster"), required=False, queryset=Cluster.objects.all(), empty_label=ANY[1]
    )
    position = _choice(gettext_lazy("Position of the State"), Recommendation.Position.choices)


class GovernmentScopeForm(AskedForm):
    """Which governments the page of a long choice shows."""

    text = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    level = _choice(gettext_lazy("Level"), LocalGovernment.Level.choices)
    region = _choice(gettext_lazy("Region"))

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [ANY, *((str(pk), name) for pk, name in regions)]


class OnBehalfForm(OneLineForm):
    """Who of a government answered, how, and when, while the coordinator types it in."""

    WAYS = [
        ("phone", gettext_lazy("by phone")),
        ("paper", gettext_lazy("on paper")),
        ("visit", gettext_lazy("during a visit")),
    ]

    who = forms.CharField(
        label=gettext_lazy("Who answered"),
        max_length=120,
        help_text=gettext_lazy("A role or department, such as “head of social services”. No names."),
    )
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=WAYS, widget=forms.RadioSelect)
    day = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[check_year],
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"day": today}, **kwargs)
        self.today = today

    def clean_day(self):
        """It has been already."""
        if self.cleaned_data["day"] > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["day"]

    @property
    def words(self):
        """Who, how and when in one line, as it stands with the input."""
        data = self.cleaned_data
        way = dict(self.WAYS)[data["how"]]
        return _("%(who)s, %(how)s, %(day)s") % {"who": data["who"], "how": way, "day": date_format(data["day"])}


class RemindForm(forms.Form):
    """Which of the governments that have not given their input are reminded together."""

    stage = forms.ChoiceField(label=gettext_lazy("Whom to remind"), widget=forms.RadioSelect)

    def __init__(self, *args, choices, first, **kwargs):
        """`choices` are the stages with their numbers, `first` is the one that is chosen already."""
        super().__init__(*args, initial={"stage": first}, **kwargs)
        self.fields["stage"].choices = choices
