"""The fictional demo State: rows from reference/demo, with dates counted from the day of loading."""

from django.db import transaction

from .. import models
from . import (
    contributions,
    editions,
    excerpts,
    handovers,
    indicators,
    participation,
    readings,
    state_records,
    step_parts,
    structures,
    synthesis,
    voices,
)
from .files import entries
from .loader import Loader

# What is loaded after the State, its people, recommendations, steps and call; each a module with load(demo).
PARTS = (
    step_parts,
    participation,
    structures,
    indicators,
    handovers,
    voices,
    readings,
    contributions,
    state_records,
    synthesis,
    excerpts,
    editions,
)


def accounts():
    """The demo's accounts as [(mail address, roles in English)], in the file's order."""
    return [(person["email"], ", ".join(_roles(person))) for person in entries("people")]


def _roles(person):
    for membership in person["memberships"]:
        yield f"{membership['role']} of {membership.get('government', 'the State')}"
    if person.get("editor"):
        yield "editor"


@transaction.atomic
def load(now, password):
    """Make the demo State as of `now`; every account gets `password`. False where it stands already.

    Needs the reference data. What people did with the demo since is never touched.
    """
    facts = entries("state")
    if models.State.objects.filter(iso3=facts["state"]["iso3"]).exists():
        return False
    demo = Loader(now, password)
    demo.load(facts)
    for part in PARTS:
        part.load(demo)
    return True
