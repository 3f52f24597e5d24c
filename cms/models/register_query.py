"""Finds entries of the engagement register: what readers may see, and what a page needs of it."""

from django.db import models

from tracking.models import Visibility

from .register_scales import AnswerKind, Category


class EntryQuerySet(models.QuerySet):
    """Entries of any kind."""

    def published(self):
        """What editors have published, whoever may see it."""
        return self.filter(live=True)

    def shown(self):
        """What everybody may see: published and public."""
        return self.published().filter(visibility=Visibility.PUBLIC)

    def readable(self, internal=False):
        """What everybody may see, or with `internal` what documents of editors may hold."""
        return self.for_editors() if internal else self.shown()

    def for_editors(self):
        """What documents of editors may hold: published and not restricted."""
        return self.published().exclude(visibility=Visibility.RESTRICTED)


class ProfileQuerySet(EntryQuerySet):
    """Profiles."""

    def shown(self):
        """The public profiles of public mappings."""
        return super().shown().filter(exercise__visibility=Visibility.PUBLIC)

    def in_full(self):
        """With all that a page shows of them, in a fixed number of queries, in the order of the mapping's parts."""
        rank = [models.When(category=category, then=order) for order, category in enumerate(Category.values)]
        return (
            self.select_related("exercise", "presence_type")
            .prefetch_related("countries", "natures", "places__country", "future_engagements__area")
            .prefetch_related("future_engagements__themes")
            .order_by(models.Case(*rank, default=len(rank), output_field=models.IntegerField()), "title", "pk")
        )

    def answered(self):
        """Published profiles in which anything was answered: in the profile itself or in an answer of its own."""
        fields = ("places_kind", "engagement_kind", "nature_kind", "lessons_kind", "future_kind")
        own = models.Q()
        for field in fields:
            own |= models.Q(**{field: AnswerKind.ANSWERED})
        answers = self.model.answers.rel.related_model.objects.published().filter(kind=AnswerKind.ANSWERED)
        return self.published().filter(own | models.Q(pk__in=answers.values("profile")))


class AnswerQuerySet(EntryQuerySet):
    """Answers."""

    def shown(self):
        """The public answers of profiles that are public themselves; never contact details."""
        return (
            super()
            .shown()
            .filter(
                question__is_contact=False,
                profile__live=True,
                profile__visibility=Visibility.PUBLIC,
                profile__exercise__visibility=Visibility.PUBLIC,
            )
        )

    def for_editors(self):
        """Answers for documents of editors; never contact details, nor what belongs to a restricted profile."""
        return (
            super()
            .for_editors()
            .filter(question__is_contact=False, profile__live=True)
            .exclude(profile__visibility=Visibility.RESTRICTED)
        )

    def in_full(self):
        """With all that a page shows of them, in a fixed number of queries, newest last."""
        return (
            self.select_related("question", "area")
            .prefetch_related(
                *("places__country", "counterparts", "natures", "situations", "themes", "rights", "groups")
            )
            .order_by("question__order", "question__code", "area__order", "answered_on", "pk")
        )


class MappingQuerySet(models.QuerySet):
    """Rounds of asking."""

    def shown(self):
        """The public ones."""
        return self.filter(visibility=Visibility.PUBLIC)

    def with_answered(self):
        """Adds `answered`: how many of its published profiles hold an answer, whoever may see them."""
        profiles = self.model.profiles.rel.related_model.objects.answered()
        return self.annotate(
            answered=models.Count("profiles", filter=models.Q(profiles__in=profiles.values("pk")), distinct=True)
        )


class FindingQuerySet(EntryQuerySet):
    """Lessons or needs."""

    def for_listing(self):
        """What a list shows, in a fixed number of queries, newest first."""
        return self.select_related("area", "profile__exercise").prefetch_related("themes").order_by("-noted_on", "-pk")


class LessonQuerySet(FindingQuerySet):
    """Lessons."""

    def for_listing(self):
        """With their tags."""
        return super().for_listing().prefetch_related("tags")


class NeedQuerySet(FindingQuerySet):
    """Needs."""

    def by_kind(self):
        """How many of them each kind has, as {kind: count}; kinds without any are left out."""
        return dict(self.order_by().values_list("kind").annotate(models.Count("pk")))
