"""What waits for a person: lines that each count something and lead to where it is done."""

import dataclasses

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import board
from .models import (
    Call,
    Contribution,
    FollowUp,
    ImplementationStep,
    LocalGovernment,
    Recommendation,
    ReminderDelivery,
    Report,
    SourceFile,
)
from .permissions import Permission, has_permission


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing to do: the sentence, where it leads, a drawing, and whether it is late.

    With `is_post` the way there makes something new: it is a button and not a link.
    """

    text: str
    url: str
    icon: str
    is_late: bool = False
    is_post: bool = False


@dataclasses.dataclass(frozen=True)
class Todo:
    """A government, or a State, with its lines."""

    place: object
    lines: list
    url: str = ""
    may_write: bool = False


def of_government(government, user, today):
    """The Todo of one government for one of its people, in a fixed number of queries."""
    may_write = has_permission(user, Permission.FOLLOW_UP_EDIT, local_government=government)
    lines = [
        *_triage_lines(government, may_write),
        *_step_lines(government, today),
        *_stale_lines(government, today),
        *_call_lines(government, user, today, may_write),
    ]
    return Todo(government, lines, reverse("tracking:workspace", args=[government.pk]), may_write)


def _triage_lines(government, may_write):
    review = board.newest_review(government.state)
    count = board.untriaged(review, government).count() if review else 0
    if count:
        text = ngettext("%d recommendation to sort", "%d recommendations to sort", count) % count
        triage = reverse("tracking:followup-triage", args=[government.pk])
        table = reverse("tracking:workspace", args=[government.pk]) + f"?relevance={board.UNTRIAGED}"
        yield Line(text, triage if may_write else table, "filter")


def _step_lines(government, today):
    steps = ImplementationStep.objects.filter(local_government=government).open()
    soon = Q(due_date__range=(today, today + board.SOON))
    counts = steps.aggregate(overdue=Count("pk", Q(due_date__lt=today)), soon=Count("pk", soon))
    address = reverse("tracking:step-list", args=[government.pk])
    if counts["overdue"]:
        text = ngettext("%d step is overdue", "%d steps are overdue", counts["overdue"]) % counts["overdue"]
        yield Line(text, f"{address}?due=overdue", "warning", is_late=True)
    if counts["soon"]:
        text = ngettext("%d step is due in the next 30 days", "%d steps are due in the next 30 days", counts["soon"])
        yield Line(text % counts["soon"], f"{address}?due=soon", "calendar")


def _stale_lines(government, today):
    follow_ups = FollowUp.objects.filter(local_government=government)
    count = board.stale(follow_ups, today).count()
    if count:
        text = ngettext(
            "%d ongoing status without news for twelve months",
            "%d ongoing statuses without news for twelve months",
            count,
        )
        address = reverse("tracking:workspace", args=[government.pk])
        yield Line(text % count, f"{address}?status={board.STALE}", "clock", is_late=True)


def _call_lines(government, user, today, may_write):
    may_approve = has_permission(user, Permission.CONTRIBUTION_APPROVE, local_government=government)
    calls = {call.pk: call for call in Call.objects.open().filter(review__state=government.state)}
    own = Contribution.objects.filter(call__in=calls, local_government=government).latest()
    by_call = {contribution.call_id: contribution for contribution in own}
    for pk, call in calls.items():
        yield from _contribution_lines(call, by_call.get(pk), government, user, today, may_write, may_approve)


def days_left(deadline, today):
    """How long there is still time, in words."""
    days = (deadline - today).days
    if days < 0:
        return ngettext("%d day late", "%d days late", -days) % -days
    if days == 0:
        return _("today is the last day")
    return ngettext("%d day left", "%d days left", days) % days


def _contribution_lines(call, contribution, government, user, today, may_write, may_approve):
    """The next action on the government's input to one open call; nothing once it lies with the coordinator."""
    words = {"call": call.title, "left": days_left(call.deadline, today)}
    is_late = call.deadline < today
    if contribution is None:
        address = reverse("tracking:contribution-start", args=[government.pk, call.pk])
        if may_write:
            sentence = _("Start your mid-term input to “%(call)s” (%(left)s)")
            yield Line(sentence % words, address, "pencil", is_late, is_post=True)
        return
    sentence = ""
    status = contribution.status
    if status == Contribution.Status.DRAFT and may_write:
        sentence = _("Finish your mid-term input to “%(call)s” and hand it in (%(left)s)")
    elif status == Contribution.Status.WAITING and may_approve and contribution.prepared_by_id != user.pk:
        sentence = _("Approve the mid-term input to “%(call)s”, or send it back (%(left)s)")
    elif status == Contribution.Status.WAITING:
        sentence = _("The mid-term input to “%(call)s” waits for approval by a second person (%(left)s)")
    elif status == Contribution.Status.RETURNED and may_write:
        sentence = _("The coordinator returned your mid-term input to “%(call)s”: read why and answer (%(left)s)")
    if sentence:
        yield Line(sentence % words, contribution.get_absolute_url(), "send", is_late)


