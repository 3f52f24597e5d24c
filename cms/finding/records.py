"""What is neither a page nor a file: governments, steps, the register, surveys, and overviews of themes, goals, States.

Each kind but the governments is a key of RECORDS, with the rows that everybody may see at this moment.
"""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy, override

from cms.models import EngagementProfile, LessonEntry, NeedEntry, ProfileAnswer, Survey
from cms.models.survey_texts import said
from tracking.models import Goal, ImplementationStep, LocalGovernment, Recommendation, State, Theme, ThemeLink

from .addresses import in_first_language
from .sources import Kind, Source, numbered

PROFILE_TEXTS = ("places_text", "engagement", "nature", "lessons_learned", "future", "note")


def themes():
    """The themes of today that recommendations have, by this or an earlier name."""
    links = ThemeLink.objects.order_by()
    named = Exists(links.filter(theme=OuterRef("pk"))) | Exists(links.filter(theme__current=OuterRef("pk")))
    return Theme.objects.filter(named, current=None)


def goals():
    """The SDG goals that recommendations serve."""
    return Goal.objects.filter(Exists(Recommendation.goals.through.objects.filter(goal=OuterRef("pk"))))


def states():
    """The States under review with recommendations."""
    return State.objects.filter(Exists(Recommendation.objects.order_by().filter(review__state=OuterRef("pk"))))


RECORDS = {
    "step": lambda: ImplementationStep.objects.published(),
    "profile": lambda: EngagementProfile.objects.shown(),
    "lesson": lambda: LessonEntry.objects.shown(),
    "need": lambda: NeedEntry.objects.shown(),
    "survey": lambda: Survey.objects.listed(timezone.localdate()),
    "theme": themes,
    "goal": goals,
    "state": states,
}


def is_public():
    """A Q that keeps the records that are public at this moment; each asks for its own row, however many there are."""
    condition = Q(pk__in=[])
    for name, rows in RECORDS.items():
        condition |= Q(Exists(rows().order_by().filter(pk=OuterRef("record_id"))), record=name)
    return condition


def all_records():
    """The Sources of every record, and of the governments."""
    for found in (governments, steps, profiles, lessons, surveys, overviews):
        yield from found()


def record(name, pk, **fields):
    """The Source of a record."""
    return Source(key=f"{name}-{pk}", link="record_id", pk=pk, record=name, **fields)


def with_words(source, prose, beside=()):
    """The Source with its text; its stamp is what it says."""
    source.say(prose, [*beside])
    source.stamp = source.fingerprint()
    return source


def governments():
    """Governments; their States' names in all languages are words to find them by."""
    for row in LocalGovernment.objects.publishing().select_related("state"):
        source = Source(
            key=f"government-{row.pk}",
            kind=Kind.GOVERNMENT,
            title=row.name,
            address=in_first_language("tracking:government-detail", row.state.iso3, row.slug),
            link="government",
            pk=row.pk,
            state=row.state_id,
        )
        yield with_words(source, "", dict.fromkeys([row.state.name, *row.state.names.values()]))


def steps():
    """Steps that governments publish, in the language in which they work."""
    columns = ("title", "description", "outcome", "local_government")
    place = ("name", "language", "state__name", "state__names")
    rows = RECORDS["step"]().select_related("local_government__state").order_by("pk")
    rows = rows.only(*columns, *(f"local_government__{name}" for name in place))
    for row in rows.iterator():
        government = row.local_government
        source = record(
            "step",
            row.pk,
            kind=Kind.STEP,
            title=row.title,
            address=in_first_language("tracking:step-detail", row.pk),
            language=government.language,
            state=government.state_id,
        )
        yield with_words(source, f"{row.description} {row.outcome}", [government.name, str(government.state)])


def profiles():
    """Profiles of the register with their public answers."""
    answers = {}
    for row in ProfileAnswer.objects.shown().order_by("pk"):
        answers.setdefault(row.profile_id, []).extend([row.text, row.outcome, row.lesson])
    for row in RECORDS["profile"]().in_full():
        texts = [*(getattr(row, name) for name in PROFILE_TEXTS), *answers.get(row.pk, [])]
        places = [place.name for place in row.places.all() if place.is_shown]
        countries = list(row.countries.all())
        with override(row.language):
            beside = [*places, *map(str, countries), str(row.presence)]
        source = record(
            "profile",
            row.pk,
            kind=Kind.REGISTER,
            title=row.title,
            address=in_first_language("cms:profile-detail", row.exercise.slug, row.slug),
            language=row.language,
            state=countries[0].pk if len(countries) == 1 else None,
            year=row.prepared_on.year,
        )
        yield with_words(source, " ".join(filter(None, texts)), beside)


def lessons():
    """Lessons and needs of the register."""
    for name, title in (("lesson", gettext_lazy("Lesson")), ("need", gettext_lazy("Need"))):
        for row in RECORDS[name]().order_by("pk").prefetch_related("themes"):
            with override(row.language):
                beside = [str(title), row.author_body, *(theme.label for theme in row.themes.all())]
            source = record(
                name,
                row.pk,
                kind=Kind.REGISTER,
                title=row.title,
                address=f"{in_first_language(f'cms:{name}-list')}#{name}-{row.pk}",
                language=row.language,
                year=row.noted_on.year,
                themes=sorted({theme.current_id or theme.pk for theme in row.themes.all()}),
            )
            yield with_words(source, row.text, beside)


def surveys():
    """Surveys that the public finds, in each language in which they have a title."""
    for row in RECORDS["survey"]().order_by("pk"):
        for language in [code for code, _name in settings.LANGUAGES if row.title.get(code)]:
            source = record(
                "survey",
                row.pk,
                kind=Kind.SURVEY,
                title=row.title[language],
                address=in_first_language("cms:survey-detail", row.slug),
                language=language,
                year=row.closes_on.year,
            )
            yield with_words(source, strip_tags(said(row.introduction, language).text))


def overviews():
    """Themes, goals and States, in each language in which they have a name."""
    named = [("theme", row, row.pk) for row in themes().select_related("cluster").order_by("pk")]
    named += [("goal", row, row.number) for row in goals().prefetch_related("targets").order_by("pk")]
    named += [("state", row, row.iso3) for row in states().order_by("pk")]
    for name, row, place in named:
        called = row.names if name == "state" else row.labels
        for language in {"en": "", **called}:
            with override(language):
                source = overview(name, row, place, language)
            yield source


def overview(name, row, place, language):
    """One of them, in the active language."""
    prose, beside = {
        "theme": lambda: (str(row.cluster or ""), [row.name]),
        "goal": lambda: (". ".join(numbered(target) for target in row.targets.all()), []),
        "state": lambda: ("", [row.name, row.iso3, *row.names.values()]),
    }[name]()
    source = record(
        name,
        row.pk,
        kind=Kind.OVERVIEW,
        title=numbered(row) if name == "goal" else row.label if name == "theme" else str(row),
        address=in_first_language(f"tracking:{name}-detail", place),
        language=language,
        **{"theme": {"themes": [row.pk]}, "goal": {"goals": [place]}, "state": {"state": row.pk}}[name],
    )
    return with_words(source, prose, beside)
