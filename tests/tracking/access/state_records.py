"""What the State records for its report, the chapters and the budget of words: read by the State, kept by one."""

from tests import factories
from tests.tracking.access.rows import CITY, STATE, Row, of_call, only

# Who sees the call and does not serve the State gets 403, not 404.
READ = only(STATE, **dict.fromkeys((*CITY, "outsider"), 403))
MANAGE = only(("coordinator",), **dict.fromkeys((*CITY, "outsider", "national_viewer"), 403))
SAVE = {**MANAGE, "coordinator": 302}
NO_GET = only((), others=405)
NOWHERE = only(())


def row_of(world):
    rows = vars(world).setdefault("state_rows", [])
    if not rows:
        rows.append(factories.pledge(world.review, world.people["coordinator"]))
    return {"pk": world.call.pk, "kind": "pledges", "row": rows[0].pk}


def kind_of(world):
    return {"pk": world.call.pk, "kind": "pledges"}


def no_kind(world):
    return {"pk": world.call.pk, "kind": "nothing"}


def pledge(world):
    return {"number": "9", "text": "Ratify the protocol.", "status": "planned", "is_in_report": "on"}


ROWS = [
    Row("state-record-list", READ, kwargs=of_call),
    Row("state-record-add", MANAGE, kwargs=kind_of),
    Row("state-record-add", SAVE, "post", kind_of, pledge),
    Row("state-record-add", NOWHERE, kwargs=no_kind),
    Row("state-record-edit", MANAGE, kwargs=row_of),
    Row("state-record-edit", MANAGE, "post", row_of),
    Row("state-record-remove", SAVE, "post", row_of),
    Row("state-record-remove", NO_GET, kwargs=row_of),
    Row("chapter-list", READ, kwargs=of_call),
    Row("chapter-list", MANAGE, "post", of_call),
    Row("call-budget", READ, kwargs=of_call),
]
