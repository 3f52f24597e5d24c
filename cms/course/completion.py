"""How many people of a government finished which module. Counts only: no name leaves this file."""

from dataclasses import dataclass, field, replace

from django.db.models import Count

from cms.models import CoursePage, ModulePage, ModuleProgress
from tracking.models import Membership


@dataclass(frozen=True)
class CountedCourse:
    """A course with the modules that have a quiz, and the rows of a table of governments."""

    course: CoursePage
    modules: list
    rows: list = field(default_factory=list)

    @property
    def keys(self):
        """The translation keys of its modules."""
        return [module.translation_key for module in self.modules]

    def with_rows(self, counted, governments):
        """The course with a Row for each of the governments."""
        return replace(self, rows=[self.row(government, counted[government.pk]) for government in governments])

    def row(self, government, completion):
        """What the people of one government finished of the course."""
        finished = completion.finished
        by_module = [sum(key in keys for keys in finished) for key in self.keys]
        whole = sum(set(self.keys) <= keys for keys in finished)
        return Row(government, completion.people, whole, list(zip(self.modules, by_module, strict=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """One government: its people, how many finished the whole course, and [(module, how many)]."""

    government: object
    people: int
    whole: int
    by_module: list


@dataclass
class Completion:
    """One government: how many people it has, and per person who began a set of finished modules, without names."""

    people: int = 0
    finished: list = field(default_factory=list)


def courses_in(language):
    """The published courses of a language with their modules, as CountedCourses; two queries."""
    courses = CoursePage.objects.live().public().filter(locale__language_code=language).order_by("path")
    courses = list(courses.select_related("locale", "alias_of__locale"))
    below = {}
    for module in ModulePage.objects.for_listing().filter(locale__language_code=language) if courses else []:
        if module.has_quiz:
            below.setdefault(module.path[: -ModulePage.steplen], []).append(module)
    return [CountedCourse(course, below[course.path]) for course in courses if course.path in below]


def completion_of(governments, courses):
    """{government's number: Completion} of the governments' people with an open account; two queries."""
    counted = {government.pk: Completion() for government in governments}
    people = Membership.objects.filter(local_government__in=list(counted), user__is_active=True)
    for pk, count in people.values_list("local_government").annotate(Count("user", distinct=True)).order_by():
        counted[pk].people = count
    keys = [key for course in courses for key in course.keys]
    passed = ModuleProgress.objects.passed().filter(
        module__in=keys, person__is_active=True, person__memberships__local_government__in=list(counted)
    )
    finished = {}
    for pk, person, key in passed.values_list("person__memberships__local_government", "person", "module"):
        finished.setdefault((pk, person), set()).add(key)
    for (pk, _person), keys in finished.items():
        counted[pk].finished.append(keys)
    return counted
