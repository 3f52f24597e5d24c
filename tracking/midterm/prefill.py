"""Proposes a government's answers to a call from what it recorded: follow-ups and their steps."""

import re

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import (
    WORD_LIMITS,
    Contribution,
    ContributionAnswer,
    Event,
    FollowUp,
    ImplementationStep,
    Visibility,
)

Step = ImplementationStep.Status


@transaction.atomic
def start(call, local_government, *, by, now):
    """The government's contribution in the making: the existing one, or a first version with proposed answers.

    Returns (contribution, is_new). Where a version was submitted already, that version is returned.
    Raises ValidationError where the call takes no input.
    """
    existing = call.contributions.filter(local_government=local_government).order_by("-version").first()
    if existing:
        return existing, False
    call.expect_open()
    contribution, is_new = Contribution.objects.get_or_create(call=call, local_government=local_government, version=1)
    if is_new:
        for answer in proposed_answers(call.review, local_government, timezone.localdate(now)):
            answer.contribution = contribution
            answer.save()
        Event.objects.record(Event.Verb.ADDED, contribution, by=by, now=now, local_government=local_government)
    return contribution, is_new


def proposed_answers(review, local_government, today, recommendation=None):
    """Unsaved ContributionAnswers, one for each recommendation that the government does something about.

    With `recommendation` only the one to it, as a list of one or none. Restricted steps are left out: what goes
    into a proposal may end in a public report.
    """
    steps = ImplementationStep.objects.exclude(visibility=Visibility.RESTRICTED).order_by("due_date", "pk")
    follow_ups = (
        FollowUp.objects.relevant()
        .filter(local_government=local_government, recommendation__review=review)
        .select_related("recommendation")
        .prefetch_related(Prefetch("steps", steps))
        .order_by("recommendation__order", "recommendation_id")
    )
    if recommendation:
        follow_ups = follow_ups.filter(recommendation=recommendation)
    return [proposed_answer(follow_up, today) for follow_up in follow_ups]


def proposed_answer(follow_up, today):
    """One unsaved answer, every text within its limit of words."""
    steps = list(follow_up.steps.all())
    done = [step for step in steps if step.status in (Step.DONE, Step.UNDER_WAY)]
    coming = [step for step in steps if step.status in (Step.PLANNED, Step.UNDER_WAY)]
    results = [follow_up.outcome, *(step.outcome for step in done)]
    texts = {
        "headline": " ".join(sentence(step) for step in (done or coming)[:2]),
        "detail": "\n".join(text for text in [*results, *(step.description for step in done)] if text),
        "challenge": follow_up.setback_explanation or follow_up.gap,
        "next_step": next((promise(step) for step in coming if step.due_date and step.due_date >= today), ""),
    }
    return ContributionAnswer(
        recommendation=follow_up.recommendation,
        status=follow_up.status,
        **{field: shortened(text, WORD_LIMITS[field]) for field, text in texts.items()},
    )


def sentence(step):
    """A step in a sentence: what, and since or until when."""
    title = step.title.rstrip(".")
    if step.status == Step.DONE and step.end_date:
        return _("%(step)s: done in %(month)s.") % {"step": title, "month": month(step.end_date)}
    if step.start_date and step.status == Step.UNDER_WAY:
        return _("%(step)s: under way since %(month)s.") % {"step": title, "month": month(step.start_date)}
    return f"{title}."


def promise(step):
    """A coming step with the month in which it is due."""
    return _("%(step)s, by %(month)s.") % {"step": step.title.rstrip("."), "month": month(step.due_date)}


def month(date):
    """A month as it is written in the page's language: March 2026."""
    return date_format(date, "YEAR_MONTH_FORMAT")


def shortened(text, limit):
    """The text, cut to `limit` words with an ellipsis as the last of them; line breaks are kept."""
    ends = [found.end() for found in re.finditer(r"\S+", text)]
    return text if len(ends) <= limit else text[: ends[limit - 2]] + " …"
