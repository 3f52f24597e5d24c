"""National measures: written by a ministry, submitted, accepted or returned, and never changed after that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, NationalMeasure


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def ministry(state):
    return factories.member("national-viewer", state, organisation="Ministry of Housing")


def test_way_of_a_measure_with_its_events(call, recommendation, ministry, coordinator, now):
    row = factories.measure(call, recommendation, ministry, "returned", coordinator)
    draft = row.next_version(by=ministry, now=now)
    assert (draft.version, draft.headline, draft.status) == (2, row.headline, "draft")
    draft.submit(by=ministry, now=now)
    draft.accept(by=coordinator, now=now)
    assert list(NationalMeasure.objects.standing()) == list(NationalMeasure.objects.latest()) == [draft]
    verbs = [event.verb for event in Event.objects.filter(object_kind="nationalmeasure").order_by("pk")]
    assert verbs == ["added", "submitted", "returned", "added", "submitted", "accepted"]


def test_accepted_version_stands_while_a_newer_one_is_written(call, recommendation, ministry, coordinator, now):
    row = factories.measure(call, recommendation, ministry, "accepted", coordinator)
    row.next_version(by=ministry, now=now)
    assert list(NationalMeasure.objects.standing()) == [row]


def test_what_was_submitted_never_changes(call, recommendation, ministry, now):
    row = factories.measure(call, recommendation, ministry, "submitted")
    row.headline = "Other words."
    with pytest.raises(ValidationError, match="cannot change"):
        row.write(by=ministry, now=now)
    with pytest.raises(ValidationError, match="somebody was faster"):
        row.submit(by=ministry, now=now)


def test_saving_the_same_twice_is_one_change(call, recommendation, ministry, now):
    row = factories.measure(call, recommendation, ministry)
    row.write(by=ministry, now=now)
    assert Event.objects.about(row).count() == 1
    with pytest.raises(ValidationError, match="already"):
        factories.measure(call, recommendation, ministry)


def test_refusals(call, recommendation, ministry, coordinator, now):
    row = factories.measure(call, recommendation, ministry, headline="")
    with pytest.raises(ValidationError, match="headline"):
        row.submit(by=ministry, now=now)
    row.headline = "x"
    row.write(by=ministry, now=now)
    row.submit(by=ministry, now=now)
    with pytest.raises(ValidationError, match="Somebody else"):
        row.accept(by=ministry, now=now)
    with pytest.raises(ValidationError, match="Say what"):
        row.return_(" ", by=coordinator, now=now)
    with pytest.raises(ValidationError, match="somebody was faster"):
        row.next_version(by=ministry, now=now)
    factories.locked(call, coordinator)
    with pytest.raises(ValidationError, match="locked"):
        row.accept(by=coordinator, now=now)


def test_limits_of_words(call, recommendation, ministry):
    row = NationalMeasure(call=call, recommendation=recommendation, headline="word " * 51, detail="word " * 300)
    with pytest.raises(ValidationError) as error:
        row.clean()
    assert list(error.value.message_dict) == ["headline"]


@pytest.mark.parametrize(
    "wrong", [{"headline": ""}, {"submitted_at": None}, {"status": "accepted"}, {"status": "returned"}, {"body": ""}]
)
def test_database_refuses_half_a_submission(call, recommendation, ministry, wrong):
    factories.measure(call, recommendation, ministry, "submitted")
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalMeasure.objects.update(**wrong)


def test_drafts_are_seen_by_their_own_body(
    call, recommendation, ministry, state, national_viewer, coordinator, stranger
):
    colleague = factories.member("national-viewer", state, organisation="Ministry of Housing")
    row = factories.measure(call, recommendation, ministry)
    seen = {person: row in NationalMeasure.objects.visible_to(person) for person in (
        ministry, colleague, national_viewer, coordinator, stranger)}  # fmt: skip
    assert list(seen.values()) == [True, True, False, False, False]
    row.submit(by=ministry, now=factories.NOW)
    assert row in NationalMeasure.objects.visible_to(coordinator)
    assert row not in NationalMeasure.objects.visible_to(stranger)
