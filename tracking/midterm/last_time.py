"""What a government answered last time: to an earlier call, else in its last accepted version before."""

from dataclasses import dataclass
from datetime import datetime

from ..models import WORD_LIMITS, Status
from . import numbers
from .known import rank_before, said_before
from .versions import Text, text_of

FIGURE_FIELDS = ("headline", "detail")  # where results are told


@dataclass(frozen=True)
class LastTime:
    """One earlier answer: of which call and version, when it was submitted, its status and {field: text}."""

    call: str
    version: int
    submitted_at: datetime
    is_earlier_call: bool
    status: str
    texts: dict

    @property
    def status_label(self):
        """The status in words."""
        return Status(self.status).label


def last_times(contribution, recommendations=None):
    """{recommendation pk: LastTime}, in one query; only to these recommendations where some are given.

    The newest accepted answer to an earlier call counts; where there is none, the last accepted version before this
    one. Contradictions compare with the same.
    """
    rows = _before(contribution)
    if recommendations is not None:
        rows = rows.filter(recommendation__in=recommendations)
    rows = rows.select_related("contribution__call").defer("contribution__snapshot", "contribution__frozen_replies")
    found = {}
    for row in sorted(rows, key=lambda row: _rank(row.contribution, contribution)):
        found[row.recommendation_id] = _last_time(row, contribution)
    return found


def _before(contribution):
    own = said_before(contribution.call).filter(contribution__local_government=contribution.local_government_id)
    return own.exclude(contribution__call=contribution.call_id, contribution__version__gte=contribution.version)


def _rank(earlier, contribution):
    return rank_before(contribution.call, earlier.call_id, earlier.call.opened_at, earlier.version)


def _last_time(row, contribution):
    return LastTime(
        call=row.contribution.call.title,
        version=row.contribution.version,
        submitted_at=row.contribution.submitted_at,
        is_earlier_call=row.contribution.call_id != contribution.call_id,
        status=row.status,
        texts={field: getattr(row, field) for field in WORD_LIMITS},
    )


def changed_figures(last, texts):
    """([figures that went], [that came]) since last time, in headline and detail; `texts` is {field: text}."""
    before, after = ("\n".join(side.get(field, "") for field in FIGURE_FIELDS) for side in (last.texts, texts))
    return numbers.changed(before, after)


def compared(last, answer) -> list[Text]:
    """The texts of an answer beside those of last time, word by word."""
    return [text_of(field, getattr(answer, field), last.texts[field]) for field in WORD_LIMITS]


def unexplained(contribution):
    """{recommendation pk: (figures that went, that came)} of the answers whose figures changed without a note."""
    answers = list(contribution.answers.filter(change_note=""))
    before = last_times(contribution) if answers else {}
    found = {}
    for answer in answers:
        if answer.recommendation_id in before:
            texts = {field: getattr(answer, field) for field in FIGURE_FIELDS}
            changes = changed_figures(before[answer.recommendation_id], texts)
            if changes[0]:
                found[answer.recommendation_id] = changes
    return found
