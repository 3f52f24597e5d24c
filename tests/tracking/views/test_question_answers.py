"""The questions of a call, answered in the browser."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def draft(review, coordinator, city, recommendation):
    """The city's draft."""
    return factories.contribution(factories.call(review, coordinator), city, [recommendation])


@pytest.fixture
def question(draft):
    """A question of at most ten words."""
    return draft.call.questions.create(text="What helped <most>?", help_text="One <thing>.", word_limit=10)


@pytest.fixture
def address(draft):
    """The page of the questions."""
    return reverse("tracking:contribution-questions", args=[draft.pk])


def sent(response, question, text):
    seen = response.context["form"][f"seen-{question.pk}"].value()
    return {f"text-{question.pk}": text, f"seen-{question.pk}": seen}


def test_answer_is_saved_shown_and_counted(draft, question, address, officer, signed_in):
    client = signed_in(officer)
    response = client.get(address)
    page = response.content.decode()
    assert "What helped &lt;most&gt;?" in page
    assert "One &lt;thing&gt;." in page
    assert "At most 10 words" in page
    done = client.post(address, sent(response, question, "Time.\r\nTrust."), follow=True).content.decode()
    assert "Your answers to the questions are saved." in done
    assert "1 of 1 question answered." in done
    assert draft.question_answers.get().text == "Time.\nTrust."
    assert "2 of 10 words" in client.get(address).content.decode()


def test_too_long_comes_back_with_how_much(draft, question, address, officer, signed_in):
    client = signed_in(officer)
    page = client.post(address, sent(client.get(address), question, "word " * 12)).content.decode()
    assert "2 words over the limit of 10" in page
    assert "12 of 10 words (2 words too many)" in page
    assert not draft.question_answers.exists()


def test_somebody_else_meanwhile_is_told_and_then_replaced(draft, question, address, officer, approver, signed_in):
    client = signed_in(officer)
    mine = sent(client.get(address), question, "Mine.")
    signed_in(approver).post(address, {**mine, f"text-{question.pk}": "Theirs."})
    response = client.post(address, mine)
    page = response.content.decode()
    assert "Somebody saved this meanwhile: “Theirs.”" in page
    assert "Mine." in page
    assert draft.question_answers.get().text == "Theirs."
    client.post(address, sent(response, question, "Mine."))
    assert draft.question_answers.get().text == "Mine."


def test_what_may_point_to_a_person_is_said(question, address, officer, signed_in):
    client = signed_in(officer)
    done = client.post(address, sent(client.get(address), question, "Ask maria@example.org"), follow=True)
    assert "This may point to a person: maria@example.org" in done.content.decode()


def test_version_that_waits_is_not_changed(draft, question, address, officer, now, signed_in):
    draft.hand_in(by=officer, now=now)
    page = signed_in(officer).post(address, {}, follow=True).content.decode()
    assert "This version cannot be changed now." in page


def test_call_without_questions_says_so(address, officer, signed_in):
    assert "This call asks about the recommendations only." in signed_in(officer).get(address).content.decode()


def test_another_city_and_another_state_find_nothing(question, address, outsider, stranger, coordinator, signed_in):
    for person in (outsider, stranger, coordinator):
        assert signed_in(person).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions_for_more(draft, address, officer, count, signed_in, django_assert_num_queries):
    for number in range(count):
        draft.call.questions.create(text=f"Question {number}?")
    client = signed_in(officer)
    with django_assert_num_queries(8):
        client.get(address)
