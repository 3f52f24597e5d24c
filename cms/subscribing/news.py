"""What is new and public: practices, statuses and reports, each with what it is about. Three or so queries a kind."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Min, Prefetch
from django.db.models.functions import Coalesce
from django.utils.text import Truncator
from django.utils.translation import get_language

from cms.models import PracticePage
from cms.opendata import full_address, language_of
from tracking.models import FollowUp, Recommendation, Report, ThemeLink

WORDS = 30  # of a recommendation
PRACTICE, STATUS, REPORT = "practice", "status", "report"


@dataclass(frozen=True)
class Item:
    """One new thing: how it is named in a row, when it was published, and what it is about."""

    kind: str
    name: str
    at: object
    themes: frozenset = frozenset()
    goals: frozenset = frozenset()
    government: int | None = None
    state: int | None = None

    def is_for(self, subscription):
        """Whether a subscription is about it."""
        if subscription.topic == "practices":
            return self.kind == PRACTICE
        if subscription.topic == "reports":
            return self.kind == REPORT and self.state == subscription.state_id
        return (
            not self.themes.isdisjoint(themes_of(subscription))
            or subscription.goal_id in self.goals
            or (subscription.topic == "city" and self.government == subscription.government_id)
        )


@dataclass(frozen=True)
class Line:
    """One thing as the mail tells of it."""

    title: str
    about: str  # in the language of the mail
    address: str
    text: str = ""  # in its own
    language: str = ""


def themes_of(subscription):
    """The theme of a subscription and what it is called today, as items name it; empty where it has none."""
    theme = subscription.theme
    return {theme.pk, theme.current_id or theme.pk} if theme else set()


def since(moment, until):
    """Every Item published after `moment` and until `until`, in the order of their publication."""
    found = [*practices(moment, until), *statuses(moment, until), *reports(moment, until)]
    return sorted(found, key=lambda item: item.at)


def practices(moment, until):
    """Practices whose first language was published in that time."""
    public = PracticePage.objects.live().public().order_by()
    first = public.values_list("translation_key").annotate(at=Min("first_published_at"))
    times = {key: at for key, at in first if at and moment < at <= until}
    rows = public.filter(translation_key__in=times)
    names = dict(rows.values_list("pk", "translation_key"))
    places = dict(rows.values_list("translation_key", "city"))
    themes = gathered(
        PracticePage.themes.through.objects.filter(practicepage__in=names), "practicepage", today("theme")
    )
    goals = gathered(
        PracticePage.targets.through.objects.filter(practicepage__in=names), "practicepage", F("target__goal")
    )
    for key, at in times.items():
        ids = [pk for pk, name in names.items() if name == key]
        about = {"themes": union(themes, ids), "goals": union(goals, ids), "government": places[key]}
        yield Item(PRACTICE, str(key), at, **about)


def statuses(moment, until):
    """Published statuses that changed in that time."""
    rows = FollowUp.objects.published().filter(updated_at__gt=moment, updated_at__lte=until)
    found = list(rows.values_list("pk", "updated_at", "local_government", "recommendation"))
    ids = {recommendation for *_rest, recommendation in found}
    themes = gathered(ThemeLink.objects.filter(recommendation__in=ids), "recommendation", today("theme"))
    links = Recommendation.goals.through.objects.filter(recommendation__in=ids)
    goals = gathered(links, "recommendation", F("goal"))
    for pk, at, government, recommendation in found:
        about = {"themes": union(themes, [recommendation]), "goals": union(goals, [recommendation])}
        yield Item(STATUS, str(pk), at, government=government, **about)


def reports(moment, until):
    """Reports published in that time."""
    rows = Report.objects.published().filter(published_at__gt=moment, published_at__lte=until)
    for pk, at, state in rows.values_list("pk", "published_at", "call__review__state"):
        yield Item(REPORT, str(pk), at, state=state)


def today(column):
    """A theme as it is called today."""
    return Coalesce(F(f"{column}__current"), F(column))


def gathered(links, owner, value):
    """{owner: set of values} of a table of links; one query."""
    found = {}
    for key, theme in links.annotate(about=value).values_list(owner, "about"):
        found.setdefault(key, set()).add(theme)
    return found


def union(found, ids):
    """The values of several owners together."""
    return frozenset().union(*(found.get(pk, ()) for pk in ids))


def lines(items):
    """[Line] in the active language for [kind, name] pairs; what is not public any more is left out."""
    names = {kind: [name for found, name in items if found == kind] for kind in (PRACTICE, STATUS, REPORT)}
    return [*practice_lines(names[PRACTICE]), *status_lines(names[STATUS]), *report_lines(names[REPORT])]


def practice_lines(names):
    """Practices with their place, in the reader's language where there is one."""
    shown = PracticePage.objects.shown_in(get_language()).filter(translation_key__in=names).for_listing()
    return [Line(row.title, row.place, full_address(row), row.summary, language_of(row)) for row in shown]


def status_lines(names):
    """Statuses with their recommendation."""
    recommendations = Recommendation.objects.with_text().select_related("review__state")
    rows = FollowUp.objects.published().filter(pk__in=names).order_by("local_government__name", "pk")
    rows = rows.select_related("local_government__state")
    for row in rows.prefetch_related(Prefetch("recommendation", recommendations)):
        title = f"{row.local_government}: {row.published_status_label}"
        address = f"{settings.SITE_URL}{row.recommendation.get_absolute_url()}#follow-up-{row.pk}"
        about = f"{row.recommendation.review}: {row.recommendation.paragraph}"
        text = Truncator(row.recommendation.shown_text or "").words(WORDS)
        yield Line(title, about, address, text, row.recommendation.shown_language)


def report_lines(names):
    """Reports with their review."""
    for row in Report.objects.published().filter(pk__in=names).for_listing().order_by("pk"):
        yield Line(row.public_title, str(row.call.review), f"{settings.SITE_URL}{row.public_address}")
