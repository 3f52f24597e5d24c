"""Whatever crashes: no mail twice, none lost, and what nobody knows is marked as unknown."""

import random
import shutil
import time

import pytest
from django.conf import settings

from tests import servers

MAILS = 200
KILLS = 6


def settled(site):
    """Whether no mail waits or is being sent, apart from those whose worker was killed."""
    found = site.statuses()
    return sum(found.values()) == MAILS and not found.get("pending")


def expire(site):
    """Half an hour later: what a killed worker left is shown to a person."""
    site.run(
        "manage.py",
        "shell",
        "-c",
        "import datetime; from django.utils import timezone; from tracking import reminders;"
        "reminders.expire_stale(timezone.now() + datetime.timedelta(minutes=31))",
    )


def test_killed_workers_send_nothing_twice_and_lose_nothing(site):
    site.run("-m", "tests.processes.people", str(MAILS))
    dice = random.Random(20)  # noqa: S311 -- when to kill
    site.beat()
    worker = site.worker()
    for round_ in range(KILLS):
        goal = (round_ + 1) * MAILS // (KILLS + 2)
        site.wait_until(lambda goal=goal: site.sink.taken.total() >= goal or settled(site))
        if round_ % 2:
            time.sleep(dice.uniform(0, 0.1))
            site.kill(worker)
        else:
            with site.sink.holding():
                assert site.statuses()["sending"] > round_ // 2  # with those of the rounds before
                site.kill(worker)
        worker = site.worker()
    site.wait_until(lambda: settled(site))
    expire(site)
    found = site.statuses()
    assert set(found) <= {"sent", "unknown"}
    assert found["sent"] + found["unknown"] == MAILS
    assert found["unknown"] >= KILLS // 2  # each of these was handed over when its worker died
    assert max(site.sink.taken.values()) == 1
    sent = {address for (address,) in site.ask(
        "SELECT u.email FROM tracking_reminderdelivery d JOIN tracking_user u ON u.id = d.recipient_id"
        " WHERE d.status = 'sent'"
    )}  # fmt: skip
    assert sent <= set(site.sink.taken)
    assert found["unknown"] >= len(set(site.sink.taken) - sent)


def test_two_beats_and_three_workers_send_each_mail_once(site):
    site.run("-m", "tests.processes.people", str(MAILS // 2))
    site.sink.pause = 0
    for name in ("one", "two"):
        site.beat(name)
    for name in ("one", "two", "three"):
        site.worker(name)
    site.wait_until(lambda: site.statuses().get("sent") == MAILS // 2)
    time.sleep(3)  # three more ticks of both beats
    assert site.statuses() == {"sent": MAILS // 2}
    assert set(site.sink.taken.values()) == {1}
    assert len(site.sink.taken) == MAILS // 2


@pytest.mark.skipif(not settings.REDIS_URL or not shutil.which("redis-server"), reason="needs a Redis of its own")
def test_redis_that_comes_back_empty_loses_no_mail(site):
    with servers.redis_on(servers.free_port()) as first:
        site.environment["REDIS_URL"] = first
        site.run("-m", "tests.processes.people", str(MAILS))
        site.beat()
        site.worker()
        site.wait_until(lambda: site.sink.taken.total() >= MAILS // 4)
    port = int(first.rpartition(":")[2].partition("/")[0])
    with servers.redis_on(port):
        site.wait_until(lambda: site.statuses() == {"sent": MAILS})
        assert set(site.sink.taken.values()) == {1}
        for process in list(site.running):
            site.kill(process)
