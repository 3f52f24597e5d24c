"""The short form with which a government proposes a practice; editors add the rest."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import ThemesField
from cms.models import PracticeEvidence
from cms.models.practice_links import find_recommendations, find_targets
from cms.models.practice_scales import Maturity, Outcome
from cms.models.practice_story import SUMMARY_WORDS, check_summary
from tracking import personal_data
from tracking.models import Group, ImplementationStep, StepChallenge, Theme

LONGEST_TEXT = 5000  # characters: two printed pages
# Fields of the page that the form fills in under the same name.
PAGE_FIELDS = (
    "title", "summary", "kind", "maturity", "problem", "participation", "what_was_done", "results", "results_date",
    "outcome", "costs", "challenges", "challenge_kinds", "what_did_not_work", "lessons", "paragraphs", "target_codes",
    "second_reader", "contact_mailbox", "is_free_of_individuals",
)  # fmt: skip
PUBLIC_TEXTS = (
    "title", "summary", "problem", "participation", "what_was_done", "results", "costs", "challenges",
    "what_did_not_work", "lessons", "second_reader", "source_title",
)  # fmt: skip


def text(label, *, rows=4, words=None, **options):
    """A text of several lines that may stay empty in a draft."""
    attrs = {"rows": rows} | ({"data-word-limit": words} if words else {})
    limits = [MaxLengthValidator(LONGEST_TEXT), *options.pop("validators", [])]
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs), validators=limits, **options)


def line(label, length, **options):
    """A text of one line."""
    return forms.CharField(label=label, max_length=length, **{"required": False, **options})


def choice(label, choices, **options):
    """One of a few, or none."""
    return forms.ChoiceField(label=label, required=False, choices=[("", "—"), *choices], **options)


def several(label, choices):
    """Any number of a few."""
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)


class ProposalForm(forms.Form):
    """The facts of a practice. A draft needs a title; handing in needs what publishing asks for."""

    title = line(gettext_lazy("Title"), 120, required=True, help_text=gettext_lazy("What it is, in a few plain words."))
    summary = text(
        gettext_lazy("Summary"),
        words=SUMMARY_WORDS,
        validators=[check_summary],
        help_text=gettext_lazy("What was done, for whom, and what came of it. Plain words."),
    )
    kind = choice(gettext_lazy("Kind of measure"), ImplementationStep.Kind.choices)
    maturity = choice(gettext_lazy("How far it is"), Maturity.choices)
    problem = text(gettext_lazy("The problem"), help_text=gettext_lazy("Do not write about individual cases."))
    participation = text(
        gettext_lazy("How rights-holders took part"), help_text=gettext_lazy("Groups and organisations, not persons.")
    )
    what_was_done = text(gettext_lazy("What was done"), rows=6, help_text=gettext_lazy("The activities, step by step."))
    results = text(gettext_lazy("Results"), help_text=gettext_lazy("What changed, for how many, with numbers."))
    results_date = forms.DateField(
        label=gettext_lazy("Results as of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    outcome = choice(gettext_lazy("All in all"), Outcome.choices)
    costs = text(
        gettext_lazy("Costs"), rows=2, help_text=gettext_lazy("Amount, currency, year, who paid. Or: not disclosed.")
    )
    challenge_kinds = several(gettext_lazy("What was hard"), StepChallenge.Kind.choices)
    challenges = text(gettext_lazy("Challenges, and how they were met"))
    what_did_not_work = text(
        gettext_lazy("What did not work, or where its limits are"),
        rows=3,
        help_text=gettext_lazy("This helps others most. It is needed."),
    )
    lessons = text(gettext_lazy("Lessons"), rows=3)
    paragraphs = line(
        gettext_lazy("Recommendations it answers"),
        500,
        help_text=gettext_lazy("Paragraph numbers of your State’s review, with commas: 120.3, 120.7."),
    )
    target_codes = line(gettext_lazy("SDG targets"), 100, help_text=gettext_lazy("With commas: 10.2, 11.1."))
    themes = ThemesField(Theme.objects.none(), required=False, label=gettext_lazy("Themes"))
    groups = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        required=False,
        label=gettext_lazy("Groups of persons"),
        widget=forms.CheckboxSelectMultiple,
    )
    source_title = line(
        gettext_lazy("A source: title, body"),
        250,
        help_text=gettext_lazy("A decision, report or page that shows it. Editors can add more."),
    )
    source_kind = choice(gettext_lazy("Kind of source"), PracticeEvidence.Kind.choices)
    source_link = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    contact_mailbox = forms.EmailField(
        label=gettext_lazy("Role mailbox"),
        required=False,
        help_text=gettext_lazy("Of an office, never of a person. Everybody can see it."),
    )
    second_reader = line(
        gettext_lazy("Second reader (role and body)"),
        200,
        help_text=gettext_lazy("Needed on sensitive topics: who else has read it, such as the ombudsperson’s office."),
    )
    is_free_of_individuals = forms.BooleanField(
        label=gettext_lazy("It contains nothing about individuals"),
        required=False,
        help_text=gettext_lazy(
            "No names, cases, exact places or dates by which a victim, witness or defender could be found."
        ),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("I have checked: nobody can be recognised"), required=False)
    findings = ()

    def __init__(self, data=None, *, page, initial=None):
        self.page = page
        super().__init__(data, initial=initial if initial is not None else self.values_of(page))
        themes = Theme.objects.filter(current=None).select_related("cluster").order_by("cluster__order", "name")
        self.fields["themes"].queryset = themes
        self.fields["groups"].queryset = Group.objects.filter(is_hidden_as_filter=False)

    @staticmethod
    def values_of(page):
        """What the page says so far."""
        values = {name: getattr(page, name) for name in PAGE_FIELDS}
        source = next(iter(page.evidence.all()), None)
        if source:
            values |= {"source_title": source.title, "source_kind": source.kind, "source_link": source.link}
        return values | {
            "themes": [theme.pk for theme in page.themes.all()],
            "groups": [group.pk for group in page.groups.all()],
        }

    def clean(self):
        """Numbers must exist, a source has a title, and what may point to a person is ticked or taken out."""
        data = super().clean()
        for name, problem in (
            ("paragraphs", find_recommendations(self.page.review, data.get("paragraphs", ""))[1]),
            ("target_codes", find_targets(data.get("target_codes", ""))[1]),
        ):
            if problem:
                self.add_error(name, problem)
        if (data.get("source_link") or data.get("source_kind")) and not data.get("source_title"):
            self.add_error("source_title", _("Name the source."))
        self.findings = personal_data.find(*(data.get(name) for name in PUBLIC_TEXTS))
        if self.findings and not data.get("confirmed"):
            pieces = ", ".join(f"“{finding.excerpt}”" for finding in self.findings[:5])
            sentence = _("This may point to a person: %(pieces)s. Take it out, or tick that you have checked it.")
            self.add_error("confirmed", sentence % {"pieces": pieces})
        return data

    def fill(self):
        """Write the values into the page and return it; nothing is saved."""
        for name in PAGE_FIELDS:
            setattr(self.page, name, self.cleaned_data[name])
        self.page.draft_title = self.page.title
        self.page.themes, self.page.groups = list(self.cleaned_data["themes"]), list(self.cleaned_data["groups"])
        first, *others = [*self.page.evidence.all()] or [None]
        if self.cleaned_data["source_title"]:
            first = first or PracticeEvidence()
            first.title, first.link = self.cleaned_data["source_title"], self.cleaned_data["source_link"]
            first.kind = self.cleaned_data["source_kind"] or PracticeEvidence.Kind.OTHER
            self.page.evidence = [first, *others]
        return self.page

    def add_missing(self, missing):
        """Say at each field what publishing still asks for; `missing` as cms.publication gives it."""
        places = {"evidence": "source_title"}
        for name, sentences in missing.items():
            field = places.get(name, name)
            self.add_error(field if field in self.fields else None, sentences)
