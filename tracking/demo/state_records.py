"""What the demo State records for its report: institutions, consultations, positions, pledges, needs for assistance."""

from ..models import AssistanceNeed, Consultation, NationalInstitution, Pledge, PositionChange
from .files import entries


def load(demo):
    """Every kind from its own file."""
    for entry in entries("institutions"):
        plain = {name: entry[name] for name in ("kind", "name", "mandate", "change", "website")}
        save(demo, NationalInstitution(review=demo.review, since=demo.day(entry["since_in_days"]), **plain), -200)
    for entry in entries("consultations"):
        load_consultation(demo, entry)
    for entry in entries("positions"):
        load_position(demo, entry)
    for entry in entries("pledges"):
        load_pledge(demo, entry)
    for entry in entries("assistance"):
        plain = {name: entry[name] for name in ("title", "kind", "text", "asked_of")}
        row = save(demo, AssistanceNeed(review=demo.review, **plain), -20)
        row.recommendations.set(demo.recommendations[paragraph] for paragraph in entry["paragraphs"])


def save(demo, row, days):
    """Keep a row as the coordinator did so many days from now."""
    row.save_work(by=demo.coordinator, now=demo.moment(days))
    return row


def load_consultation(demo, entry):
    """One consultation, recorded the week after."""
    names = ("title", "kind", "format", "place", "invited", "attended", "themes", "outcome", "is_in_report")
    row = Consultation(
        review=demo.review,
        held_on=demo.day(entry["held_in_days"]),
        held_until=demo.day(entry.get("held_until_in_days")),
        invited_number=entry.get("invited_number"),
        attended_number=entry.get("attended_number"),
        **{name: entry[name] for name in names},
    )
    return save(demo, row, min(entry["held_in_days"] + 7, 0))


def load_position(demo, entry):
    """One change of position; what it was until then is that of the recommendation."""
    recommendation = demo.recommendations[entry["paragraph"]]
    row = PositionChange(
        review=demo.review,
        recommendation=recommendation,
        old_position=recommendation.position,
        decided_on=demo.day(entry["decided_in_days"]),
        **{name: entry[name] for name in ("new_position", "source", "reason")},
    )
    return save(demo, row, entry["decided_in_days"] + 10)


def load_pledge(demo, entry):
    """One voluntary pledge, with what became of it."""
    row = Pledge(
        review=demo.review,
        made_on=demo.day(entry["made_in_days"]),
        due=demo.day(entry["due_in_days"]),
        **{name: entry[name] for name in ("number", "text", "made_at", "status", "progress", "lead")},
    )
    return save(demo, row, -60)
