"""How changes of reminders are told: their stages, working days, lines that were skipped, mails sent again."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from ..models import Event, ReminderDelivery, ReminderRule, User
from .kinds import Kind, register

Verb = Event.Verb
WORDS = {"stages": gettext_lazy("days before (negative: after)")}
WORDS["alternate"] = gettext_lazy("also to the alternate")
WORDS["coordinator"] = gettext_lazy("also to the alternate and the coordinator")
STAGE_WORDS = {
    f"{name}_{kind}": (format_lazy("{}: {}", kind.label, words), None)
    for kind in ReminderRule.Kind
    for name, words in WORDS.items()
}
_STATUS = dict(ReminderDelivery.Status.choices)

register(
    Kind(
        "state",
        sentences={
            (Verb.ADDED, "skipped"): gettext_lazy("reminder skipped"),
            (Verb.REMOVED, "skipped"): gettext_lazy("reminder no longer skipped"),
            (Verb.REMINDED, "sent_again"): gettext_lazy("reminder mail sent again"),
            (Verb.CONFIRMED, "looked_into"): gettext_lazy("reminder mail looked into"),
        },
        words={
            **STAGE_WORDS,
            "skipped": (gettext_lazy("reminder"), dict(ReminderRule.Kind.choices)),
            "due_date": (gettext_lazy("due"), None),
            "person": (gettext_lazy("person"), User),
            "sent_again": (gettext_lazy("outcome"), _STATUS),
            "looked_into": (gettext_lazy("outcome"), _STATUS),
        },
    )
)
