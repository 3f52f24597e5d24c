"""What an answer rests on: plain data, nothing restricted, nothing small, the same queries for all."""

import datetime
import json

import pytest
from django.utils import translation

from tests import factories
from tracking.midterm import basis, submitting
from tracking.models import ServiceArea

DAY = datetime.date


@pytest.fixture
def follow_up(city, recommendation, officer):
    """The city's follow-up, with a setback."""
    return factories.follow_up(
        city, recommendation, officer, status="in_progress", has_setback=True, setback_explanation="The fund ended."
    )


def found(city, recommendation):
    return basis.of_government(city, [recommendation.pk])[recommendation.pk]


def test_steps_evidence_challenges_and_programmes(follow_up, city, recommendation, officer):
    step = factories.step(
        city, officer, [follow_up], title="Homes first", kind="programme", status="done", start_date=DAY(2024, 5, 1),
        due_date=DAY(2025, 1, 1), end_date=DAY(2025, 2, 1), effect="worked", lesson="Ask the tenants.",
    )  # fmt: skip
    for kind in ("staff", "funds"):
        step.challenges.create(kind=kind)
    hidden = factories.step(city, officer, [follow_up], title="Protect a witness", visibility="restricted")
    hidden.challenges.create(kind="security")
    for row in (step, step, hidden):
        factories.evidence(row, officer)
    facts = found(city, recommendation)
    assert facts == {
        "setback": True,
        "setback_visibility": follow_up.visibility,
        "setback_explanation": "The fund ended.",
        "relevance": "necessary",
        "competence": "",
        "follow_up_status": "in_progress",
        "evidence": 3,
        "steps": [{"title": "Homes first", "kind": "programme", "status": "done", "year": 2025}],
        "restricted_steps": 1,
        "programmes": [{"name": "Homes first", "year": 2024}],
        "indicators": [],
        "challenges": ["funds", "staff"],
        "practices": 1,
    }
    assert "witness" not in json.dumps(facts)


def test_recommendation_that_was_not_taken_up_rests_on_nothing(city, recommendation):
    facts = found(city, recommendation)
    assert (facts["setback"], facts["follow_up_status"], facts["evidence"], facts["steps"]) == (False, "", 0, [])


def test_indicator_with_value_baseline_target_and_the_value_before(follow_up, city, recommendation, officer):
    row = factories.indicator(
        city, officer, [follow_up], baseline_number="200", baseline_year=2019, target_number="50.5", target_year=2030
    )
    factories.indicator_value(row, officer, 120, 2024)
    categories = [("sex", "women", 80, None), ("sex", "men", 2, None), ("sex", "", 18, None)]
    factories.indicator_value(row, officer, 100, 2025, categories)
    measure = found(city, recommendation)["indicators"][0]
    expected = {
        "title": "Households evicted", "kind": "outcome", "unit": "number", "direction": "down", "hidden": False,
        "baseline": "200", "baseline_year": 2019, "target": "50.5", "target_year": 2030,
        "value": "100", "year": 2025, "previous": "120", "previous_year": 2024, "gap_reason": "",
    }  # fmt: skip
    assert {name: measure[name] for name in expected} == expected
    parts = {part["label"]: part["value"] for part in measure["disaggregation"][0]["parts"]}
    assert (parts["men"], parts["women"]) == (None, "80")
    assert list(parts.values()).count(None) == 2  # a second part is out, so that nobody can subtract
    with translation.override("es"):
        assert basis.in_words(measure, "1200.5") == "1\u00a0200,5 households"
    assert basis.in_words(measure, None) == ""


def test_small_missing_and_restricted_values_are_not_told(follow_up, city, recommendation, officer):
    small = factories.indicator(city, officer, [follow_up], code="A", baseline_number=3, baseline_year=2019)
    factories.indicator_value(small, officer, 2, 2024)
    missing = factories.indicator(city, officer, [follow_up], code="B")
    factories.indicator_value(missing, officer, 900, 2024)
    factories.indicator_value(missing, officer, None, 2025, reason="no-budget", planned_for=DAY(2027, 1, 1))
    factories.indicator(city, officer, [follow_up], code="C", name="Witnesses", visibility="restricted")
    first, second = found(city, recommendation)["indicators"]
    assert (first["value"], first["hidden"], first["baseline"]) == (None, True, None)
    assert (second["value"], second["gap_reason"], second["previous"]) == (None, "no-budget", "900")
    assert second["planned_for"] == "2027-01-01"


@pytest.mark.parametrize("kinds, expected", [(["none"], "none"), (["none", "shared"], "shared"), ([], "")])
def test_competence_is_the_strongest_of_the_areas(city, recommendation, kinds, expected):
    theme = recommendation.theme_links.get().theme
    for number, kind in enumerate(kinds):
        area = ServiceArea.objects.create(code=f"area-{number}", labels={"en": "Area"})
        area.themes.add(theme)
        city.competences.create(service_area=area, kind=kind, who_can="The State")
    assert found(city, recommendation)["competence"] == expected


def test_submitting_freezes_it_for_good(follow_up, review, coordinator, city, recommendation, officer, approver, now):
    draft = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    step = factories.step(city, officer, [follow_up], title="Homes first")
    draft.hand_in(by=officer, now=now)
    submitting.approve(draft, by=approver, now=now)
    step.delete()
    draft.refresh_from_db()
    assert draft.answers.get().basis["steps"][0]["title"] == "Homes first"
    assert draft.snapshot[0]["basis"] == draft.answers.get().basis


@pytest.mark.parametrize("count", [1, 3])
def test_same_queries_for_more_recommendations(review, city, officer, count, django_assert_num_queries):
    rows = [factories.recommendation(review) for _number in range(count)]
    for row in rows:
        follow_up = factories.follow_up(city, row, officer)
        factories.evidence(factories.step(city, officer, [follow_up]), officer)
        factories.indicator_value(
            factories.indicator(city, officer, [follow_up]), officer, 100, 2025, [("sex", "women", 60, None)]
        )
    with django_assert_num_queries(10):
        assert len(basis.of_government(city, [row.pk for row in rows])) == count
