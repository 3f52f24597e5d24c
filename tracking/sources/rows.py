"""What every reader hands back, and the one error it may raise."""

from dataclasses import dataclass


class Unreadable(ValueError):
    """The file as a whole cannot be read.

    Its message is a translated sentence for the person who uploaded the file: what it is, and what to do.
    """


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """One recommendation as the file gives it, cleaned but not yet compared with anything stored.

    `position` is "supported", "noted", "partly", "pending" or "" when the file's word for it is not known.
    States are ISO 3166-1 alpha-3 codes, goals are SDG numbers from 1 to 17; all tuples are distinct and keep
    the order of the file. `problems` are translated sentences saying why the row cannot be imported.
    """

    place: str
    paragraph: str
    text: str
    position: str = ""
    position_label: str = ""
    recommending_states: tuple[str, ...] = ()
    unrecognised_states: tuple[str, ...] = ()
    source_of_position: str = ""
    heading: str = ""
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    assessment: str = ""
    problems: tuple[str, ...] = ()
