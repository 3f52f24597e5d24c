"""Lines about what stands in the report of a government's input: to confirm, to change, to read in the end."""

import datetime

from django.db.models import Count, F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..midterm import feedback
from ..models import ContributionNote, Report
from .lines import Line, When

TOLD_FOR = datetime.timedelta(days=60)  # so long a locked report stands on the list
NEW_FOR = datetime.timedelta(days=30)  # so long a government's note counts as new: nothing keeps who has read it


def lines(government, today, *, may_approve):
    """What the government can still confirm, and the locked reports that it may reply to; two queries."""
    uses = feedback.open_uses().filter(
        answer__contribution__local_government=government,
        answer__contribution__call__excerpts_until__gte=today,
        confirmed_at__isnull=True,
        objection="",
    )
    for row in uses.values("call", "title", "until").annotate(count=Count("pk")).order_by("until", "call"):
        text = ngettext(
            "Confirm %(count)s excerpt in the report to “%(call)s” until %(day)s",
            "Confirm %(count)s excerpts in the report to “%(call)s” until %(day)s",
            row["count"],
        )
        if not may_approve:
            text = ngettext(
                "%(count)s excerpt in the report to “%(call)s” waits until %(day)s: an approver confirms it",
                "%(count)s excerpts in the report to “%(call)s” wait until %(day)s: an approver confirms them",
                row["count"],
            )
        words = {"count": row["count"], "call": row["title"], "day": date_format(row["until"], "DATE_FORMAT")}
        when = When.NOW if may_approve else When.WAITING
        address = reverse("tracking:feedback-detail", args=[government.pk, row["call"]])
        yield Line(text % words, address, "check", when=when)
    yield from _locked_lines(government, today)


def _locked_lines(government, today):
    since = datetime.datetime.combine(today - TOLD_FOR, datetime.time(), datetime.UTC)
    used = Report.objects.locked().filter(contributions__local_government=government, locked_at__gte=since)
    for row in used.values("call", title=F("call__title")).distinct().order_by("call"):
        text = _("The report to “%(call)s” is locked: see what was used of your input") % {"call": row["title"]}
        address = reverse("tracking:feedback-detail", args=[government.pk, row["call"]])
        yield Line(text, address, "lock", when=When.SOON)


def lines_of_state(state):
    """Excerpts that governments have not been shown, and those they want changed, a line for each call; two queries."""
    yield from _unsent_lines(state)
    uses = feedback.open_uses().filter(answer__contribution__call__review__state=state).exclude(objection="")
    for row in uses.values("call", "title").annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)s excerpt in “%(call)s”: its government wants it changed",
            "%(count)s excerpts in “%(call)s”: their governments want them changed",
            row["count"],
        )
        address = reverse("tracking:excerpt-list", args=[row["call"]])
        words = {"count": row["count"], "call": row["title"]}
        yield Line(text % words, f"{address}?show=objected", "comment")


def note_lines(state, today):
    """What governments wrote beside locked reports lately, a line for each call; one query."""
    since = datetime.datetime.combine(today - NEW_FOR, datetime.time(), datetime.UTC)
    notes = ContributionNote.objects.filter(contribution__call__review__state=state, at__gte=since)
    rows = notes.order_by().values(call=F("contribution__call"), title=F("contribution__call__title"))
    for row in rows.annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)s new note of a government on the locked report to “%(call)s” (last %(days)s days)",
            "%(count)s new notes of governments on the locked report to “%(call)s” (last %(days)s days)",
            row["count"],
        )
        words = {"count": row["count"], "call": row["title"], "days": NEW_FOR.days}
        address = reverse("tracking:excerpt-list", args=[row["call"]])
        yield Line(text % words, f"{address}#notes", "comment", when=When.SOON)


def _unsent_lines(state):
    waiting = {"answer__contribution__call__excerpts_sent_at": None, "answer__contribution__call__review__state": state}
    uses = feedback.open_uses().filter(**waiting)
    for row in uses.values("call", "title").annotate(count=Count("pk")).order_by("call"):
        text = ngettext(
            "%(count)s excerpt in “%(call)s” is chosen: show it to its government",
            "%(count)s excerpts in “%(call)s” are chosen: show them to their governments",
            row["count"],
        )
        address = reverse("tracking:excerpt-list", args=[row["call"]])
        yield Line(text % {"count": row["count"], "call": row["title"]}, address, "send", when=When.SOON)
