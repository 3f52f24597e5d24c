"""The coordinator's page of excerpts: who confirmed, who objects, and until when."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking.midterm import feedback
from tracking.models import Call, Event

UNTIL = datetime.date(2099, 5, 1)


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def accepted(call, recommendation, coordinator):
    """A function: a new city's accepted input with an excerpt."""

    def accept(name, **use):
        city = factories.government(call.review.state, name)
        officer = factories.member("officer", city)
        approver = factories.member("approver", city)
        row = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
        return factories.excerpt(row.answers.get(), coordinator, **use)

    return accept


def address(name, call):
    return reverse(f"tracking:{name}", args=[call.pk])


def test_sending_opens_the_excerpts_until_a_day(call, coordinator, national_viewer, signed_in):
    client = signed_in(coordinator)
    assert "do not see them yet" in client.get(address("excerpt-list", call)).content.decode()
    assert "Choose a day" in client.post(address("excerpt-send", call), {"until": "2020-01-01"}).content.decode()
    page = client.post(address("excerpt-send", call), {"until": UNTIL.isoformat()}, follow=True).content.decode()
    assert "Governments see their excerpts now" in page
    call.refresh_from_db()
    assert (call.excerpts_until, call.excerpts_sent_by) == (UNTIL, coordinator)
    assert Event.objects.about(call).first().after == {"excerpts_until": "2099-05-01"}
    assert "Change the day" in client.get(address("excerpt-list", call)).content.decode()
    assert "Change the day" not in signed_in(national_viewer).get(address("excerpt-list", call)).content.decode()


def test_sending_is_refused_for_a_draft_and_after_the_lock(call, review, coordinator, now):
    draft = factories.call(review, coordinator, status="draft", opened_by=None, opened_at=None)
    with pytest.raises(ValidationError, match="not open yet"):
        draft.send_excerpts(UNTIL, by=coordinator, now=now)
    with pytest.raises(ValidationError, match="has not passed"):
        call.send_excerpts(now.date() - datetime.timedelta(days=1), by=coordinator, now=now)
    factories.locked(call, coordinator)
    with pytest.raises(ValidationError, match="locked"):
        call.send_excerpts(UNTIL, by=coordinator, now=now)


@pytest.mark.parametrize("gap", ["excerpts_until", "excerpts_sent_at", "excerpts_sent_by"])
def test_sent_has_who_when_and_until(call, coordinator, now, gap):
    call.send_excerpts(UNTIL, by=coordinator, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**{gap: None})


def test_standings_count_each_governments_excerpts(call, accepted, coordinator, approver, now):
    accepted("Alba")
    accepted("Bruma", confirmed_by=approver, confirmed_at=now)
    accepted("Cala", objection="Not so.", objected_by=approver, objected_at=now)
    accepted("Dorna", is_used=False, excerpt="", reason="length")
    found = {row.name: row for row in feedback.standings(call)}
    assert [found["Alba"].waiting, found["Bruma"].confirmed, found["Cala"].objected, found["Dorna"].left_out] == [1] * 4
    assert [row.is_settled for row in found.values()] == [False, True, False, True]


def test_list_shows_objections_and_costs_the_same_with_more_cities(
    call, accepted, coordinator, approver, now, signed_in
):
    objection = {"objection": "It was June.", "objected_by": approver, "objected_at": now}
    accepted("Alba", **objection)
    client = signed_in(coordinator)
    with CaptureQueriesContext(connection) as one:
        page = client.get(address("excerpt-list", call)).content.decode()
    assert "It was June." in page
    answer = call.contributions.get().answers.get()
    assert reverse("tracking:answer-use-edit", args=[call.pk, answer.recommendation_id, answer.pk]) in page
    accepted("Bruma", **objection)
    accepted("Cala")
    with CaptureQueriesContext(connection) as three:
        client.get(address("excerpt-list", call))
    assert len(three) == len(one)
    rows = client.get(address("excerpt-list", call) + "?show=waiting").context["rows"]
    assert [row.name for row in rows] == ["Cala"]


def test_only_the_newest_accepted_version_counts(call, accepted, recommendation, coordinator):
    use = accepted("Alba")
    city = use.answer.contribution.local_government
    newer = factories.contribution(call, city, [recommendation], version=2)
    officer, approver = (member.user for member in city.memberships.order_by("pk"))
    newer.hand_in(by=officer, now=factories.NOW)
    newer.approve(by=approver, now=factories.NOW)
    newer.accept(by=coordinator, now=factories.NOW)
    (row,) = feedback.standings(call)
    assert (row.used, row.undecided) == (0, 1)


def test_excerpts_of_another_state_are_not_found(call, stranger, signed_in):
    assert signed_in(stranger).get(address("excerpt-list", call)).status_code == 404
    assert signed_in(stranger).post(address("excerpt-send", call), {"until": "2099-05-01"}).status_code == 404
