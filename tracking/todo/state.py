"""What waits for those who serve a State."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import people
from ..models import (
    Call,
    Comment,
    Contribution,
    LocalGovernment,
    Membership,
    Recommendation,
    ReminderDelivery,
    Report,
    SourceFile,
)
from ..permissions import Permission, has_permission
from . import excerpts, national, readings
from .lines import Line, Todo, When, days_left


def of_state(state, user, today):
    """The Todo of somebody who serves the State, in a fixed number of queries."""
    manages = has_permission(user, Permission.CALL_MANAGE, state=state)
    lines = [*_open_call_lines(state, today)]
    if manages:
        decisions = [*_decision_lines(state, user), *_comment_lines(state)]
        decisions += [*_mail_lines(state), *_address_lines(state)]
        decisions += [*national.lines_of_coordinator(state), *excerpts.lines_of_state(state)]
        decisions += excerpts.note_lines(state, today)
        decisions += readings.lines_of_state(state, user)
        lines = [*_import_lines(state), *decisions, *lines, *_assessment_lines(state), *_locked_call_lines(state)]
    if has_permission(user, Permission.MEASURE_WRITE, state=state):
        lines += national.lines_of_ministry(state, user)
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
    for call in Call.objects.reminding().filter(review__state=state).with_chosen_count().with_heard():
        words = {
            "call": call.title,
            "count": call.heard,
            "total": call.chosen_count or total,
            "left": days_left(call.deadline, today),
        }
        text = _("“%(call)s”: %(count)s of %(total)s governments submitted (%(left)s)") % words
        yield Line(text, call.get_absolute_url(), "people", call.deadline < today, when=When.WAITING)


def _locked_call_lines(state):
    """Calls that stand open although their report is locked."""
    calls = Call.objects.open().filter(review__state=state)
    for call in calls.exclude(pk__in=calls.reminding().values("pk")):
        text = _("The report of “%(call)s” is locked: close the call") % {"call": call.title}
        yield Line(text, f"{call.get_absolute_url()}#close", "lock", when=When.SOON)


def _decision_lines(state, user):
    """Input to accept or return, and what a colleague typed in on behalf of a government, to approve."""
    colleagues = Q(status=Contribution.Status.WAITING) & ~Q(on_behalf_of="") & ~Q(prepared_by=user)
    decide = Q(status=Contribution.Status.SUBMITTED) | colleagues
    both = Membership.objects.filter(user=OuterRef("approved_by"), role=Membership.Role.COORDINATOR, state=state)
    # A colleague's approval makes it no less the own work of who typed it: that colleague accepts it, too.
    own = ~Q(on_behalf_of="") & Q(prepared_by=user) & Exists(both)
    waiting = Contribution.objects.filter(decide, local_government__state=state).exclude(own)
    for row in waiting.values("call", "call__title").annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)d contribution to “%(call)s” waits for your decision",
            "%(count)d contributions to “%(call)s” wait for your decision",
            row["count"],
        )
        words = {"count": row["count"], "call": row["call__title"]}
        yield Line(text % words, reverse("tracking:call-detail", args=[row["call"]]), "check-circle")


def _comment_lines(state):
    """Comments that nobody has decided on."""
    count = Comment.objects.waiting().filter(follow_up__local_government__state=state).count()
    if count:
        text = ngettext("%d comment waits for your decision", "%d comments wait for your decision", count) % count
        yield Line(text, reverse("tracking:comment-list") + "?show=waiting", "comment")


def _assessment_lines(state):
    """Recommendations on which cities publish something and the State has no assessment of its own."""
    published = Q(follow_ups__visibility="public")
    rows = Recommendation.objects.filter(published, review__state=state, national_assessment=None)
    count = rows.values("pk").distinct().count()
    if count:
        text = ngettext(
            "%d recommendation with published work has no national assessment",
            "%d recommendations with published work have no national assessment",
            count,
        )
        yield Line(text % count, reverse("tracking:assessment-list") + "?show=missing", "flag", when=When.SOON)


def _mail_lines(state):
    statuses = [ReminderDelivery.Status.FAILED, ReminderDelivery.Status.UNKNOWN]
    mails = ReminderDelivery.objects.filter(status__in=statuses, items__state=state, resolved_at=None)
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


def _address_lines(state):
    """People to whom mails do not arrive."""
    count = people.failing(state).count()
    if count:
        text = ngettext("Mails to %d person do not arrive", "Mails to %d people do not arrive", count) % count
        address = reverse("tracking:state-people", args=[state.iso3])
        yield Line(text, f"{address}#failing", "mail", is_late=True)


def _report_lines(state):
    report = Report.objects.filter(call__review__state=state).select_related("call").order_by("-asked_at").first()
    if report:
        words = {"report": report, "status": report.get_status_display()}
        text = _("Newest report: %(report)s (%(status)s)") % words
        yield Line(text, report.get_absolute_url(), "table", when=When.SOON)
