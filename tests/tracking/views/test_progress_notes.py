"""Progress notes on a step."""

import pytest

from tests import factories
from tracking import models


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


@pytest.fixture
def adding(step):
    return f"/en/steps/{step.pk}/notes/add/"


NOTE = {"date": "2026-03-01", "text": "12 beds are in use.", "on_behalf_of": "Night shelter, by phone"}


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to(factories.NOW)


def test_note_is_added_once_and_shown_with_who_told_it(step, adding, officer, signed_in):
    client = signed_in(officer)
    responses = [client.post(adding, NOTE) for _ in range(2)]
    assert {response["Location"] for response in responses} == {f"/en/steps/{step.pk}/#notes"}
    note = step.progress_notes.get()
    assert (note.text, note.added_by) == (NOTE["text"], officer)
    html = client.get(f"/en/steps/{step.pk}/").content.decode()
    assert f"Entered by {officer} on behalf of Night shelter, by phone" in html


@pytest.mark.parametrize(
    ("fields", "field"), [({"date": "2026-03-11"}, "date"), ({"date": ""}, "date"), ({"text": " "}, "text")]
)
def test_note_that_is_wrong_comes_back_as_typed(fields, field, step, adding, officer, signed_in):
    response = signed_in(officer).post(adding, {**NOTE, **fields})
    assert set(response.context["form"].errors) == {field}
    assert "Night shelter, by phone" in response.content.decode()
    assert not step.progress_notes.exists()


def test_public_page_shows_the_note_and_neither_names_nor_on_whose_behalf(step, adding, officer, signed_in):
    signed_in(officer).post(adding, NOTE)
    models.ImplementationStep.objects.update(visibility="public")
    html = signed_in(None).get(f"/en/steps/{step.pk}/").content.decode()
    assert NOTE["text"] in html
    for hidden in ("by phone", str(officer), "Entered by"):
        assert hidden not in html


def test_note_on_a_public_step_asks_about_personal_data(step, adding, officer, signed_in):
    models.ImplementationStep.objects.update(visibility="public")
    data = {**NOTE, "text": "Write to jane@example.org"}
    client = signed_in(officer)
    assert "confirmed" in client.post(adding, data).context["form"].errors
    assert client.post(adding, {**data, "confirmed": "on"}).status_code == 302


def test_note_on_a_sensitive_public_step_goes_to_the_second_reader(step, adding, officer, approver, signed_in):
    client, ahead = signed_in(officer), "taken back from the public until a second person has read it"
    models.ImplementationStep.objects.update(visibility="public")
    assert ahead not in client.get(adding).content.decode()
    models.Recommendation.objects.update(is_sensitive=True)
    assert ahead in client.get(adding).content.decode()
    client.post(adding, NOTE)
    step.refresh_from_db()
    assert step.visibility == "internal"


def test_uncertain_dates_are_shown_as_about(step, officer, signed_in):
    models.ImplementationStep.objects.update(is_date_uncertain=True)
    assert "about " in signed_in(officer).get(f"/en/steps/{step.pk}/").content.decode()
    models.ImplementationStep.objects.update(is_date_uncertain=False)
    assert "about 06/30/2026" not in signed_in(officer).get(f"/en/steps/{step.pk}/").content.decode()