def of_state(state, user, today):
    """The Todo of somebody who serves the State, in a fixed number of queries."""
    manages = has_permission(user, Permission.CALL_MANAGE, state=state)
    lines = [*_open_call_lines(state, today)]
    if manages:
        lines = [*_import_lines(state), *lines, *_decision_lines(state), *_mail_lines(state)]
    lines += _report_lines(state)
    return Todo(state, lines, reverse("tracking:call-list"), manages)


def _import_lines(state):
    if not Recommendation.objects.filter(review__state=state).exists():
        yield Line(_("Import the recommendations of the newest review"), reverse("tracking:import-add"), "upload")
    count = SourceFile.objects.undecided().filter(review__state=state).count()
    if count:
        text = ngettext("%d uploaded file waits to be confirmed", "%d uploaded files wait to be confirmed", count)
        yield Line(text % count, reverse("tracking:import-list"), "upload")


def _open_call_lines(state, today):
    total = LocalGovernment.objects.filter(state=state).count()
    submitted = Count("contributions__local_government", Q(contributions__submitted_at__isnull=False), distinct=True)
    for call in Call.objects.open().filter(review__state=state).annotate(submitted=submitted):
        words = {
            "call": call.title,
            "count": call.submitted,
            "total": total,
            "left": days_left(call.deadline, today),
        }
        text = _("“%(call)s”: %(count)s of %(total)s governments submitted (%(left)s)") % words
        yield Line(text, call.get_absolute_url(), "people", call.deadline < today)


def _decision_lines(state):
    waiting = Contribution.objects.filter(local_government__state=state, status=Contribution.Status.SUBMITTED)
    for row in waiting.values("call", "call__title").annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)d contribution to “%(call)s” waits for your decision",
            "%(count)d contributions to “%(call)s” wait for your decision",
            row["count"],
        )
        words = {"count": row["count"], "call": row["call__title"]}
        yield Line(text % words, reverse("tracking:call-detail", args=[row["call"]]), "check-circle")


def _mail_lines(state):
    statuses = [ReminderDelivery.Status.FAILED, ReminderDelivery.Status.UNKNOWN]
    mails = ReminderDelivery.objects.filter(status__in=statuses, items__local_government__state=state)
    counts = mails.order_by().values("status").annotate(count=Count("pk", distinct=True))
    by_status = {row["status"]: row["count"] for row in counts}
    address = reverse("tracking:delivery-list")
    failed, unknown = (by_status.get(status, 0) for status in statuses)
    if failed:
        text = ngettext("%d reminder could not be sent", "%d reminders could not be sent", failed) % failed
        yield Line(text, f"{address}?status=failed", "mail", is_late=True)
    if unknown:
        text = ngettext("%d reminder with unknown outcome", "%d reminders with unknown outcome", unknown) % unknown
        yield Line(text, f"{address}?status=unknown", "mail", is_late=True)


def _report_lines(state):
    report = Report.objects.filter(call__review__state=state).select_related("call").order_by("-asked_at").first()
    if report:
        words = {"report": report, "status": report.get_status_display()}
        yield Line(_("Newest report: %(report)s (%(status)s)") % words, report.get_absolute_url(), "table")
