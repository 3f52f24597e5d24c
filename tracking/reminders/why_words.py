"""Why a line that is planned does not go out, in words."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .matter import WhyNot

LABELS = {
    WhyNot.DONE: gettext_lazy("nothing is missing"),
    WhyNot.SWITCHED_OFF: gettext_lazy("the person wants no mails about daily work"),
    WhyNot.PAUSED: gettext_lazy("the person set it aside"),
    WhyNot.SKIPPED: gettext_lazy("skipped"),
    WhyNot.TOLD: gettext_lazy("told already"),
    WhyNot.OVERTAKEN: gettext_lazy("a later stage takes its place"),
}


def why_not(item, *, with_reason=True):
    """Why a DueItem will not go out; "" where it will. The reason of a skip is for those who manage calls."""
    if not item.why_not:
        return ""
    if item.why_not == WhyNot.SKIPPED and with_reason:
        return _("skipped: %(reason)s") % {"reason": item.detail}
    if item.why_not == WhyNot.PAUSED and item.detail:
        day = date_format(datetime.date.fromisoformat(item.detail), "DATE_FORMAT")
        return _("the person set it aside until %(day)s") % {"day": day}
    return str(LABELS[item.why_not])
