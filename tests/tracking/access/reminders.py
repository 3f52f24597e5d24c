"""When people hear of what is missing, what is planned, and what became of mails."""

import datetime

from tests import factories
from tests.tracking.access.rows import CITY, STATE, Row, of_call, only
from tracking.models import ReminderItem, ReminderRule


def of_state(world):
    return {"iso3": "xul"}


def of_kind(world):
    return {**of_state(world), "kind": "step-due"}


def of_call_kind(world):
    return {**of_call(world), "kind": "approval"}


def of_delivery(world):
    return {"pk": world.delivery.pk}


def planned_line(world):
    """A line of the officer that is due in a week."""
    item = world.delivery.items.get()
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=14)
    world.call.deadline, world.call.target_date = day, day
    world.call.save()
    rule, _ = ReminderRule.objects.get_or_create(kind="call-deadline", days_before=7)
    return {
        **of_state(world),
        "code": f"{rule.pk}.{item.object_id}.{item.local_government_id}.{day:%Y%m%d}.{item.recipient_id}",
    }


def skipped_line(world):
    """A line that the coordinator skipped."""
    item = world.delivery.items.get()
    day, skip = datetime.date(2030, 1, 1), {"skipped_at": factories.NOW, "skip_reason": "By phone."}
    row, _ = ReminderItem.objects.get_or_create(
        rule=item.rule,
        recipient=item.recipient,
        state=item.state,
        local_government=item.local_government,
        object_id=item.object_id,
        due_date=day,
        defaults={"skipped_by": world.people["coordinator"], **skip},
    )
    return {"pk": row.pk}


IN_STATE = dict.fromkeys((*CITY, "outsider"), 403)  # they see the call
READ_CALL = only(STATE, **IN_STATE)
EDIT, EDIT_CALL = only(("coordinator",), national_viewer=403), only(("coordinator",), national_viewer=403, **IN_STATE)
DONE, DONE_CALL = {**EDIT, "coordinator": 302}, {**EDIT_CALL, "coordinator": 302}
ROWS = [
    Row("state-reminders", only(STATE), kwargs=of_state),
    Row("state-reminders", DONE, "post", of_state, lambda world: {"days": ["1", "2"]}),
    Row("state-stages-edit", EDIT, kwargs=of_kind),
    Row("state-stages-edit", EDIT, "post", of_kind),
    Row("state-stages-edit", only((), national_viewer=403), kwargs=lambda world: {"iso3": "XUL", "kind": "by-hand"}),
    Row("state-stages-drop", DONE, "post", of_kind),
    Row("state-stages-drop", only((), others=405), kwargs=of_kind),
    Row("state-reminder-preview", only(STATE), kwargs=of_state),
    Row("reminder-skip", EDIT, kwargs=planned_line),
    Row("reminder-skip", EDIT, "post", planned_line),
    Row(
        "reminder-skip", only((), national_viewer=403), kwargs=lambda world: {"iso3": "XUL", "code": "1.1.1.20260101.1"}
    ),
    Row("reminder-skip-undo", DONE, "post", skipped_line),
    Row("reminder-skip-undo", only((), others=405), kwargs=skipped_line),
    Row("call-reminders", READ_CALL, kwargs=of_call),
    Row("call-stages-edit", EDIT_CALL, kwargs=of_call_kind),
    Row("call-stages-edit", EDIT_CALL, "post", of_call_kind),
    Row("call-stages-drop", DONE_CALL, "post", of_call_kind),
    Row("call-reminder-preview", READ_CALL, kwargs=of_call),
    Row("delivery-resolve", {**DONE, "officer": 403}, "post", of_delivery),
    Row("delivery-resolve", only((), others=405), kwargs=of_delivery),
]
