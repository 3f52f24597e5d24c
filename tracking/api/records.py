"""What governments record of themselves beside their steps, where it is public: plans, taking part, structures."""

import django_filters
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..models import (
    ActionPlan,
    HumanRightsCommitment,
    ImplementationStep,
    LocalGovernment,
    LocalHumanRightsBody,
    LocalReview,
    Participation,
    RegionalDialogue,
    Review,
    State,
)
from ..opendata.asking import CodeFilter, IdFilter, SinceFilter
from ..opendata.fields import ID, Address, Codes, Moment, Numbers, Told
from ..opendata.subject import Subject
from ..published import ANYONE
from .voices import LAST_UPDATE

WHO = ("id", "government", "government_name", "state")
PEOPLE = _("people")
SEATS = _("seats")


class RecordRow(Told):
    """What every record has."""

    government = serializers.IntegerField(source="local_government_id", help_text=_("The government, by its id"))
    government_name = serializers.CharField(source="local_government.name", help_text=_("Name of the government"))
    state = serializers.CharField(source="local_government.state.iso3", help_text=_("State, by ISO code"))
    updated = Moment(source="updated_at", help_text=LAST_UPDATE)


class RecordFilter(django_filters.FilterSet):
    """What narrows every list of records."""

    government = IdFilter(
        label=_("Government, by its id"), queryset=LocalGovernment.objects.all(), field_name="local_government"
    )
    state = CodeFilter(
        label=_("State, by ISO code"),
        queryset=State.objects.all(),
        to_field_name="iso3",
        field_name="local_government__state",
    )
    updated_since = SinceFilter()


class ReviewRecordFilter(RecordFilter):
    """The same for records on a review."""

    review = IdFilter(label=_("Review, by its id"), queryset=Review.objects.all())


class Records(Subject):
    """Public records of one model."""

    model = None
    filterset_class = RecordFilter
    orders, ordering = {"updated": ("updated_at",)}, ("local_government_id", "pk")

    @classmethod
    def rows(cls):
        """Those that anyone may see."""
        return cls.model.objects.visible_to(ANYONE).select_related("local_government__state")


class PlanRow(RecordRow):
    """An action plan."""

    steps = Numbers("pk", help_text=_("Its published steps, by their ids"))
    url = Address(source="get_absolute_url", help_text=_("Its public page"))

    class Meta:
        model = ActionPlan
        fields = (*WHO, "title", "purpose", "part_of", "adopted_on", "adopted_by", "starts_on", "ends_on", "steps")
        fields += ("updated", "url")
        meanings = {"id": ID}


class Plans(Records):
    """Published action plans."""

    code, title, model, serializer_class = "plans", _("Action plans"), ActionPlan, PlanRow
    about = _("Local human rights action plans that governments publish, with their published steps.")

    @classmethod
    def rows(cls):
        """Public plans with their public steps."""
        steps = ImplementationStep.objects.published().only("pk", "plan").order_by("pk")
        return super().rows().prefetch_related(Prefetch("steps", steps))


class DialogueRow(RecordRow):
    """A dialogue that the State held in a region."""

    class Meta:
        model = RegionalDialogue
        fields = (*WHO, "review", "held_on", "place", *RegionalDialogue.SECTORS, "themes", "follow_up", "updated")
        meanings = {"id": ID, "review": _("The review, by its id")}
        units = dict.fromkeys(RegionalDialogue.SECTORS, PEOPLE)


class Dialogues(Records):
    """Public dialogues."""

    code, title, model, serializer_class = "dialogues", _("Regional dialogues"), RegionalDialogue, DialogueRow
    about = _("Dialogues that States hold in their regions: when, where, how many of which sector, on what.")
    filterset_class = ReviewRecordFilter


class ParticipationRow(RecordRow):
    """One thing a government did in a review."""

    class Meta:
        model = Participation
        fields = (*WHO, "review", "phase", "title", "text", "held_on", "place", "people_count", "link", "updated")
        meanings = {"id": ID, "review": _("The review, by its id"), "title": _("What the government did")}
        meanings["people_count"] = _("How many people of the government took part")
        units = {"people_count": PEOPLE}


class Participations(Records):
    """What governments did in the phases of reviews, where they publish it."""

    code, title = "participations", _("Taking part in reviews")
    model, serializer_class = Participation, ParticipationRow
    about = _("How local governments took part in the review of their State, phase by phase.")
    filterset_class = ReviewRecordFilter


class BodyRow(RecordRow):
    """A human rights body of a government."""

    class Meta:
        model = LocalHumanRightsBody
        fields = (*WHO, "name", "mandate", "legal_basis", "since", *LocalHumanRightsBody.SEATS, "website", "updated")
        meanings = {"id": ID}
        units = dict.fromkeys(LocalHumanRightsBody.SEATS, SEATS)


class Bodies(Records):
    """Public human rights bodies."""

    code, title, model, serializer_class = "bodies", _("Local human rights bodies"), LocalHumanRightsBody, BodyRow
    about = _("Commissions, councils and offices for human rights of local governments, with the seats of each sector.")


class CommitmentRow(RecordRow):
    """An act by which a government binds itself."""

    class Meta:
        model = HumanRightsCommitment
        fields = (*WHO, "kind", "title", "adopted_on", "act", "link", "updated")
        meanings = {"id": ID}


class Commitments(Records):
    """Public commitments."""

    code, title, model, serializer_class = (
        *("commitments", _("Human rights commitments")),
        *(HumanRightsCommitment, CommitmentRow),
    )
    about = _("Charters, declarations and decisions by which local governments bind themselves to human rights.")


class LocalReviewRow(RecordRow):
    """A Voluntary Local Review."""

    goals = Numbers("number", help_text=_("SDG goals it covers"))
    targets = Codes("code", help_text=_("SDG targets it covers"))

    class Meta:
        model = LocalReview
        fields = (*WHO, "year", "title", "link", "goals", "targets", "note", "updated")
        meanings = {"id": ID, "note": _("What is useful for reports on human rights")}


class LocalReviews(Records):
    """Public Voluntary Local Reviews."""

    code, title, model, serializer_class = "local-reviews", _("Voluntary Local Reviews"), LocalReview, LocalReviewRow
    about = _("What local governments report of their own on the Sustainable Development Goals.")

    @classmethod
    def rows(cls):
        """Public ones with their goals and targets."""
        return super().rows().prefetch_related("goals", "targets")
