"""Makes many recommendations out of a few word lists; the same number gives the same recommendations."""

import itertools
import random
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from tracking import reference_data, search
from tracking.models import (
    FollowUp,
    Goal,
    Group,
    LocalGovernment,
    Recommendation,
    RecommendationText,
    Review,
    State,
    Theme,
    ThemeLink,
    User,
    paragraph_order,
)

SEED = 4
CHUNK = 5_000  # recommendations held in memory at once
PARAGRAPHS = 400  # numbers under one heading number: 101.1 to 101.400, then 102.1
SEARCHED = "shelters"
POSITIONS = {"supported": 78, "noted": 18, "partly": 3, "pending": 1}  # of a hundred
STATUSES = ("not_started", "planned", "in_progress", "ongoing")
PUBLISHING, PUBLISHED = 12, 300  # governments, and recommendations on which each publishes its status

LINKS = (  # table, column, and what a Draft calls it
    (Recommendation.groups.through, "group_id", "groups"),
    (Recommendation.goals.through, "goal_id", "goals"),
    (Recommendation.recommending_states.through, "state_id", "states"),
)

VERBS = (
    "Continue to fund", "Build more", "Open", "Plan together with residents", "Repair", "Make easier to reach",
    "Put by law on a firm footing", "Inspect every year", "Extend to all districts", "Report each spring on",
    "Train the staff of", "Double the number of",
)  # fmt: skip
THINGS = (
    "night shelters", "day nurseries", "water points", "complaints desks", "bus lines to the outskirts",
    "schools that teach in two languages", "clinics for mothers", "courts that sit in the evening",
    "legal aid offices", "reading rooms", "job centres", "homes at a fair rent", "playgrounds without steps",
    "registers of births", "meeting houses", "early warning against floods",
)  # fmt: skip
PERSONS = (
    "for families with little income", "for persons with disabilities", "for older residents", "for newcomers",
    "for women and girls", "for children who left school", "for workers without a contract",
    "for people in informal settlements", "for farmers and fishers", "for everyone who asks",
)  # fmt: skip
MANNERS = (
    "with a budget line of its own", "and publish the results by district", "in step with towns and provinces",
    "before the end of the decade", "and ask those concerned first", "with targets that can be counted",
    "and name an office that answers for it", "so that no waiting list is longer than a month",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The site's reference data that recommendations are tagged with; lists of model rows."""

    themes: list
    groups: list
    goals: list
    states: list

    @classmethod
    def loaded(cls):
        """From the database, which gets the reference data first where it has none."""
        if not Theme.objects.filter(vocabulary=reference_data.CURRENT_VOCABULARY).exists():
            reference_data.load()
        return cls(
            list(Theme.objects.filter(vocabulary=reference_data.CURRENT_VOCABULARY).order_by("pk")),
            list(Group.objects.order_by("pk")),
            list(Goal.objects.order_by("number")),
            list(State.objects.exclude(is_observer=True).order_by("iso3")),
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A recommendation before it is stored or written into a file."""

    paragraph: str
    text: str
    position: str
    themes: list
    groups: list
    goals: list
    states: list


class Dice:
    """Draws from lists whose first entries are common and whose last ones are rare, as in real reviews."""

    def __init__(self):
        self.random = random.Random(SEED)  # noqa: S311 - nothing secret: the same words every time
        self._weights = {}

    def some(self, values, most):
        """Between one and `most` different ones of a list."""
        size = len(values)
        weights = self._weights.setdefault(size, list(itertools.accumulate(1 / (n + 3) for n in range(size))))
        number = self.random.randint(1, most)
        return list(dict.fromkeys(self.random.choices(values, cum_weights=weights, k=number)))

    def text(self):
        """A sentence or two of 15 to 35 words."""
        choice = self.random.choice
        first, second = (f"{choice(VERBS)} {choice(THINGS)} {choice(PERSONS)}" for _part in range(2))
        return f"{first}, {choice(MANNERS)}; {second[0].lower()}{second[1:]}, {choice(MANNERS)}"


def drafts(count, vocabulary):
    """Yield `count` Drafts with the paragraphs 101.1, 101.2 and so on."""
    dice = Dice()
    positions, shares = list(POSITIONS), list(POSITIONS.values())
    for number in range(count):
        yield Draft(
            paragraph=f"{101 + number // PARAGRAPHS}.{number % PARAGRAPHS + 1}",
            text=dice.text(),
            position=dice.random.choices(positions, shares)[0],
            themes=dice.some(vocabulary.themes, 4),
            groups=dice.some(vocabulary.groups, 3),
            goals=dice.some(vocabulary.goals, 3),
            states=dice.some(vocabulary.states, 2),
        )


def state_under_review(iso3, iso2, name):
    """An invented State; its codes are of those that ISO leaves to users."""
    return State.objects.get_or_create(iso3=iso3, defaults={"iso2": iso2, "name": name})[0]


def someone(name="benchmark"):
    """A person by whom things are done."""
    email = f"{name}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(email)


@transaction.atomic
def review(count):
    """A review with `count` recommendations, found by the search, on some of which governments publish a status."""
    state = state_under_review("XBM", "XB", "Benchmark")
    made = Review.objects.create(state=state, cycle=4, session=47)
    found = drafts(count, Vocabulary.loaded())
    first = []
    for _start in range(0, count, CHUNK):
        rows = store(made, list(itertools.islice(found, CHUNK)))
        first = first or rows[:PUBLISHED]
    publish(state, first)
    search.reindex(made.recommendations.values_list("pk", flat=True))
    return made


def store(made_for, chunk):
    """Write Drafts as recommendations of a review; return the rows."""
    rows = Recommendation.objects.bulk_create(
        Recommendation(
            review=made_for,
            paragraph=draft.paragraph,
            order=paragraph_order(draft.paragraph),
            position=draft.position,
        )
        for draft in chunk
    )
    pairs = list(zip(rows, chunk, strict=True))
    RecommendationText.objects.bulk_create(
        RecommendationText(recommendation=row, language="en", text=draft.text, is_official=True) for row, draft in pairs
    )
    link(
        ThemeLink,
        ("recommendation_id", "theme_id", "position"),
        ((row.pk, theme.pk, position) for row, draft in pairs for position, theme in enumerate(draft.themes)),
    )
    for table, column, name in LINKS:
        linked = ((row.pk, other.pk) for row, draft in pairs for other in getattr(draft, name))
        link(table, ("recommendation_id", column), linked)
    return rows


def link(table, columns, values):
    """Write many rows of a table of links the database's quickest way, without making an object of each."""
    into = f"{table._meta.db_table} ({', '.join(columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(values))  # noqa: S608 - our own names


def publish(state, recommendations):
    """Let every one of a few governments publish a status on each of the recommendations."""
    person, now = someone(), timezone.now()
    governments = LocalGovernment.objects.bulk_create(
        LocalGovernment(state=state, name=f"City {number}", slug=f"city-{number}") for number in range(PUBLISHING)
    )
    statuses = itertools.cycle(STATUSES)
    FollowUp.objects.bulk_create(
        FollowUp(
            local_government=government,
            recommendation=recommendation,
            relevance="helpful",
            status=next(statuses),
            visibility="public",
            updated_at=now,
            updated_by=person,
        )
        for government in governments
        for recommendation in recommendations
    )
