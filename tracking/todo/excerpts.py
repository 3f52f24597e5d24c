"""Lines about what stands in the report of a government's input: to confirm, to change, to read in the end."""

import datetime

from django.db.models import Count, Exists, F, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import AnswerUse, Contribution, Report
from .lines import Line, When

TOLD_FOR = datetime.timedelta(days=60)  # so long a locked report stands on the list


def lines(government, today, *, may_approve):
    """What the government has to confirm, and the locked reports that it may reply to; two queries."""
    uses = _open_uses().filter(
        answer__contribution__local_government=government,
        answer__contribution__call__excerpts_sent_at__isnull=False,
        confirmed_at__isnull=True,
        objection="",
    )
    for row in uses.values("call", "title", "until").annotate(count=Count("pk")).order_by("until", "call"):
        text = ngettext(
            "Confirm %(count)s excerpt in the report to “%(call)s” until %(day)s",
            "Confirm %(count)s excerpts in the report to “%(call)s” until %(day)s",
            row["count"],
        )
        words = {"count": row["count"], "call": row["title"], "day": date_format(row["until"], "DATE_FORMAT")}
        when = When.NOW if may_approve else When.WAITING
        address = reverse("tracking:feedback-detail", args=[government.pk, row["call"]])
        yield Line(text % words, address, "check", may_approve and row["until"] < today, when=when)
    yield from _locked_lines(government, today)


def _locked_lines(government, today):
    since = datetime.datetime.combine(today - TOLD_FOR, datetime.time(), datetime.UTC)
    used = Report.objects.locked().filter(contributions__local_government=government, locked_at__gte=since)
    for row in used.values("call", title=F("call__title")).distinct().order_by("call"):
        text = _("The report to “%(call)s” is locked: see what was used of your input") % {"call": row["title"]}
        address = reverse("tracking:feedback-detail", args=[government.pk, row["call"]])
        yield Line(text, address, "lock", when=When.SOON)


def lines_of_state(state):
    """Excerpts that governments want changed, a line for each call; one query."""
    uses = _open_uses().filter(answer__contribution__call__review__state=state).exclude(objection="")
    for row in uses.values("call", "title").annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)s excerpt in “%(call)s”: its government wants it changed",
            "%(count)s excerpts in “%(call)s”: their governments want them changed",
            row["count"],
        )
        address = reverse("tracking:excerpt-list", args=[row["call"]])
        words = {"count": row["count"], "call": row["title"]}
        yield Line(text % words, f"{address}?show=objected", "comment")


def _open_uses():
    """Excerpts of the newest accepted versions, of calls whose report is not locked."""
    newer = Contribution.objects.accepted().filter(
        call=OuterRef("answer__contribution__call"),
        local_government=OuterRef("answer__contribution__local_government"),
        version__gt=OuterRef("answer__contribution__version"),
    )
    locked = Report.objects.locked().filter(call=OuterRef("answer__contribution__call"))
    uses = AnswerUse.objects.filter(is_used=True, answer__contribution__status="accepted")
    return uses.filter(~Exists(newer), ~Exists(locked)).annotate(
        call=F("answer__contribution__call"),
        title=F("answer__contribution__call__title"),
        until=F("answer__contribution__call__excerpts_until"),
    )
