"""Who said it: every excerpt and sentence of a recommendation back to its government, version, roles and dates."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Contribution, ContributionAnswer, Membership, NationalMeasure, Role


@dataclass(frozen=True)
class Trace:
    """One piece of the report's text, and the row that it goes back to; `source` is what was given in words."""

    words: str
    is_excerpt: bool
    source: str = ""
    answer: ContributionAnswer | None = None
    measure: NationalMeasure | None = None
    other: str = ""
    prepared_by: str = ""
    approved_by: str = ""
    newer: Contribution | None = None

    @property
    def is_traced(self):
        """A reader can go after it."""
        return bool(self.answer or self.measure or self.other or self.source)


def traces(synthesis):
    """The Traces of all excerpts and sentences in the order of the report; four queries beside the synthesis."""
    excerpts = [(row.use.excerpt, True, row.answer, None) for row in synthesis.used]
    written = synthesis.text.written if synthesis.text else []
    sentences = [(row.sentence, False, row.answer, row) for row in written]
    answers = [answer for _words, _is, answer, _row in (*excerpts, *sentences) if answer]
    roles, newest = _roles([answer.contribution for answer in answers]), _newest(synthesis)
    return [_trace(*piece, roles, newest) for piece in (*excerpts, *sentences)]


def _trace(words, is_excerpt, answer, sentence, roles, newest):
    found = {"source": sentence.source, "measure": sentence.measure} if sentence else {}
    if sentence and (sentence.comment_id or sentence.value_id):
        found["other"] = sentence.get_origin_display()
    if answer:
        contribution = answer.contribution
        newer = newest.get(contribution.local_government_id)
        government = contribution.local_government
        found |= {
            "answer": answer,
            "prepared_by": role_of(roles, contribution.prepared_by_id, government, Role.OFFICER),
            "approved_by": role_of(roles, contribution.approved_by_id, government, Role.APPROVER),
            "newer": newer if newer and newer.pk != contribution.pk else None,
        }
    return Trace(words, is_excerpt, **found)


def _newest(synthesis):
    return {row.answer.contribution.local_government_id: row.answer.contribution for row in synthesis.inputs}


def _roles(contributions):
    """{(person, government): roles held today} of those who prepared and approved."""
    people = {row.prepared_by_id for row in contributions} | {row.approved_by_id for row in contributions}
    found = defaultdict(list)
    members = Membership.objects.filter(user__in=people, local_government__isnull=False).order_by("pk")
    for user, government, role in members.values_list("user", "local_government", "role"):
        found[user, government].append(role)
    return found


def role_of(roles, person, government, acted_as):
    """The role in which somebody acted where they still hold it, else one that they hold now, else "former staff"."""
    above = roles.get((person, government.parent_id), []) if government.is_collected_by_parent else []
    held = roles.get((person, government.pk), []) or above
    if not held:
        return _("former staff")
    return str(Role(acted_as if acted_as in held else held[0]).label)
