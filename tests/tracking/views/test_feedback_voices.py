"""What reaches the other side: a government's notes after the lock, sentences that cite it, late words."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking.models import AnswerUse, ContributionNote
from tracking.todo import excerpts, of_state

UNTIL = datetime.date(2099, 5, 1)


@pytest.fixture
def call(review, recommendation, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def contribution(call, city, recommendation, officer, approver, coordinator):
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


@pytest.fixture
def sent(call, contribution, coordinator, now):
    call.send_excerpts(UNTIL, by=coordinator, now=now)
    return call


def lock(call, contribution, coordinator):
    report = factories.locked(call, coordinator)
    report.contributions.add(contribution)
    return report


def page(government, call):
    return reverse("tracking:feedback-detail", args=[government.pk, call.pk])


def write(contribution, report, by, **fields):
    said = {"kind": "reply", "words": "44 beds.", **fields}
    note = ContributionNote(contribution=contribution, report=report, **said)
    note.add(by=by, now=factories.NOW)
    return note


def test_reply_and_correction_reach_the_coordinator(
    sent, contribution, city, state, approver, coordinator, national_viewer, stranger, today, signed_in
):
    report = lock(sent, contribution, coordinator)
    places = [report.get_absolute_url(), reverse("tracking:excerpt-list", args=[sent.pk])]
    client = signed_in(coordinator)
    for place in places:
        assert 'id="notes"' not in client.get(place).content.decode()
    assert not list(excerpts.note_lines(state, today))
    write(contribution, report, approver, words="It was 44 beds.", is_public=True)
    write(contribution, report, approver, words="The date is wrong.", kind="correction")
    for person in (coordinator, national_viewer):
        for place in places:
            words = signed_in(person).get(place).content.decode()
            for said in ("It was 44 beds.", "The date is wrong.", str(approver), "everybody may read it"):
                assert said in words
            assert "for those who serve the State" in words
    assert signed_in(stranger).get(places[0]).status_code == 404


def test_to_do_counts_new_notes_for_thirty_days(sent, contribution, state, approver, coordinator, stranger, today):
    report = lock(sent, contribution, coordinator)
    write(contribution, report, approver)
    (line,) = excerpts.note_lines(state, today)
    assert line.text == "1 new note of a government on the locked report to “Mid-term input” (last 30 days)"
    assert line.url == reverse("tracking:excerpt-list", args=[sent.pk]) + "#notes"
    write(contribution, report, approver, kind="correction")
    assert line.text not in [row.text for row in of_state(state, coordinator, today).lines]
    assert any(row.text.startswith("2 new notes") for row in of_state(state, coordinator, today).lines)
    assert list(excerpts.note_lines(state, today + datetime.timedelta(days=30)))
    assert not list(excerpts.note_lines(state, today + datetime.timedelta(days=31)))
    other = stranger.memberships.get().state
    assert not list(excerpts.note_lines(other, today))


def test_list_of_notes_costs_the_same_for_one_and_for_more(sent, contribution, approver, coordinator, signed_in):
    report = lock(sent, contribution, coordinator)
    client, counts = signed_in(coordinator), []
    for number in range(3):
        write(contribution, report, approver, words=f"Note {number}.")
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("tracking:excerpt-list", args=[sent.pk]))
        counts.append(len(made))
    assert counts[0] == counts[2]


def test_city_reads_the_sentences_that_name_it_as_their_source(
    call, contribution, city, other_city, recommendation, approver, coordinator, signed_in, now
):
    answer = contribution.answers.get()
    origin = f"answer-{answer.pk}"
    theirs = factories.contribution(call, other_city, [recommendation]).answers.get()
    factories.national_text(
        call,
        coordinator,
        ("Altamira alone built beds.", origin),
        ("Others did not.", f"answer-{theirs.pk}"),
        recommendation=recommendation,
    )
    factories.national_text(call, coordinator, ("Cities build.", origin), part="chapter", chapter="progress")
    client = signed_in(approver)
    assert "Altamira alone" not in client.get(page(city, call)).content.decode()  # excerpts are not shown yet
    call.send_excerpts(UNTIL, by=coordinator, now=now)
    words = client.get(page(city, call)).content.decode()
    for said in ("What the national text says with you as its source", "Altamira alone built beds.", "Cities build."):
        assert said in words
    assert f"Who can change them: {coordinator}." in words
    assert "Others did not." not in words
    assert "#use-" not in words
    use = factories.excerpt(answer, coordinator)
    assert f'href="#use-{use.pk}"' in client.get(page(city, call)).content.decode()
    lock(call, contribution, coordinator)
    words = client.get(page(city, call)).content.decode()
    assert "Altamira alone built beds." in words
    assert "you can say in your reply to the report" in words


def test_after_the_lock_nothing_waits_for_a_decision(
    sent, contribution, city, review, recommendation, officer, approver, coordinator, signed_in
):
    other = factories.recommendation(review, "120.2")
    keys = {f"r{recommendation.pk}": {}, f"r{other.pk}": {"headline": "12 homes."}}
    second = factories.said(sent, city, (officer, approver, coordinator), version=2, **keys)
    client = signed_in(approver)
    assert "Not decided yet" in client.get(page(city, sent)).content.decode()
    factories.excerpt(second.answers.order_by("pk").first(), coordinator)
    lock(sent, second, coordinator)
    words = client.get(page(city, sent)).content.decode()
    assert "Not decided yet" not in words
    assert "Not used; no reason was given." in words
    assert "12 homes." in words


def test_headlines_among_which_nobody_chose_are_in_the_locked_report(
    sent, contribution, city, approver, coordinator, signed_in
):
    lock(sent, contribution, coordinator)
    words = signed_in(approver).get(page(city, sent)).content.decode()
    assert "Not used" not in words
    assert "Used: 1 of 1." in words
    assert "In the report, in your own words" in words


def test_officer_is_told_who_may_reply(sent, contribution, city, officer, approver, coordinator, signed_in):
    lock(sent, contribution, coordinator)
    told = "An approver of your government writes it."
    assert told in signed_in(officer).get(page(city, sent)).content.decode()
    words = signed_in(approver).get(page(city, sent)).content.decode()
    assert told not in words
    assert "Write a reply" in words


def test_objection_that_came_too_late_brings_its_words_back(
    sent, contribution, city, approver, coordinator, signed_in, now, today
):
    use = factories.excerpt(contribution.answers.get(), coordinator)
    sent.send_excerpts(today, by=coordinator, now=now)  # the clock of the views is past that day
    client = signed_in(approver)
    address = reverse("tracking:feedback-object", args=[city.pk, sent.pk, use.pk])
    words = client.post(address, {"words": "Two long paragraphs.", "seen": use.fingerprint}).content.decode()
    for said in ("Two long paragraphs.", "The last day to confirm excerpts was", "Your words were not sent."):
        assert said in words
    assert "Tell the coordinator" not in words
    sent.send_excerpts(UNTIL, by=coordinator, now=now)
    AnswerUse.objects.filter(pk=use.pk).update(excerpt="Quite other words.")
    words = client.post(address, {"words": "Two long paragraphs.", "seen": use.fingerprint}).content.decode()
    for said in ("Two long paragraphs.", "changed these words meanwhile", "Tell the coordinator"):
        assert said in words
