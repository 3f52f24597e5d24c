"""On which days of the week mails of a State go out, as its coordinator sets them."""

from django.db import transaction

from ..models import Event, State


@transaction.atomic
def set_working_days(state, days, *, by, now):
    """Let mails go out on these days ("12345": Monday to Friday); False where they were the same.

    Raises ValidationError for days that are no days of the week, and for none.
    """
    stored = State.objects.select_for_update(no_key=True).get(pk=state.pk)
    before, stored.working_days = stored.working_days, days
    stored.clean_fields(exclude={field.name for field in State._meta.fields} - {"working_days"})
    if before == days:
        return False
    stored.save(update_fields=["working_days"])
    told = {"before": {"working_days": before}, "after": {"working_days": days}}
    Event.objects.record(Event.Verb.CHANGED, stored, by=by, now=now, **told)
    return True
