"""A version of a contribution, answer by answer, beside another version."""

import difflib
import re
from dataclasses import dataclass

from ..models import ALL_LIMITS, ContributionAnswer, Recommendation, Status, Visibility, count_words
from . import basis_words

SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True)
class Text:
    """One text of an answer: its label, words used and allowed, and [(SAME, OUT or IN, piece)] since the other."""

    field: str
    label: str
    text: str
    words: int
    limit: int
    pieces: list

    @property
    def is_changed(self):
        """It says something else than in the other version."""
        return any(kind != SAME for kind, _piece in self.pieces)

    @property
    def over(self):
        """By how many words it is too long; 0 where it fits."""
        return max(self.words - self.limit, 0)


@dataclass(frozen=True)
class Line:
    """One recommendation with its answer. `is_new`: the other version had no answer to it.

    `remarks` are what the coordinator said about it; `figures` (went, came) those that changed without a note.
    """

    recommendation: Recommendation
    status: str
    old_status: str
    texts: list
    is_new: bool
    beyond_visibility: str = ""
    remarks: tuple = ()
    figures: tuple = ()
    basis: basis_words.Told | None = None  # what it rested on when it was submitted

    @property
    def status_label(self):
        """The status in words."""
        return Status(self.status).label

    @property
    def old_status_label(self):
        """The status in the other version, in words; "" where it is the same."""
        return Status(self.old_status).label if self.old_status else ""

    @property
    def beyond_visibility_label(self):
        """Who may see what the report will not say; "" where nothing of it stands here."""
        return Visibility(self.beyond_visibility).label if self.beyond_visibility else ""

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
        """It differs from the other version."""
        return bool(self.is_new or self.old_status or any(text.is_changed for text in self.texts))


def lines(contribution, previous=None, *, is_full=False, remarks=None, figures=None):
    """[Line] in the order of paragraphs; two queries, and with `is_full` one more for each frozen version.

    A frozen version is read from its snapshot. Without `previous` nothing counts as changed. `is_full` is for the
    government and the coordinators: restricted words are in it. `remarks` and `figures` are by recommendation.
    """
    now = data_of(contribution, is_full=is_full)
    before = data_of(previous, is_full=is_full) if previous else {}
    recommendations = Recommendation.objects.filter(pk__in=now).with_text().select_related("review__state")
    return [
        line(
            row,
            now[row.pk],
            before.get(row.pk),
            previous,
            remarks=tuple((remarks or {}).get(row.pk, ())),
            figures=(figures or {}).get(row.pk, ()),
        )
        for row in recommendations.in_order()
    ]


def dropped(contribution, previous):
    """The paragraphs that the previous version answered and this one does not."""
    now = data_of(contribution)
    return [answer["paragraph"] for pk, answer in data_of(previous).items() if pk not in now] if previous else []


def data_of(contribution, *, is_full=False):
    """The answers of a version as plain data by recommendation pk; restricted words only with `is_full`."""
    if contribution.is_frozen:
        data = {answer["recommendation"]: answer for answer in contribution.snapshot}
        rows = contribution.answers.filter(beyond_visibility=Visibility.RESTRICTED) if is_full else ()
    else:
        rows = list(contribution.answers.for_snapshot())
        data = {answer.recommendation_id: answer.as_data() for answer in rows}
    if is_full:
        for row in rows:
            data[row.recommendation_id] = {**data[row.recommendation_id], "beyond": row.beyond}
    return data


def line(recommendation, now, before, previous, **beside):
    """One Line from plain data; a version submitted before a field existed says nothing there."""
    old = before or (now if previous is None else {})
    texts = [text_of(field, now.get(field, ""), old.get(field, "")) for field in ALL_LIMITS]
    old_status = old.get("status", "") if old.get("status") != now["status"] else ""
    return Line(
        recommendation,
        now["status"],
        old_status,
        texts,
        is_new=previous is not None and before is None,
        beyond_visibility=now.get("beyond_visibility", ""),
        basis=basis_words.told(now.get("basis")),
        **beside,
    )


def text_of(field, text, before):
    """One Text of an answer beside what stood in the field before."""
    return Text(
        field=field,
        label=ContributionAnswer._meta.get_field(field).verbose_name,
        text=text,
        words=count_words(text),
        limit=ALL_LIMITS[field],
        pieces=differences(before, text),
    )


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
