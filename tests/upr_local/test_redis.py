"""Where REDIS_URL is set, a worker takes its work from Redis."""

import datetime
import time

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.db import connection

from tests import factories
from tracking import tasks
from tracking.models import ReminderDelivery, ReminderRule, User
from upr_local import celery_app


@pytest.fixture
def real_queue():
    """Tasks go to the broker instead of running at once."""
    celery_app.conf.update(task_always_eager=False)
    yield
    celery_app.conf.update(task_always_eager=True)


@pytest.mark.skipif(not settings.REDIS_URL, reason="REDIS_URL is not set: the run on PostgreSQL and Redis sets it")
@pytest.mark.django_db(transaction=True)
def test_worker_takes_reminders_from_redis(review, officer, coordinator, real_queue):
    today = datetime.datetime.now(tz=datetime.UTC).date()
    review.state.working_days = "1234567"
    review.state.save()
    User.objects.update(quiet_from=datetime.time.min, quiet_until=datetime.time.min)
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    deadline = today + datetime.timedelta(days=5)
    factories.call(review, coordinator, deadline=deadline, target_date=deadline)
    assert connection.vendor == "postgresql"
    with start_worker(celery_app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        tasks.select_reminders.delay()
        give_up = time.monotonic() + 30
        while not ReminderDelivery.objects.filter(status="sent").exists():
            assert time.monotonic() < give_up, "the worker took nothing from Redis"
            time.sleep(0.1)
