"""National measures on screen: a ministry writes and submits, the coordinator accepts or returns."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.models import NationalMeasure


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def ministry(state):
    return factories.member("national-viewer", state, organisation="Ministry of Housing")


def of_list(call):
    return reverse("tracking:measure-list", args=[call.pk])


def adding(call, recommendation):
    return reverse("tracking:measure-add", args=[call.pk, recommendation.pk])


def of(measure, action):
    return reverse(f"tracking:measure-{action}", args=[measure.pk])


def typed(row=None, **fields):
    texts = {"headline": "A fund for 300 homes.", "programme": "Homes First", "programme_year": "2024"}
    return {"version": row.stamp if row else "", **texts, **fields}


def test_ministry_saves_a_draft_then_submits_it(call, recommendation, ministry, coordinator, signed_in):
    client = signed_in(ministry)
    client.post(adding(call, recommendation), typed())
    row = NationalMeasure.objects.get()
    assert (row.body, row.status, row.programme_year) == ("Ministry of Housing", "draft", 2024)
    assert signed_in(coordinator).get(of(row, "detail")).status_code == 404
    assert client.get(adding(call, recommendation))["Location"] == of(row, "edit")
    client.post(of(row, "edit"), typed(row, headline="A fund for 320 homes.", submit="yes"))
    row.refresh_from_db()
    assert (row.headline, row.status) == ("A fund for 320 homes.", "submitted")
    assert client.get(of(row, "edit"))["Location"] == row.get_absolute_url()
    assert signed_in(coordinator).get(of(row, "detail")).status_code == 200


def test_person_without_a_body_names_one(call, recommendation, national_viewer, ministry, signed_in):
    client = signed_in(national_viewer)
    assert "Such as: Ministry of Housing." in client.get(adding(call, recommendation)).content.decode()
    assert "body" in client.post(adding(call, recommendation), typed()).context["form"].errors
    client.post(adding(call, recommendation), typed(body="Statistics office"))
    assert NationalMeasure.objects.get().body == "Statistics office"
    response = client.post(adding(call, recommendation), typed(body="Statistics office", headline="Other."))
    assert "already" in response.content.decode()


def test_faults_come_back_as_they_were_typed(call, recommendation, ministry, signed_in):
    data = typed(headline="word " * 51, programme="", detail="Kept.")
    response = signed_in(ministry).post(adding(call, recommendation), data)
    assert set(response.context["form"].errors) == {"headline", "programme"}
    assert "Kept." in response.content.decode()
    response = signed_in(ministry).post(adding(call, recommendation), typed(headline="", submit="yes"))
    assert "Write a headline" in response.content.decode()


def test_two_of_one_ministry_are_told(call, recommendation, ministry, state, signed_in):
    row = factories.measure(call, recommendation, ministry)
    colleague = factories.member("national-viewer", state, organisation="Ministry of Housing")
    html = signed_in(colleague).post(of(row, "edit"), typed(headline="Mine.")).content.decode()
    assert "Somebody else saved this" in html
    assert "Mine." in html
    assert NationalMeasure.objects.get().headline == row.headline
    assert signed_in(colleague).post(of(row, "edit"), typed(row, headline="Mine.")).status_code == 302
    assert NationalMeasure.objects.get().headline == "Mine."


def test_coordinator_returns_with_words_and_accepts_the_next_version(
    call, recommendation, ministry, coordinator, signed_in
):
    row = factories.measure(call, recommendation, ministry, "submitted")
    state, body = signed_in(coordinator), signed_in(ministry)
    assert "Say what should be changed." in state.post(of(row, "return"), {"words": ""}).content.decode()
    state.post(of(row, "return"), {"words": "Give a number."})
    assert "Give a number." in body.get(of(row, "detail")).content.decode()
    body.post(of(row, "next-version"))
    newer = NationalMeasure.objects.latest().get()
    body.post(of(newer, "submit"))
    for _twice in range(2):
        assert state.post(of(newer, "accept")).status_code == 302
    newer.refresh_from_db()
    assert (newer.version, newer.status) == (2, "accepted")
    assert "1 of 1 recommendation" not in state.get(of_list(call)).content.decode()


def test_other_bodies_read_and_do_not_write(call, recommendation, ministry, national_viewer, signed_in):
    row = factories.measure(call, recommendation, ministry, "submitted")
    client = signed_in(national_viewer)
    assert client.get(of(row, "detail")).status_code == 200
    assert client.get(of(row, "edit")).status_code == client.post(of(row, "next-version")).status_code == 403


def test_board_shows_what_lacks_at_the_same_price(
    call, review, recommendation, ministry, coordinator, signed_in, django_assert_max_num_queries
):
    client, counts = signed_in(coordinator), []
    factories.measure(call, recommendation, ministry, "accepted", coordinator)
    for number in (0, 2):
        for _more in range(number):
            factories.measure(call, factories.recommendation(review), ministry, "submitted")
        with django_assert_max_num_queries(60) as context:
            client.get(of_list(call))
        counts.append(len(context))
    assert counts[0] == counts[1]
    lacking = factories.recommendation(review, "199.1")

    def shown(show):
        return [row.recommendation for row in client.get(of_list(call), {"show": show}).context["rows"]]

    assert shown("lacking") == [lacking]
    assert shown("accepted") == [recommendation]
    assert len(shown("waiting")) == 2
    assert len(shown("nonsense")) == 4


def test_another_state_is_closed(call, recommendation, ministry, stranger, signed_in):
    row = factories.measure(call, recommendation, ministry, "submitted")
    client = signed_in(stranger)
    assert client.get(of(row, "detail")).status_code == client.get(of_list(call)).status_code == 404
    assert client.post(of(row, "accept")).status_code == 404
    foreign = factories.member("national-viewer", factories.state("XOT", "XO", "Otheria"), "Ministry of Housing")
    assert signed_in(foreign).get(of(row, "edit")).status_code == 404
