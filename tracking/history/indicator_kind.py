"""How indicators are told: their values are part of their history."""

from django.utils.translation import gettext_lazy

from ..models import Event, IndicatorValue
from .kinds import Kind, register

Verb = Event.Verb

register(
    Kind(
        "indicator",
        sentences={
            (Verb.ADDED, "period"): gettext_lazy("value recorded"),
            (Verb.CHANGED, "period"): gettext_lazy("value corrected"),
            (Verb.REMOVED, "period"): gettext_lazy("value taken back"),
        },
        words={
            "period": (gettext_lazy("period"), None),
            "number": (gettext_lazy("value"), None),
            "reason": (gettext_lazy("why there is no value"), dict(IndicatorValue.Reason.choices)),
            "planned_for": (gettext_lazy("value planned for"), None),
        },
    )
)
