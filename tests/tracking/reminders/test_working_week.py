"""The working days of a State."""

import pytest
from django.core.exceptions import ValidationError

from tracking.models import Event, State
from tracking.reminders.working_week import set_working_days


def test_working_days_are_set_once(state, coordinator, now):
    assert set_working_days(state, "12347", by=coordinator, now=now)
    assert not set_working_days(state, "12347", by=coordinator, now=now)
    assert State.objects.get(pk=state.pk).working_days == "12347"
    event = Event.objects.about(state).get()
    assert (event.before, event.after) == ({"working_days": "12345"}, {"working_days": "12347"})


@pytest.mark.parametrize("days", ["", "8", "21"])
def test_what_is_no_week_is_refused(state, coordinator, now, days):
    with pytest.raises(ValidationError):
        set_working_days(state, days, by=coordinator, now=now)
    assert State.objects.get(pk=state.pk).working_days == "12345"
