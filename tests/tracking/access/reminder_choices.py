"""Own reminders: everybody has their own, and the way out of a mail needs no sign-in."""

from tests import factories
from tests.tracking.access.rows import ROLES, Row, all_of, only
from tests.tracking.reminders import mails
from tracking.models import ReminderItem, ReminderPause, ReminderRule


def of_officers_line(world):
    """A line about the step that went to the officer."""
    officer = world.people["officer"]
    rule, _ = ReminderRule.objects.get_or_create(kind="step-due", days_before=14)
    about = {"rule": rule, "recipient": officer, "object_id": world.step.pk, "due_date": factories.NOW.date()}
    known = ReminderItem.objects.filter(**about).first()
    if known:
        return {"pk": known.pk}
    return {"pk": mails.line(**about, government=world.city, delivery=mails.mail(officer)).pk}


def of_officers_pause(world):
    officer = world.people["officer"]
    about = {"recipient": officer, "kind": "step-due", "object_id": world.step.pk}
    row, _ = ReminderPause.objects.get_or_create(**about, defaults={"made_at": factories.NOW})
    return {"pk": row.pk}


def of_token(world):
    return {"token": world.people["officer"].way_out}


OWN = only(("officer",))
OPEN = dict.fromkeys(ROLES, 200)
ROWS = [
    Row("own-reminders", all_of()),
    Row("digest-switch", all_of(302), "post"),
    Row("digest-switch", all_of(405)),
    Row("reminder-pause", OWN, kwargs=of_officers_line),
    Row("reminder-pause", OWN, "post", of_officers_line),  # without a choice it asks again
    Row("pause-end", only(("officer",), 302), "post", of_officers_pause),
    Row("pause-end", all_of(405), kwargs=of_officers_pause),
    Row("reminders-off", OPEN, kwargs=of_token),
    Row("reminders-off", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"token": "guessed"}),
]
