"""A government's board: every recommendation of the newest review beside what the government says about it."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F, FilteredRelation, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from . import search
from .models import FollowUp, ImplementationStep, Recommendation, Review, Status, ThemeLink
from .models.followup import STALE_AFTER_MONTHS

SOON = datetime.timedelta(days=30)  # "due soon" everywhere
UNTRIAGED = "none"
STALE = "stale"


def newest_review(state):
    """The State's newest review that has recommendations, or None."""
    return Review.objects.with_recommendations().filter(state=state).first()


def stale_before(today):
    """Ongoing follow-ups last updated before this moment are stale."""
    day = today - relativedelta(months=STALE_AFTER_MONTHS)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def stale(follow_ups, today):
    """Of these follow-ups the ongoing ones without an update for twelve months."""
    return follow_ups.filter(status=Status.ONGOING, updated_at__lt=stale_before(today))


def untriaged(review, local_government):
    """The review's recommendations about which the government has not said how far they are its matter."""
    sorted_ones = FollowUp.objects.filter(local_government=local_government).exclude(relevance="")
    return review.recommendations.exclude(pk__in=sorted_ones.values("recommendation"))


def board(review, local_government):
    """The review's recommendations with the government's relevance, status, updated_at, step_count and next_due."""
    steps = ImplementationStep.follow_ups.through.objects.filter(
        followup__local_government=local_government, followup__recommendation=OuterRef("pk")
    ).order_by()
    is_open = Q(implementationstep__status__in=["planned", "under-way"])
    count = steps.values("followup__recommendation").annotate(count=Count("implementationstep", distinct=True))
    due = steps.filter(is_open).values("followup__recommendation")
    due = due.annotate(due=Min("implementationstep__due_date"))
    return Recommendation.objects.filter(review=review).annotate(
        ours=FilteredRelation("follow_ups", condition=Q(follow_ups__local_government=local_government)),
        relevance=F("ours__relevance"),
        status=F("ours__status"),
        has_setback=F("ours__has_setback"),
        updated_at=F("ours__updated_at"),
        step_count=Coalesce(Subquery(count.values("count")), 0),
        next_due=Subquery(due.values("due")),
    )


def narrowed(rows, review, *, today, relevance="", status="", cluster=None, position="", text=""):
    """The rows of a board that a person asked for; empty values ask for nothing."""
    if text:
        rows = rows.filter(pk__in=search.matching(text, review=review))
    if relevance == UNTRIAGED:
        rows = rows.filter(Q(relevance__isnull=True) | Q(relevance=""))
    elif relevance:
        rows = rows.filter(relevance=relevance)
    if status == STALE:
        rows = rows.filter(status=Status.ONGOING, updated_at__lt=stale_before(today))
    elif status == Status.NOT_STARTED:
        rows = rows.filter(Q(status__isnull=True) | Q(status=status))
    elif status:
        rows = rows.filter(status=status)
    if cluster:
        rows = rows.filter(pk__in=ThemeLink.objects.filter(theme__cluster=cluster).values("recommendation"))
    if position:
        rows = rows.filter(position=position)
    return rows
