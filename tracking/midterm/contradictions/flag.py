"""One contradiction: what it is about, its facts, and a sentence that explains it."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...models import ContradictionNote

Kind = ContradictionNote.Kind
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Flag:
    """What does not fit together in what was said on one recommendation.

    `facts` are plain data: where they change, the key does, and the flag stands again. `sources` are (kind, number of
    the row, words) of what it is about: "contribution", "measure" or "comment". `numbers` fill the sentence of the
    kind; `names` and `others` are the two sides it speaks of, as lists of names.
    """

    kind: str
    recommendation: int
    paragraph: str
    facts: tuple
    sources: tuple
    numbers: dict
    names: tuple = ()
    others: tuple = ()

    @property
    def key(self):
        """64 hexadecimal digits made of kind, recommendation and facts."""
        said = json.dumps([self.kind, self.recommendation, self.facts], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def kind_label(self):
        """What it is, in words."""
        return Kind(self.kind).label

    @property
    def sentence(self):
        """What contradicts what, with the governments and the figures, in the reader's language."""
        filled = {**self.numbers, "names": listed(self.names), "others": listed(self.others)}
        return SENTENCES[self.kind, self.numbers.get("case", "")]() % filled

    @property
    def advice(self):
        """What a person can do about it."""
        return ADVICE[self.kind]()


def listed(names):
    """Names in a row; of many the first few, and how many more."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    shown = {"names": ", ".join(names[:MOST_NAMED]), "number": len(names) - MOST_NAMED}
    return _("%(names)s and %(number)s more") % shown


SENTENCES = {
    (Kind.SETBACK, ""): lambda: _("Implemented or ongoing: %(names)s. Not started, or a setback: %(others)s."),
    (Kind.NO_EVIDENCE, ""): lambda: _("Implemented, and no evidence was recorded when it was submitted: %(names)s."),
    (Kind.DISPUTED, ""): lambda: _("%(names)s says “%(status)s”. %(others)s disputes it: “%(words)s”"),
    (Kind.WRONG_WAY, "up"): lambda: _(
        "%(names)s: “%(title)s” should rise, and fell from %(before)s to %(value)s (%(year)s)."
    ),
    (Kind.WRONG_WAY, "down"): lambda: _(
        "%(names)s: “%(title)s” should fall, and rose from %(before)s to %(value)s (%(year)s)."
    ),
    (Kind.WRONG_WAY, "target-up"): lambda: _(
        "%(names)s says “%(status)s”, but “%(title)s” should rise to the target of %(target)s and is at %(value)s "
        "(%(year)s)."
    ),
    (Kind.WRONG_WAY, "target-down"): lambda: _(
        "%(names)s says “%(status)s”, but “%(title)s” should fall to the target of %(target)s and is at %(value)s "
        "(%(year)s)."
    ),
    (Kind.COUNTED_TWICE, ""): lambda: _("The programme “%(programme)s” (%(year)s) is reported by %(names)s."),
    (Kind.NUMBER_CHANGED, ""): lambda: _(
        "%(names)s: last time the figures were %(before)s, now they are %(after)s, and no note says why."
    ),
    (Kind.NOT_COMPETENT, ""): lambda: _(
        "A status other than “not in our competence”, though it may not act here or calls the matter not its own: "
        "%(names)s."
    ),
}
ADVICE = {
    Kind.SETBACK: lambda: _("This may well be true of different places. The report should say why they differ."),
    Kind.NO_EVIDENCE: lambda: _("Ask for evidence, write it more carefully, or note what you have seen yourself."),
    Kind.DISPUTED: lambda: _("Hear both sides. The comment stands beside the status; neither replaces the other."),
    Kind.WRONG_WAY: lambda: _("Report the figure as it is, with its reason, or have its direction checked."),
    Kind.COUNTED_TWICE: lambda: _("Count its money and people once, and say who takes part."),
    Kind.NUMBER_CHANGED: lambda: _("Ask what changed: the count, the period, or what is counted."),
    Kind.NOT_COMPETENT: lambda: _("Ask whether it supports somebody else's measure, and name who can act."),
}
