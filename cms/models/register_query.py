"""Finds entries of the engagement register: what readers may see, and what a page needs of it."""

from django.db import models

from tracking.models import Visibility

from .register_scales import AnswerKind


class EntryQuerySet(models.QuerySet):
    """Entries of any kind."""

    def published(self):
        """What editors have published, whoever may see it."""
        return self.filter(live=True)

    def shown(self):
        """What everybody may see: published and public."""
        return self.published().filter(visibility=Visibility.PUBLIC)

    def for_editors(self):
        """What documents of editors may hold: published and not restricted."""
        return self.published().exclude(visibility=Visibility.RESTRICTED)


class ProfileQuerySet(EntryQuerySet):
    """Profiles."""

    def shown(self):
        """The public profiles of public mappings."""
        return super().shown().filter(exercise__visibility=Visibility.PUBLIC)

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


class LessonQuerySet(EntryQuerySet):
    """Lessons."""


class NeedQuerySet(EntryQuerySet):
    """Needs."""
