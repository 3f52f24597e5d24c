"""Editions of a report: numbered, whole when ready, compiled by one worker."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Report


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def waiting(call, now):
    """An edition that no worker has begun."""
    return Report.objects.create(call=call, edition=2, asked_at=now)


@pytest.mark.parametrize("gap", [{"content": ""}, {"checksum": ""}, {"finished_at": None}])
def test_ready_is_whole(call, gap):
    report = factories.report(call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**gap)


def test_edition_stands_once_per_call(call, waiting, review, coordinator, now):
    Report.objects.create(call=factories.call(review, coordinator), edition=2, asked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(call=call, edition=2, asked_at=now)


def test_claim_is_given_to_one_worker(waiting, now):
    assert Report.objects.claim(waiting.pk, now=now)
    assert not Report.objects.claim(waiting.pk, now=now + datetime.timedelta(minutes=1))


def test_claim_takes_over_from_a_worker_that_vanished(waiting, now):
    assert Report.objects.claim(waiting.pk, now=now)
    assert Report.objects.claim(waiting.pk, now=now + datetime.timedelta(hours=1))


def test_claim_leaves_what_is_ready(call, now):
    report = factories.report(call)
    assert not Report.objects.claim(report.pk, now=now + datetime.timedelta(days=1))
    assert not Report.objects.waiting().exists()


def test_visible_to_those_who_serve_the_state(waiting, coordinator, national_viewer, officer, stranger):
    assert list(Report.objects.visible_to(coordinator)) == list(Report.objects.visible_to(national_viewer)) == [waiting]
    for person in (officer, stranger, AnonymousUser()):
        assert not Report.objects.visible_to(person).exists()
