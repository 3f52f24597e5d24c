"""A government's own facts, its history, and handing over."""

from tests import factories
from tests.tracking.access.rows import CITY, EDIT, READ, STATE, WRITERS, Row, of_city, only
from tracking import models
from tracking.forms.place import print_of

# Whoever works there sees to their own leave; the coordinator to that of somebody who left without doing so.
LEAVE = only((*CITY, "coordinator"), national_viewer=403)
COORDINATOR = only(("coordinator",), national_viewer=403, stranger=404)
ANY_COORDINATOR = only(("coordinator", "stranger"), national_viewer=403)


def of_format(format):
    return lambda world: {"pk": world.city.pk, "format": format}


def of_open_step(world):
    return {"pk": world.city.pk, "step": world.step.pk}


def of_note(world):
    """A note to the approver."""
    note = models.HandoverNote.objects.filter(local_government=world.city).first()
    note = note or models.HandoverNote.objects.create(
        local_government=world.city,
        from_user=world.people["officer"],
        to_user=world.people["approver"],
        written_by=world.people["officer"],
        at=factories.NOW,
    )
    return {"pk": note.pk}


ROWS = [
    Row("place-detail", READ, kwargs=of_city),
    Row("place-facts", EDIT, kwargs=of_city),
    Row("place-facts", EDIT, "post", of_city),
    Row("place-withdraw", EDIT, kwargs=of_city),
    Row("place-withdraw", only(WRITERS, 302, viewer=403), "post", of_city),
    Row("place-areas", EDIT, kwargs=of_city),
    Row("place-areas", only(WRITERS, 302, viewer=403), "post", of_city, lambda world: {"version": print_of([])}),
    Row("place-list", only((*STATE, "stranger"))),
    Row("place-add", ANY_COORDINATOR),
    Row("place-add", ANY_COORDINATOR, "post"),
    Row("place-edit", COORDINATOR, kwargs=of_city),
    Row("place-edit", COORDINATOR, "post", of_city),
    Row("history", READ, kwargs=of_city),
    Row("history-export", READ, kwargs=of_city),
    Row("state-history", ANY_COORDINATOR),
    Row("state-history-export", ANY_COORDINATOR),
    Row("post-leave", LEAVE, kwargs=of_city),
    Row("post-leave", LEAVE, "post", of_city),
    Row("handover-pack", READ, kwargs=of_city),
    Row("handover-download", READ, kwargs=of_format("docx")),
    Row("handover-download", READ, kwargs=of_format("xlsx")),
    Row("handover-download", only(()), kwargs=of_format("exe")),
    Row("handover-steps", READ, kwargs=of_city),
    Row("handover-decide", EDIT, "post", of_open_step),
    Row("handover-decide", only((), others=405), kwargs=of_open_step),
    Row("handover-read", only(("approver",), 302, officer=403, viewer=403, collector=403), "post", of_note),
    Row("handover-read", only((), others=405), kwargs=of_note),
]
