"""Steps and indicators by SDG target: where each one stands, and what the public choice leaves out."""

import pytest

from tests import factories
from tracking import models
from tracking.vlr.collect import collect


@pytest.fixture
def places(db):
    """A small vocabulary: two goals with three targets."""
    return {code: factories.target(code) for code in ("4.5", "11.1", "11.3")}


def placed(content):
    """{code of a target, or number of a goal, or "": titles of the steps there}, without empty places."""
    found = {}
    for goal in content.goals:
        found |= {target.code: [step.title for step in target.steps] for target in goal.targets}
        found[goal.number] = [step.title for step in goal.steps]
    found[""] = [step.title for step in content.other_steps]
    return {place: titles for place, titles in found.items() if titles}


def tag(recommendation, target, by, government=None):
    models.TargetTag.objects.create(
        recommendation=recommendation, target=target, local_government=government, set_by=by, set_at=factories.NOW
    )


def test_step_stands_under_its_own_targets_first(places, city, recommendation, officer, today):
    tag(recommendation, places["4.5"], officer)
    step = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    step.targets.set([places["11.1"], places["11.3"]])
    content = collect(city, is_public=False, today=today)
    assert placed(content) == {"11.1": ["Open a night shelter"], "11.3": ["Open a night shelter"]}


def test_step_without_targets_stands_under_those_set_on_its_recommendations(
    places, city, other_city, recommendation, officer, today
):
    tag(recommendation, places["4.5"], officer)
    tag(recommendation, places["11.1"], officer, city)
    tag(recommendation, places["11.3"], officer, other_city)  # another city's view of it does not count
    factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    assert set(placed(collect(city, is_public=False, today=today))) == {"4.5", "11.1"}


def test_step_stands_under_the_goals_where_no_target_is_known_and_else_apart(
    places, city, recommendation, officer, today
):
    step = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    factories.step(city, officer, title="Answers nothing")
    content = collect(city, is_public=False, today=today)
    assert placed(content) == {11: [step.title], "": ["Answers nothing"]}
    assert [goal.number for goal in content.recorded] == [11]
    assert content.recorded[0].steps[0].paragraphs == ("120.1",)


def test_public_choice_takes_public_rows_and_public_ties_only(places, city, recommendation, officer, today):
    tag(recommendation, places["4.5"], officer)
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up], title="Inner")
    shown = factories.step(city, officer, [follow_up], title="Shown", visibility="public")
    shown.targets.add(places["11.1"])
    content = collect(city, is_public=True, today=today)
    assert placed(content) == {"11.1": ["Shown"]}
    assert content.goals[-1].targets[0].steps[0].paragraphs == ()  # the follow-up is not public
    models.FollowUp.objects.update(visibility="public")
    content = collect(city, is_public=True, today=today)
    assert content.goals[-1].targets[0].steps[0].paragraphs == ("120.1",)


def test_other_cities_stay_out(places, city, other_city, officer, today):
    factories.step(other_city, officer, visibility="public")
    factories.indicator(other_city, officer, sdg_indicator="11.1.1", visibility="public")
    assert collect(city, is_public=False, today=today).is_empty


def test_indicator_stands_under_the_target_of_its_sdg_indicator(places, city, officer, today):
    row = factories.indicator(city, officer, sdg_indicator="11.1.1", name="Evictions")
    factories.indicator_value(row, officer, number=120, year=2024)
    factories.indicator_value(row, officer, number=90, year=2025)
    factories.indicator(city, officer, name="Without one")
    factories.indicator(city, officer, name="Unknown target", sdg_indicator="17.19.1")
    content = collect(city, is_public=False, today=today)
    target = next(target for goal in content.goals for target in goal.targets if target.code == "11.1")
    assert [(entry.name, entry.value, entry.period) for entry in target.indicators] == [
        ("Evictions", "90 households", "2025")
    ]
    assert [entry.name for entry in content.other_indicators] == ["Without one", "Unknown target"]


def test_small_numbers_are_told_to_own_people_only(places, city, officer, today):
    row = factories.indicator(city, officer, sdg_indicator="11.1.1", visibility="public")
    factories.indicator_value(row, officer, number=3)

    def value(*, is_public):
        content = collect(city, is_public=is_public, today=today)
        return next(entry.value for goal in content.goals for target in goal.targets for entry in target.indicators)

    assert value(is_public=False) == "3 households"
    assert value(is_public=True) == "too small to show"


def test_collect_asks_the_same_number_of_queries_for_one_and_many(
    places, city, review, officer, today, django_assert_num_queries
):
    for count in (1, 4):
        for number in range(count):
            recommendation = factories.recommendation(review)
            tag(recommendation, places["4.5"], officer)
            step = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
            if number % 2:
                step.targets.add(places["11.1"])
            row = factories.indicator(city, officer, sdg_indicator="11.1.1")
            factories.indicator_value(row, officer)
        with django_assert_num_queries(9):
            collect(city, is_public=False, today=today)
