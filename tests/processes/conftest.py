"""Installations with real processes; on PostgreSQL and Redis where the run has them, else on the embedded defaults."""

import secrets
import shutil
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import template
from tests.processes.site import Site


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A migrated database without people, to copy: the folder that holds it, or its name on the run's server."""
    folder = tmp_path_factory.mktemp("migrated")
    if template.given():
        return template.given() if settings.REDIS_URL else Path(template.given()).parent
    url = new_database() if settings.REDIS_URL else ""
    found = Site(folder, url)
    found.run("manage.py", "migrate", "--verbosity", "0")
    return url.rpartition("/")[2] if url else folder


@pytest.fixture
def site(tmp_path, migrated):
    """An installation with its own database and no people; its mail server runs."""
    if settings.REDIS_URL:
        found = Site(tmp_path, new_database(like=migrated), own_queue())
    else:
        shutil.copy(migrated / "upr_local.sqlite3", tmp_path)
        found = Site(tmp_path)
    found.server.start()
    try:
        yield found
    finally:
        found.close()


def new_database(like="template1"):
    """A new database on the server of the run."""
    base, name = settings.DATABASE_URL.rpartition("/")[0], f"processes_{secrets.token_hex(6)}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return f"{base}/{name}"


def own_queue():
    """A numbered database of the run's Redis that nobody else uses."""
    return settings.REDIS_URL.rpartition("/")[0] + f"/{1 + secrets.randbelow(15)}"
