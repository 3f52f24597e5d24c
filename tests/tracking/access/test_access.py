"""Who may open what: one table of every address of the tracking app, asked as every role.

A row says what each role gets. An address that is missing here fails the test: add a row with the address to the
ROWS in the file of its part, and the object it speaks of to the world in conftest.py.
"""

import importlib
import pkgutil
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from tests.tracking.access.rows import LOGIN
from tracking import urls

PARTS = [
    importlib.import_module(f"tests.tracking.access.{part.name}")
    for part in pkgutil.iter_modules([str(Path(__file__).parent)])
    if part.name not in ("conftest", "rows", "test_access")
]
TABLE = [row for part in PARTS for row in part.ROWS]


def answer(row, world, client):
    """The status that a client gets, or LOGIN; whatever the request changed is taken back."""
    address = reverse(f"tracking:{row.name}", kwargs=row.kwargs(world))
    with transaction.atomic():
        response = getattr(client, row.method)(address, row.data(world))
        response.getvalue()  # a file is closed once it is read to its end
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return LOGIN
    return response.status_code


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_access_by_every_role(row, world, signed_in):
    answers = {role: answer(row, world, signed_in(person)) for role, person in world.people.items()}
    assert answers == row.expected


def test_every_address_has_a_row():
    assert {pattern.name for pattern in urls.urlpatterns} == {row.name for row in TABLE}
