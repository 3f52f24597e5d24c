"""The record of reminder mails: own for officers, the State's for those who serve it."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tests.pages import soup_of
from tracking import reminders, todo
from tracking.models import Membership, ReminderDelivery, ReminderRule

URL = "/en/reminders/"


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def call(review, coordinator):
    """A call with its rule."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    return factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))


@pytest.fixture
def deliveries(call, officer, now):
    """A mail that waits for the officer."""
    return reminders.select_due(now)


def failed(pk, now, **fields):
    fields = {"status": "failed", "claimed_at": now, "finished_at": now, "error": "address 5.1.1", **fields}
    ReminderDelivery.objects.filter(pk=pk).update(**fields)


def address(action, pks):
    return reverse(f"tracking:delivery-{action}", args=pks)


def shown(response):
    return [row.record.pk for row in response.context["table"].paginated_rows]


def words(response):
    return " ".join(soup_of(response).select_one("main").text.split())


def test_delivery_list_shows_own_mails_to_the_officer(deliveries, officer, signed_in):
    text = words(signed_in(officer).get(URL))
    assert "Altamira: last day for input" in text and "(14 days before)" in text
    assert "waiting to be sent" in text
    assert "Who will get what" not in text and "Government of the person" not in text


def bounced(pk, recipient, coordinator, now):
    """The mail failed and came back, its address is flagged, and somebody looked into it."""
    failed(pk, now, bounced_at=now, resolved_by=coordinator, resolved_at=now)
    type(recipient).objects.filter(pk=recipient.pk).update(mail_failing_since=now, mail_failure="address 5.1.1")


CODES = ("the address does not exist", "5.1.1", "came back", "mails do not arrive")


def test_delivery_list_shows_the_states_mails_to_the_coordinator(deliveries, officer, coordinator, now, signed_in):
    failed(deliveries[0], now)
    text = words(signed_in(coordinator).get(URL))
    assert str(officer) in text and "Altamira" in text and "the address does not exist (5.1.1)" in text
    assert "Send again" in text and "Mark as looked into" in text


def test_national_viewer_reads_no_names_and_no_codes(deliveries, officer, coordinator, national_viewer, now, signed_in):
    bounced(deliveries[0], officer, coordinator, now)
    text = words(signed_in(coordinator).get(URL))
    assert all(part in text for part in (str(officer), str(coordinator), *CODES))
    page = signed_in(national_viewer).get(URL)
    text = words(page)
    assert "1 person" in text and "Altamira" in text and "failed" in text and "looked into on" in text
    for part in (str(officer), officer.email, str(coordinator), coordinator.email, *CODES, "Send again", "Mark as"):
        assert part not in text
    assert officer.email not in page.text


def test_own_mail_stays_readable_to_who_only_reads_the_state(
    deliveries, officer, coordinator, national_viewer, now, signed_in
):
    bounced(deliveries[0], national_viewer, coordinator, now)
    ReminderDelivery.objects.update(recipient=national_viewer)
    text = words(signed_in(national_viewer).get(URL))
    assert all(part in text for part in (str(national_viewer), *CODES)) and "1 person" not in text


def test_reader_of_one_state_who_manages_another_sees_names_of_that_one_alone(
    deliveries, state, officer, stranger, now, signed_in
):
    Membership.objects.create(user=stranger, role="national-viewer", state=state)
    place = factories.government(Membership.objects.get(user=stranger, role="coordinator").state, "Faraway")
    other = factories.member("officer", place)
    type(other).objects.filter(pk=other.pk).update(first_name="Ada")
    factories.call(factories.review(place.state), stranger, deadline=datetime.date(2026, 3, 24))
    reminders.select_due(now)
    text = words(signed_in(stranger).get(URL))
    assert "Ada" in text and "1 person Altamira" in text and str(officer) not in text


def test_skipped_line_tells_a_viewer_neither_names_nor_reason(
    deliveries, officer, coordinator, national_viewer, now, signed_in
):
    skip = {"skipped_by": coordinator, "skipped_at": now, "skip_reason": "She is ill."}
    ReminderDelivery.objects.get().items.update(delivery=None, **skip)
    ReminderDelivery.objects.all().delete()
    parts = (str(officer), str(coordinator), "She is ill.")
    text = words(signed_in(coordinator).get(URL))
    assert all(part in text for part in parts)
    text = words(signed_in(national_viewer).get(URL))
    assert "1 person (Altamira): last day for input, 24 March 2026" in text
    assert not any(part in text for part in parts)


