"""Results of a survey: published by editors, after the end, and never a number that tells who said what."""

import pytest

from cms.surveys import results
from tests.cms import surveys


@pytest.fixture
def survey(home):
    return surveys.survey()


def test_results_appear_when_published_and_never_for_few(client, survey, coordinator, now):
    surveys.sent(survey, horizon=("answered", "soon"))
    address = f"/en/surveys/{survey.slug}/results/"
    survey.publishes_results = True
    survey.save()
    assert client.get(address).status_code == 404  # still open
    survey.close(by=coordinator, now=now)
    assert "from 5 answers on" in client.get(address).content.decode()
    for number in range(4):
        surveys_open(survey)
        surveys.sent(survey, body=f"Office {number}", horizon=("answered", "later"))
    survey.close(by=coordinator, now=now)
    surveys_open(survey)
    spam = surveys.sent(survey, body="Advertiser", horizon=("answered", "later"))
    spam.set_aside("Advertising", by=coordinator, now=now)
    survey.close(by=coordinator, now=now)
    page = client.get(address).content.decode()
    assert page.count("not shown") == 3 and " of 5" not in page and "Office 1" not in page


@pytest.mark.parametrize(
    "cells, shown",
    [
        ({"a": 9, "b": 6, "no-response": 5}, {"a": 9, "b": 6, "no-response": 5}),
        ({"a": 9, "b": 4, "no-response": 3}, {"a": 9, "b": None, "no-response": None}),
        ({"a": 12, "b": 7, "no-response": 1}, {"a": 12, "b": None, "no-response": None}),
        ({"a": 20, "b": 0, "no-response": 0}, {"a": None, "b": None, "no-response": None}),
    ],
)
def test_small_number_is_hidden_with_what_would_give_it_away(cells, shown):
    assert counted(cells, sum(cells.values()), overlap=False) == shown


@pytest.mark.parametrize(
    "cells, shown",
    [
        ({"a": 10, "b": 4, "none": 0, "no-response": 6}, {"a": 10, "b": None, "none": None, "no-response": None}),
        ({"a": 9, "b": 8, "none": 0, "no-response": 6}, {"a": 9, "b": 8, "none": None, "no-response": 6}),
        ({"a": 18, "b": 8, "none": 0, "no-response": 0}, {"a": None, "b": 8, "none": None, "no-response": None}),
    ],
)
def test_small_rest_is_not_told_where_several_words_may_be_chosen(cells, shown):
    assert counted(cells, 20, overlap=True) == shown


def counted(cells, answers, *, overlap):
    """What is shown of {word or kind: count}."""
    keys = {name: ("word", name) if len(name) == 1 else name for name in cells}
    shown = results._shown({keys[name]: n for name, n in cells.items()}, answers, overlap)
    return {name: shown[key] for name, key in keys.items()}


def test_results_of_enough_answers_are_counted(client, survey, coordinator, now):
    for number in range(10):
        surveys.sent(survey, body=f"Office {number}", horizon=("answered", "soon" if number < 5 else "later"))
    (counts,) = results.counts(survey)
    assert counts[1:] == ([("SOON", None), ("LATER", 5)], None, 10)  # nobody was silent: a small number, too
    for number in range(5):
        surveys.sent(survey, body=f"Quiet {number}")
    survey.publishes_results = True
    survey.close(by=coordinator, now=now)
    survey.save()
    page = client.get(f"/en/surveys/{survey.slug}/results/").content.decode()
    assert page.count("5 of 15") == 3 and '<span class="muted">' not in page


def surveys_open(survey):
    survey.state = "open"
    survey.save()
