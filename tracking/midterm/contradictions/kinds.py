"""The kinds that compare what was said with what it rests on: setbacks, evidence, comments, competence."""

from django.utils.text import Truncator

from ...models import Status
from .flag import Flag, Kind

REACHED = {Status.IMPLEMENTED, Status.ONGOING}
WORDS_QUOTED = 25


def resting(answer):
    """What the answer rests on as it was frozen; nothing of versions that froze none."""
    return answer.basis or {}


def flag(kind, case, answers, *, facts, names=None, others=(), numbers=None, sources=()):
    """A Flag of the case about these answers."""
    named = [case.names.get(row.government, "") for row in answers] if names is None else names
    about = tuple(("contribution", row.contribution, case.names.get(row.government, "")) for row in answers)
    sides = (tuple(named), tuple(others))
    return Flag(kind, case.pk, case.paragraph, facts, about + tuple(sources), numbers or {}, *sides)


def facts_of(answers):
    """Who said it, in which version."""
    return tuple(sorted((row.government, row.version) for row in answers))


def setback(case):
    """Some have reached it, others have not begun or went backwards."""
    back = [row for row in case.answers if row.status == Status.NOT_STARTED or resting(row).get("setback")]
    there = [row for row in case.answers if row.status in REACHED]
    if there and back and any(row not in there or resting(row).get("setback") for row in back):
        facts = (facts_of(there), facts_of(back))
        others = [case.names.get(row.government, "") for row in back]
        both = [*there, *(row for row in back if row not in there)]
        names = [case.names.get(row.government, "") for row in there]
        yield flag(Kind.SETBACK, case, both, facts=facts, names=names, others=others)


def no_evidence(case):
    """Implemented, and nothing was recorded that shows it; versions that froze no basis are not judged."""
    bare = [
        row
        for row in case.answers
        if row.status == Status.IMPLEMENTED and row.basis is not None and not row.basis.get("evidence")
    ]
    if bare:
        yield flag(Kind.NO_EVIDENCE, case, bare, facts=facts_of(bare))


def disputed(case):
    """An organisation disputes the status that a government publishes and reports."""
    answers = {row.government: row for row in case.answers}
    for comment in case.comments:
        answer = answers.get(comment.government)
        if answer is None:
            continue
        words = Truncator(comment.text).words(WORDS_QUOTED)
        numbers = {"status": Status(answer.status).label, "words": words}
        source = ("comment", comment.pk, comment.organisation)
        facts = (answer.government, answer.version, answer.status, comment.pk)
        yield flag(
            Kind.DISPUTED, case, [answer], facts=facts, others=[comment.organisation], numbers=numbers, sources=[source]
        )


def not_competent(case):
    """A status is claimed where the government says that it may not act, or that the matter is not its own."""
    claiming = [
        row
        for row in case.answers
        if row.status != Status.NOT_APPLICABLE
        and (resting(row).get("competence") == "none" or resting(row).get("relevance") == "not-ours")
    ]
    if claiming:
        yield flag(Kind.NOT_COMPETENT, case, claiming, facts=facts_of(claiming))
