"""What waits for the people of one government."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import board
from ..models import Comment, FollowUp, ImplementationStep, Membership
from ..permissions import Permission, has_permission
from . import excerpts, handovers, inputs, measures, readings
from .lines import Line, Todo, When

TERM_ENDS_SOON = datetime.timedelta(days=90)


def of_government(government, user, today):
    """The Todo of one government for one of its people, in a fixed number of queries."""
    may_write = has_permission(user, Permission.FOLLOW_UP_EDIT, local_government=government)
    may_approve = has_permission(user, Permission.CONTRIBUTION_APPROVE, local_government=government)
    lines = [
        *handovers.lines(government, user),
        *inputs.lines(government, user, today, may_write=may_write, may_approve=may_approve),
        *excerpts.lines(government, today, may_approve=may_approve),
        *_step_lines(government, today),
        *measures.lines(government, today),
        *_triage_lines(government, may_write),
        *_comment_lines(government, may_write),
        *readings.lines(government, user, may_write=may_write),
        *_board_lines(government, today),
        *_post_lines(government, may_write),
        *_term_lines(government, today),
    ]
    return Todo(government, lines, reverse("tracking:workspace", args=[government.pk]), may_write)


def on_board(government, **asked):
    """The address of the government's board with these filters."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse("tracking:workspace", args=[government.pk]) + f"?{query}"


def _triage_lines(government, may_write):
    review = board.newest_review(government.state)
    count = board.untriaged(review, government).count() if review else 0
    if count:
        text = ngettext("%d recommendation to sort", "%d recommendations to sort", count) % count
        triage = reverse("tracking:followup-triage", args=[government.pk])
        yield Line(text, triage if may_write else on_board(government, relevance=board.UNTRIAGED), "filter")


def _step_lines(government, today):
    steps = ImplementationStep.objects.filter(local_government=government).open()
    soon = Q(due_date__range=(today, today + board.SOON))
    quiet = Q(updated_at__lt=board.quiet_before(today))
    counts = steps.aggregate(
        overdue=Count("pk", Q(due_date__lt=today)), soon=Count("pk", soon), quiet=Count("pk", quiet)
    )
    address = reverse("tracking:step-list", args=[government.pk])
    if counts["overdue"]:
        text = ngettext("%d step is overdue", "%d steps are overdue", counts["overdue"]) % counts["overdue"]
        yield Line(text, f"{address}?due=overdue", "warning", is_late=True)
    if counts["quiet"]:
        text = ngettext("%d step without news for six months", "%d steps without news for six months", counts["quiet"])
        yield Line(text % counts["quiet"], on_board(government, attention=board.QUIET), "clock")
    if counts["soon"]:
        text = ngettext("%d step is due in the next 30 days", "%d steps are due in the next 30 days", counts["soon"])
        yield Line(text % counts["soon"], f"{address}?due=soon", "calendar", when=When.SOON)


def _board_lines(government, today):
    """Ongoing statuses without news, and necessary recommendations for which nothing is planned yet."""
    follow_ups = FollowUp.objects.filter(local_government=government)
    stale = board.stale(follow_ups, today).count()
    if stale:
        text = ngettext(
            "%d ongoing status without news for twelve months",
            "%d ongoing statuses without news for twelve months",
            stale,
        )
        yield Line(text % stale, on_board(government, attention=board.STALE), "clock", is_late=True)
    review = board.newest_review(government.state)
    bare = follow_ups.filter(recommendation__review=review, relevance=FollowUp.Relevance.NECESSARY, steps=None).count()
    if bare:
        text = ngettext(
            "%d necessary recommendation has no step yet", "%d necessary recommendations have no step yet", bare
        )
        asked = {"relevance": FollowUp.Relevance.NECESSARY, "attention": board.NO_STEP}
        yield Line(text % bare, on_board(government, **asked), "plus", when=When.SOON)


def _comment_lines(government, may_write):
    """Published comments that the government has not answered, and those that the coordinator still reads."""
    comments = Comment.objects.filter(follow_up__local_government=government)
    counts = comments.aggregate(
        unanswered=Count("pk", Q(state=Comment.State.PUBLISHED, follow_up__visibility="public", reply="")),
        waiting=Count("pk", Q(state=Comment.State.WAITING)),
    )
    address = reverse("tracking:comment-list")
    if counts["unanswered"]:
        text = ngettext(
            "%d published comment on your work: you may reply",
            "%d published comments on your work: you may reply",
            counts["unanswered"],
        )
        when = When.NOW if may_write else When.WAITING
        yield Line(text % counts["unanswered"], f"{address}?show=unanswered", "comment", when=when)


def _post_lines(government, may_write):
    """The posts that nobody holds."""
    if not may_write:
        return
    held = Membership.objects.posts_of(government)
    address = reverse("tracking:people-list", args=[government.pk])
    if Membership.Post.FOCAL_POINT not in held:
        text = _("Nobody is focal point: reminders have no first address")
        yield Line(text, address, "person", when=When.SOON)
    elif Membership.Post.ALTERNATE not in held:
        yield Line(_("Nobody is alternate of the focal point"), address, "person", when=When.SOON)


def _term_lines(government, today):
    """The end of the administration's term, from ninety days before."""
    ends_on = government.term_ends_on
    if ends_on and today <= ends_on <= today + TERM_ENDS_SOON:
        words = {"day": date_format(ends_on, "DATE_FORMAT")}
        text = _("The administration’s term ends on %(day)s: prepare the hand-over") % words
        yield Line(text, reverse("tracking:handover-pack", args=[government.pk]), "people", when=When.SOON)
