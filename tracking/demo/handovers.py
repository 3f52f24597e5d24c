"""A hand-over note of the demo, from somebody whose account is closed."""

from .. import models
from .files import entries


def load(demo):
    """The notes, each with its event."""
    for entry in entries("handovers"):
        government, at = demo.governments[entry["government"]], demo.moment(entry["in_days"])
        left = models.User.objects.create_user(**entry["from"], is_active=False, roles_ended_at=at)
        note = models.HandoverNote.objects.create(
            local_government=government,
            from_user=left,
            roles=entry["roles"],
            post=entry["post"],
            to_user=demo.people[entry["to"]],
            note=entry["note"],
            written_by=left,
            at=at,
            moved=entry["moved"],
            next_dates=[
                [demo.day(date["in_days"]).isoformat(), date["kind"], date["what"]] for date in entry["next_dates"]
            ],
        )
        models.Event.objects.record(
            models.Event.Verb.HANDED_OVER,
            note,
            by=left,
            now=at,
            local_government=government,
            before={"from_user": left.pk, "roles": note.roles},
            after={"to_user": note.to_user_id, **note.moved},
        )
