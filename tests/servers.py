"""Throw-away PostgreSQL and Redis servers on free loopback ports, for tests and benchmarks."""

import contextlib
import glob
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class ServerMissing(Exception):
    """The server's programs are not installed; the message says which."""


def free_port():
    """A port of the loopback interface on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, seconds=30):
    """Return when something listens on `port`; RuntimeError when the process ended or time ran out."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port} after {seconds} seconds")


def postgresql_programs():
    """The folder that holds initdb and postgres; ServerMissing where there is none."""
    found = shutil.which("initdb")
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin")) + ([str(Path(found).parent)] if found else [])
    for folder in reversed(folders):
        if Path(folder, "postgres").exists() and Path(folder, "initdb").exists():
            return Path(folder)
    raise ServerMissing("PostgreSQL (initdb and postgres)")


def as_unprivileged(command):
    """PostgreSQL refuses to run as root: as root, run as the user postgres."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


@contextlib.contextmanager
def stopped_after(process):
    """End a process we started, and only it."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def postgresql():
    """A PostgreSQL server with empty data; gives its DATABASE_URL."""
    programs = postgresql_programs()
    with tempfile.TemporaryDirectory(prefix="upr-postgresql-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = Path(folder, "data")
        subprocess.run(
            as_unprivileged(
                [programs / "initdb", "--pgdata", data, "--auth=trust", "--username=upr", "--encoding=UTF8",
                 "--locale=C.UTF-8", "--no-sync"]
            ),
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        port = free_port()
        process = subprocess.Popen(
            as_unprivileged(
                [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder,
                 "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
            ),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        with stopped_after(process):
            wait_for_port(port, process)
            yield f"postgres://upr@127.0.0.1:{port}/postgres"


def redis():
    """A Redis server that keeps nothing; gives its REDIS_URL."""
    return redis_on(free_port())


@contextlib.contextmanager
def redis_on(port):
    """A Redis server that keeps nothing, on a port of choice; gives its REDIS_URL."""
    program = shutil.which("redis-server")
    if not program:
        raise ServerMissing("redis-server")
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    with stopped_after(process):
        wait_for_port(port, process)
        yield f"redis://127.0.0.1:{port}/0"
