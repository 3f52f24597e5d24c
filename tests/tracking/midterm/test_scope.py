"""Long choices: what a page did not show stays, a group at a time, everything is the same as no choice."""

import pytest

from tests import factories
from tracking.midterm.scope import GovernmentScope, RecommendationScope


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def rows(review, recommendation):
    """Two recommendations on housing, and one that names no theme."""
    plain = factories.recommendation(review, "120.3")
    plain.theme_links.all().delete()
    return [recommendation, factories.recommendation(review, "120.2"), plain]


def test_recommendations_stand_under_their_clusters(call, rows):
    groups = RecommendationScope(call, {}).groups()
    assert [(group.key, len(group.choices), group.chosen) for group in groups] == [
        ("economic-social", 2, 0),
        ("other", 1, 0),
    ]


def test_ticks_count_for_what_the_page_showed_alone(call, rows, coordinator, now):
    first, second, third = rows
    call.recommendations.set([first, second])
    scope = RecommendationScope(call, {})
    assert scope.wanted({second.pk}, set(), "save") == {first.pk}
    assert scope.wanted({third.pk}, {third.pk, first.pk + 1000}, "untick:none") == set()  # all three: no choice
    assert scope.wanted({second.pk, third.pk}, {third.pk}, "save") == {first.pk, third.pk}


def test_buttons_tick_a_group_or_all_that_is_shown(call, rows):
    first, second, third = (row.pk for row in rows)
    scope = RecommendationScope(call, {})
    everything = {first, second, third}
    assert scope.wanted(everything, set(), "tick:economic-social") == {first, second}
    assert scope.wanted(everything, {first, third}, "untick:economic-social") == {third}
    assert scope.wanted({third}, set(), "tick-shown") == {third}
    assert scope.wanted(everything, {first}, "all") == set()


def test_save_writes_the_choice(call, rows, coordinator, now):
    scope = RecommendationScope(call, {})
    before = scope.version
    scope.save({rows[0].pk}, by=coordinator, now=now)
    assert list(call.recommendations_asked()) == [rows[0]]
    assert RecommendationScope(call, {}).version != before


def test_governments_stand_under_the_outermost_region(call, state, city, other_city):
    region = factories.government(state, "Sierra", level="region")
    province = factories.government(state, "Valle", level="province", parent=region)
    city.parent = province
    city.save()
    scope = GovernmentScope(call, {})
    found = {group.label: [choice.row.name for choice in group.choices] for group in scope.groups()}
    assert found == {"Sierra": ["Altamira", "Sierra", "Valle"], "In no region": ["Borealis"]}
    assert [row.name for row in GovernmentScope(call, {"region": str(region.pk), "level": "city"}).shown] == [
        "Altamira"
    ]
    assert [row.name for row in GovernmentScope(call, {"text": "bor"}).shown] == ["Borealis"]


@pytest.mark.parametrize("count", [1, 3])
def test_groups_ask_the_same_questions_for_more_rows(call, review, count, django_assert_num_queries):
    for number in range(count):
        factories.recommendation(review, f"7.{number}")
    with django_assert_num_queries(5):
        assert RecommendationScope(call, {}).groups()
