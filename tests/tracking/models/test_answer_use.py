"""Decisions on answers: words or a reason, once, in an order, and a government's yes to exactly these words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import AnswerUse, Event


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def answer(call, city, recommendation, officer, approver, coordinator):
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator).answers.get()


def used(answer, **fields):
    return AnswerUse(answer=answer, is_used=True, **{"excerpt": "40 beds.", **fields})


def test_decision_is_kept_with_its_event(answer, city, coordinator, now):
    assert used(answer).decide(by=coordinator, now=now)
    row = AnswerUse.objects.get()
    assert (row.is_used, row.excerpt, row.order, row.decided_by, row.decided_at) == (
        True, "40 beds.", 1, coordinator, now,
    )  # fmt: skip
    event = Event.objects.about(row).get()
    assert (event.verb, event.local_government, event.by) == ("decided", city, coordinator)
    assert event.after == {"used": True, "order": 1, "words": 2, "translated": False}


def test_the_same_decision_twice_is_one(answer, coordinator, now):
    used(answer).decide(by=coordinator, now=now)
    assert not used(answer).decide(by=coordinator, now=now + datetime.timedelta(hours=1))
    row = AnswerUse.objects.get()
    assert row.decided_at == now
    assert Event.objects.about(row).count() == 1


@pytest.mark.parametrize(("excerpt", "is_kept"), [("40 beds.", True), ("41 beds.", False)])
def test_other_words_end_the_governments_yes(answer, coordinator, officer, now, excerpt, is_kept):
    used(answer).decide(by=coordinator, now=now)
    AnswerUse.objects.update(confirmed_by=officer, confirmed_at=now)
    used(answer, excerpt=excerpt, is_translated=True).decide(by=coordinator, now=now)
    row = AnswerUse.objects.get()
    assert (row.confirmed_at == now) is is_kept
    assert (row.confirmed_by == officer) is is_kept


def test_leaving_out_takes_words_place_and_yes_away(answer, coordinator, officer, now):
    used(answer).decide(by=coordinator, now=now)
    AnswerUse.objects.update(objection="No.", objected_by=officer, objected_at=now)
    AnswerUse(answer=answer, is_used=False, excerpt="x", reason="same").decide(by=coordinator, now=now)
    row = AnswerUse.objects.get()
    assert (row.is_used, row.excerpt, row.order, row.reason, row.objection, row.objected_by) == (
        False, "", 0, "same", "", None,
    )  # fmt: skip
    assert Event.objects.about(row).first().before["used"] is True


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"is_used": True, "excerpt": "  "}, "excerpt"),
        ({"is_used": False}, "reason"),
        ({"is_used": False, "reason": "other", "reason_words": " "}, "reason_words"),
    ],
)
def test_half_a_decision_is_refused(answer, coordinator, now, fields, field):
    with pytest.raises(ValidationError) as error:
        AnswerUse(answer=answer, **fields).decide(by=coordinator, now=now)
    assert field in error.value.message_dict
    assert not AnswerUse.objects.exists()


@pytest.mark.parametrize("change", [{"excerpt": ""}, {"reason": "same"}, {"confirmed_at": factories.NOW}])
def test_database_refuses_half_a_decision(answer, coordinator, now, change):
    used(answer).decide(by=coordinator, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerUse.objects.update(**change)


def test_locked_report_keeps_its_decisions(answer, call, coordinator, now):
    factories.locked(call, coordinator)
    with pytest.raises(ValidationError, match="locked"):
        used(answer).decide(by=coordinator, now=now)


def answers_of(call, review, state, people, number):
    recommendation = factories.recommendation(review)
    rows = []
    for place in range(number):
        city = factories.government(state, f"City {place}")
        made = factories.said(call, city, people, **{f"r{recommendation.pk}": {"headline": f"Headline {place}."}})
        rows.append(made.answers.get())
    return recommendation, rows


def test_order_follows_the_numbers(call, review, state, officer, approver, coordinator, now):
    recommendation, answers = answers_of(call, review, state, (officer, approver, coordinator), 3)
    AnswerUse.objects.decide(call, [used(answer) for answer in answers], by=coordinator, now=now)
    uses = list(AnswerUse.objects.order_by("order"))
    assert [use.order for use in uses] == [1, 2, 3]
    numbers = {uses[0].pk: 3, uses[1].pk: 1, uses[2].pk: 2}
    assert AnswerUse.objects.reorder(call, recommendation, numbers, by=coordinator, now=now)
    assert list(AnswerUse.objects.order_by("order")) == [uses[1], uses[2], uses[0]]
    events = Event.objects.filter(verb="decided").count()
    assert not AnswerUse.objects.reorder(
        call, recommendation, dict(zip(AnswerUse.objects.order_by("order").values_list("pk", flat=True), (1, 2, 3),
        strict=True)), by=coordinator, now=now,
    )  # fmt: skip
    assert Event.objects.filter(verb="decided").count() == events


def test_many_decisions_cost_as_much_as_one(
    call, review, state, officer, approver, coordinator, now, django_assert_num_queries
):
    for number in (1, 3):
        land = factories.state(f"X{number}", f"{number}X", f"Land {number}")
        _recommendation, answers = answers_of(call, review, land, (officer, approver, coordinator), number)
        with django_assert_num_queries(10):
            AnswerUse.objects.decide(call, [used(answer) for answer in answers], by=coordinator, now=now)


def test_answer_that_was_replaced_or_withdrawn_meanwhile_is_not_decided_on(
    call, answer, city, recommendation, officer, approver, coordinator, now
):
    people = (officer, approver, coordinator)
    newer = factories.said(call, city, people, version=2, **{f"r{recommendation.pk}": {}})
    with pytest.raises(ValidationError, match=f"withdrawn or replaced .* {city}, version 1"):
        used(answer).decide(by=coordinator, now=now)
    assert used(newer.answers.get()).decide(by=coordinator, now=now)
    newer.withdraw(by=approver, now=now)
    for gone in (answer, newer.answers.get()):
        with pytest.raises(ValidationError, match="withdrawn or replaced"):
            used(gone).decide(by=coordinator, now=now)
    assert not AnswerUse.objects.exists()
