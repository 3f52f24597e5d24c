"""Published steps of governments, with their published evidence and all that their public pages tell."""

import django_filters
from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .. import people_reached, published
from ..models import (
    ActionPlan,
    BudgetLine,
    Evidence,
    FollowUp,
    Group,
    ImplementationStep,
    ProgressNote,
    Recommendation,
    StepChallenge,
    StepOutput,
    StepPartner,
    Target,
)
from ..opendata.asking import CodeFilter, IdFilter
from ..opendata.fields import ID, Address, Codes, Moment, Numbers, Told
from ..opendata.subject import Subject
from .records import RecordFilter
from .voices import LAST_UPDATE

MONEY = _("in the line’s currency")


class EvidenceRow(Told):
    """What shows that the step happened."""

    file_url = serializers.CharField(
        allow_null=True, help_text=_("Address of the file, where the evidence is one that this site keeps")
    )
    added = Moment(source="added_at", help_text=_("Added at"))

    class Meta:
        model = Evidence
        fields = ("id", "kind", "title", "link", "file_name", "file_url", "added")
        meanings = {"id": ID}

    def prepare(self, row):
        """Where its file is read."""
        row.file_url = settings.SITE_URL + reverse("tracking:evidence-file", args=[row.pk]) if row.file else None


class PartnerRow(Told):
    """A body that takes part."""

    class Meta:
        model = StepPartner
        fields = ("kind", "name", "part")


class ChallengeRow(Told):
    """What stood in the way."""

    class Meta:
        model = StepChallenge
        fields = ("kind", "explanation", "overcome")


class OutputRow(Told):
    """Something countable that was made."""

    class Meta:
        model = StepOutput
        fields = ("label", "number", "unit")


class ReachedRow(Told):
    """How many were reached; small numbers of people are hidden."""

    unit = serializers.CharField(help_text=_("Persons, households or organisations, in the language asked for"))
    dimension = serializers.CharField(
        allow_blank=True, help_text=_("By what it is broken down, in the language asked for; empty for the total")
    )
    category = serializers.CharField(allow_blank=True, help_text=_("Category; empty for the total"))
    number = serializers.IntegerField(allow_null=True, help_text=_("Number; empty where it is too small to show"))
    is_hidden = serializers.BooleanField(help_text=_("The number is too small to show"))
    is_approximate = serializers.BooleanField(help_text=_("Approximate"))

    class Meta:
        fields = ("unit", "dimension", "category", "number", "is_hidden", "is_approximate")


class BudgetRow(Told):
    """Money of one year from one source."""

    group = serializers.CharField(
        source="group.code", allow_null=True, default=None, help_text=_("For which group, by code")
    )

    class Meta:
        model = BudgetLine
        fields = ("year", "currency", "source", "planned", "revised", "executed", "marker", "group")
        fields += ("reallocated_from", "note")
        units = {"planned": MONEY, "revised": MONEY, "executed": MONEY}


class NoteRow(Told):
    """What happened until a day."""

    class Meta:
        model = ProgressNote
        fields = ("date", "text")


