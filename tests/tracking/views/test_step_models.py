"""Starting an own step from a published step of another government, with credit."""

import pytest

from tests import factories
from tracking import models


@pytest.fixture
def model(other_city, outsider):
    return factories.step(
        other_city, outsider, title="Theirs", kind="law", description="A good by-law", visibility="public"
    )


@pytest.fixture
def adding(city, model):
    return f"/en/my-work/{city.pk}/steps/add/?from_step={model.pk}"


def typed(recommendation, **fields):
    data = {"title": "Ours", "kind": "law", "responsible": "Council", "status": "planned", "visibility": "public"}
    return data | {"recommendations": [recommendation.pk], **fields}


def test_form_is_prefilled_and_marks_the_models_words(adding, model, officer, signed_in):
    html = signed_in(officer).get(adding).content.decode()
    assert 'value="Theirs"' in html
    assert "Taken over from “Borealis: Theirs”" in html
    assert "A good by-law" in html


def test_credit_stays_with_the_step_and_the_model_names_its_takers(
    adding, city, model, officer, approver, follow_up, signed_in
):
    assert signed_in(officer).post(adding, typed(follow_up.recommendation)).status_code == 302
    step = models.ImplementationStep.objects.get(local_government=city)
    assert (step.credit_key, step.credit_title) == (f"step-{model.pk}", "Borealis: Theirs")
    assert step.credit_address.endswith(f"/en/steps/{model.pk}/")
    own = signed_in(None).get(step.get_absolute_url()).content.decode()
    assert "Modelled on:" in own
    assert f'href="/en/steps/{model.pk}/"' in own
    theirs = signed_in(None).get(model.get_absolute_url()).content.decode()
    assert "Taken over by" in theirs
    assert step.get_absolute_url() in theirs


def test_takers_that_are_not_public_are_not_named(adding, model, city, officer, follow_up, signed_in):
    signed_in(officer).post(adding, typed(follow_up.recommendation, visibility="internal"))
    assert "Taken over by" not in signed_in(None).get(model.get_absolute_url()).content.decode()


def test_model_that_went_away_keeps_its_credit_without_a_link(adding, city, model, officer, follow_up, signed_in):
    signed_in(officer).post(adding, typed(follow_up.recommendation))
    models.ImplementationStep.objects.filter(pk=model.pk).update(visibility="internal")
    step = models.ImplementationStep.objects.get(local_government=city)
    html = signed_in(None).get(step.get_absolute_url()).content.decode()
    assert "Borealis: Theirs" in html
    assert f'href="/en/steps/{model.pk}/"' not in html


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_what_is_not_public_cannot_be_taken_over(visibility, adding, model, officer, follow_up, signed_in):
    models.ImplementationStep.objects.update(visibility=visibility)
    html = signed_in(officer).get(adding).content.decode()
    assert "is not public any more" in html
    assert "A good by-law" not in html
    signed_in(officer).post(adding, typed(follow_up.recommendation, visibility="internal"))
    assert models.ImplementationStep.objects.get(title="Ours").credit_key == ""


@pytest.mark.parametrize("query", ["from_step=x", f"from_step={'9' * 40}", "from_step=0", "from_practice=x"])
def test_strange_models_are_ignored(query, city, officer, signed_in):
    assert signed_in(officer).get(f"/en/my-work/{city.pk}/steps/add/?{query}").status_code == 200


def test_button_leads_to_the_own_government_and_not_to_others(
    city, other_city, model, officer, viewer, outsider, signed_in
):
    address, start = model.get_absolute_url(), f"/steps/add/?from_step={model.pk}"
    assert f"/my-work/{city.pk}{start}" in signed_in(officer).get(address).content.decode()
    for person in (None, viewer, outsider):
        assert start not in signed_in(person).get(address).content.decode()


def test_person_with_several_governments_chooses_one(state, city, model, officer, signed_in):
    second = factories.government(state, "Cascada")
    models.Membership.objects.create(user=officer, role="officer", local_government=second)
    html = signed_in(officer).get(model.get_absolute_url()).content.decode()
    for government in (city, second):
        assert f"/my-work/{government.pk}/steps/add/?from_step={model.pk}" in html


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)
