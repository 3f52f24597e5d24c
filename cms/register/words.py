"""Loads the questions and the lists of words with which a register begins."""

from pathlib import Path

import yaml
from django.db import transaction

from cms.models import Question
from cms.models.register_vocabulary import WORD_MODELS

FOLDER = Path(__file__).parents[1] / "content" / "register"
LANGUAGES = ("en", "es", "fr")


@transaction.atomic
def load_words(folder=FOLDER):
    """Fill the lists that are empty; return how many questions and words were made.

    A list with anything in it belongs to the editors: nothing is added to it, and nothing in it is changed.
    """
    made = 0
    if not Question.objects.exists():
        made += len(Question.objects.bulk_create(questions(folder)))
    lists = yaml.safe_load((folder / "words.yml").read_text(encoding="utf-8"))
    for model in WORD_MODELS:
        if not model.objects.exists():
            sensitive = lists["Sensitive"].get(model.__name__, [])
            made += len(model.objects.bulk_create(words(model, lists[model.__name__], sensitive)))
    return made


def questions(folder):
    """The questions of the file, in their order."""
    rows = yaml.safe_load((folder / "questions.yml").read_text(encoding="utf-8"))
    return [Question(**row, order=order) for order, row in enumerate(rows, start=1)]


def words(model, rows, sensitive=()):
    """One list of the file, in its order; the codes in `sensitive` name sensitive topics."""
    return [
        model(
            code=code,
            labels=dict(zip(LANGUAGES, labels, strict=True)),
            order=order,
            **({"is_sensitive": True} if code in sensitive else {}),
        )
        for order, (code, *labels) in enumerate(rows, start=1)
    ]
