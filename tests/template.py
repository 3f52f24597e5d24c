"""A migrated database, made once for a whole run of tests and copied by each process that needs one.

Migrating takes a minute on one core; a run of everything would do it ten times.
"""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

VARIABLE = "UPR_TEST_TEMPLATE"  # the file, or the name of the database on the server of the run
NAME = "upr_template"


def given():
    """The template of this run; "" where each process migrates for itself."""
    return os.environ.get(VARIABLE, "")


@contextlib.contextmanager
def on_sqlite():
    """A file with a migrated SQLite database."""
    with tempfile.TemporaryDirectory(prefix="upr-template-") as folder:
        migrate(VAR_DIR=folder)
        path = Path(folder, "upr_local.sqlite3")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield str(path)


def on_postgresql(database_url):
    """The name of a migrated database on the server of the URL."""
    base = database_url.rpartition("/")[0]
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    with tempfile.TemporaryDirectory(prefix="upr-template-") as folder:
        migrate(VAR_DIR=folder, DATABASE_URL=f"{base}/{NAME}")
    return NAME


def migrate(**environment):
    """Migrate the database that the environment names, in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", VARIABLE)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**clean, **environment}, check=True)


def use(test_settings, folder):
    """Let the test database be a copy of the template. `test_settings` is DATABASES["default"]["TEST"]."""
    if Path(given()).is_absolute():
        test_settings["NAME"] = str(shutil.copy(given(), folder / "test.sqlite3"))
    else:
        test_settings["TEMPLATE"] = given()
