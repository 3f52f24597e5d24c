"""Asking for mails about what is new."""

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracking.models import Goal, LocalGovernment, Recommendation, State, Theme, ThemeLink
from tracking.search_stems import folded

from .models import PracticePage, Subscription
from .models.subscription import Rhythm

Topic = Subscription.Topic
FIELDS = {Topic.THEME: "theme", Topic.GOAL: "goal", Topic.CITY: "government", Topic.REPORTS: "state"}


class AboutField(forms.ChoiceField):
    """What the mails are about: one list with everything that can be asked for."""

    def clean(self, value):
        """The fields of a Subscription that name the subject."""
        topic, _dash, number = super().clean(value).partition("-")
        return {"topic": topic, **({f"{FIELDS[topic]}_id": int(number)} if number else {})}


class SubscriptionForm(forms.Form):
    """An address, what about, in which language and how often; and a field that people do not see."""

    address = forms.EmailField(
        label=gettext_lazy("Mail address"),
        max_length=254,
        help_text=gettext_lazy("Kept for these mails alone, and erased when you end them."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = AboutField(label=gettext_lazy("What about"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: settings.LANGUAGES)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, initial=Rhythm.WEEKLY, widget=forms.RadioSelect
    )
    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = choices()
        self.fields["language"].initial = get_language()
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}

    def clean_address(self):
        """Addresses are the same whatever the case of their letters."""
        return self.cleaned_data["address"].strip().lower()

    @property
    def is_by_a_program(self):
        """Whether the field was filled in that people do not see."""
        return bool(self.data.get("website"))


def choices():
    """Everything that can be asked for, by kind; what nothing public is about is left out. Five queries."""
    tagged = Exists(ThemeLink.objects.filter(theme=OuterRef("pk")))
    named = Exists(PracticePage.themes.through.objects.filter(theme=OuterRef("pk")))
    themes = sorted(Theme.objects.filter(tagged | named, current=None), key=lambda theme: folded(theme.label))
    states = State.objects.filter(pk__in=Recommendation.objects.reviews().order_by().values("state"))
    return [
        ("practices", Topic.PRACTICES.label),
        (
            _("Cities and regions"),
            options(Topic.CITY, LocalGovernment.objects.publishing()),
        ),
        (_("Reports of a State"), options(Topic.REPORTS, states)),
        (_("Themes"), options(Topic.THEME, themes)),
        (_("SDG goals"), options(Topic.GOAL, Goal.objects.all())),
    ]


def options(topic, rows):
    """The choices of one kind."""
    return [(f"{topic}-{row.pk}", row.label if topic == Topic.THEME else str(row)) for row in rows]
