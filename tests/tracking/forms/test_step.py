"""The form of a step: what a browser never sends, and texts that are too long."""

import pytest

from tests import factories
from tracking.forms.step import StepForm
from tracking.forms.step_sections import LessonsForm, ResultsForm
from tracking.models import ImplementationStep


@pytest.fixture
def errors(city, officer, recommendation):
    """A function that returns the form's errors for changed data."""
    factories.follow_up(city, recommendation, officer)

    def errors(**changes):
        data = {
            "title": "Open a night shelter",
            "kind": "service",
            "responsible": "Social services",
            "status": "planned",
            "visibility": "internal",
            "recommendations": [recommendation.pk],
        }
        return StepForm(data | changes, instance=ImplementationStep(local_government=city)).errors

    return errors


def test_form_takes_texts_up_to_their_length(errors):
    assert not errors(description="d" * 5000)
    assert list(errors(description="d" * 5001)) == ["description"]
    assert list(errors(description="d" * 2_000_000)) == ["description"]


def test_sections_take_texts_up_to_their_length(city, officer):
    step = factories.step(city, officer)
    counts = {f"{name}-{kind}_FORMS": 0 for name in ("outputs", "people_reached") for kind in ("TOTAL", "INITIAL")}
    assert ResultsForm({"outcome": "d" * 5000, **counts}, instance=step).is_valid()
    assert list(ResultsForm({"outcome": "d" * 5001, **counts}, instance=step).errors) == ["outcome"]
    assert list(LessonsForm({"overcome_funds": "d" * 5001}, instance=step).errors) == ["overcome_funds"]


@pytest.mark.parametrize("key", ["9" * 30, "abc", "-1", "0"])
def test_form_refuses_a_recommendation_that_cannot_be(errors, key):
    assert list(errors(recommendations=[key])) == ["recommendations"]
