"""The newest run of each repeated task."""

import datetime

from tracking.models import BackgroundRun

MINUTE = datetime.timedelta(minutes=1)


def run():
    return BackgroundRun.objects.get(name="sweep")


def test_run_is_one_row_however_often_it_begins(db, now):
    for number in range(3):
        BackgroundRun.objects.begin("sweep", now=now + number * MINUTE)
    assert run().started_at == now + 2 * MINUTE
    assert str(run()) == "sweep"


def test_failure_holds_until_the_next_good_end(db, now):
    runs = BackgroundRun.objects
    runs.begin("sweep", now=now)
    assert not run().is_failing
    runs.fail("sweep", now=now + MINUTE, error="ValueError" * 50)
    assert run().is_failing
    assert len(run().error) == 200
    runs.end("sweep", now=now + 2 * MINUTE)
    assert not run().is_failing


def test_last_sign_is_the_newest_moment_of_the_sweep(db, now):
    runs = BackgroundRun.objects
    runs.begin("select reminders", now=now)
    assert runs.last_sign() is None
    runs.begin("sweep", now=now)
    runs.begin("select reminders", now=now + MINUTE)
    assert runs.last_sign() == now
    runs.end("sweep", now=now + MINUTE)
    assert runs.last_sign() == now + MINUTE
