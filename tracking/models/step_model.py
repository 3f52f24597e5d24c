"""What a new step can be modelled on: a published step of another government, or a published practice."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class StepModel:
    """The plain facts of a model, in the language in which they are read.

    `key` names it in all languages: "step-12", "practice-<key of its translations>". `address` is a full one.
    """

    key: str
    title: str
    kind: str
    text: str
    place: str
    address: str

    @property
    def credit(self):
        """How it is named on the step that was modelled on it, in at most 250 characters."""
        return f"{self.place}: {self.title}"[:250] if self.place else self.title[:250]
