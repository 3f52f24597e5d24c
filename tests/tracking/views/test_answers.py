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


def test_far_too_long_text_says_how_many_words_and_the_old_count_is_for_readers_without_scripts(
    draft, recommendation, client
):
    response = client.post(url(draft, recommendation), typed(headline="bed " * 10_000))
    page = response.content.decode()
    assert "9950 words over the limit of 50" in page
    assert "at most 1000 characters" in page
    assert "10000 of 50 words" in page.split("<noscript>")[1].split("</noscript>")[0]
    assert page.count("10000 of 50 words") == 1


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
    with django_assert_num_queries(14):
        client.get(url(draft, recommendation))


@pytest.fixture
def earlier(review, coordinator, city, recommendation, officer, approver):
    """What the city answered to an earlier call, accepted; made before the draft."""
    call = factories.call(review, coordinator, title="First call")
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


def test_last_time_stands_beside_and_other_figures_ask_for_a_note(earlier, draft, recommendation, client):
    response = client.get(url(draft, recommendation))
    assert "Last time (First call)" in response.content.decode()
    saved = client.post(url(draft, recommendation), typed(seen=seen_in(response)), follow=True).content.decode()
    assert "figures differ from last time: 40 then, 52 now" in saved
    shown = client.get(url(draft, recommendation)).content.decode()
    assert "<ins>52</ins>" in shown
    assert "Figures that differ: 40 then, 52 now." in shown
    assert "no note says why" in client.get(draft.get_absolute_url()).content.decode()
    with_note = typed(seen=seen_in(client.get(url(draft, recommendation))), change_note="A house was added.")
    saved = client.post(url(draft, recommendation), with_note, follow=True).content.decode()
    assert "figures differ" not in saved
    assert "no note says why" not in saved


def test_proposal_stands_beside_and_fills_only_what_is_empty(draft, recommendation, city, officer, client):
    follow_up = factories.follow_up(city, recommendation, officer, gap="No money.")
    factories.step(city, officer, [follow_up], status="under-way")
    address = url(draft, recommendation)
    assert "?proposal=1" in client.get(address).content.decode()
    response = client.get(f"{address}?proposal=1")
    page = response.content.decode()
    assert "Proposed from what is recorded today" in page
    assert "Open a night shelter." in page
    form = response.context["form"]
    assert (form["headline"].value(), form["challenge"].value()) == ("40 new beds since May.", "No money.")
    assert draft.answers.get().challenge == ""
    other = client.post(f"{address}?proposal=1", typed(seen=seen_in(response), challenge="Mine."))
    assert other.status_code == 302
    assert draft.answers.get().challenge == "Mine."


def test_beyond_the_report_with_who_may_see_it(draft, recommendation, client):
    response = client.get(url(draft, recommendation))
    page = response.content.decode()
    assert "Public: it stands in Annex B under your government’s name." in page and "never prints" not in page
    assert "it stands in no report; your people and the national coordinators alone" in page
    fields = typed(seen=seen_in(response), beyond="word " * 201, beyond_visibility="restricted")
    page = client.post(url(draft, recommendation), fields).content.decode()
    assert "1 word over the limit of 200" in page
    assert "201 of 200 words (<b>1 word too many</b>)" in page
    fields["beyond"] = "The ministry was told."
    client.post(url(draft, recommendation), fields)
    answer = draft.answers.get()
    assert (answer.beyond, answer.beyond_visibility) == ("The ministry was told.", "restricted")


def test_sensitive_topic_is_said(draft, recommendation, client):
    assert "The topic is sensitive" not in client.get(url(draft, recommendation)).content.decode()
    type(recommendation).objects.update(is_sensitive=True)
    assert "The topic is sensitive" in client.get(url(draft, recommendation)).content.decode()


def test_only_what_the_call_asks_can_be_answered(draft, review, recommendation, client):
    other = factories.recommendation(review, "120.2")
    draft.call.recommendations.add(other)
    assert client.get(url(draft, other)).status_code == 200
    assert client.get(url(draft, recommendation)).status_code == 200  # it stands in the input already
    assert client.get(url(draft, factories.recommendation(review, "120.3"))).status_code == 404


def test_input_on_behalf_is_written_by_coordinators_and_the_city(
    draft, recommendation, coordinator, national_viewer, stranger, client, signed_in
):
    address = url(draft, recommendation)
    assert signed_in(coordinator).get(address).status_code == 404
    type(draft).objects.update(on_behalf_of="Head of housing")
    for person, status in ((coordinator, 200), (national_viewer, 404), (stranger, 404)):
        assert signed_in(person).get(address).status_code == status
    page = signed_in(coordinator).get(address)
    assert "Entered by the national coordination on behalf of Altamira: Head of housing." in page.content.decode()
    signed_in(coordinator).post(address, typed(seen=seen_in(page)))
    assert draft.answers.get().headline == "52 beds since May 2025."
    assert "Head of housing" in client.get(address).content.decode()
