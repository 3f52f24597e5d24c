"""What waits for somebody who comments for an organisation: what was published lately, and what became of own words."""

import dataclasses
import datetime

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from ..models import Comment, FollowUp
from .lines import Line, Todo, When

LATELY = datetime.timedelta(days=90)
MOST_SHOWN = 10


@dataclasses.dataclass(frozen=True)
class CommenterTodo(Todo):
    """Own comments by what became of them, and `recent`: the newest published follow-ups on which to comment."""

    recent: list = dataclasses.field(default_factory=list)


def of_commenter(state, user, now):
    """The CommenterTodo of a commenter in a State, in three queries."""
    recent = list(recently_published(state, user, now)[:MOST_SHOWN])
    return CommenterTodo(state, list(_own_lines(state, user)), reverse("tracking:comment-list"), recent=recent)


def recently_published(state, user, now):
    """Follow-ups that governments of the State published or changed lately, newest first; `is_commented` by them."""
    own = Comment.objects.filter(follow_up=OuterRef("pk"), by=user)
    rows = FollowUp.objects.published().filter(local_government__state=state, updated_at__gte=now - LATELY)
    return rows.for_listing().annotate(is_commented=Exists(own)).order_by("-updated_at", "-pk")


def _own_lines(state, user):
    """Own comments by what became of them, each count a link."""
    own = Comment.objects.filter(by=user, follow_up__local_government__state=state).exclude(decided_by=user)
    counts = dict(own.order_by().values_list("state").annotate(Count("pk")))
    answered = own.published().exclude(reply="").count()
    address = reverse("tracking:comment-list")
    refused, waiting = counts.get(Comment.State.REFUSED, 0), counts.get(Comment.State.WAITING, 0)
    if answered:
        text = ngettext("%d government replied to your comment", "%d replies to your comments", answered) % answered
        yield Line(text, f"{address}?show=answered", "comment")
    if refused:
        text = ngettext("%d comment was refused: read why", "%d comments were refused: read why", refused) % refused
        yield Line(text, f"{address}?show=refused", "minus-circle")
    if waiting:
        text = ngettext(
            "%d comment waits for the coordinator’s decision",
            "%d comments wait for the coordinator’s decision",
            waiting,
        )
        yield Line(text % waiting, f"{address}?show=waiting", "clock", when=When.WAITING)
