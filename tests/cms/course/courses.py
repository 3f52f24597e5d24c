"""Makes courses for tests, published, with short quizzes."""

import json
import uuid

from cms.models import CoursePage, ModulePage


def answer(key, text, is_right=False):
    """An answer as the CMS stores it."""
    return {
        "type": "item",
        "id": key,
        "value": {"text": text, "is_right": is_right, "feedback": f"{text}!"},
    }


def question(text, *answers, kind="one", key=None):
    """A question as the CMS stores it; `answers` that begin with a star are right."""
    rows = [answer(str(place), each.lstrip("*"), each.startswith("*")) for place, each in enumerate(answers)]
    value = {"text": text, "kind": kind, "answers": rows}
    return {"type": "question", "id": key or str(uuid.uuid4()), "value": value}


QUIZ = (
    question("Who has duties?", "*The city", "Residents", key="one"),
    question("What counts?", "*Votes", "*Words", "Noise", kind="several", key="several"),
    question("Rights wait for money.", "True", "*False", kind="true_false", key="true"),
)
RIGHT = {"q-one": "0", "q-several": ["0", "1"], "q-true": "1"}
WRONG = {"q-one": "1", "q-several": ["0"], "q-true": "0"}


def course(home, **fields):
    """A published course without modules."""
    page = CoursePage(
        **{"title": "Rights in short", "slug": "course", "introduction": "For you.", "locale": home.locale, **fields}
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return CoursePage.objects.get(pk=page.pk)


def module(parent, title="Duties", quiz=QUIZ, **fields):
    """A published module with a quiz."""
    page = ModulePage(
        title=title,
        locale=parent.locale,
        goals=json.dumps([{"type": "goal", "value": "Name a duty."}]),
        body=json.dumps([{"type": "paragraph", "value": "<p>The city has duties.</p>"}]),
        quiz=json.dumps(list(quiz)),
        **fields,
    )
    parent.add_child(instance=page)
    page.save_revision().publish()
    return ModulePage.objects.get(pk=page.pk)
