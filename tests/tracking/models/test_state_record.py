"""What the State records for its report: both sides of every rule, who reads it, what events tell."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models

DAY = datetime.timedelta(days=1)


def refused(make, *args, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(*args, **fields)
    return True


def test_consultation_says_what_it_was_ends_after_it_began_and_stands_once(review, coordinator):
    row = factories.consultation(review, coordinator)
    assert row.held_until is None
    assert factories.consultation(review, coordinator, title="Two days", held_until=row.held_on + DAY)
    assert factories.consultation(review, coordinator, title="One day", held_until=row.held_on)
    assert factories.consultation(review, coordinator, held_on=row.held_on + DAY)
    assert refused(factories.consultation, review, coordinator)
    assert refused(factories.consultation, review, coordinator, title="")
    assert refused(factories.consultation, review, coordinator, title="Back", held_until=row.held_on - DAY)


def test_pledge_says_something_and_its_number_stands_once_in_a_review(review, state, coordinator):
    factories.pledge(review, coordinator)
    assert factories.pledge(review, coordinator, number="2")
    assert factories.pledge(factories.review(state, 3), coordinator)
    assert refused(factories.pledge, review, coordinator)
    assert refused(factories.pledge, review, coordinator, number="3", text="")


def test_position_change_changes_it_with_a_source_and_once_a_day(recommendation, coordinator):
    row = factories.position_change(recommendation, coordinator)
    back = {"old_position": "supported", "new_position": "noted"}
    assert factories.position_change(recommendation, coordinator, decided_on=row.decided_on + DAY, **back)
    assert refused(factories.position_change, recommendation, coordinator)
    later = {"decided_on": row.decided_on + 2 * DAY}
    assert refused(factories.position_change, recommendation, coordinator, source="", **later)
    assert refused(factories.position_change, recommendation, coordinator, new_position="noted", **later)


def test_institution_and_need_have_a_name_and_stand_once(review, coordinator):
    factories.institution(review, coordinator)
    assert factories.institution(review, coordinator, kind="plan")
    assert refused(factories.institution, review, coordinator)
    assert refused(factories.institution, review, coordinator, name="")
    factories.assistance_need(review, coordinator)
    assert factories.assistance_need(review, coordinator, title="Advice")
    assert refused(factories.assistance_need, review, coordinator)
    assert refused(factories.assistance_need, review, coordinator, title="")


def test_records_are_read_by_those_who_serve_the_state(review, coordinator, national_viewer, officer, stranger):
    factories.pledge(review, coordinator)
    readers = {
        person: models.Pledge.objects.visible_to(person).exists()
        for person in (coordinator, national_viewer, officer, stranger)
    }
    assert readers == {coordinator: True, national_viewer: True, officer: False, stranger: False}
    assert not models.Pledge.objects.visible_to(AnonymousUser()).exists()


def test_report_tells_only_of_what_is_ticked(review, coordinator):
    told = factories.pledge(review, coordinator)
    factories.pledge(review, coordinator, number="2", is_in_report=False)
    assert list(models.Pledge.objects.for_report()) == [told]


def test_events_tell_codes_and_numbers_and_no_texts(review, coordinator, now):
    row = models.Pledge(review=review, number="4", text="Words about somebody")
    row.save_work(by=coordinator, now=now)
    row.status, row.text = "implemented", "Other words"
    row.save_work(by=coordinator, now=now)
    row.remove(by=coordinator, now=now)
    events = list(models.Event.objects.order_by("pk"))
    assert [event.verb for event in events] == ["added", "changed", "removed"]
    assert (events[1].before, events[1].after) == ({"status": "not_started"}, {"status": "implemented"})
    assert "ords" not in str([(event.before, event.after) for event in events])
    assert not models.Pledge.objects.exists()


def test_facts_are_what_is_said_in_words(recommendation, review, coordinator):
    row = factories.consultation(review, coordinator)
    told = dict(row.brief_facts())
    assert told["with whom"] == "civil society"
    assert told["date"] == "10 February 2026"
    assert told["how many came"] == 0  # nobody came: that is a number, and no silence
    assert "place" not in told
    assert row.long_facts() == [("organisations invited", "Homes for All")]
    assert row.lead_text() == ""
    longer = factories.consultation(review, coordinator, title="Two days", held_until=row.held_on + DAY)
    assert dict(longer.brief_facts())["date"] == "10 February 2026 – 11 February 2026"
    need = factories.assistance_need(review, coordinator, [recommendation, factories.recommendation(review, "99.10")])
    assert ("recommendations", "99.10, 120.1") in need.brief_facts()
    assert factories.pledge(review, coordinator).lead_text() == "Invite every special rapporteur."


def test_position_before_is_that_of_the_last_change_else_of_the_adoption(recommendation, coordinator):
    changes = models.PositionChange.objects
    assert changes.position_before(recommendation) == "supported"
    row = factories.position_change(recommendation, coordinator, old_position="supported", new_position="partly")
    assert changes.position_before(recommendation) == "partly"
    assert changes.position_before(recommendation, row.decided_on) == "supported"
    assert changes.position_before(recommendation, without=row.pk) == "supported"


def test_public_sees_changes_that_the_report_tells_from_the_day_of_the_decision_on(recommendation, coordinator):
    row = factories.position_change(recommendation, coordinator)
    changes, day = models.PositionChange.objects, row.decided_on
    assert list(changes.public_on(recommendation, day)) == [row]
    assert not changes.public_on(recommendation, day - DAY)
    changes.update(is_in_report=False)
    assert not changes.public_on(recommendation, day)
