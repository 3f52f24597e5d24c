"""Gives a body another name, where the first one holds a mail address or names a person."""

from django.db import transaction
from django.db.models import Q

from cms.models.register_answer import ProfileAnswer
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_invitation import SurveyInvitation
from tracking.models import Event

from . import protecting


@transaction.atomic
def rename(answer, body, *, by, now):
    """Name the body of an answer anew, and with it its invitation and the entries that were made of the answer.

    The record of events keeps that it happened, never the names.
    """
    before, answer.body = answer.body, body
    answer.save(update_fields=["body"])
    SurveyInvitation.objects.filter(answer=answer, body=before).update(body=body)
    for entry in ProfileAnswer.objects.filter(source_reference=answer.receipt, author_body=before):
        entry.author_body = body
        entry.save(update_fields=["author_body"])
        entry.save_revision(user=by)
    Event.objects.record(Event.Verb.CHANGED, answer, by=by, now=now, after={"fields": ["body"]})


def named_by_address(survey):
    """The answers and the invitations of a survey whose body is named by a mail address, from before that was refused.

    Drafts are among them: their names stand in the list of the desk.
    """
    may_hold = Q(body__contains="@") | Q(body__iregex=r"[(\[{]")
    return [
        row
        for model in (SurveyAnswer, SurveyInvitation)
        for row in model.objects.filter(may_hold, survey=survey)
        if protecting.holds_address(row.body)
    ]
