"""One installation of its own: database, broker and mail server, and the processes that work for it."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller

from tests import servers

ROOT = Path(__file__).resolve().parent.parent.parent


class Sink:
    """Takes mails, a moment for each, and counts them by recipient."""

    def __init__(self):
        self.taken = Counter()
        self.pause = 0.02  # seconds, so that there is something to interrupt
        self._in_hand, self._go_on = threading.Event(), threading.Event()
        self._go_on.set()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the name is aiosmtpd's
        """Count the mail first: from here on it would arrive, whatever becomes of the sender."""
        self.taken.update(envelope.rcpt_tos)
        if not self._go_on.is_set():
            self._in_hand.set()
            self._go_on.wait(timeout=60)
        time.sleep(self.pause)  # noqa: ASYNC251 -- one mail after the other, on purpose
        return "250 OK"

    @contextlib.contextmanager
    def holding(self):
        """Take the next mail and give no answer: within the block its sender is in the middle of a delivery."""
        self._in_hand.clear()
        self._go_on.clear()
        try:
            assert self._in_hand.wait(timeout=60), "no mail came"
            yield
        finally:
            self._go_on.set()


class Site:
    """An installation in a folder. `environment` says how its processes reach database and broker."""

    def __init__(self, folder, database_url="", redis_url=""):
        self.sink, self.running = Sink(), {}
        self.server = Controller(self.sink, hostname="127.0.0.1", port=servers.free_port())
        self.database_url, self.redis_url, self.folder = database_url, redis_url, folder
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "upr_local.settings",
            "UPR_ENV": "local",
            "VAR_DIR": str(folder),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.server.port),
            **({"DATABASE_URL": database_url} if database_url else {}),
            **({"REDIS_URL": redis_url} if redis_url else {}),
        }

    def run(self, *command):
        """Run a Python module to its end."""
        subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )

    def start(self, *celery):
        """Start a Celery process of the site; it ends with the site, or by `kill`."""
        log = (self.folder / "celery.log").open("ab")
        command = [sys.executable, "-m", "celery", "--app", "tests.processes.quick", *celery]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        self.running[process] = celery
        return process

    def revive(self):
        """Start again what ended by itself, as docker-compose.yml says: a worker may end with its broker."""
        for process, celery in list(self.running.items()):
            if process.poll() is not None:
                del self.running[process]
                self.start(*celery)

    def worker(self, name="one"):
        """A worker with two processes, as the site runs it."""
        return self.start("worker", "--concurrency", "2", "--hostname", f"{name}@site", "--loglevel", "WARNING")

    def beat(self, name="one"):
        """A beat that ticks each second."""
        return self.start("beat", "--schedule", str(self.folder / f"beat-{name}"), "--loglevel", "WARNING")

    def kill(self, process):
        """kill -9 of a process and its children, which are ours."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.pop(process, None)

    def statuses(self):
        """{status: number of mails} as the database has it."""
        return dict(self.ask("SELECT status, count(*) FROM tracking_reminderdelivery GROUP BY status"))

    def ask(self, question):
        """The rows that answer a question to the database."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(question).fetchall()
        with contextlib.closing(sqlite3.connect(self.folder / "upr_local.sqlite3", timeout=20)) as connection:
            return connection.execute(question).fetchall()

    def wait_until(self, is_so, seconds=120):
        """Return when it is so; AssertionError with what is known after so many seconds."""
        give_up = time.monotonic() + seconds
        while not is_so():
            log = self.folder / "celery.log"
            assert time.monotonic() < give_up, (self.statuses(), log.read_text()[-2000:] if log.exists() else "")
            self.revive()
            time.sleep(0.1)

    def close(self):
        """End what still runs."""
        for process in list(self.running):
            self.kill(process)
        self.server.stop()
