"""Proposals of relevance from service areas, each with its reason."""

import pytest

from tests import factories
from tracking import models
from tracking.relevance import Proposer, to_look_at_again


def service_area(code, themes, **fields):
    row = models.ServiceArea.objects.create(code=code, labels={"en": code.title()}, **fields)
    row.themes.set(themes)
    return row


def propose(city, recommendation):
    row = models.Recommendation.objects.for_listing().get(pk=recommendation.pk)
    return Proposer(city).propose(row)


def hold(city, area, kind):
    """The city's competence in the area; where it has none, the region can act."""
    who_can = "The region" if kind == "none" else ""
    models.Competence.objects.create(local_government=city, service_area=area, kind=kind, who_can=who_can)


@pytest.mark.parametrize(
    ("kind", "relevance", "words"),
    [
        ("own", "necessary", "Your service area “Housing” answers the theme “Right to adequate housing”."),
        ("delegated", "necessary", "delegated to you"),
        ("shared", "helpful", "You share “Housing”"),
        ("none", "support-only", "you hold no competence"),
    ],
)
def test_propose_follows_the_competence_and_says_why(kind, relevance, words, city, recommendation):
    area = service_area("housing", [factories.theme()])
    hold(city, area, kind)
    proposal = propose(city, recommendation)
    assert (proposal.relevance, proposal.who_can) == (relevance, "The region" if kind == "none" else "")
    assert words in proposal.reasons[0]


def test_propose_takes_the_strongest_competence(city, recommendation):
    for code, kind in [("housing", "shared"), ("planning", "own"), ("land", "none")]:
        area = service_area(code, [factories.theme()])
        hold(city, area, kind)
    proposal = propose(city, recommendation)
    assert proposal.relevance == "necessary"
    assert len(proposal.reasons) == 1
    assert "Planning" in proposal.reasons[0]


def test_propose_for_national_themes_names_who_can(city, recommendation):
    service_area("national", [factories.theme()], is_mostly_national=True)
    proposal = propose(city, recommendation)
    assert proposal.relevance == "support-only"
    assert "decided by the State" in proposal.reasons[0]
    assert "ministry" in proposal.who_can


def test_propose_nothing_where_no_service_area_answers(city, recommendation):
    service_area("health", [factories.theme("Right to health")])
    assert propose(city, recommendation) is None
    service_area("housing", [factories.theme()])  # answers, but nobody said whether it is the city's
    assert propose(city, recommendation) is None


def test_propose_reads_themes_of_earlier_cycles_through_their_name_today(city, recommendation):
    earlier = factories.theme("Housing (old)", vocabulary="3")
    recommendation.theme_links.update(theme=earlier)
    area = service_area("housing", [factories.theme()])
    models.Competence.objects.create(local_government=city, service_area=area, kind="own")
    assert propose(city, recommendation) is None
    models.Theme.objects.filter(pk=earlier.pk).update(current=factories.theme())
    assert propose(city, recommendation).relevance == "necessary"


def test_proposer_asks_three_times_however_many_recommendations(city, review, django_assert_num_queries):
    service_area("housing", [factories.theme()])
    for _ in range(3):
        factories.recommendation(review)
    rows = list(models.Recommendation.objects.for_listing())
    with django_assert_num_queries(3):
        proposer = Proposer(city)
        for row in rows:
            proposer.propose(row)


def test_sorted_recommendations_are_looked_at_again_where_the_proposal_is_another(
    city, officer, review, recommendation
):
    area = service_area("housing", [factories.theme()])
    hold(city, area, "own")
    wrong = factories.follow_up(city, recommendation, officer, relevance="not-ours", who_can="The State")
    factories.follow_up(city, factories.recommendation(review), officer, relevance="necessary")
    assert [row for row, _proposal in to_look_at_again(city, [area])] == [wrong]
    assert to_look_at_again(city, [service_area("health", [factories.theme("Right to health")])]) == []


def test_not_ours_agrees_with_support_only(city, officer, recommendation):
    area = service_area("housing", [factories.theme()])
    hold(city, area, "none")
    factories.follow_up(city, recommendation, officer, relevance="not-ours", who_can="The State")
    assert to_look_at_again(city, [area]) == []
