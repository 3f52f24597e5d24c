"""A good practice as the model of a city's step: the button, the prefilled form, the credit both ways."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from cms.report import step_from_practice
from tests import factories
from tests.cms import pages
from tracking import models


@pytest.fixture
def practice(practice_index, other_city):
    """A published practice of another city."""
    return pages.practice(
        practice_index, other_city, title="Night shelter", kind="service", what_was_done="A school became a shelter."
    )


@pytest.fixture
def spanish(practice, practice_index, other_city):
    """Its Spanish version."""
    index = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    return pages.practice(index, other_city, title="Albergue nocturno", translation_key=practice.translation_key)


def start(city, practice):
    return f"/en/my-work/{city.pk}/steps/add/?from_practice={practice.pk}"


def test_setting_names_this_function():
    assert import_string(settings.STEP_MODELS) is step_from_practice


def test_model_holds_plain_facts_in_the_readers_language(practice, spanish):
    model = step_from_practice(practice.pk, "en")
    assert (model.title, model.kind, model.text) == ("Night shelter", "service", "A school became a shelter.")
    assert model.credit == "Borealis: Night shelter"
    assert model.address == f"{settings.SITE_URL}/en/practices/night-shelter/"
    translated = step_from_practice(practice.pk, "es")
    assert (translated.title, translated.key) == ("Albergue nocturno", model.key)


def test_withdrawn_or_unknown_practice_is_no_model(practice):
    practice.unpublish()
    assert step_from_practice(practice.pk, "en") is None
    assert step_from_practice(999_999, "en") is None


def test_step_from_a_practice_credits_it_and_the_practice_names_its_takers(
    practice, spanish, city, recommendation, officer, signed_in
):
    client = signed_in(officer)
    assert start(city, practice) in client.get("/en/practices/night-shelter/").content.decode()
    html = client.get(start(city, practice)).content.decode()
    assert "A school became a shelter." in html
    data = {"title": "Our shelter", "kind": "service", "responsible": "Housing", "status": "planned"}
    data |= {"visibility": "public", "recommendations": [recommendation.pk]}
    factories.follow_up(city, recommendation, officer)
    assert client.post(start(city, practice), data).status_code == 302
    step = models.ImplementationStep.objects.get()
    shown = client.get(step.get_absolute_url()).content.decode()
    assert f'href="{settings.SITE_URL}/en/practices/night-shelter/"' in shown
    for page in ("/en/practices/night-shelter/", "/es/practices/albergue-nocturno/"):
        assert "Our shelter" in signed_in(None).get(page, follow=True).content.decode()
    models.ImplementationStep.objects.update(visibility="internal")
    assert "Our shelter" not in signed_in(None).get("/en/practices/night-shelter/").content.decode()


def test_button_is_for_those_who_write_steps(practice, city, viewer, coordinator, signed_in):
    for person in (None, viewer, coordinator):
        assert "from_practice" not in signed_in(person).get("/en/practices/night-shelter/").content.decode()
