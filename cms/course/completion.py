"""How many people of a government finished which module. Counts only: no name leaves this file.

Where few people work, a count tells who: such governments are counted together, if they are enough people together.
"""

from dataclasses import dataclass, field, replace

from django.db.models import Count

from cms.models import CoursePage, ModulePage, ModuleProgress
from tracking.models import Membership

FEWEST_PEOPLE = 3  # of whom counts are told: of two, each would know about the other


@dataclass(frozen=True)
class CountedCourse:
    """A course with the modules that have a quiz, and the rows of a table of governments; `together` is the Row of
    all governments that are too small for one of their own, None where these are few people, too."""

    course: CoursePage
    modules: list
    rows: list = field(default_factory=list)
    together: "Row | None" = None

    @property
    def keys(self):
        """The translation keys of its modules."""
        return [module.translation_key for module in self.modules]

    def with_rows(self, counted, governments):
        """The course with a Row for each of the governments."""
        return replace(self, rows=[self.row(government, counted[government.pk]) for government in governments])

    def with_together(self, completion):
        """The course with the row of the small governments."""
        row = self.row(None, completion)
        return self if row.is_few else replace(self, together=row)

    def row(self, government, completion):
        """What the people of one government, or of the small ones together, finished of the course."""
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

    @property
    def is_few(self):
        """So few people that a count would tell who."""
        return self.people < FEWEST_PEOPLE


@dataclass
class Completion:
    """How many people there are, and per person who began a set of finished modules, without names."""

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


def completion_of_small(state, courses):
    """The Completion of a State's governments that are too small to be counted alone, each person once; two queries."""
    people = Membership.objects.filter(local_government__state=state, user__is_active=True)
    by_government = people.values("local_government").annotate(people=Count("user", distinct=True)).order_by()
    small = by_government.filter(people__lt=FEWEST_PEOPLE).values("local_government")
    there = set(people.filter(local_government__in=small).values_list("user", flat=True))
    finished = {}
    for person, key in passed_of(courses).filter(person__in=there).values_list("person", "module"):
        finished.setdefault(person, set()).add(key)
    return Completion(len(there), list(finished.values()))


def passed_of(courses):
    """The passed modules of these courses, of people with an open account."""
    keys = [key for course in courses for key in course.keys]
    return ModuleProgress.objects.passed().filter(module__in=keys, person__is_active=True)


def completion_of(governments, courses):
    """{government's number: Completion} of the governments' people with an open account; two queries."""
    counted = {government.pk: Completion() for government in governments}
    people = Membership.objects.filter(local_government__in=list(counted), user__is_active=True)
    for pk, count in people.values_list("local_government").annotate(Count("user", distinct=True)).order_by():
        counted[pk].people = count
    passed = passed_of(courses).filter(person__memberships__local_government__in=list(counted))
    finished = {}
    for pk, person, key in passed.values_list("person__memberships__local_government", "person", "module"):
        finished.setdefault((pk, person), set()).add(key)
    for (pk, _person), keys in finished.items():
        counted[pk].finished.append(keys)
    return counted
