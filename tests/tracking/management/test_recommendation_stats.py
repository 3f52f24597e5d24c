"""The figures of a review, by which an import is checked."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracking import search
from tracking.models import Recommendation, ThemeLink

FIGURES = {
    "recommendations": 3,
    "supported": 1,
    "noted": 1,
    "state_pairs": 7,
    "recommending_states": 3,
    "theme_links": 4,
    "group_links": 4,
    "sdg_goal_links": 4,
}


@pytest.fixture
def counted(review, state):
    """Three recommendations, one of them with more of everything, and one of an earlier cycle."""
    first = factories.recommendation(review, "120.1")
    factories.recommendation(review, "120.2", position="noted")
    factories.recommendation(review, "120.3", position="pending")
    ThemeLink.objects.create(recommendation=first, theme=factories.theme("Right to health"), position=1)
    first.groups.add(factories.group("women"))
    first.goals.add(factories.goal(16))
    first.recommending_states.add(factories.state("XQA", "XQ", "Quarzia"))
    factories.recommendation(factories.review(state, cycle=3), "5.1")


def test_stats_prints_json(counted, capsys):
    call_command("recommendation_stats", "--state", "XUL", "--cycle", "4", "--json")
    assert json.loads(capsys.readouterr().out) == FIGURES


def test_stats_prints_a_list_to_read(counted, capsys):
    call_command("recommendation_stats", "--state", "xul", "--cycle", "4")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Lumeria, cycle 4"
    assert [int(line.split()[0]) for line in lines[1:]] == list(FIGURES.values())
    assert "Recommending States" in lines[5]


def test_stats_of_a_review_without_recommendations(review, capsys):
    call_command("recommendation_stats", "--state", "XUL", "--cycle", "4", "--json")
    assert set(json.loads(capsys.readouterr().out).values()) == {0}


@pytest.mark.parametrize(("state_code", "cycle"), [("XOT", "4"), ("XUL", "2")])
def test_stats_of_an_unknown_review_says_which_there_are(counted, state_code, cycle):
    with pytest.raises(CommandError, match="Reviews: XUL 3, XUL 4"):
        call_command("recommendation_stats", "--state", state_code, "--cycle", cycle)


def test_stats_without_any_review(db):
    with pytest.raises(CommandError, match="Reviews: none"):
        call_command("recommendation_stats", "--state", "XUL", "--cycle", "4")


@pytest.mark.parametrize("rows", [1, 3])
def test_stats_take_the_same_queries_for_one_and_for_three(review, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.recommendation(review)
    with django_assert_num_queries(7):
        Recommendation.objects.filter(review=review).stats()


def test_reindex_builds_the_index_anew(counted, capsys):
    assert search.count("homes") == 0
    call_command("reindex_recommendations")
    call_command("reindex_recommendations")
    assert "4 recommendations" in capsys.readouterr().out
    assert search.count("homes") == 4
