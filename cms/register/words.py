"""Loads the questions and the lists of words with which a register begins, and later the languages that it lacks."""

from pathlib import Path

import yaml
from django.db import transaction

from cms.models import Question, StarterPage
from cms.models.register_vocabulary import WORD_MODELS

FOLDER = Path(__file__).parents[1] / "content" / "register"
FIRST_LANGUAGES = ("en", "es", "fr")  # of registers that stand since before the files spoke more
LANGUAGES = (*FIRST_LANGUAGES, "ar")


@transaction.atomic
def load_words(folder=FOLDER):
    """Fill the lists that are empty; return how many questions and words were made.

    A list with anything in it belongs to the editors: nothing is added to it, and of its words nothing is changed but
    that they get, once, the languages that came later.
    """
    made = 0
    lists = yaml.safe_load((folder / "words.yml").read_text(encoding="utf-8"))
    shipped = {Question: questions(folder)} | {
        model: words(model, lists[model.__name__], lists["Sensitive"].get(model.__name__, ())) for model in WORD_MODELS
    }
    for model, rows in shipped.items():
        if not model.objects.exists():
            made += len(model.objects.bulk_create(rows))
    for language in set(LANGUAGES) - set(FIRST_LANGUAGES):
        if StarterPage.objects.get_or_create(key=f"register-words-{language}", language="")[1]:
            add_language(language, shipped)
    return made


def add_language(language, shipped):
    """Give rows their words in a language where they have none and editors left the others as they came."""
    for model, rows in shipped.items():
        by_code, changed = {row.code: row for row in rows}, []
        fields = [name for name in ("labels", "headings") if hasattr(model, name)]
        for row in model.objects.filter(code__in=by_code):
            told = {name: (getattr(row, name), getattr(by_code[row.code], name)) for name in fields}
            if all(own == without(language, file) for own, file in told.values()):
                for name, (_own, file) in told.items():
                    setattr(row, name, file)
                changed.append(row)
        model.objects.bulk_update(changed, fields)


def without(language, texts):
    """The texts in all languages but one."""
    return {code: text for code, text in texts.items() if code != language}


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
