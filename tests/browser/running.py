"""Starts the product as a newcomer does: prepared, then site, worker and beat as one job on a free port."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Site:
    """A running installation with the demo State."""

    url: str
    password: str
    environment: dict

    def manage(self, *arguments):
        """Run a management command of this installation; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout


def wait_for(page, text, seconds=60):
    """Load the page again until it shows `text`: the worker is at it."""
    deadline = time.monotonic() + seconds
    while text not in page.content():
        assert time.monotonic() < deadline, f"{text!r} did not appear on {page.url}"
        time.sleep(1)
        page.reload()


@contextlib.contextmanager
def running_site(languages="en,es,fr,ar", **variables):
    """A Site with data of its own, stopped and thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="upr-site-", ignore_cleanup_errors=True) as folder:
        port = servers.free_port()
        url = f"http://127.0.0.1:{port}"
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        own = {"VAR_DIR": folder, "PORT": str(port), "SITE_URL": url, "LANGUAGES": languages}
        site = Site(url, "", {**clean, **own, **variables})
        site.password = re.search(r"officer\.almirena@example\.org\s+(\S+)", site.manage("prepare"))[1]
        process = subprocess.Popen(
            [Path(sys.executable).parent / "honcho", "--no-colour", "--procfile", "Procfile", "start"],
            cwd=ROOT,
            env=site.environment,
            stdout=(Path(folder) / "job.log").open("w"),
            stderr=subprocess.STDOUT,
        )
        try:
            servers.wait_for_port(port, process, seconds=60)
            yield site
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
