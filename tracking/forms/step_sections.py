"""The forms of a step's sections: who and where, money, results, challenges and lessons."""

from django import forms
from django.db.models import Count
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models import ActionPlan, BudgetLine, ImplementationStep, StepChallenge, StepSection, Target
from .choices import RowField, RowsField
from .publishing import NO_CASES, long_text
from .step_rows import (
    BudgetFormSet,
    OutputFormSet,
    PartnerFormSet,
    PeopleFormSet,
    group_choices,
)
from .step_section import SectionForm

UNSAID = ("", _("not said"))
CHALLENGE_TEXTS = ("explanation", "overcome")


def choice_field(label, scale, **options):
    """One of a scale, as radio buttons; it may be left unsaid."""
    choices = [*scale.choices, UNSAID]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False, **options)


class PlaceForm(SectionForm):
    """Who and where: for whom, with whom, on which ground."""

    section = StepSection.PLACE
    row_sets = {"partners": PartnerFormSet}
    row_texts = {"partners": ("name", "part")}
    public_texts = ("provider", "strategy", "territory", "participation")

    approach = choice_field(_("Level"), ImplementationStep.Approach)
    participation = long_text(_("How rights-holders took part"), help_text=NO_CASES)

    class Meta:
        model = ImplementationStep
        fields = ["groups", "has_gender_focus", "participation", "territory", "provider"]
        fields += ["plan", "strategy", "approach", "rights", "targets"]
        field_classes = {"plan": RowField, **dict.fromkeys(("groups", "rights", "targets"), RowsField)}
        help_texts = {
            "territory": _("Districts, not addresses."),
            "strategy": _("Such as the development plan, a by-law, a budget law."),
            "has_gender_focus": _("It is meant to make women, men and people of other genders more equal."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plans = ActionPlan.objects.filter(local_government=self.instance.local_government_id)
        self.fields["plan"].queryset = plans
        self.fields["plan"].empty_label = _("in no plan")
        self.fields["targets"].queryset = Target.objects.select_related("goal")

    def group_choices(self):
        """Groups of persons."""
        return self.choice_groups("groups")

    def right_choices(self):
        """Human rights."""
        return self.choice_groups("rights")

    def target_choices(self):
        """SDG targets under their goals."""
        return self.choice_groups("targets", lambda target: target.goal)


class MoneyForm(SectionForm):
    """What it costs, by year and source, each amount in its own currency."""

    section = StepSection.MONEY
    row_sets = {"budget_lines": BudgetFormSet}
    row_texts = {"budget_lines": ("reallocated_from", "note")}

    resources = choice_field(_("Are the resources secured?"), ImplementationStep.Resources)

    class Meta:
        model = ImplementationStep
        fields = ["resources", "is_embedded"]

    def row_options(self, name):
        """Choices of groups, this year, and the currency that the government uses most."""
        lines = BudgetLine.objects.filter(step__local_government=self.instance.local_government_id).order_by()
        used = lines.values_list("currency").annotate(number=Count("pk")).order_by("-number", "currency").first()
        return {"groups": group_choices(), "year": timezone.localdate().year, "currency": used[0] if used else ""}


class ResultsForm(SectionForm):
    """What was made, who was reached, what changed, and what the step had to do with it."""

    section = StepSection.RESULTS
    row_sets = {"outputs": OutputFormSet, "people_reached": PeopleFormSet}
    row_texts = {"outputs": ("label", "unit"), "people_reached": ("category",)}
    public_texts = ("outcome",)

    outcome = long_text(
        _("Result so far"), help_text=_("What changed, for whom, with a number where you have one. No single cases.")
    )
    strength = choice_field(_("What the step did for the result"), ImplementationStep.Strength)
    effect = choice_field(
        _("Did it work?"),
        ImplementationStep.Effect,
        help_text=_("Mixed results and failures are worth telling: others learn from them."),
    )
    change = choice_field(_("Kind of change"), ImplementationStep.Change)

    class Meta:
        model = ImplementationStep
        fields = ["outcome", "strength", "effect", "change"]


class LessonsForm(SectionForm):
    """What stood in the way and how it was overcome, what others can learn, what comes next."""

    section = StepSection.LESSONS
    public_texts = ("lesson", "next_step")

    lesson = long_text(_("What others can learn from it"), help_text=NO_CASES)
    next_step = long_text(_("What comes next"))

    class Meta:
        model = ImplementationStep
        fields = ["lesson", "next_step"]

    def __init__(self, data=None, *, instance, **kwargs):
        self.challenges = {row.kind: row for row in instance.challenges.all()}
        super().__init__(data, instance=instance, **kwargs)
        for kind, label in StepChallenge.Kind.choices:
            self._add_challenge(kind, label, self.challenges.get(kind))

    def _add_challenge(self, kind, label, row):
        words = {"challenge": label}
        self.fields |= {
            f"has_{kind}": forms.BooleanField(label=capfirst(label), required=False),
            f"explanation_{kind}": long_text(_("What it is (%(challenge)s)") % words, rows=2),
            f"overcome_{kind}": long_text(_("How it was overcome (%(challenge)s)") % words, rows=2),
        }
        self.initial |= {f"{part}_{kind}": getattr(row, part, "") for part in CHALLENGE_TEXTS}
        self.initial[f"has_{kind}"] = row is not None
        self.public_texts += tuple(f"{part}_{kind}" for part in CHALLENGE_TEXTS)

    def stored_values(self):
        """With the challenges."""
        rows = {row.kind: [row.explanation, row.overcome] for row in self.challenges.values()}
        return super().stored_values() | {"challenges": rows}

    def rows_to_save(self):
        """The challenges that are ticked, and those of which something new is said without a tick."""
        rows = []
        for kind in StepChallenge.Kind.values:
            texts = {part: self.cleaned_data[f"{part}_{kind}"] for part in CHALLENGE_TEXTS}
            is_new = kind not in self.challenges and any(texts.values())
            if self.cleaned_data[f"has_{kind}"] or is_new:
                rows.append({"kind": kind, **texts})
        return {"challenges": rows}

    def challenge_fields(self):
        """[(tick, what it is, how it was overcome, whether it stands open)] in the order of the vocabulary."""
        for kind in StepChallenge.Kind.values:
            fields = [self[f"{part}_{kind}"] for part in ("has", *CHALLENGE_TEXTS)]
            yield *fields, any(field.value() or field.errors for field in fields)


SECTION_FORMS = {form.section: form for form in (PlaceForm, MoneyForm, ResultsForm, LessonsForm)}
