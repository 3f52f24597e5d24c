"""Lines about what ministries report beside cities: to finish, to answer, to decide on, and what nobody reported."""

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from ..models import Call, NationalMeasure, Recommendation, Report
from .lines import Line

Status = NationalMeasure.Status


def lines_of_ministry(state, user):
    """What the person's own body has begun or got back, and recommendations without any measure; two queries."""
    own = _open_measures(state).filter(pk__in=NationalMeasure.objects.of_bodies(user))
    waiting = own.filter(status__in=(Status.DRAFT, Status.RETURNED))
    rows = waiting.values("call", "status", title=F("call__title")).annotate(count=Count("pk"))
    for row in rows.order_by("call", "-status"):
        if row["status"] == Status.RETURNED:
            text = ngettext(
                "The coordinator returned %(count)s national measure in “%(call)s”: read why and answer",
                "The coordinator returned %(count)s national measures in “%(call)s”: read why and answer",
                row["count"],
            )
        else:
            text = ngettext(
                "Finish %(count)s national measure in “%(call)s” and submit it",
                "Finish %(count)s national measures in “%(call)s” and submit them",
                row["count"],
            )
        yield _line(text, row, "own", "pencil")
    yield from _lacking_lines(state)


def _lacking_lines(state):
    calls = Call.objects.open().filter(review__state=state).filter(~Exists(_locked("pk")))
    asked = Coalesce(_counted(Recommendation.objects.filter(calls=OuterRef("pk")), "calls"), _of_review(), 0)
    for call in calls.annotate(asked=asked, reported=Coalesce(_reported(), 0)).order_by("deadline", "pk"):
        count = call.asked - call.reported
        if count > 0:
            text = ngettext(
                "“%(call)s”: %(count)s recommendation has no national measure yet",
                "“%(call)s”: %(count)s recommendations have no national measure yet",
                count,
            )
            row = {"call": call.pk, "title": call.title, "count": count}
            yield _line(text, row, "lacking", "flag")


def lines_of_coordinator(state):
    """Measures that wait for the coordinator's decision, a line for each call; one query."""
    waiting = _open_measures(state).filter(status=Status.SUBMITTED)
    rows = waiting.values("call", title=F("call__title")).annotate(count=Count("pk"))
    for row in rows.order_by("call"):
        text = ngettext(
            "%(count)s national measure in “%(call)s” waits for your decision",
            "%(count)s national measures in “%(call)s” wait for your decision",
            row["count"],
        )
        yield _line(text, row, "waiting", "check-circle")


def _line(text, row, show, icon):
    address = reverse("tracking:measure-list", args=[row["call"]])
    return Line(text % {"count": row["count"], "call": row["title"]}, f"{address}?show={show}", icon)


def _open_measures(state):
    """The newest version of every body, in calls whose report is not locked."""
    return NationalMeasure.objects.latest().filter(~Exists(_locked("call")), call__review__state=state)


def _locked(path):
    return Report.objects.locked().filter(call=OuterRef(path))


def _counted(rows, by):
    """A subquery that counts rows of a group; NULL where there is none."""
    counted = rows.order_by().values(by).annotate(count=Count("pk", distinct=True)).values("count")
    return Subquery(counted[:1], output_field=IntegerField())


def _of_review():
    return _counted(Recommendation.objects.filter(review=OuterRef("review")), "review")


def _reported():
    """How many recommendations of a call anybody of the State's bodies has submitted a measure on."""
    stands = Q(status__in=(Status.SUBMITTED, Status.ACCEPTED))
    rows = NationalMeasure.objects.filter(stands, call=OuterRef("pk")).order_by().values("call")
    counted = rows.annotate(count=Count("recommendation", distinct=True)).values("count")
    return Subquery(counted[:1], output_field=IntegerField())
