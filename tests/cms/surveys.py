"""Makes surveys for tests."""

import datetime

from cms.models import Survey, SurveyAnswer, SurveyChoice, SurveyQuestion

NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)


def survey(slug="engagement", *, state="open", questions=(), **fields):
    """A survey that is open now and for a month, with questions as dicts."""
    today = datetime.date.today()
    made = Survey.objects.create(
        **{
            "slug": slug,
            "title": {"en": "Working with cities", "es": "Trabajo con ciudades"},
            "introduction": {"en": "Twenty minutes."},
            "state": state,
            "opens_on": today - datetime.timedelta(days=1),
            "closes_on": today + datetime.timedelta(days=30),
            **fields,
        }
    )
    for order, row in enumerate(questions or QUESTIONS, 1):
        choices = row.get("choices", ())
        fields = {name: value for name, value in row.items() if name != "choices"}
        question = SurveyQuestion.objects.create(survey=made, sort_order=order, **fields)
        for place, code in enumerate(choices, 1):
            SurveyChoice.objects.create(question=question, sort_order=place, code=code, label={"en": code.upper()})
    return made


QUESTIONS = (
    {
        "code": "nature",
        "kind": "long-text",
        "is_required": True,
        "section": {"en": "The work", "es": "El trabajo"},
        "label": {"en": "What did you do?", "es": "¿Qué hicieron?"},
    },
    {"code": "horizon", "kind": "one", "label": {"en": "When?"}, "choices": ["soon", "later"]},
    {"code": "places", "kind": "places", "section": {"en": "Where"}, "label": {"en": "In which places?"}},
    {"code": "contact", "kind": "contact", "label": {"en": "Whom may we ask?"}},
)


def answer(of, *, body="City office", now=NOW, **said):
    """A draft answer with {code: (kind, value)}."""
    made = SurveyAnswer.objects.create(survey=of, body=body, language="en", started_at=now)
    questions = {question.code: question for question in of.questions.all()}
    made.keep({questions[code]: value for code, value in said.items()}, language="en")
    return made


def sent(of, **fields):
    """An answer that was sent."""
    made = answer(of, **{"nature": ("answered", "We trained staff."), **fields})
    made.send(now=datetime.datetime.now(datetime.UTC))
    return made
