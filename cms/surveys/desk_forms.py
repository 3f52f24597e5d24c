"""What editors fill in about a survey's answers and invitations."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.register_mapping import MappingExercise
from cms.models.register_profile import OTHER_PRESENCE, EngagementProfile
from cms.models.register_scales import Category
from cms.models.register_vocabulary import PresenceType
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_part import SurveyInterview

from . import inviting, protecting

Channel = SurveyAnswer.Channel


def language_field(label):
    """One of the languages of the site."""
    return forms.ChoiceField(label=label, choices=settings.LANGUAGES)


class InviteForm(forms.Form):
    """Bodies to invite, one a line; nothing is sent while one line cannot be used."""

    bodies = forms.CharField(
        label=gettext_lazy("Bodies to invite"),
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy(
            "One a line: name of the body; mail address; code of its language (may be left out). Lines of a CSV "
            "file can be pasted as they are."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(_("Language where none is given"))

    def clean(self):
        """Read the lines into `rows`."""
        data = super().clean()
        if data.get("bodies"):
            pasted = inviting.read(data["bodies"], data.get("language", settings.LANGUAGE_CODE))
            self.rows = pasted.rows
            for problem in pasted.problems:
                self.add_error("bodies", problem)
        return data


class OnBehalfForm(forms.Form):
    """Who told it, and how: by telephone or on paper."""

    body = forms.CharField(label=gettext_lazy("Body that answers"), max_length=200, validators=[protecting.check_body])
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[(value, Channel(value).label) for value in (Channel.PHONE, Channel.PAPER)],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"] = language_field(_("Language of the answer"))


class InterviewForm(forms.ModelForm):
    """What an interview added."""

    class Meta:
        model = SurveyInterview
        fields = ["question", "text", "author_body", "held_on"]
        widgets = {"held_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"), "text": forms.Textarea({"rows": 4})}

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = survey.questions.exclude(kind="contact")
        self.fields["author_body"].validators.append(protecting.check_body)


class RenameForm(forms.Form):
    """Another name for the body that answers."""

    body = forms.CharField(
        label=gettext_lazy("Body that answers"),
        max_length=200,
        validators=[protecting.check_body],
        help_text=gettext_lazy("An office, an institution or an organisation; not the name of a person."),
    )


class SetAsideForm(forms.Form):
    """Why an answer stays out of the register."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class AcceptForm(forms.Form):
    """The profile into which an answer goes: one that stands already, or a new one."""

    profile = forms.ModelChoiceField(
        EngagementProfile.objects.all(), label=gettext_lazy("A profile that stands already"), required=False
    )
    exercise = forms.ModelChoiceField(
        MappingExercise.objects.all(), label=gettext_lazy("Or a new one in the mapping"), required=False
    )
    title = forms.CharField(label=gettext_lazy("Name of the presence"), max_length=200, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Part of the mapping"), choices=Category.choices, required=False)
    presence_type = forms.ModelChoiceField(
        PresenceType.objects.filter(is_offered=True).exclude(code=OTHER_PRESENCE),
        label=gettext_lazy("Type of presence"),
        required=False,
    )

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("exercise", survey.exercise_id)
        if survey.exercise_id:
            self.fields["profile"].queryset = EngagementProfile.objects.filter(exercise=survey.exercise_id)

    def clean(self):
        """Ask for one way, complete."""
        data = super().clean()
        is_new = bool(data.get("title"))
        if bool(data.get("profile")) == is_new:
            raise ValidationError(_("Choose a profile, or name a new one: one of the two."))
        if is_new and not (data.get("exercise") and data.get("presence_type") and data.get("category")):
            raise ValidationError(_("A new profile needs its mapping, its part of it and a type of presence."))
        return data
