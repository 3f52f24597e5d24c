"""The course as it ships: alike in every language, one right answer a question, a word on every answer."""

import re

import pytest
import yaml
from bs4 import BeautifulSoup

from cms import starter
from cms.blocks import BodyBlock

FOLDER = starter.FOLDER / "course"
LANGUAGES = ("en", "es", "fr")
MODULES = (
    "01-human-rights-and-your-city",
    "02-the-review-and-its-mechanisms",
    "03-from-recommendation-to-step",
    "04-measuring",
    "05-budget-partners-participation",
    "06-reporting-and-handover",
)


def content(name, language):
    """One file of the course, as it was written."""
    return yaml.safe_load((FOLDER / f"{name}.{language}.yml").read_text(encoding="utf-8"))


def blocks(module):
    """The text of a module as the CMS stores it."""
    return [starter.block(*piece) for pieces in module["body"] for piece in pieces.items()]


def shape(module):
    """What must be the same in every language: kinds and sizes of blocks, and all of a quiz but its words."""
    body = [(block["type"], size_of(block["value"])) for block in blocks(module)]
    quiz = [
        (question["code"], question["kind"], [answer["is_right"] for answer in question["answers"]])
        for question in module["quiz"]["questions"]
    ]
    return module["minutes"], len(module["goals"]), body, module["quiz"]["pass_share"], quiz


def size_of(value):
    """The number of parts of a block: points, rows, steps or paragraphs."""
    if isinstance(value, dict):
        value = value.get("points") or value.get("rows") or value["text"]
    return len(re.findall(r"<p>|<li>", value)) if isinstance(value, str) else len(value)


def test_course_has_six_modules_in_three_languages():
    names = {path.name for path in FOLDER.glob("*.yml")}
    assert names == {f"{name}.{language}.yml" for name in ("course", *MODULES) for language in LANGUAGES}
    titles = {content("course", language)["title"] for language in LANGUAGES}
    assert len(titles) == len(LANGUAGES)


@pytest.mark.parametrize("name", MODULES)
def test_module_is_built_alike_in_every_language(name):
    shapes = [shape(content(name, language)) for language in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("name", MODULES)
def test_question_has_one_right_answer_and_a_word_on_each(name):
    for language in LANGUAGES:
        for question in content(name, language)["quiz"]["questions"]:
            answers = question["answers"]
            assert [answer["is_right"] for answer in answers].count(True) == 1, question["code"]
            assert all(len(answer["feedback"].split()) >= 5 for answer in answers), question["code"]
            assert len({answer["text"] for answer in answers}) == len(answers) >= 2
            assert question["kind"] == "one" or len(answers) == 2


def texts(value):
    """The texts in the raw value of blocks, without the names of blocks and items."""
    if isinstance(value, str):
        yield value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key not in ("id", "type"):
            yield from texts(part)


@pytest.mark.parametrize("name", MODULES)
def test_module_is_short_and_has_an_example_and_something_to_do(name):
    for language in LANGUAGES:
        body = blocks(content(name, language))
        words = BeautifulSoup(" ".join(texts(body)), "html.parser").get_text(" ").split()
        assert 300 <= len(words) <= 600, (language, len(words))
        kinds = {block["type"] for block in body}
        assert "example" in kinds and kinds & {"checklist", "steps"}
        block = BodyBlock()
        block.clean(block.to_python(body))


def test_codes_of_questions_are_never_used_twice():
    codes = [question["code"] for name in MODULES for question in content(name, "en")["quiz"]["questions"]]
    assert len(set(codes)) == len(codes) == 28


@pytest.mark.parametrize("name", MODULES)
def test_nobody_passes_by_ticking_the_same_place_everywhere(name):
    quiz = content(name, "en")["quiz"]
    places = [[answer["is_right"] for answer in question["answers"]].index(True) for question in quiz["questions"]]
    assert 100 * max(places.count(place) for place in places) / len(places) < quiz["pass_share"]
