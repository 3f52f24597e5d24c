"""Makes what many governments do: follow-ups on every recommendation of a review, and implementation steps."""

import datetime
import itertools

from django.db import transaction
from django.utils import timezone

from benchmarks import generate
from tracking.models import FollowUp, ImplementationStep, LocalGovernment, Membership

RELEVANCE = ("necessary", "helpful", "helpful", "support-only", "")  # one of five is still to be sorted
STATUSES = ("not_started", "planned", "in_progress", "ongoing")
STEP_STATUSES = ("planned", "under-way", "under-way", "done")
CHUNK = 20  # governments whose rows are held in memory at once
DUE_WITHIN = 400  # days before and after today


def work(review, numbers, steps_each):
    """Let the cities of these numbers (a range) follow up every recommendation, with so many steps each."""
    person, today = generate.someone(), timezone.localdate()
    recommendations = list(review.recommendations.in_order())
    for start in range(numbers.start, numbers.stop, CHUNK):
        add_cities(review, range(start, min(start + CHUNK, numbers.stop)), steps_each, recommendations, person, today)


@transaction.atomic
def add_cities(review, numbers, steps_each, recommendations, person, today):
    """A chunk of cities with their follow-ups and steps."""
    now, state = timezone.now(), review.state
    cities = LocalGovernment.objects.bulk_create(
        LocalGovernment(state=state, name=f"Town {number}", slug=f"town-{number}") for number in numbers
    )
    follow_ups = FollowUp.objects.bulk_create(
        FollowUp(
            local_government=city,
            recommendation=recommendation,
            relevance=RELEVANCE[place % len(RELEVANCE)],
            status=STATUSES[place % len(STATUSES)],
            updated_at=now - datetime.timedelta(days=place % DUE_WITHIN),
            updated_by=person,
        )
        for city in cities
        for place, recommendation in enumerate(recommendations)
    )
    add_steps(cities, follow_ups, steps_each, len(recommendations), person, today)


def add_steps(cities, follow_ups, steps_each, many, person, today):
    """Steps of each city; every one answers one of its follow-ups, the first ones answer two."""
    statuses, now = itertools.cycle(STEP_STATUSES), timezone.now()
    steps = ImplementationStep.objects.bulk_create(
        ImplementationStep(
            local_government=city,
            title=f"Step {number}",
            kind="service",
            responsible=f"Department {number % 12}",
            status=(status := next(statuses)),
            due_date=today + datetime.timedelta(days=number % (2 * DUE_WITHIN) - DUE_WITHIN),
            end_date=today if status == "done" else None,
            added_by=person,
            updated_by=person,
            updated_at=now,
        )
        for city in cities
        for number in range(steps_each)
    )
    pairs = []
    for place, step in enumerate(steps):
        city, number = divmod(place, steps_each)
        pairs.append((step.pk, follow_ups[city * many + number % many].pk))
        if number % 10 == 0 and many > 1:
            pairs.append((step.pk, follow_ups[city * many + (number + 1) % many].pk))
    through = ImplementationStep.follow_ups.through
    generate.link(through, ("implementationstep_id", "followup_id"), pairs)


def officer_of(city):
    """An officer of the city."""
    person = generate.someone()
    Membership.objects.get_or_create(user=person, role="officer", local_government=city)
    return person