class StepRow(Told):
    """A step of a government."""

    government = serializers.IntegerField(source="local_government_id", help_text=_("The government, by its id"))
    government_name = serializers.CharField(source="local_government.name", help_text=_("Name of the government"))
    state = serializers.CharField(source="local_government.state.iso3", help_text=_("State, by ISO code"))
    plan = serializers.IntegerField(allow_null=True, source="public_plan", help_text=_("Its published plan, by its id"))
    recommendations = Numbers(help_text=_("Recommendations that it answers in public, by their ids"))
    paragraphs = Codes(help_text=_("Their paragraphs"))
    groups = Codes("code", help_text=_("Groups of persons it is for, by code"))
    rights = Codes("code", help_text=_("Rights it serves, by code"))
    targets = Codes("code", help_text=_("SDG targets it serves, by code"))
    updated = Moment(source="updated_at", help_text=LAST_UPDATE)
    url = Address(source="get_absolute_url", help_text=_("Its public page"))
    evidence = EvidenceRow(many=True, help_text=_("Published evidence"))
    partners = PartnerRow(many=True, help_text=_("Partners"))
    challenges = ChallengeRow(many=True, help_text=_("Challenges"))
    outputs = OutputRow(many=True, help_text=_("What was made"))
    people_reached = ReachedRow(many=True, source="reached", help_text=_("People reached"))
    budget = BudgetRow(many=True, source="budget_lines", help_text=_("Budget lines"))
    progress_notes = NoteRow(many=True, help_text=_("Progress notes"))

    class Meta:
        model = ImplementationStep
        fields = ("id", "government", "government_name", "state", "title", "kind", "status", "responsible")
        fields += ("description", "approach", "provider", "plan", "strategy", "territory", "recommendations")
        fields += ("paragraphs", "groups", "rights", "targets", "has_gender_focus", "is_embedded", "participation")
        fields += ("resources", "start_date", "due_date", "end_date", "is_date_uncertain", "outcome", "strength")
        fields += ("effect", "change", "lesson", "next_step", "updated", "url", "evidence", "partners", "challenges")
        fields += ("outputs", "people_reached", "budget", "progress_notes")
        meanings = {"id": ID}

    def prepare(self, row):
        """What it answers in public, its plan where that is public too, and who was reached as far as it is told."""
        answered = [follow_up.recommendation for follow_up in row.follow_ups.all()]
        row.recommendations = [recommendation.pk for recommendation in answered]
        row.paragraphs = [recommendation.paragraph for recommendation in answered]
        row.public_plan = row.plan_id if row.plan and row.plan.is_public else None
        row.reached = list(_reached(row))


def _reached(step):
    for found in people_reached.of_step(step, settings.SMALL_NUMBER_LIMIT):
        cells = [("", found.total)] if found.total else []
        cells += [(dimension, cell) for dimension, parts in found.breakdowns for cell in parts]
        for dimension, cell in cells:
            number = {"number": cell.number, "is_hidden": cell.number is None}
            told = {"unit": found.unit, "dimension": dimension, "category": cell.category, **number}
            yield {**told, "is_approximate": cell.is_approximate}


class StepFilter(RecordFilter):
    """What narrows the list of steps."""

    recommendation = IdFilter(
        label=_("Recommendation, by its id"), queryset=Recommendation.objects.all(), method="with_recommendation"
    )
    plan = IdFilter(label=_("Published plan, by its id"), queryset=ActionPlan.objects.published())
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ImplementationStep.Kind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=ImplementationStep.Status.choices)
    group = CodeFilter(
        label=_("Group of persons, by code"), field_name="groups", queryset=Group.objects.all(), to_field_name="code"
    )
    target = CodeFilter(
        label=_("SDG target, by code"), field_name="targets", queryset=Target.objects.all(), to_field_name="code"
    )

    def with_recommendation(self, rows, name, value):
        """Those that answer it in public."""
        return rows.filter(pk__in=FollowUp.objects.published().filter(recommendation=value).values("steps"))


class Steps(Subject):
    """Published steps with published evidence."""

    code, title, part_of = "steps", _("Steps that governments publish"), "step"
    about = _("What local governments do: measures with dates, partners, money, results and published evidence. Small "
              "numbers of people are hidden.")  # fmt: skip
    serializer_class, filterset_class = StepRow, StepFilter
    orders = {"updated": ("updated_at",), "due_date": ("due_date",)}
    ordering = ("local_government_id", "pk")

    @classmethod
    def rows(cls):
        """Published steps; they stand under recommendations only where that tie is public too."""
        answered = FollowUp.objects.published().select_related("recommendation").order_by("recommendation__order", "pk")
        parts = ("targets", "rights", "groups", "partners", "challenges", "outputs", "people_reached")
        rows = published.steps().select_related("local_government__state", "plan")
        return rows.prefetch_related(*parts, "budget_lines__group", "progress_notes", Prefetch("follow_ups", answered))
