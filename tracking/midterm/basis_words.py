"""A frozen basis in the language of the page: what stands beside an answer for those who decide on it."""

from dataclasses import dataclass

from ..models import FollowUp, ImplementationStep
from . import basis

STATUS = dict(ImplementationStep.Status.choices)


@dataclass(frozen=True)
class Told:
    """What an answer rested on when it was submitted."""

    relevance: str  # in words; "" where the government did not take the recommendation up
    evidence: int  # pieces
    steps: list  # [(title, status, status in words, year or None)]
    restricted_steps: int  # how many more there are, of which nothing is told
    indicators: list  # [(title, value in words or "", year or None, whether the value is too small to show)]

    @property
    def is_empty(self):
        """Nothing was recorded that the answer could rest on."""
        return not (self.evidence or self.steps or self.restricted_steps or self.indicators)


def told(data):
    """The Told of a basis; None where none was frozen (a draft, or input from before it was)."""
    if data is None:
        return None
    return Told(
        relevance=str(dict(FollowUp.Relevance.choices).get(data.get("relevance"), "")),
        evidence=data.get("evidence", 0),
        steps=[
            (step["title"], step["status"], STATUS.get(step["status"], step["status"]), step["year"])
            for step in data.get("steps", ())
        ],
        restricted_steps=data.get("restricted_steps", 0),
        indicators=[
            (row["title"], basis.in_words(row, row["value"]), row["year"], row["hidden"])
            for row in data.get("indicators", ())
        ],
    )
