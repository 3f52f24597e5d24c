"""Collects a whole mapping as one document: what was asked, the matrix, every profile, lessons and needs."""

from dataclasses import dataclass

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry

from .matrix import Matrix, mapping_matrix
from .summary import ProfileSummary, collect_mapping


@dataclass(frozen=True)
class Book:
    """A mapping from the first page to the last; `parts` are [(name, [ProfileSummary])]."""

    mapping: MappingExercise
    matrix: Matrix
    parts: list[tuple[str, list[ProfileSummary]]]
    lessons: list[LessonEntry]
    needs: list[NeedEntry]

    @property
    def profile_count(self):
        """How many profiles it holds."""
        return sum(len(profiles) for _part, profiles in self.parts)

    @property
    def texts(self):
        """Everything that people wrote, as Said."""
        profiles = [text for _part, rows in self.parts for profile in rows for text in profile.texts]
        found = [text for row in (*self.lessons, *self.needs) for text in row.texts_for_lists]
        return [*self.mapping.texts_for_lists, *profiles, *found]


def collect_book(mapping, *, internal=False):
    """The Book of a mapping that carries `answered`; lessons and needs are those of the profiles in it."""
    profiles = EngagementProfile.objects.readable(internal).filter(exercise=mapping).values("pk")
    lessons, needs = (
        list(model.objects.readable(internal).filter(profile__in=profiles).for_listing())
        for model in (LessonEntry, NeedEntry)
    )
    return Book(
        mapping=mapping,
        matrix=mapping_matrix(mapping, internal=internal),
        parts=collect_mapping(mapping, internal=internal),
        lessons=lessons,
        needs=needs,
    )
