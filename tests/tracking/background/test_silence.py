"""Silence is noticed, and a new installation has its first minutes."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tracking import background
from tracking.background.silence import SignOfLife
from tracking.models import BackgroundRun

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def limit(settings):
    """A quarter of an hour, as by default."""
    settings.BACKGROUND_SILENT_MINUTES = 15


@pytest.fixture
def installed(db, now):
    """The newest migration ran at `now`."""
    MigrationRecorder(connection).migration_qs.update(applied=now)


def test_silence_after_a_quarter_of_an_hour(db, now):
    BackgroundRun.objects.begin("sweep", now=now)
    assert not background.is_silent(now + 15 * MINUTE)
    assert background.is_silent(now + 16 * MINUTE)


def test_new_installation_has_as_long_for_its_first_run(installed, now):
    assert not background.is_silent(now + 15 * MINUTE)
    assert background.is_silent(now + 16 * MINUTE)


def test_clock_that_jumped_back_is_no_silence(db, now):
    BackgroundRun.objects.begin("sweep", now=now)
    assert not background.is_silent(now - datetime.timedelta(days=1))


def test_zero_asks_for_silence_about_it(db, now, settings):
    settings.BACKGROUND_SILENT_MINUTES = 0
    BackgroundRun.objects.begin("sweep", now=now)
    assert not background.is_silent(now + datetime.timedelta(days=9))


def test_answer_is_remembered_for_some_seconds(db, now, django_assert_num_queries, monkeypatch):
    BackgroundRun.objects.begin("sweep", now=now)
    sign = SignOfLife()
    with django_assert_num_queries(1):
        assert [sign.is_missing(now) for _ in range(3)] == [False] * 3
        assert not sign.is_missing(now + 16 * MINUTE)
    sign.forget()
    assert sign.is_missing(now + 16 * MINUTE)
