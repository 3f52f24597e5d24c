"""What governments of the demo State have set up for human rights, and what they found out about themselves."""

from ..models import (
    Goal,
    HumanRightsCommitment,
    LocalHumanRightsBody,
    LocalReview,
    SelfAssessment,
    SelfAssessmentAnswer,
    Target,
)
from .files import entries


def load(demo):
    """Bodies, commitments, self-assessments, local reviews."""
    structures = entries("structures")
    for entry in structures["bodies"]:
        row = LocalHumanRightsBody(
            local_government=demo.governments[entry["government"]],
            since=demo.day(entry["since_in_days"]),
            **{f"{sector}_seats": number for sector, number in entry["seats"].items()},
            **{name: entry[name] for name in ("name", "mandate", "legal_basis", "website", "visibility")},
        )
        row.save_work(by=demo.writer(entry["government"]), now=demo.moment(-300))
    for entry in structures["commitments"]:
        row = HumanRightsCommitment(
            local_government=demo.governments[entry["government"]],
            adopted_on=demo.day(entry["adopted_in_days"]),
            **{name: entry[name] for name in ("kind", "title", "act", "link", "visibility")},
        )
        row.save_work(by=demo.writer(entry["government"]), now=demo.moment(-300))
    for entry in entries("self_assessment"):
        load_round(demo, entry)
    for entry in entries("local_reviews"):
        load_review(demo, entry)


def load_round(demo, entry):
    """One round of self-assessment, upon the one before."""
    by, government = demo.writer(entry["government"]), demo.governments[entry["government"]]
    year, days = demo.today.year - entry["years_ago"], entry["answered_in_days"]
    day, now = demo.day(days), demo.moment(days)
    row, _is_new = SelfAssessment.objects.start(government, year, by=by, now=now)
    row.save_answers({answer["item"]: fields_of(answer, day) for answer in entry["answers"]}, by=by, now=now)
    row.share(entry["is_shared"], by=by, now=now)


def fields_of(answer, day):
    """The fields of one answer that was given on a day."""
    texts = {name: answer.get(name, "") for name in SelfAssessmentAnswer.FIELDS if name != "answered_on"}
    return {**texts, "answered_on": day}


def load_review(demo, entry):
    """One Voluntary Local Review with what it covers."""
    row = LocalReview(
        local_government=demo.governments[entry["government"]],
        year=demo.today.year - entry["years_ago"],
        **{name: entry[name] for name in ("title", "link", "note", "visibility")},
    )
    row.save_work(by=demo.writer(entry["government"]), now=demo.moment(-200))
    row.goals.set(Goal.objects.filter(number__in=entry["goals"]))
    row.targets.set(Target.objects.filter(code__in=entry["targets"]))
