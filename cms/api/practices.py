"""Good practices: each once, in the language asked for where there is one."""

import django_filters
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import PracticeEvidence, PracticePage
from cms.models.practice_scales import Maturity, PopulationClass, ReviewStatus
from cms.opendata import permanent_address
from tracking.models import Goal, Group, LocalGovernment, Recommendation, State, Target, Theme
from tracking.opendata.asking import CodeFilter, IdFilter, SinceFilter
from tracking.opendata.fields import Codes, Numbers, Told
from tracking.opendata.subject import Subject

from .fields import UUID, PageRow


class SourceRow(Told):
    """A source of a practice."""

    class Meta:
        model = PracticeEvidence
        fields = ("kind", "title", "link", "independence", "published")


class PracticeRow(PageRow):
    """A published practice."""

    government = serializers.IntegerField(
        source="city_id", allow_null=True, help_text=_("The local government here, by its id")
    )
    place = serializers.CharField(allow_blank=True, help_text=_("Where it happened"))
    state = serializers.CharField(source="country_code", allow_blank=True, help_text=_("State, by ISO code"))
    population_class = serializers.ChoiceField(
        PopulationClass.choices, source="size_class", allow_blank=True, help_text=_("Size of the population")
    )
    population_class_label = serializers.CharField(
        source="size_words", allow_blank=True, help_text=_("Size of the population, in the language asked for")
    )
    review = serializers.IntegerField(source="review_id", allow_null=True, help_text=_("The review, by its id"))
    recommendations = Numbers("pk", help_text=_("Recommendations it answers, by their ids"))
    themes = Numbers("pk", help_text=_("Themes, by their ids"))
    groups = Codes("code", help_text=_("Groups of persons, by code"))
    targets = Codes("code", help_text=_("SDG targets it serves, by code"))
    rights = Codes("code", help_text=_("Human rights, by code"))
    service_areas = Codes("code", help_text=_("Service areas, by code"))
    result_kinds = Codes(help_text=_("Kinds of result"))
    challenge_kinds = Codes(help_text=_("Kinds of challenge"))
    steps = Numbers(source="public_steps", help_text=_("Published steps that it tells of, by their ids"))
    permanent_url = serializers.CharField(
        source="permanent", help_text=_("Address that stays, and leads each reader to their language")
    )
    next_verification = serializers.DateField(allow_null=True, help_text=_("Next verification"))
    evidence = SourceRow(many=True, help_text=_("Sources"))

    class Meta:
        model = PracticePage
        fields = ("id", "title", "language", "government", "place", "state", "latitude", "longitude", "authority_level")
        fields += ("population_class", "population_class_label", "summary", "context", "problem", "participation")
        fields += ("outcome", "result_kinds")
        fields += ("kind", "maturity", "start_date", "end_date", "legal_basis", "lead_department", "partners")
        fields += ("what_was_done", "results", "results_date", "costs", "challenges", "challenge_kinds")
        fields += ("what_did_not_work", "lessons", "transfer", "sustainability", "standing_collaboration", "themes")
        fields += ("groups", "rights", "service_areas", "targets", "review", "recommendations", "steps", "source_note")
        fields += ("second_reader", "evaluated_by", "evaluated_on", "author_body", "licence", "review_status")
        fields += ("last_verified", "next_verification", "corrections")
        fields += ("published", "updated", "url", "permanent_url", "evidence")

    def prepare(self, row):
        """The steps that are still public, and the address that stays."""
        super().prepare(row)
        row.public_steps = [step.pk for step in row.steps.all() if step.is_public]
        row.permanent = permanent_address(row)


class PracticeFilter(django_filters.FilterSet):
    """What narrows the list of practices."""

    government = IdFilter(label=_("Government, by its id"), queryset=LocalGovernment.objects.all(), field_name="city")
    recommendation = IdFilter(
        label=_("Recommendation, by its id"), queryset=Recommendation.objects.all(), field_name="recommendations"
    )
    theme = IdFilter(label=_("Theme, by its id"), queryset=Theme.objects.all(), field_name="themes")
    group = CodeFilter(
        label=_("Group of persons, by code"), field_name="groups", queryset=Group.objects.all(), to_field_name="code"
    )
    goal = CodeFilter(
        label=_("SDG goal, by number"), queryset=Goal.objects.all(), to_field_name="number", method="with_goal"
    )
    target = CodeFilter(
        label=_("SDG target, by code"), field_name="targets", queryset=Target.objects.all(), to_field_name="code"
    )
    state = CodeFilter(
        label=_("State, by ISO code"), queryset=State.objects.all(), to_field_name="iso3", method="with_state"
    )
    maturity = django_filters.ChoiceFilter(label=_("How far it is"), choices=Maturity.choices)
    review_status = django_filters.ChoiceFilter(label=_("Review status"), choices=ReviewStatus.choices)
    updated_since = SinceFilter("last_published_at")

    def with_state(self, rows, name, value):
        """Those of a government of the State, or with the State as their country."""
        return rows.filter(Q(city__state=value) | Q(country=value.iso3))

    def with_goal(self, rows, name, value):
        """Those that serve a target of the goal, each once."""
        links = PracticePage.targets.through.objects.filter(target__goal=value)
        return rows.filter(pk__in=links.values("practicepage"))


class Practices(Subject):
    """Published good practices."""

    code, title, part_of = "practices", _("Good practices"), "practice"
    about = _("What local and regional governments did, with results, limits, costs and sources. Each practice names "
              "the licence of its text.")  # fmt: skip
    serializer_class, filterset_class = PracticeRow, PracticeFilter
    lookup_field, lookup_url_kwarg, lookup_value_regex = "translation_key", "id", UUID
    orders = {"published": ("first_published_at",), "updated": ("last_published_at",)}
    ordering = ("-first_published_at", "-pk")

    @classmethod
    def rows(cls):
        """Each published practice once."""
        rows = PracticePage.objects.shown_in(get_language())
        rows = rows.select_related("city__state", "locale", "alias_of__locale")
        return rows.prefetch_related(
            "themes", "groups", "rights", "service_areas", "targets", "recommendations", "steps", "evidence"
        )
