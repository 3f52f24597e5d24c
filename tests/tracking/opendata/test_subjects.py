"""What single subjects tell, and in how many queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import AnswerPlace
from tests import factories
from tests.cms.register import entries
from tracking.models import LocalGovernment


def queries(ask, codes):
    """{subject: number of queries of its list}."""
    found = {}
    for code in codes:
        with CaptureQueriesContext(connection) as asked:
            assert ask(code).status_code == 200
        found[code] = len(asked)
    return found


def test_lists_take_the_same_queries_for_one_row_and_for_three(publish, ask, codes):
    publish()
    ask("states")
    one = queries(ask, codes)
    publish()
    publish()
    assert queries(ask, codes) == one
    assert max(one.values()) <= 15
    assert ask("steps").json()["count"] == ask("practices").json()["count"] == 3


def test_three_voices_stand_apart(city, officer, coordinator, commenter, recommendation, ask):
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", visibility="public")
    told = ask("statuses").json()["results"][0]
    assert (told["status"], told["national_assessment"], told["comments"]) == ("planned", None, [])
    factories.national_assessment(recommendation, coordinator)
    factories.comment(follow_up, commenter, "published", coordinator)
    factories.comment(follow_up, commenter)
    told = ask("statuses").json()["results"][0]
    assert (told["status"], told["national_assessment"]["status"]) == ("planned", "partly")
    assert [(row["organisation"], row["stance"]) for row in told["comments"]] == [("Homes for All", "disputes")]
    assert ask("assessments").json()["results"][0]["reason"] == "The fund is late."


def test_setback_that_is_over_is_not_told(city, officer, recommendation, ask):
    factories.follow_up(city, recommendation, officer, visibility="public", setback_explanation="Over since May.")
    assert ask("statuses").json()["results"][0]["setback"] == ""


def test_small_numbers_are_hidden(city, officer, ask):
    indicator = factories.indicator(city, officer, visibility="public", baseline_number=3, baseline_year=2020)
    cells = [("sex", "Women", 60, None), ("sex", "Men", 56, None), ("sex", "", 4, None)]
    factories.indicator_value(indicator, officer, number=120, categories=cells)
    factories.indicator_value(indicator, officer, number=9, year=2024)
    sheet = ask("indicators").json()["results"][0]
    assert (sheet["baseline"], sheet["is_baseline_hidden"]) == (None, True)
    newest, earlier = ask("indicator-values").json()["results"]
    assert (newest["number"], earlier["number"], earlier["is_hidden"]) == (120, None, True)
    assert [(row["category"], row["number"]) for row in newest["categories"]] == [
        ("Women", 60),
        ("Men", None),
        ("", None),
    ]


def test_people_reached_are_hidden_where_they_are_few(city, officer, ask):
    step = factories.step(city, officer, visibility="public")
    step.people_reached.create(number=100)
    step.people_reached.create(number=97, dimension="sex", category="Women")
    step.people_reached.create(number=3, dimension="sex", category="Men")
    told = ask("steps").json()["results"][0]["people_reached"]
    assert [(row["category"], row["number"], row["is_hidden"]) for row in told] == [
        ("", 100, False),
        ("Women", None, True),
        ("Men", None, True),
    ]


def test_value_that_was_taken_back_is_gone(city, officer, ask, now):
    value = factories.indicator_value(factories.indicator(city, officer, visibility="public"), officer)
    assert ask("indicator-values").json()["count"] == 1
    value.take_back(by=officer, now=now)
    assert ask("indicator-values").json()["count"] == 0


def test_plan_of_a_step_is_named_where_it_is_public(city, officer, ask):
    plan = factories.plan(city, officer)
    factories.step(city, officer, visibility="public", plan=plan)
    assert ask("steps").json()["results"][0]["plan"] is None
    plan.publish(by=officer, now=factories.NOW)
    assert ask("steps").json()["results"][0]["plan"] == plan.pk


def test_change_of_position_is_told_once_it_is_decided(recommendation, coordinator, ask):
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)
    change = factories.position_change(recommendation, coordinator, decided_on=tomorrow)
    assert ask("recommendations").json()["results"][0]["position_changes"] == []
    type(change).objects.update(decided_on=datetime.date(2026, 1, 15))
    told = ask("recommendations").json()["results"][0]["position_changes"]
    assert [(row["old_position"], row["new_position"]) for row in told] == [("noted", "supported")]


def test_document_of_a_report_can_be_checked(review, coordinator, ask, client):
    factories.locked(factories.call(review, coordinator), coordinator, published=True)
    factories.locked(factories.call(review, coordinator), coordinator)
    [told] = ask("reports").json()["results"]
    document = told["documents"][0]
    answer = client.get(document["url"].removeprefix("http://localhost:8000"))
    assert answer["ETag"] == f'"{document["sha256"]}"'
    assert len(answer.getvalue()) == document["size"]


def test_practice_is_told_once_under_one_id(publish, ask):
    practice = publish()["practice"]
    [english], [spanish] = (ask("practices", language=code).json()["results"] for code in ("en", "es"))
    assert english["id"] == spanish["id"] == str(practice.translation_key)
    assert spanish["language"] == "en"


@pytest.mark.parametrize("code, key", [("states", "XUL"), ("goals", "11"), ("targets", "11.1"), ("groups", "children")])
def test_words_and_states_are_found_by_their_codes(publish, client, code, key):
    publish()
    assert client.get(f"/api/v1/{code}/{key}/").status_code == 200
    assert client.get(f"/api/v1/{code}/99/").status_code == 404


def test_government_is_told_once_it_publishes_something_and_the_one_above_only_if_it_does_too(city, officer, ask):
    region = LocalGovernment.objects.create(state=city.state, name="Lume", slug="lume", level="region")
    LocalGovernment.objects.filter(pk=city.pk).update(parent=region)
    plan, above = factories.plan(city, officer), factories.plan(region, officer)
    assert ask("governments").json()["results"] == []
    plan.publish(by=officer, now=factories.NOW)
    assert [(row["id"], row["parent"]) for row in ask("governments").json()["results"]] == [(city.pk, None)]
    above.publish(by=officer, now=factories.NOW)
    told = {row["id"]: row["parent"] for row in ask("governments").json()["results"]}
    assert told == {city.pk: region.pk, region.pk: None}


def test_camps_are_never_named_and_profiles_only_where_they_are_public(db, ask):
    answer = entries.answer()
    for level in ("camp", "city"):
        AnswerPlace.objects.create(answer=answer, name=f"A {level}", level=level)
    entries.lesson(profile=entries.profile(visibility="internal"))
    for code in ("profiles", "answers"):
        [row] = ask(code).json()["results"]
        assert [place["name"] for place in row["places"]] == ["A city"], code
    assert [row["profile"] for row in ask("lessons").json()["results"]] == [None]
