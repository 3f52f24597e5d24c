"""The survey that an installation begins with: five questions on engagement with local governments, as a draft."""

import re
from pathlib import Path

import yaml
from dateutil.relativedelta import relativedelta
from django.db import transaction

from cms.models.register_mapping import Question
from cms.models.starter import StarterPage
from cms.models.survey import Survey
from cms.models.survey_question import SurveyChoice, SurveyQuestion

FOLDER = Path(__file__).parents[1] / "content" / "survey"
KEY = "engagement"
FIRST_LANGUAGES = ("en", "es", "fr")  # of the survey on sites that stand since before the files spoke more
LANGUAGES = (*FIRST_LANGUAGES, "ar")
OPEN_WEEKS = 6
LINE_END = re.compile(r"(?<!\n)\n(?!\n)")  # inside a paragraph of the file
TEXTS = ("title", "introduction", "privacy_note", "thanks")


@transaction.atomic
def build_survey(today):
    """Make the survey once, open for six weeks from `today` as soon as an editor opens it; whether it was made now.

    What editors made of it, or that they deleted it, stays so; texts that are as they came get, once, the languages
    that came later.
    """
    words = {language: _read(f"{KEY}.{language}.yml") for language in LANGUAGES}
    has_all = StarterPage.objects.get_or_create(key=f"survey-{KEY}-languages", language="")[1] is False
    if StarterPage.objects.filter(key=f"survey-{KEY}").exists() or Survey.objects.filter(slug=KEY).exists():
        if not has_all:
            _speak_all(words)
        return False
    survey = Survey.objects.create(
        slug=KEY,
        opens_on=today,
        closes_on=today + relativedelta(weeks=OPEN_WEEKS),
        **{name: _texts(words, lambda told, name=name: told[name]) for name in TEXTS},
    )
    register = {question.code: question for question in Question.objects.filter(is_contact=False)}
    for order, row in enumerate(_read(f"{KEY}.yml"), 1):
        _ask(survey, order, row, words, register)
    StarterPage.objects.create(key=f"survey-{KEY}", language="")
    return True


def _speak_all(words):
    """Give the survey's texts that editors left as they came the languages that they lack."""
    questions = SurveyQuestion.objects.filter(survey__slug=KEY)
    for survey in Survey.objects.filter(slug=KEY):
        _add_languages(survey, {name: _texts(words, lambda told, name=name: told[name]) for name in TEXTS})
    for row in questions:
        file = {
            name: _texts(words, lambda told, code=row.code, name=name: told["questions"].get(code, {}).get(name, ""))
            for name in ("section", "label", "help")
        }
        _add_languages(row, file)
    for choice in SurveyChoice.objects.filter(question__in=questions).select_related("question"):
        asked, code = choice.question.code, choice.code
        label = _texts(
            words,
            lambda told, asked=asked, code=code: told["questions"].get(asked, {}).get("choices", {}).get(code, ""),
        )
        _add_languages(choice, {"label": label})


def _add_languages(row, file):
    """Set those of its texts that are, in the first languages, what the file says, and have no other language."""
    fields = []
    for name, texts in file.items():
        if texts and getattr(row, name) == {code: text for code, text in texts.items() if code in FIRST_LANGUAGES}:
            setattr(row, name, texts)
            fields.append(name)
    if fields:
        row.save(update_fields=fields)


def _ask(survey, order, row, words, register):
    code, asked = row["code"], register.get(row.get("register"))
    question = SurveyQuestion.objects.create(
        survey=survey,
        sort_order=order,
        code=code,
        kind=row["kind"],
        vocabulary=row.get("vocabulary", ""),
        is_required=row.get("is_required", False),
        register_question=asked,
        register_part=row.get("register_part", "") if asked else "",
        **{name: _texts(words, lambda told, name=name: told["questions"][code].get(name, ""))
           for name in ("section", "label", "help")},
    )  # fmt: skip
    for number, choice in enumerate(row.get("choices", ()), 1):
        label = _texts(words, lambda told, choice=choice: told["questions"][code]["choices"][choice])
        SurveyChoice.objects.create(question=question, sort_order=number, code=choice, label=label)


def _texts(words, pick):
    """{language: text} of what `pick` finds in the words of each language, without empty ones."""
    found = {language: LINE_END.sub(" ", pick(told).strip()) for language, told in words.items()}
    return {language: text for language, text in found.items() if text}


def _read(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
