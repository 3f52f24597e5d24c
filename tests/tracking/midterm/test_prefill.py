"""Proposed answers: from steps, within limits, nothing restricted, once."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.midterm import prefill
from tracking.models import WORD_LIMITS, Contribution, Event, count_words

DAY = datetime.date


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def follow_up(city, recommendation, officer):
    """The city's relevant follow-up."""
    return factories.follow_up(city, recommendation, officer, status="in_progress", gap="No money for the winter.")


@pytest.fixture
def proposed(call, follow_up, today):
    """A function: what is proposed for the follow-up."""
    return lambda: prefill.proposed_answers(call, follow_up.local_government, today)[0]


def test_answer_is_proposed_from_the_steps(proposed, follow_up, city, officer):
    factories.step(
        city, officer, [follow_up], title="Open a night shelter.", status="done",
        start_date=DAY(2025, 1, 1), due_date=DAY(2025, 5, 1), end_date=DAY(2025, 5, 2),
        outcome="312 people used it.", description="40 beds near the station.",
    )  # fmt: skip
    factories.step(city, officer, [follow_up], title="Hire two mediators", due_date=DAY(2026, 9, 1))
    answer = proposed()
    assert answer.headline == "Open a night shelter: done in May 2025."
    assert answer.detail == "312 people used it.\n40 beds near the station."
    assert answer.challenge == "No money for the winter."
    assert answer.next_step == "Hire two mediators, by September 2026."
    assert (answer.status, answer.pk) == ("in_progress", None)


def test_planned_steps_make_the_headline_where_nothing_has_begun(proposed, follow_up, city, officer):
    factories.step(city, officer, [follow_up], title="Hire two mediators", due_date=DAY(2026, 2, 1))
    answer = proposed()
    assert (answer.headline, answer.next_step) == ("Hire two mediators.", "")


def test_restricted_steps_stay_out(proposed, follow_up, city, officer):
    factories.step(city, officer, [follow_up], title="Protect a witness", visibility="restricted", status="under-way")
    answer = proposed()
    assert (answer.headline, answer.detail, answer.next_step) == ("", "", "")


@pytest.mark.parametrize(
    "relevance, who_can, count",
    [("helpful", "", 1), ("support-only", "", 1), ("", "", 0), ("not-ours", "The State", 0)],
)
def test_only_what_the_government_does_something_about(
    call, city, recommendation, officer, today, relevance, who_can, count
):
    factories.follow_up(city, recommendation, officer, relevance=relevance, who_can=who_can)
    assert len(prefill.proposed_answers(call, city, today)) == count


def test_texts_are_cut_to_their_limits(proposed, follow_up, city, officer):
    follow_up.gap = "gap " * 150
    follow_up.save()
    factories.step(city, officer, [follow_up], status="under-way", description="word " * 400)
    answer = proposed()
    assert {field: count_words(getattr(answer, field)) for field in ("detail", "challenge")} == {
        "detail": WORD_LIMITS["detail"],
        "challenge": WORD_LIMITS["challenge"],
    }
    assert answer.detail.endswith(" …")
    answer.full_clean(exclude=["contribution"])


@pytest.mark.parametrize("words, limit, expected", [(3, 3, "w w w"), (4, 3, "w w …"), (0, 3, "")])
def test_shortened_keeps_the_limit(words, limit, expected):
    assert prefill.shortened(" ".join(["w"] * words), limit) == expected


def test_proposals_can_be_asked_for_one_recommendation(call, review, follow_up, city, officer, today):
    other = factories.recommendation(review, "120.2")
    factories.follow_up(city, other, officer)
    answers = prefill.proposed_answers(call, city, today, other)
    assert [answer.recommendation for answer in answers] == [other]


def test_start_makes_the_first_draft_once(call, follow_up, city, officer, now):
    contribution, is_new = prefill.start(call, city, by=officer, now=now)
    assert (contribution.version, contribution.status, is_new) == (1, "draft", True)
    assert contribution.answers.get().recommendation == follow_up.recommendation
    assert prefill.start(call, city, by=officer, now=now) == (contribution, False)
    assert Event.objects.about(contribution).count() == 1


def test_start_finds_the_newest_version(call, city, recommendation, officer, approver, coordinator, now):
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    assert prefill.start(call, city, by=officer, now=now) == (first, False)
    second = first.next_version(by=officer, now=now)
    assert prefill.start(call, city, by=officer, now=now) == (second, False)


def test_start_needs_an_open_call(call, city, officer, coordinator, now):
    call.close(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="takes no input"):
        prefill.start(call, city, by=officer, now=now)
    assert not Contribution.objects.exists()


def test_start_leaves_other_governments_alone(call, follow_up, other_city, outsider, now):
    contribution, _is_new = prefill.start(call, other_city, by=outsider, now=now)
    assert not contribution.answers.exists()


def test_figures_and_challenges_are_proposed_too(proposed, follow_up, city, officer):
    step = factories.step(city, officer, [follow_up], title="Mediate", status="under-way", next_step="Two more people.")
    step.challenges.create(kind="staff", explanation="Nobody applies.")
    step.challenges.create(kind="funds")
    counted = factories.indicator(
        city, officer, [follow_up], name="Households evicted", baseline_number=200, baseline_year=2019
    )
    factories.indicator_value(counted, officer, 1120, 2025)
    few = factories.indicator(city, officer, [follow_up], name="Deaths in custody")
    factories.indicator_value(few, officer, 2, 2025)
    secret = factories.indicator(city, officer, [follow_up], name="Witnesses", visibility="restricted")
    factories.indicator_value(secret, officer, 500, 2025)
    answer = proposed()
    measured = "Households evicted: 1,120 households (2025); 200 households (2019) at the start."
    assert answer.headline == f"Mediate. {measured}"
    assert answer.detail == measured
    assert answer.challenge == "No money for the winter.\nWhat stood in the way: funds, staff."
    step.due_date = None
    step.save()
    assert proposed().next_step == "Two more people."


def test_only_what_the_call_asks_is_proposed_and_only_to_those_it_asks(
    call, review, follow_up, city, other_city, officer, now, today
):
    other = factories.recommendation(review, "120.2")
    factories.follow_up(city, other, officer)
    call.recommendations.add(other)
    assert [answer.recommendation for answer in prefill.proposed_answers(call, city, today)] == [other]
    call.governments.add(other_city)
    with pytest.raises(ValidationError, match="does not ask Altamira"):
        prefill.start(call, city, by=officer, now=now)


def test_start_on_behalf_is_marked_and_leaves_the_citys_own_draft_alone(
    call, follow_up, city, other_city, officer, coordinator, now
):
    typed, is_new = prefill.start(call, city, by=coordinator, now=now, on_behalf_of="Head of housing")
    assert (typed.on_behalf_of, is_new) == ("Head of housing", True)
    assert Event.objects.about(typed).get().on_behalf_of == "Head of housing"
    assert prefill.start(call, city, by=coordinator, now=now, on_behalf_of="Somebody else") == (typed, False)
    factories.contribution(call, other_city)
    with pytest.raises(ValidationError, match="begun its own input"):
        prefill.start(call, other_city, by=coordinator, now=now, on_behalf_of="The mayor")


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_ask_the_same_questions_for_more(
    call, review, city, officer, today, count, django_assert_num_queries
):
    for _number in range(count):
        row = factories.follow_up(city, factories.recommendation(review), officer)
        factories.step(city, officer, [row])
        factories.indicator_value(factories.indicator(city, officer, [row]), officer)
    with django_assert_num_queries(12):
        assert len(prefill.proposed_answers(call, city, today)) == count
