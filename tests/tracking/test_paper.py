"""Paper forms: the code leads back to its form and notices a slip of the pen; questions are laid out for one."""

from types import SimpleNamespace

import pytest
from django import forms

from tracking import paper


def match(name, *numbers):
    return SimpleNamespace(url_name=name, kwargs=dict(enumerate(numbers)))


NUMBERS = [1, 9, 10, 19, 91, 412, 421, 4_096, 99_999, 10**6, 999_999_999_999, 10**12]


@pytest.mark.parametrize("name", sorted(paper.LETTERS))
def test_code_leads_back_to_its_form(name):
    url_name, *words = name.split("/")
    for first, second in zip(NUMBERS, reversed(NUMBERS), strict=True):
        numbers = {"followup-edit": (first, second), "answer-edit": (first, second)}.get(name, (first,))
        numbers = () if name in ("dialogue-add", "place-add") else numbers
        address = paper.address_of(paper.code_of(match(url_name, *numbers, *words)))
        assert all(f"/{part}/" in address for part in (*numbers, *words))


def test_no_two_forms_have_the_same_letters():
    assert len(set(paper.LETTERS.values())) == len(paper.LETTERS)


def test_section_without_paper_has_no_code():
    assert paper.code_of(match("step-section", 4, "money")).startswith("SM-4-")
    assert paper.code_of(match("step-section", 4, "history")) == ""


def test_page_that_is_no_paper_form_has_no_code():
    assert paper.code_of(match("home")) == ""


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{spaced}"])
def test_code_is_read_however_it_is_typed(typed):
    code = paper.code_of(match("step-edit", 412))
    text = typed.format(code, lower=code.lower(), spaced=code.replace("-", " "))
    assert paper.address_of(text) == "/en/steps/412/edit/"


def test_misread_sign_is_noticed():
    code = paper.code_of(match("step-edit", 412))
    assert code.startswith("S-412-")
    for wrong in ("S-413-", "S-142-", "S-421-", "R-412-"):
        assert paper.address_of(wrong + code[-1]) is None
    others = set(paper.CHECK) - {code[-1]}
    assert not any(paper.address_of(f"S-412-{letter}") for letter in others)


@pytest.mark.parametrize("code", ["", "S", "S-412", "S--K", "412", "X-1-A", "S-412-K-K", "S-9" * 300, "<b>", "R-1-A"])
def test_nonsense_names_no_form(code):
    assert paper.address_of(code) is None


class Survey(forms.Form):
    title = forms.CharField(help_text="Short.")
    text = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("", "---"), ("a", "Law"), ("More", [("b", "Plan")])])
    many = forms.MultipleChoiceField(choices=[(str(number), f"Item {number}") for number in range(60)])
    sure = forms.BooleanField(required=False)


def asked(is_blank):
    form = Survey(initial={"title": "Home", "kind": "b", "many": ["3", "59"], "sure": True})
    return {name: paper.question(form[name], is_blank=is_blank) for name in form.fields}


def test_filled_paper_shows_what_is_known():
    questions = asked(is_blank=False)
    assert questions["title"]["kind"] == "line"
    assert questions["title"]["value"] == "Home"
    assert questions["title"]["hint"] == "Short."
    assert questions["text"]["kind"] == "text"
    assert questions["kind"]["choices"] == [("Law", False), ("Plan", True)]
    assert questions["sure"]["choices"] == [("yes", True), ("no", False)]


def test_blank_paper_shows_nothing_of_it():
    questions = asked(is_blank=True)
    assert questions["title"]["value"] == ""
    assert not any(chosen for label, chosen in questions["kind"]["choices"] + questions["sure"]["choices"])
    assert questions["many"]["value"] == ""


def test_long_list_becomes_lines_to_write_on():
    assert asked(is_blank=False)["many"]["kind"] == "text"
    assert asked(is_blank=False)["many"]["value"] == "Item 3; Item 59"
