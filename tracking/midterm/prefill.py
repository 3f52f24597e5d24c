"""Proposes a government's answers to a call from what it recorded: follow-ups, steps, indicators, challenges."""

import re

from django.core.exceptions import ValidationError
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
    StepChallenge,
    Visibility,
)
from ..models.lock import hold_unlocked
from . import basis

Step = ImplementationStep.Status
IN_THE_MAKING = (Contribution.Status.DRAFT, Contribution.Status.WAITING)


@transaction.atomic
def start(call, local_government, *, by, now, on_behalf_of=""):
    """The government's contribution in the making: the existing one, or a first version with proposed answers.

    `on_behalf_of` is the role that answers by phone or on paper, where the State's people type it in.
    Returns (contribution, is_new). Where a version was submitted already, that version is returned.
    Raises ValidationError where the call takes no input or does not ask this government, or where the State's
    people would write into the government's own draft.
    """
    existing = call.contributions.filter(local_government=local_government).order_by("-version").first()
    if existing:
        if on_behalf_of and existing.status in IN_THE_MAKING and not existing.is_on_behalf:
            raise ValidationError(_("The government has begun its own input; nobody else writes in it."))
        return existing, False
    call.expect_open()
    hold_unlocked(call)
    call.expect_asked(local_government)
    contribution, is_new = Contribution.objects.get_or_create(
        call=call, local_government=local_government, version=1, defaults={"on_behalf_of": on_behalf_of}
    )
    if is_new:
        _fill(contribution, by=by, now=now)
    return contribution, is_new


def _fill(contribution, *, by, now):
    """Give a first version its proposed answers, and tell that it was begun."""
    government = contribution.local_government
    answers = proposed_answers(contribution.call, government, timezone.localdate(now))
    for answer in answers:
        answer.contribution = contribution
    ContributionAnswer.objects.bulk_create(answers)
    words = {"local_government": government, "on_behalf_of": contribution.on_behalf_of}
    Event.objects.record(Event.Verb.ADDED, contribution, by=by, now=now, **words)


def proposed_answers(call, local_government, today, recommendation=None):
    """Unsaved ContributionAnswers, one for each recommendation of the call that the government does something about.

    With `recommendation` only the one to it, as a list of one or none. Restricted steps are left out: what goes
    into a proposal may end in a public report. A fixed number of queries.
    """
    steps = ImplementationStep.objects.exclude(visibility=Visibility.RESTRICTED).order_by("due_date", "pk")
    follow_ups = (
        FollowUp.objects.relevant()
        .filter(local_government=local_government, recommendation__in=call.recommendations_asked())
        .select_related("recommendation")
        .prefetch_related(Prefetch("steps", steps))
        .order_by("recommendation__order", "recommendation_id")
    )
    if recommendation:
        follow_ups = follow_ups.filter(recommendation=recommendation)
    facts = basis.of_government(local_government, [row.recommendation_id for row in follow_ups]) if follow_ups else {}
    return [proposed_answer(row, facts[row.recommendation_id], today) for row in follow_ups]


def proposed_answer(follow_up, facts, today):
    """One unsaved answer, every text within its limit of words; `facts` is the basis of the recommendation."""
    steps = list(follow_up.steps.all())
    done = [step for step in steps if step.status in (Step.DONE, Step.UNDER_WAY)]
    coming = [step for step in steps if step.status in (Step.PLANNED, Step.UNDER_WAY)]
    results = [follow_up.outcome, *(step.outcome for step in done)]
    measured = [measure for measure in facts["indicators"] if measure["value"] is not None]
    outcomes = [measure for measure in measured if measure["kind"] == "outcome"]
    promises = [promise(step) for step in coming if step.due_date and step.due_date >= today]
    texts = {
        "headline": " ".join([*map(sentence, (done or coming)[:2]), *map(measured_sentence, outcomes[:1])]),
        "detail": _lines([*results, *(step.description for step in done), *map(measured_sentence, measured)]),
        "challenge": _lines([follow_up.setback_explanation or follow_up.gap, obstacles(facts["challenges"])]),
        "next_step": next(iter([*promises, *(step.next_step for step in steps if step.next_step)]), ""),
    }
    return ContributionAnswer(
        recommendation=follow_up.recommendation,
        status=follow_up.status,
        **{field: shortened(text, WORD_LIMITS[field]) for field, text in texts.items()},
    )


def _lines(texts):
    """The texts that say something, each once and on a line of its own."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def measured_sentence(measure):
    """An indicator of a basis in a sentence: its value with the year, and where it started."""
    words = {"title": measure["title"], "year": measure["year"], "value": basis.in_words(measure, measure["value"])}
    if measure["baseline"] is None:
        return _("%(title)s: %(value)s (%(year)s).") % words
    words |= {"baseline": basis.in_words(measure, measure["baseline"]), "baseline_year": measure["baseline_year"]}
    return _("%(title)s: %(value)s (%(year)s); %(baseline)s (%(baseline_year)s) at the start.") % words


def obstacles(codes):
    """The kinds of challenges in a sentence, in the words of the vocabulary; empty without any."""
    names = [str(StepChallenge.Kind(code).label) for code in codes]
    return _("What stood in the way: %(kinds)s.") % {"kinds": ", ".join(names)} if names else ""


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
