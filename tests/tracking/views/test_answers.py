"""The answer to one recommendation: limits, neighbours, and two people at once."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.fixture
def draft(review, coordinator, city, recommendation):
    """The city's draft with one answer."""
    return factories.contribution(factories.call(review, coordinator), city, [recommendation])


def url(draft, recommendation, verb="edit"):
    return reverse(f"tracking:answer-{verb}", args=[draft.pk, recommendation.pk])


def typed(**fields):
    return {
        "status": "partly",
        "headline": "52 beds since May 2025.",
        "detail": "",
        "challenge": "",
        "next_step": "",
        **fields,
    }


def seen_in(response):
    return response.context["form"]["seen"].value()


@pytest.fixture
def client(signed_in, officer):
    """The officer's client."""
    return signed_in(officer)


def test_form_shows_official_text_steps_and_limits(draft, recommendation, city, officer, client):
    step = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    factories.evidence(step, officer)
    page = client.get(url(draft, recommendation)).content.decode()
    for piece in (
        "Continue to build homes that people can afford.",
        "Open a night shelter",
        "Council decision",
        'data-word-limit="50"',
        'data-word-limit="300"',
        "At most 100 words",
        "A weak and a good headline",
        "Do not write about individual cases",
        "40 new beds since May.",
    ):
        assert piece in page


def test_save_writes_and_goes_back(draft, recommendation, client):
    seen = seen_in(client.get(url(draft, recommendation)))
    response = client.post(url(draft, recommendation), typed(seen=seen, detail="One.\r\nTwo."), follow=True)
    assert response.redirect_chain[0][0] == draft.get_absolute_url()
    assert "Answer to 120.1 saved." in response.content.decode()
    answer = draft.answers.get()
    assert (answer.status, answer.headline, answer.detail) == ("partly", "52 beds since May 2025.", "One.\nTwo.")


def test_save_and_next_leads_to_the_next_answer_without_a_headline(draft, review, recommendation, client):
    second, third = (factories.recommendation(review, paragraph) for paragraph in ("120.2", "120.3"))
    for row, headline in ((second, "Written."), (third, "")):
        draft.answers.create(recommendation=row, status="planned", headline=headline)
    seen = seen_in(client.get(url(draft, recommendation)))
    response = client.post(url(draft, recommendation), typed(seen=seen, next="1"))
    assert response["Location"] == url(draft, third)
    seen = seen_in(client.get(url(draft, third)))
    response = client.post(url(draft, third), typed(seen=seen, next="1"), follow=True)
    assert "Every answer has a headline." in response.content.decode()


@pytest.mark.parametrize(
    "field, limit, words", [("headline", 50, 50), ("detail", 300, 300), ("challenge", 100, 100), ("next_step", 50, 50)]
)
def test_text_over_its_limit_comes_back_with_how_many_words(draft, recommendation, client, field, limit, words):
    seen = seen_in(client.get(url(draft, recommendation)))
    too_long = " ".join(["word"] * (words + 3))
    page = client.post(url(draft, recommendation), typed(seen=seen, **{field: too_long})).content.decode()
    assert f"3 words over the limit of {limit}" in page
    assert too_long in page
    assert draft.answers.get().headline == "40 new beds since May."
    fits = " ".join(["word"] * words)
    assert client.post(url(draft, recommendation), typed(seen=seen, **{field: fits})).status_code == 302


def test_words_without_blanks_have_a_limit_too(draft, recommendation, client):
    seen = seen_in(client.get(url(draft, recommendation)))
    response = client.post(url(draft, recommendation), typed(seen=seen, headline="a" * 1001))
    assert "at most 1000 characters" in response.content.decode()
    assert "a" * 1001 in response.content.decode()
    assert client.post(url(draft, recommendation), typed(seen=seen, headline="a" * 1000)).status_code == 302


def test_answer_saved_by_somebody_else_meanwhile_is_shown_beside_what_was_typed(
    draft, recommendation, approver, client, signed_in
):
    seen = seen_in(client.get(url(draft, recommendation)))
    signed_in(approver).post(url(draft, recommendation), typed(seen=seen, headline="Theirs."))
    response = client.post(url(draft, recommendation), typed(seen=seen, headline="Mine."))
    page = response.content.decode()
    assert "Somebody saved this answer while you were writing." in page
    assert "Theirs." in page
    assert "Mine." in page
    assert draft.answers.get().headline == "Theirs."
    client.post(url(draft, recommendation), typed(seen=seen_in(response), headline="Both."))
    assert draft.answers.get().headline == "Both."


def test_double_submit_saves_once(draft, recommendation, client):
    seen = seen_in(client.get(url(draft, recommendation)))
    for _press in range(2):
        assert client.post(url(draft, recommendation), typed(seen=seen)).status_code == 302


def test_recommendation_without_an_answer_can_be_added(draft, review, city, officer, client):
    other = factories.recommendation(review, "120.2")
    factories.step(city, officer, [factories.follow_up(city, other, officer)])
    response = client.get(url(draft, other))
    assert "Open a night shelter." in response.content.decode()
    assert not draft.answers.filter(recommendation=other).exists()
    client.post(url(draft, other), typed(seen=seen_in(response)))
    assert draft.answers.get(recommendation=other).headline == "52 beds since May 2025."


def test_recommendation_of_another_review_is_not_found(draft, state, client):
    other = factories.recommendation(factories.review(state, cycle=3))
    assert client.get(url(draft, other)).status_code == 404


def test_answer_can_be_taken_out_once(draft, recommendation, client):
    assert (
        "no longer part of your input"
        in client.post(url(draft, recommendation, "remove"), follow=True).content.decode()
    )
    assert not draft.answers.exists()
    assert "taken out already" in client.post(url(draft, recommendation, "remove"), follow=True).content.decode()


def test_frozen_version_is_not_changed(draft, recommendation, officer, approver, now, client):
    seen = seen_in(client.get(url(draft, recommendation)))
    draft.hand_in(by=officer, now=now)
    for stage in (lambda: None, lambda: draft.approve(by=approver, now=now)):
        stage()
        for response in (
            client.get(url(draft, recommendation), follow=True),
            client.post(url(draft, recommendation), typed(seen=seen), follow=True),
        ):
            assert "This version cannot be changed now." in response.content.decode()
        assert "cannot change" in client.post(url(draft, recommendation, "remove"), follow=True).content.decode()
    assert draft.answers.get().headline == "40 new beds since May."


def test_what_may_point_to_a_person_is_said_after_saving(draft, recommendation, client):
    seen = seen_in(client.get(url(draft, recommendation)))
    response = client.post(url(draft, recommendation), typed(seen=seen, challenge="Ask maria@example.org"), follow=True)
    assert "In 120.1 this may point to a person: maria@example.org" in response.content.decode()
    seen = seen_in(client.get(url(draft, recommendation)))
    response = client.post(url(draft, recommendation), typed(seen=seen), follow=True)
    assert "may point to a person" not in response.content.decode()


def test_restricted_step_carries_a_warning(draft, recommendation, city, officer, client):
    factories.step(city, officer, [factories.follow_up(city, recommendation, officer)], visibility="restricted")
    assert "do not carry it over into the input" in client.get(url(draft, recommendation)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_form_asks_the_same_questions_for_more_steps(
    draft, recommendation, city, officer, client, count, django_assert_num_queries
):
    follow_up = factories.follow_up(city, recommendation, officer)
    for _number in range(count):
        factories.evidence(factories.step(city, officer, [follow_up]), officer)
    with django_assert_num_queries(12):
        client.get(url(draft, recommendation))
