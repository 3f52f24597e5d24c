"""Lists to tick off, the glossary, questions and answers."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms import starter
from cms.blocks import BodyBlock, without_accents

LANGUAGES = ("en", "es", "fr")


def rendered(*body):
    """Blocks of a body, given as content files give them, as a page shows them."""
    block = BodyBlock()
    value = block.to_python([starter.block(kind, value) for kind, value in body])
    return BeautifulSoup(block.render(value), "html.parser")


def shown(key, language):
    """The body of a page of the starter content, as a page shows it."""
    block = BodyBlock()
    return BeautifulSoup(block.render(block.to_python(starter.read(key, language)["body"])), "html.parser")


def test_points_of_a_checklist_are_checkboxes_with_their_words():
    soup = rendered(("checklist", {"title": "Before", "points": ["One?", "Two <b>?"]}))
    boxes = soup.select("ul[data-ticks] label input[type=checkbox]")
    assert [box.parent.text.strip() for box in boxes] == ["One?", "Two <b>?"]
    assert not [box for box in boxes if box.has_attr("name")]  # nothing to send


def test_task_says_what_to_do_first():
    soup = rendered(("tasks", {"title": "Tasks", "tasks": [{"point": "Budget", "first": "Choose three lines."}]}))
    item = soup.select_one("ul[data-ticks] li")
    assert item.label.text.strip() == "Budget"
    assert item.p.text == "First: Choose three lines."


@pytest.mark.parametrize("language", LANGUAGES)
def test_recommendations_are_seven_and_four(language):
    assert len(shown("local-government-checklist", language).select("[data-ticks]")[0].select("label")) == 7
    assert len(shown("state-checklist", language).select("[data-ticks]")[0].select("label")) == 4


def test_glossary_stands_in_the_order_of_the_alphabet():
    terms = [{"term": term, "meaning": "…"} for term in ("Zone", "État", "cycle", "Examen")]
    soup = rendered(("glossary", terms))
    assert [term.text for term in soup.select("dt")] == ["cycle", "État", "Examen", "Zone"]


def test_anchors_are_readable_and_never_the_same():
    terms = [{"term": term, "meaning": "…"} for term in ("Cycle", "Cycle!", "دورة", "?")]
    soup = rendered(("glossary", terms), ("questions", [{"question": "Cycle?", "answer": "Yes"}]))
    found = {entry["id"] for entry in soup.select("[id]")}
    assert found == {"term-cycle", "term-cycle-2", "term-دورة", "term", "question-cycle"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_has_one_meaning_for_each_term_in_order(language):
    soup = shown("glossary", language)
    entries = soup.select("dl > div")
    terms = [entry.dt.text for entry in entries]
    assert len({entry["id"] for entry in entries}) == len(entries) == 32
    assert terms == sorted(terms, key=without_accents)
    assert all(entry.dd.text for entry in entries)


def test_short_form_stands_beside_its_term():
    soup = rendered(("glossary", [{"term": "Working Group", "short": "WG", "meaning": "It meets."}]))
    assert soup.dt.text == "Working Group (WG)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_reader_has_its_questions(language):
    soup = shown("questions", language)
    assert [len(group.select("h3")) for group in soup.select(".article-questions")] == [6, 3, 3]
    assert all(len(section.text.split()) > 25 for section in soup.select("section[id]"))


def test_picture_needs_words_or_is_decoration(db):
    block = BodyBlock().child_blocks["picture"]
    image = Image(title="Square", file=get_test_image_file())
    image.save()
    image.contextual_alt_text, image.decorative = "", False
    with pytest.raises(ValidationError):
        block.clean(image)
    image.contextual_alt_text = "A square in the rain"
    assert block.clean(image).contextual_alt_text == "A square in the rain"


def test_link_that_says_nothing_is_refused_in_a_body():
    block = BodyBlock().child_blocks["paragraph"]
    with pytest.raises(ValidationError, match="does not say where it leads"):
        block.clean(block.to_python('<p><a href="https://example.org">here</a></p>'))
