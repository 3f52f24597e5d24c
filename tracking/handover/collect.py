"""Gathers a hand-over pack: a fixed number of queries, whatever the number of steps, into plain data."""

import datetime
from collections import Counter, defaultdict

from django.conf import settings
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from ..board import newest_review
from ..midterm.collect import OTHER, cluster_code
from ..models import (
    ActionPlan,
    Cluster,
    Contribution,
    FollowUp,
    HandoverNote,
    ImplementationStep,
    Indicator,
    Membership,
    Recommendation,
    SecondReading,
    Status,
)
from ..people import at_place
from . import pack
from .moments import next_moments

SOON = datetime.timedelta(days=90)  # values of indicators due until then are told
MOST_NOTES = 10


def collect(government, *, today, language):
    """The Pack of a government as of `today`, its words in `language`."""
    with translation.override(language):
        people = at_place(government)
        return pack.Pack(
            government=government.name,
            level=str(government.get_level_display()),
            state=str(government.state),
            language=language,
            day=today,
            term_starts=government.term_starts_on,
            term_ends=government.term_ends_on,
            posts=tuple(_posts(people)),
            moments=tuple(pack.MomentEntry(day, what) for day, _kind, what in next_moments(government, today)),
            steps=tuple(_steps(government, today)),
            promises=(*_promises_to_state(government), *_published(government)),
            statuses=tuple(str(label) for label in Status.labels),
            status_rows=tuple(_status_rows(government)),
            indicators=tuple(_indicators(government, today)),
            waiting=(*_waiting_input(government), *_waiting_readings(government)),
            people=tuple(map(_person, people)),
            powers=tuple(_powers(government)),
            plans=tuple(_plans(government)),
            practices=tuple(_practices(government, language)),
            notes=tuple(_notes(government)),
        )


def _posts(people):
    held = {row.post: str(row.user) for row in people if row.post}
    return [(capfirst(str(post.label)), held.get(post, "")) for post in Membership.Post]


def _steps(government, today):
    rows = ImplementationStep.objects.filter(local_government=government).open().select_related("owner")
    for step in rows.prefetch_related("follow_ups__recommendation").order_by("due_date", "pk"):
        yield pack.StepEntry(
            title=step.title,
            responsible=step.responsible,
            owner=str(step.owner) if step.owner else "",
            status=str(step.get_status_display()),
            due=step.due_date,
            is_overdue=step.is_overdue(today),
            resources=step.resources,
            paragraphs=tuple(row.recommendation.paragraph for row in step.follow_ups.all()),
            next_step=step.next_step,
        )


def _promises_to_state(government):
    """What the newest submitted version to each call says will come next; what was withdrawn promises nothing."""
    newest = {}
    said = Contribution.objects.frozen().filter(local_government=government).select_related("call")
    for contribution in said.exclude(status=Contribution.Status.WITHDRAWN).order_by("version"):
        newest[contribution.call_id] = contribution
    for contribution in newest.values():
        source = _("%(call)s, version %(version)s") % {"call": contribution.call, "version": contribution.version}
        for answer in contribution.snapshot:
            if answer["next_step"]:
                status = str(Status(answer["status"]).label)
                yield pack.PromiseEntry(answer["paragraph"], status, answer["next_step"], source)


def _published(government):
    """What everybody can read of the government's statuses that are not done yet."""
    open_ones = (Status.PLANNED, Status.IN_PROGRESS, Status.PARTLY, Status.ONGOING)
    rows = FollowUp.objects.published().filter(local_government=government, status__in=open_ones)
    for row in rows.select_related("recommendation").order_by("recommendation__order", "pk"):
        text = row.gap or row.plain_reading
        yield pack.PromiseEntry(
            row.recommendation.paragraph, str(row.get_status_display()), Truncator(text).words(60), _("published")
        )


def _status_rows(government):
    review = newest_review(government.state)
    if review is None:
        return
    statuses = dict(
        FollowUp.objects.relevant().filter(local_government=government).values_list("recommendation", "status")
    )
    counts = defaultdict(Counter)
    for row in Recommendation.objects.filter(review=review, pk__in=statuses).for_listing():
        counts[cluster_code(row)][statuses[row.pk]] += 1
    labels = {cluster.code: cluster.label for cluster in Cluster.objects.all()} | {OTHER: _("Other")}
    for code, label in labels.items():
        if counts[code]:
            yield pack.StatusRow(label, tuple(counts[code][status] for status in Status.values))


def _indicators(government, today):
    rows = Indicator.objects.filter(local_government=government).open().filter(next_due_on__lte=today + SOON)
    for row in rows.order_by("next_due_on", "pk"):
        yield pack.IndicatorEntry(row.code, row.name, row.next_due_on, row.institution)


def _waiting_input(government):
    making = (Contribution.Status.DRAFT, Contribution.Status.WAITING, Contribution.Status.RETURNED)
    newest = Contribution.objects.filter(local_government=government).latest().select_related("call")
    for row in newest.filter(status__in=making):
        words = {"call": row.call, "status": row.get_status_display()}
        yield pack.WaitingEntry(_("Input"), _("%(call)s (%(status)s)") % words)


def _waiting_readings(government):
    for row in SecondReading.objects.open().filter(local_government=government):
        day = timezone.localdate(row.asked_at)
        yield pack.WaitingEntry(_("Second reading"), _("asked on %(day)s") % {"day": day.isoformat()})


def _person(row):
    post = str(row.get_post_display()) if row.post else ""
    return pack.PersonEntry(str(row.user), str(row.get_role_display()), post, row.user.email)


def _powers(government):
    for row in government.competences.select_related("service_area").order_by("service_area__order"):
        area, kind = str(row.service_area), str(row.get_kind_display())
        yield pack.PowerEntry(area, kind, row.legal_basis, row.limits, row.who_can)


def _plans(government):
    for row in ActionPlan.objects.filter(local_government=government):
        yield pack.PlanEntry(row.title, row.adopted_on, row.starts_on, row.ends_on)


def _practices(government, language):
    for title, url, verify_by in import_string(settings.GOVERNMENT_PRACTICES)(government, language):
        yield pack.PracticeEntry(title, url, verify_by)


def _notes(government):
    rows = HandoverNote.objects.filter(local_government=government).select_related("to_user")
    for row in rows[:MOST_NOTES]:
        to = str(row.to_user) if row.to_user else ""
        yield pack.NoteEntry(timezone.localdate(row.at), row.title, to, row.note)
