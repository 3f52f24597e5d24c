"""SDG targets: proposed with reasons, set and removed by people, found by the search."""

import pytest

from tests import factories
from tracking import models, search, tagging


@pytest.fixture
def area():
    """Housing: answers the theme of the recommendation and serves two targets of goal 11 and one of goal 1."""
    return service_area("housing", ["11.1", "11.3", "1.4"], [factories.theme()])


def service_area(code, targets, themes=()):
    row = models.ServiceArea.objects.create(code=code, labels={"en": code.title()})
    row.themes.set(themes)
    row.targets.set(factories.target(code) for code in targets)
    return row


def hold(city, area, kind="own"):
    who_can = "The region" if kind == "none" else ""
    return models.Competence.objects.create(local_government=city, service_area=area, kind=kind, who_can=who_can)


def codes(suggestions):
    return [suggestion.target.code for suggestion in suggestions]


def test_suggest_names_targets_of_the_matching_service_area_the_sources_goal_first(recommendation, city, area):
    hold(city, area)
    found = tagging.suggest(recommendation, city)
    assert codes(found) == ["11.1", "11.3", "1.4"]
    assert any("Housing" in reason for reason in found[0].reasons)
    assert any("goal 11" in reason for reason in found[0].reasons)
    assert not any("goal" in reason for reason in found[2].reasons)


def test_suggest_gives_three_at_most(recommendation, city, area):
    hold(city, area)
    hold(city, service_area("planning", ["11.7", "11.a"], [factories.theme()]))
    assert len(tagging.suggest(recommendation, city)) == 3


@pytest.mark.parametrize("kind", ["none", None])
def test_suggest_is_silent_about_areas_that_are_not_the_governments(kind, recommendation, city, area):
    if kind:
        hold(city, area, kind)
    assert tagging.suggest(recommendation, city) == []


def test_suggest_prefers_own_areas_to_shared_ones(recommendation, city, area):
    recommendation.goals.clear()
    hold(city, area, "shared")
    hold(city, service_area("planning", ["9.1"], [factories.theme()]))
    assert codes(tagging.suggest(recommendation, city))[0] == "9.1"


def test_suggest_matches_a_theme_of_an_earlier_cycle_through_its_name_today(review, city, area):
    recommendation = factories.recommendation(review)
    recommendation.goals.clear()
    earlier = factories.theme("Housing (old)", vocabulary="3")
    recommendation.theme_links.update(theme=earlier)
    hold(city, area)
    assert tagging.suggest(recommendation, city) == []
    models.Theme.objects.filter(pk=earlier.pk).update(current=factories.theme())
    assert set(codes(tagging.suggest(recommendation, city))) == {"11.1", "11.3", "1.4"}


def test_suggest_leaves_out_what_is_set(recommendation, city, area, officer, now):
    hold(city, area)
    tagging.accept(recommendation, factories.target("11.1"), city, by=officer, now=now)
    assert "11.1" not in codes(tagging.suggest(recommendation, city))


def test_accept_writes_tag_event_and_index_once(recommendation, city, other_city, officer, now):
    target = factories.target("11.1")
    assert tagging.accept(recommendation, target, city, by=officer, now=now, is_suggested=True)
    assert not tagging.accept(recommendation, target, city, by=officer, now=now)
    tag = models.TargetTag.objects.get()
    assert (tag.set_by, tag.set_at, tag.is_suggested, tag.local_government) == (officer, now, True, city)
    event = models.Event.objects.get()
    assert (event.verb, event.by, event.local_government, event.after) == ("tagged", officer, city, {"target": "11.1"})
    assert search.count(review=recommendation.review, target=target.pk) == 1
    assert not tagging.own_tags(recommendation, other_city).exists()


def test_remove_writes_event_and_index_and_touches_nobody_elses_tag(
    recommendation, city, other_city, officer, outsider, now
):
    target = factories.target("11.1")
    tagging.accept(recommendation, target, city, by=officer, now=now)
    tagging.accept(recommendation, target, other_city, by=outsider, now=now)
    assert tagging.remove(recommendation, target, city, by=officer, now=now)
    assert not tagging.remove(recommendation, target, city, by=officer, now=now)
    assert models.TargetTag.objects.get().local_government == other_city
    assert models.Event.objects.filter(verb="untagged", before={"target": "11.1"}, by=officer).count() == 1
    assert search.count(review=recommendation.review, target=target.pk) == 1
    tagging.remove(recommendation, target, other_city, by=outsider, now=now)
    assert search.count(review=recommendation.review, target=target.pk) == 0
