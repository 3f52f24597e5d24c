"""The mid-term input: the State sees calls, governments their own drafts, the State's people the reports."""

from tests.tracking.access.rows import (
    CITY,
    EDIT,
    READ,
    STATE,
    WRITERS,
    Row,
    all_of,
    in_words,
    of_answer,
    of_call,
    of_draft,
    of_submitted,
    only,
)

MANAGE = only(("coordinator",), 302, **dict.fromkeys((*CITY, "outsider", "national_viewer"), 403))
MANAGE_PAGE = {**MANAGE, "coordinator": 200}
DECIDE = only(("coordinator",), 302, **dict.fromkeys((*CITY, "national_viewer"), 403))
WRITE = only(WRITERS, 302, viewer=403)
APPROVE = only(("approver",), 302, officer=403, viewer=403, collector=403)
ON_BEHALF = {**EDIT, "coordinator": 200}


def of_on_behalf(world):
    return {"pk": world.on_behalf.pk}


def corrected(world):
    return {"correction-words": "41 beds.", "correction-is_final": "on"}


ROWS = [
    Row("call-list", all_of()),
    Row("call-add", only(("coordinator", "stranger"), national_viewer=403)),
    Row("call-detail", only((*CITY, "outsider", *STATE)), kwargs=of_call),
    Row("call-close", MANAGE, "post", of_call),
    Row("call-close", only((), others=405), kwargs=of_call),
    Row("contribution-start", WRITE, "post", lambda world: {"pk": world.city.pk, "call": world.call.pk}),
    Row("contribution-detail", READ, kwargs=of_draft),
    Row("contribution-detail", only((*CITY, *STATE)), kwargs=of_submitted),
    Row("answer-edit", EDIT, kwargs=of_answer),
    Row("answer-edit", EDIT, "post", of_answer),
    Row("answer-remove", WRITE, "post", of_answer),
    Row("contribution-hand-in", WRITE, "post", of_draft),
    Row("contribution-hand-in", only((), others=405), kwargs=of_draft),
    Row("contribution-send-back", APPROVE, "post", of_draft, in_words),
    Row("contribution-approve", APPROVE, "post", of_draft),
    Row("contribution-accept", only((), **dict.fromkeys(CITY, 403)), "post", of_draft),
    Row("contribution-accept", DECIDE, "post", of_submitted),
    Row("contribution-undo-accept", DECIDE, "post", of_submitted),
    Row("contribution-undo-accept", only((), others=405), kwargs=of_submitted),
    Row("contribution-remove", only(("coordinator",), 302, **dict.fromkeys(CITY, 403)), "post", of_on_behalf),
    Row("contribution-remove", only((), others=405), kwargs=of_on_behalf),
    Row("answer-choose", EDIT, kwargs=of_draft),
    Row("answer-choose", ON_BEHALF, kwargs=of_on_behalf),
    Row("contribution-return", DECIDE, "post", of_submitted, in_words),
    Row("contribution-next-version", {**WRITE, **dict.fromkeys(STATE, 403)}, "post", of_submitted),
    Row("contribution-questions", EDIT, kwargs=of_draft),
    Row("contribution-questions", EDIT, "post", of_draft),
    Row("contribution-questions", ON_BEHALF, kwargs=of_on_behalf),
    Row("contribution-detail", only((*CITY, "coordinator")), kwargs=of_on_behalf),
    Row("contribution-hand-in", {**WRITE, "coordinator": 302}, "post", of_on_behalf),
    Row("contribution-approve", {**APPROVE, "coordinator": 302}, "post", of_on_behalf),
    Row("contribution-remarks", {**DECIDE, "coordinator": 200}, kwargs=of_submitted),
    Row("contribution-remarks", {**DECIDE, "coordinator": 200}, "post", of_submitted),
    Row("contribution-withdraw", {**APPROVE, **dict.fromkeys(STATE, 403)}, "post", of_submitted),
    Row("contribution-withdraw", only((), others=405), kwargs=of_submitted),
    Row("contribution-correct", {**APPROVE, **dict.fromkeys(STATE, 403)}, "post", of_submitted, corrected),
    Row("report-compile", MANAGE, "post", of_call, lambda world: {"language": "en"}),
    Row("report-compile", only((), others=405), kwargs=of_call),
]
