"""A new survey with the questions of another one: the next round asks the same again."""

from itertools import count

from dateutil.relativedelta import relativedelta
from django.db import transaction

from cms.models.survey import Survey
from cms.models.survey_question import SurveyChoice, SurveyQuestion
from tracking.models import Event

OPEN_WEEKS = 6
TEXTS = ("title", "introduction", "privacy_note", "thanks", "access", "exercise_id", "contact_months")
OF_QUESTION = (
    "sort_order", "code", "section", "kind", "vocabulary", "label", "help", "is_required", "register_question_id",
    "register_part",
)  # fmt: skip
OF_CHOICE = ("sort_order", "code", "label")


@transaction.atomic
def copy(survey, *, by, now):
    """A draft with the same texts, questions and choices, and with nobody's answers; open for six weeks from today."""
    today = now.date()
    new = Survey.objects.create(
        slug=_free(survey.slug),
        opens_on=today,
        closes_on=today + relativedelta(weeks=OPEN_WEEKS),
        **_taken(survey, TEXTS),
    )
    for question in survey.questions.prefetch_related("choices"):
        asked = SurveyQuestion.objects.create(survey=new, **_taken(question, OF_QUESTION))
        SurveyChoice.objects.bulk_create(
            SurveyChoice(question=asked, **_taken(choice, OF_CHOICE)) for choice in question.choices.all()
        )
    Event.objects.record(Event.Verb.ADDED, new, by=by, now=now)
    return new


def _taken(row, names):
    return {name: getattr(row, name) for name in names}


def _free(slug):
    """The next address that no survey has: engagement-2."""
    base = slug[:50].rstrip("-")
    taken = set(Survey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in (f"{base}-{number}" for number in count(2)) if name not in taken)
