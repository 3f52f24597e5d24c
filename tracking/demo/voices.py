"""The two other voices beside the governments' own: the coordinator's assessment, and comments of an organisation."""

from ..models import Comment, NationalAssessment, organisation_of
from .files import entries


def load(demo):
    """Assessments and comments, with the replies of governments."""
    for entry in entries("assessments"):
        row = NationalAssessment(
            recommendation=demo.recommendations[entry["paragraph"]],
            **{name: entry[name] for name in ("status", "reason", "visibility")},
        )
        row.save_work(by=demo.coordinator, now=demo.moment(entry["in_days"]))
    for entry in entries("comments"):
        load_comment(demo, entry)


def load_comment(demo, entry):
    """One comment, written, decided on and answered by the same steps that people take."""
    by = demo.people[entry["by"]]
    comment = Comment(
        follow_up=demo.follow_ups[entry["government"], entry["paragraph"]],
        organisation=organisation_of(by, demo.state),
        **{name: entry[name] for name in ("stance", "text", "link")},
    )
    comment.write(by=by, now=demo.moment(entry["in_days"]))
    if "status_then" in entry:
        comment.status_then = entry["status_then"]
        comment.save(update_fields=["status_then"])
    if entry["state"] != Comment.State.WAITING:
        decided_at = demo.moment(entry["decided_in_days"])
        comment.decide(entry["state"], by=demo.coordinator, now=decided_at, refusal=entry.get("refusal", ""))
    if "reply" in entry:
        comment.answer(entry["reply"], by=demo.writer(entry["government"]), now=demo.moment(entry["replied_in_days"]))
