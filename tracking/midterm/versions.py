"""A version of a contribution, answer by answer, beside the version before it."""

import difflib
import re
from dataclasses import dataclass

from ..models import WORD_LIMITS, ContributionAnswer, Recommendation, Status, count_words

SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True)
class Text:
    """One text of an answer: its label, words used and allowed, and [(SAME, OUT or IN, piece)] since last time."""

    label: str
    text: str
    words: int
    limit: int
    pieces: list

    @property
    def is_changed(self):
        """It says something else than in the version before."""
        return any(kind != SAME for kind, _piece in self.pieces)


@dataclass(frozen=True)
class Line:
    """One recommendation with its answer. `is_new`: the version before had no answer to it."""

    recommendation: Recommendation
    status: str
    old_status: str
    texts: list
    is_new: bool

    @property
    def status_label(self):
        """The status in words."""
        return Status(self.status).label

    @property
    def old_status_label(self):
        """The status in the version before, in words; "" where it is the same."""
        return Status(self.old_status).label if self.old_status else ""

    @property
    def is_written(self):
        """It has a headline."""
        return bool(self.headline.strip())

    @property
    def headline(self):
        """The headline."""
        return self.texts[0].text

    @property
    def is_changed(self):
        """It differs from the version before."""
        return bool(self.is_new or self.old_status or any(text.is_changed for text in self.texts))


def lines(contribution, previous=None):
    """[Line] in the order of paragraphs; two queries for a frozen version, two for a draft.

    A frozen version is read from its snapshot. Without `previous` nothing counts as changed.
    """
    now = data_of(contribution)
    before = data_of(previous) if previous else {}
    recommendations = Recommendation.objects.filter(pk__in=now).with_text().select_related("review__state")
    return [line(row, now[row.pk], before.get(row.pk), previous) for row in recommendations.in_order()]


def dropped(contribution, previous):
    """The paragraphs that the previous version answered and this one does not."""
    now = data_of(contribution)
    return [answer["paragraph"] for pk, answer in data_of(previous).items() if pk not in now] if previous else []


def data_of(contribution):
    """The answers of a version as plain data by recommendation pk."""
    if contribution.is_frozen:
        return {answer["recommendation"]: answer for answer in contribution.snapshot}
    return {answer.recommendation_id: answer.as_data() for answer in contribution.answers.for_snapshot()}


def line(recommendation, now, before, previous):
    """One Line from plain data."""
    old = before or (now if previous is None else {})
    texts = [
        Text(
            label=ContributionAnswer._meta.get_field(field).verbose_name,
            text=now[field],
            words=count_words(now[field]),
            limit=limit,
            pieces=differences(old.get(field, ""), now[field]),
        )
        for field, limit in WORD_LIMITS.items()
    ]
    old_status = old.get("status", "") if old.get("status") != now["status"] else ""
    return Line(recommendation, now["status"], old_status, texts, is_new=previous is not None and before is None)


def differences(before, after):
    """[(SAME, OUT or IN, piece)] that lead from one text to the other, word by word."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    pieces = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((SAME, "".join(new[j1:j2])))
            continue
        pieces += [(kind, piece) for kind, piece in ((OUT, "".join(old[i1:i2])), (IN, "".join(new[j1:j2]))) if piece]
    return pieces
