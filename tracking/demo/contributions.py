"""The input of some governments to the call, brought to its state by the same steps that people take.

It is loaded after steps and indicators, because what it rests on is frozen with it.
"""

from .. import models
from ..midterm import submitting
from .files import entries


def load(demo):
    """Every contribution of the file with its answers, as far as it has come."""
    for entry in entries("contributions"):
        load_one(demo, demo.call, entry)


def load_one(demo, call, entry, approve=submitting.approve):
    """One contribution with its answers and replies, as far as it has come; `approve` is how it is submitted."""
    contribution = models.Contribution.objects.create(
        call=call,
        local_government=demo.governments[entry["government"]],
        on_behalf_of=entry.get("on_behalf_of", ""),
    )
    for answer in entry["answers"]:
        contribution.answers.create(
            recommendation=demo.recommendations[answer["paragraph"]],
            status=answer["status"],
            beyond_visibility=answer.get("beyond_visibility", models.Visibility.INTERNAL),
            **{field: answer.get(field) or "" for field in models.ALL_LIMITS},
        )
    answer_questions(contribution, entry.get("replies", []))
    if entry["state"] != "draft":
        submit(demo, contribution, entry, approve)


def answer_questions(contribution, texts):
    """Answer the first questions of the call, in their order, with these texts."""
    for question, text in zip(contribution.call.questions.all(), texts, strict=False):
        contribution.question_answers.create(question=question, text=text)


def submit(demo, contribution, entry, approve):
    """Hand it in, approve it, and accept it where the file says so; remarks on single answers wait for a decision."""
    contribution.hand_in(by=demo.people[entry["prepared_by"]], now=demo.moment(entry["prepared_in_days"]))
    approver, submitted = demo.people[entry["approved_by"]], demo.moment(entry["submitted_in_days"])
    approve(contribution, by=approver, now=submitted)
    for remark in entry.get("remarks", []):
        models.AnswerRemark.objects.create(
            answer=contribution.answers.get(recommendation=demo.recommendations[remark["paragraph"]]),
            words=remark["words"],
            by=demo.people[remark["by"]],
            at=submitted,
        )
    if entry["state"] == "accepted":
        contribution.accept(by=demo.people[entry["decided_by"]], now=demo.moment(entry["decided_in_days"]))