@pytest.mark.parametrize("who", ["outsider", "approver", "stranger"])
def test_delivery_list_shows_nothing_of_others(deliveries, who, request, signed_in):
    page = signed_in(request.getfixturevalue(who)).get(URL).content.decode()
    assert "No reminder has been due so far." in page


def test_mail_about_two_states_shows_each_its_own_lines(call, city, officer, coordinator, stranger, now, signed_in):
    other = Membership.objects.get(user=stranger).state
    place = factories.government(other, "Faraway")
    Membership.objects.create(user=officer, role="officer", local_government=place)
    factories.call(factories.review(other), stranger, deadline=call.deadline)
    [pk] = reminders.select_due(now)
    ReminderDelivery.objects.filter(pk=pk).update(subject="Altamira and Faraway")
    assert ["Altamira:" in words(signed_in(person).get(URL)) for person in (coordinator, stranger, officer)] == [
        True,
        False,
        True,
    ]
    assert "Faraway" not in words(signed_in(coordinator).get(URL))
    assert "Altamira and Faraway" in words(signed_in(officer).get(URL))


def test_each_outcome_in_words(deliveries, coordinator, now, signed_in):
    failed(deliveries[0], now, attempts=3, bounced_at=now)
    ReminderDelivery.objects.get().items.update(left_out="done")
    text = words(signed_in(coordinator).get(URL))
    for part in ("3 attempts", "came back on", "left out: done meanwhile", "failed"):
        assert part in text


def test_delivery_list_filters(call, city, other_city, officer, outsider, review, coordinator, now, signed_in):
    first, second = sorted(reminders.select_due(now))
    failed(first, now)
    of_first = ReminderDelivery.objects.get(pk=first).recipient
    place = city if of_first == officer else other_city
    empty = factories.call(review, coordinator)
    client = signed_in(coordinator)
    for asked, expected in [
        ({"status": "failed"}, [first]),
        ({"status": "open"}, [first]),
        ({"status": "pending"}, [second]),
        ({"status": "nonsense"}, [first, second]),
        ({"government": place.pk}, [first]),
        ({"call": call.pk}, [first, second]),
        ({"call": empty.pk}, []),
        ({"call": call.pk, "government": place.pk, "status": "pending"}, []),
        ({"call": "x", "government": "9" * 40}, [first, second]),
    ]:
        assert sorted(shown(client.get(URL, asked))) == expected


@pytest.mark.parametrize("cities", [1, 3])
def test_delivery_list_asks_the_same_questions_for_more_rows(
    state, call, coordinator, officer, now, cities, signed_in, django_assert_num_queries
):
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    pks = reminders.select_due(now)
    assert len(pks) == cities
    for pk in pks:
        failed(pk, now, resolved_by=coordinator, resolved_at=now)
    client = signed_in(coordinator)
    with django_assert_num_queries(12):
        client.get(URL)


def test_delivery_retry_sends_again(deliveries, coordinator, now, signed_in, django_capture_on_commit_callbacks):
    failed(deliveries[0], now)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(coordinator).post(address("retry", deliveries))
    assert answer.status_code == 302
    assert len(mail.outbox) == 1
    assert ReminderDelivery.objects.get(pk=deliveries[0]).resolved_by == coordinator


def test_delivery_retry_of_a_sent_mail_sends_nothing(
    deliveries, coordinator, now, signed_in, django_capture_on_commit_callbacks
):
    reminders.deliver(deliveries[0], now=now)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(coordinator).post(address("retry", deliveries))
    assert len(mail.outbox) == 1


def test_looked_into_leaves_the_list_of_what_waits(deliveries, state, coordinator, today, now, signed_in):
    failed(deliveries[0], now)
    client = signed_in(coordinator)

    def waits():
        return any("could not be sent" in str(line.text) for line in todo.of_state(state, coordinator, today).lines)

    assert waits()
    response = client.post(address("resolve", deliveries), follow=True)
    assert "Marked as looked into." in response.content.decode()
    assert "looked into on" in words(response) and not waits()
    assert shown(client.get(URL, {"status": "open"})) == []
    response = client.post(address("resolve", deliveries), follow=True)
    assert "nothing to look into any more" in response.content.decode()


@pytest.mark.parametrize("action", ["retry", "resolve"])
@pytest.mark.parametrize("who, status", [("officer", 403), ("national_viewer", 403), ("outsider", 404)])
def test_what_becomes_of_a_mail_is_the_coordinators_to_decide(deliveries, who, status, action, request, now, signed_in):
    failed(deliveries[0], now)
    client = signed_in(request.getfixturevalue(who))
    assert client.post(address(action, deliveries)).status_code == status
    assert ReminderDelivery.objects.get().resolved_at is None
    assert client.get(address(action, deliveries)).status_code == 405
