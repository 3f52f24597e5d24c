"""Who took part in the demo State's review: what governments did, and the dialogues of the State."""

from ..models import Participation, RegionalDialogue
from .files import entries


def load(demo):
    """What governments did in the phases, then the State's dialogues."""
    for entry in entries("participation"):
        by = demo.writer(entry["government"])
        row = Participation(
            local_government=demo.governments[entry["government"]],
            review=demo.review,
            held_on=demo.day(entry["held_in_days"]),
            people_count=entry.get("people"),
            **{name: entry[name] for name in ("phase", "title", "visibility")},
            **{name: entry.get(name, "") for name in ("text", "place", "roles", "link")},
        )
        row.save_work(by=by, now=demo.moment(min(entry["held_in_days"] + 5, 0)))
    for entry in entries("dialogues"):
        row = RegionalDialogue(
            local_government=demo.governments[entry["place_of"]],
            review=demo.review,
            held_on=demo.day(entry["held_in_days"]),
            **{f"{sector}_count": number for sector, number in entry["counts"].items()},
            **{name: entry[name] for name in ("place", "themes", "follow_up", "visibility")},
        )
        row.save_work(by=demo.coordinator, now=demo.moment(entry["held_in_days"] + 5))
