"""What waits for ministries, and for coordinators of what ministries and excerpts bring."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking import todo
from tracking.models import AnswerUse, NationalMeasure

TODAY = factories.NOW.date()


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call that asks about one recommendation."""
    return factories.call(review, coordinator)


@pytest.fixture
def ministry(national_viewer):
    """Somebody of the Ministry of Housing."""
    national_viewer.memberships.update(organisation="Ministry of Housing")
    return national_viewer


def said(state, user):
    """{text: line} of what waits for the person."""
    return {line.text: line for line in todo.of_state(state, user, TODAY).lines}


LACKING = "“Mid-term input”: 1 recommendation has no national measure yet"
DRAFT = "Finish 1 national measure in “Mid-term input” and submit it"
RETURNED = "The coordinator returned 1 national measure in “Mid-term input”: read why and answer"
DECIDE = "1 national measure in “Mid-term input” waits for your decision"
UNSENT = "1 excerpt in “Mid-term input” is chosen: show it to its government"
OBJECTED = "1 excerpt in “Mid-term input”: its government wants it changed"


def test_ministry_hears_what_lacks_what_it_began_and_what_came_back(
    state, call, recommendation, ministry, coordinator, stranger
):
    assert said(state, ministry)[LACKING].url == reverse("tracking:measure-list", args=[call.pk]) + "?show=lacking"
    assert LACKING not in said(state, coordinator)  # it is not theirs to write
    measure = factories.measure(call, recommendation, ministry)
    assert {DRAFT, LACKING} <= said(state, ministry).keys()
    assert DECIDE not in said(state, coordinator)
    measure.submit(by=ministry, now=factories.NOW)
    assert not {DRAFT, LACKING, RETURNED} & said(state, ministry).keys()
    assert said(state, coordinator)[DECIDE].url.endswith(f"/calls/{call.pk}/measures/?show=waiting")
    assert DECIDE not in said(stranger.memberships.get().state, stranger)
    measure.return_("Give a number.", by=coordinator, now=factories.NOW)
    assert said(state, ministry)[RETURNED].when == "now"
    assert DECIDE not in said(state, coordinator)
    other = factories.member("national-viewer", state, "Ministry of Finance")
    assert RETURNED not in said(state, other)
    factories.locked(call, coordinator)
    assert not {RETURNED, LACKING} & said(state, ministry).keys()


def test_lacking_counts_only_what_the_call_asks(state, review, call, recommendation, ministry):
    factories.recommendation(review, "120.7")
    assert LACKING.replace("1 recommendation has", "2 recommendations have") in said(state, ministry)
    call.recommendations.set([recommendation])
    assert LACKING in said(state, ministry)


def test_coordinator_hears_of_excerpts_to_send_and_of_objections(
    state, city, call, recommendation, officer, approver, coordinator, national_viewer
):
    contribution = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    factories.excerpt(contribution.answers.get(), coordinator)
    assert said(state, coordinator)[UNSENT].url == reverse("tracking:excerpt-list", args=[call.pk])
    assert UNSENT not in said(state, national_viewer)
    call.send_excerpts(TODAY + datetime.timedelta(days=9), by=coordinator, now=factories.NOW)
    assert UNSENT not in said(state, coordinator)
    AnswerUse.objects.get().object("It was June.", by=approver, now=factories.NOW)
    assert said(state, coordinator)[OBJECTED].url.endswith("?show=objected")
    factories.locked(call, coordinator)
    assert not {UNSENT, OBJECTED} & said(state, coordinator).keys()


def test_costs_the_same_with_more_calls_measures_and_excerpts(
    state, city, review, call, recommendation, officer, approver, coordinator, ministry
):
    def fill(one):
        factories.measure(one, recommendation, ministry)
        contribution = factories.accepted(one, city, [recommendation], officer, approver, coordinator)
        factories.excerpt(contribution.answers.get(), coordinator)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            for person in (coordinator, ministry):
                assert todo.of_state(state, person, TODAY).lines
        return len(queries)

    fill(call)
    before = cost()
    for _more in range(2):
        fill(factories.call(review, coordinator))
    assert NationalMeasure.objects.count() == 3
    assert cost() == before


def test_locked_call_is_to_be_closed_and_asks_nobody(call, state, city, officer, coordinator):
    asked = "“Mid-term input”: 0 of 1 governments submitted"
    assert any(text.startswith(asked) for text in said(state, coordinator))
    assert any("Start your input" in line.text for line in todo.of_government(city, officer, TODAY).lines)
    factories.locked(call, coordinator)
    lines = said(state, coordinator)
    assert not any(text.startswith(asked) for text in lines)
    assert lines["The report of “Mid-term input” is locked: close the call"].url.endswith("#close")
    assert not any("Start your input" in line.text for line in todo.of_government(city, officer, TODAY).lines)


def test_ministry_is_not_told_that_nothing_waits_while_measures_lack(call, state, ministry):
    assert said(state, ministry)[LACKING].when == "now"
    assert not todo.of_state(state, ministry, TODAY).is_calm
