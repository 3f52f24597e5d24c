"""Indicators of which a value is due. What a line is about: an Indicator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import Indicator, ReminderItem, ReminderRule, Visibility
from ..matter import Matter
from .own import own_path

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut


def matters(situation):
    """Open indicators whose next value is due near; one query."""
    span = situation.span(Kind.INDICATOR_DUE)
    if span is None:
        return
    rows = Indicator.objects.open().filter(local_government__state__in=situation.states, next_due_on__range=span)
    for pk, place, day in rows.order_by("next_due_on", "pk").values_list("pk", "local_government", "next_due_on"):
        government = situation.places[place]
        yield Matter(Kind.INDICATOR_DUE, pk, government.state_id, day, government)


def due_line(item, today):
    """An indicator that wants its value; its name stays at home where it is restricted or on a sensitive topic."""
    indicator = Indicator.objects.open().filter(pk=item.object_id).first()
    if indicator is None or indicator.next_due_on is None or indicator.next_due_on > item.due_date:
        return LeftOut.DONE
    if indicator.next_due_on != item.due_date:
        return LeftOut.MOVED
    return {
        "title": _title(indicator),
        "facts": [_("Its next value is due, or a word on why there is none.")],
        "path": own_path(item, reverse("tracking:indicator-detail", args=[indicator.pk])),
    }


def _title(indicator):
    if indicator.visibility == Visibility.RESTRICTED:
        return _("An indicator")
    return _("An indicator on a sensitive topic") if indicator.is_on_sensitive_topic else indicator.name


KINDS = {Kind.INDICATOR_DUE: due_line}
