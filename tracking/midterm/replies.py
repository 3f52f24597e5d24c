"""What a government answers to the questions of a call."""

from django.db import transaction

from ..models import Contribution, QuestionAnswer
from ..models.answer import fingerprint_of


def stored(contribution):
    """{question pk: text} of what is answered."""
    return dict(contribution.question_answers.values_list("question", "text"))


@transaction.atomic
def write(contribution, typed, *, by, now):
    """Save answers of a draft; `typed` is {question pk: (text, print of what the writer saw)}, empty takes one out.

    Returns {question pk: text} of those that somebody else saved meanwhile: these stay. Saving the same again changes
    nothing. Raises ValidationError where the version is no draft any more, or its call is closed.
    """
    draft = Contribution.objects.select_for_update(of=("self",)).for_listing().get(pk=contribution.pk)
    draft.call.expect_open()
    draft.expect_draft()
    before, others, written = stored(draft), {}, []
    for question in draft.call.questions.filter(pk__in=typed):
        text, seen = typed[question.pk]
        current = before.get(question.pk, "")
        if text == current:
            continue
        if fingerprint_of(current) != seen:
            others[question.pk] = current
            continue
        _save(draft, question, text)
        written.append(question.pk)
    if written:
        draft.tell_change({"questions": written}, by=by, now=now)
    return others


def _save(draft, question, text):
    if text:
        QuestionAnswer.objects.update_or_create(contribution=draft, question=question, defaults={"text": text})
    else:
        draft.question_answers.filter(question=question).delete()


def shown(contribution):
    """[(question in words, answer)] of a version: frozen ones from what was submitted, drafts as they stand."""
    if contribution.is_frozen:
        return [(reply["text"], reply["answer"]) for reply in contribution.frozen_replies or ()]
    replies = contribution.question_answers.select_related("question").order_by("question__order", "question_id")
    return [(reply.question.text, reply.text) for reply in replies]
