"""A government's board: every recommendation of the newest review beside what the government says about it.

All subqueries ask for one recommendation of one government, so that each is a look into an index: what other
governments have costs nothing.
"""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import search
from .models import Cluster, FollowUp, Goal, ImplementationStep, Recommendation, Review, Status, ThemeLink
from .models.followup import STALE_AFTER_MONTHS

SOON = datetime.timedelta(days=30)  # "due soon" everywhere
QUIET_AFTER_MONTHS = 6  # open steps of which nobody said anything for so long
UNTRIAGED = "none"
# What needs a look, beside relevance and status.
OVERDUE, NO_STEP, QUIET, STALE, SETBACK = "overdue", "no-step", "quiet", "stale", "setback"
CLUSTER, GOAL, DEPARTMENT = "cluster", "goal", "department"  # what a board can be grouped by


def newest_review(state):
    """The State's newest review that has recommendations, or None."""
    return Review.objects.with_recommendations().filter(state=state).first()


def _months_before(today, months):
    day = today - relativedelta(months=months)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def stale_before(today):
    """Ongoing follow-ups last updated before this moment are stale."""
    return _months_before(today, STALE_AFTER_MONTHS)


def quiet_before(today):
    """Open steps last updated before this moment have gone quiet."""
    return _months_before(today, QUIET_AFTER_MONTHS)


def stale(follow_ups, today):
    """Of these follow-ups the ongoing ones without an update for twelve months."""
    return follow_ups.filter(status=Status.ONGOING, updated_at__lt=stale_before(today))


def untriaged(review, local_government):
    """The review's recommendations about which the government has not said how far they are its matter."""
    sorted_ones = FollowUp.objects.filter(local_government=local_government).exclude(relevance="")
    return review.recommendations.exclude(pk__in=sorted_ones.values("recommendation"))


def board(review, local_government):
    """The review's recommendations with what the government says about each.

    Annotated: relevance, status, has_setback, department and updated_at of the answer; step_count; next_step (id),
    next_title and next_due of the open step that is due first; steps_updated_at, when the newest news of a step came.
    """
    steps = ImplementationStep.objects.filter(follow_ups=OuterRef("ours__pk")).order_by()
    counted = steps.values("follow_ups").annotate(number=Count("pk"), newest=Max("updated_at"))
    due = steps.open().order_by(F("due_date").asc(nulls_last=True), "pk")
    rows = Recommendation.objects.filter(review=review).annotate(
        ours=FilteredRelation("follow_ups", condition=Q(follow_ups__local_government=local_government)),
        relevance=F("ours__relevance"),
        status=F("ours__status"),
        has_setback=F("ours__has_setback"),
        department=F("ours__department"),
        updated_at=F("ours__updated_at"),
    )
    return rows.annotate(
        step_count=Coalesce(Subquery(counted.values("number")), 0),
        steps_updated_at=Subquery(counted.values("newest")),
        next_step=Subquery(due.values("pk")[:1]),
        next_title=Subquery(due.values("title")[:1]),
        next_due=Subquery(due.values("due_date")[:1]),
    )


def narrowed(rows, *, today, relevance="", status="", position="", department="", attention="", **tagged):
    """The rows of a board that a person asked for; empty values ask for nothing. `tagged` goes to tagged_with."""
    rows = tagged_with(rows, **tagged)
    if relevance == UNTRIAGED:
        rows = rows.filter(Q(relevance__isnull=True) | Q(relevance=""))
    elif relevance:
        rows = rows.filter(relevance=relevance)
    if status == Status.NOT_STARTED:
        rows = rows.filter(Q(status__isnull=True) | Q(status=status))
    elif status:
        rows = rows.filter(status=status)
    if position:
        rows = rows.filter(position=position)
    if department:
        rows = rows.filter(department=department)
    return _wanting(rows, attention, today) if attention else rows


def tagged_with(rows, *, review=None, text="", cluster=None, group=None, goal=None):
    """The recommendations that hold the words and the tags; empty values ask for nothing."""
    if text:
        rows = rows.filter(pk__in=search.matching(text, review=review))
    links = {
        "cluster": cluster and ThemeLink.objects.filter(theme__cluster=cluster),
        "group": group and Recommendation.groups.through.objects.filter(group=group),
        "goal": goal and Recommendation.goals.through.objects.filter(goal=goal),
    }
    for found in filter(lambda found: found is not None, links.values()):
        rows = rows.filter(Exists(found.filter(recommendation=OuterRef("pk"))))
    return rows


def _wanting(rows, attention, today):
    """The rows that need a look for one reason."""
    open_steps = ImplementationStep.objects.open().filter(follow_ups=OuterRef("ours__pk"))
    conditions = {
        OVERDUE: Q(next_due__lt=today),
        NO_STEP: Q(step_count=0),
        QUIET: Exists(open_steps.filter(updated_at__lt=quiet_before(today))),
        STALE: Q(status=Status.ONGOING, updated_at__lt=stale_before(today)),
        SETBACK: Q(has_setback=True),
    }
    return rows.filter(conditions[attention])


def grouped(rows, by):
    """The rows with group_order and group_key: the first cluster or goal of each, or the department that leads."""
    if by == DEPARTMENT:
        key = order = Coalesce(F("department"), Value(""))
    elif by == GOAL:
        goals = Recommendation.goals.through.objects.filter(recommendation=OuterRef("pk")).order_by("goal__number")
        key, order = Subquery(goals.values("goal")[:1]), Subquery(goals.values("goal__number")[:1])
    else:
        links = ThemeLink.objects.filter(recommendation=OuterRef("pk")).order_by("position", "pk")
        key = Subquery(links.values("theme__cluster")[:1])
        order = Subquery(links.values("theme__cluster__order")[:1])
    return rows.annotate(group_key=key, group_order=order)


def group_counts(rows):
    """{group_key: how many of the grouped rows}."""
    return dict(rows.order_by().values_list("group_key").annotate(Count("pk")))


def group_labels(by):
    """{group_key: label}; nothing for departments, whose key is their name."""
    if by == DEPARTMENT:
        return {}
    rows = Goal.objects.all() if by == GOAL else Cluster.objects.all()
    return {row.pk: str(row) for row in rows}


def departments(local_government):
    """The departments that lead some follow-up of the government, by name."""
    rows = FollowUp.objects.filter(local_government=local_government).exclude(department="").order_by("department")
    return list(rows.values_list("department", flat=True).distinct())
