"""The words of a mid-term report: statuses, positions, counts, dates, in the language active at call time."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from ..documents.words import joined, number_word

NO_INFORMATION = "no_information"

# The order in which statuses are listed everywhere.
STATUS_LABELS = {
    "not_started": gettext_lazy("Not started"),
    "planned": gettext_lazy("Planned"),
    "in_progress": gettext_lazy("In progress"),
    "partly": gettext_lazy("Partly implemented"),
    "implemented": gettext_lazy("Implemented"),
    "ongoing": gettext_lazy("Ongoing"),
    "not_applicable": gettext_lazy("Not in their competence"),
    NO_INFORMATION: gettext_lazy("No information"),
}
STATUSES = tuple(STATUS_LABELS)
ANSWER_STATUSES = STATUSES[:-1]  # what a local government can say; no information is what it did not say

STATUS_MEANINGS = {
    "not_started": gettext_lazy("nothing has been decided yet"),
    "planned": gettext_lazy("decided, with somebody in charge and a date"),
    "in_progress": gettext_lazy("at least one step has begun"),
    "partly": gettext_lazy("there are first results, and the gaps are named"),
    "implemented": gettext_lazy("the measure is done and its result is shown"),
    "ongoing": gettext_lazy("continuous work that has no end date"),
    "not_applicable": gettext_lazy("somebody else has to act"),
    NO_INFORMATION: gettext_lazy("no answer was given"),
}

STATUS_COUNTS = {
    "not_started": ngettext_lazy("%(count)s not started", "%(count)s not started", "count"),
    "planned": ngettext_lazy("%(count)s planned", "%(count)s planned", "count"),
    "in_progress": ngettext_lazy("%(count)s in progress", "%(count)s in progress", "count"),
    "partly": ngettext_lazy("%(count)s partly implemented", "%(count)s partly implemented", "count"),
    "implemented": ngettext_lazy("%(count)s implemented", "%(count)s implemented", "count"),
    "ongoing": ngettext_lazy("%(count)s ongoing", "%(count)s ongoing", "count"),
    "not_applicable": ngettext_lazy("%(count)s not in its competence", "%(count)s not in their competence", "count"),
    NO_INFORMATION: ngettext_lazy("%(count)s without information", "%(count)s without information", "count"),
}

POSITION_LABELS = {
    "supported": gettext_lazy("Supported"),
    "partly": gettext_lazy("Supported in part"),
    "noted": gettext_lazy("Noted"),
    "pending": gettext_lazy("Position pending"),
}
POSITIONS = tuple(POSITION_LABELS)

POSITION_COUNTS = {
    "supported": ngettext_lazy("%(count)s supported", "%(count)s supported", "count"),
    "partly": ngettext_lazy("%(count)s supported in part", "%(count)s supported in part", "count"),
    "noted": ngettext_lazy("%(count)s noted", "%(count)s noted", "count"),
    "pending": ngettext_lazy("%(count)s with its position pending", "%(count)s with their position pending", "count"),
}

MECHANISM_NAMES = {
    "upr": gettext_lazy("Universal Periodic Review"),
    "vnr": gettext_lazy("Voluntary National Review"),
    "treaty-body": gettext_lazy("treaty body"),
}


def status_word(status):
    """The label of a status code. Raises KeyError for a code that is not on the scale."""
    return str(STATUS_LABELS[status])


def position_word(position):
    """The label of a position code. Raises KeyError for a position that does not exist."""
    return str(POSITION_LABELS[position])


def mechanism_word(mechanism):
    """The name of a review mechanism; a mechanism without a known name is called what the content calls it."""
    return str(MECHANISM_NAMES.get(mechanism.lower(), mechanism))


class Count(int):
    """A whole number that a sentence shows with the separators of the language, and whose plural it finds."""

    def __str__(self):
        return number_word(int(self))


def count_words(label, count):
    """`count` with its word in the right number: "1,240 supported". `label` is one of the *_COUNTS."""
    return label % {"count": Count(count)}


def counts(labels, numbers):
    """The numbers that are not zero as words: "2 implemented, 1 in progress".

    `labels` is STATUS_COUNTS or POSITION_COUNTS; `numbers` holds (code, count) pairs. The order is the scale's.
    """
    by_code = dict(numbers)
    return joined(count_words(label, by_code[code]) for code, label in labels.items() if by_code.get(code))


def answered_words(answered, governments):
    """How many were heard, of how many: "3 of 8 answered"."""
    words = ngettext("%(answered)s of %(number)s answered", "%(answered)s of %(number)s answered", governments)
    return words % {"answered": number_word(answered), "number": number_word(governments)}


def distribution_words(entry):
    """The statuses of a RecommendationEntry, and how many with a setback: "2 implemented; 3 of 8 answered".

    Never an average.
    """
    heard = answered_words(entry.answered, entry.governments)
    if not entry.answered:
        return heard
    statuses = counts(STATUS_COUNTS, entry.status_distribution)
    if entry.setback_count:
        words = ngettext(
            "%(statuses)s (%(count)s of them with a setback)",
            "%(statuses)s (%(count)s of them with a setback)",
            entry.setback_count,
        )
        statuses = words % {"statuses": statuses, "count": number_word(entry.setback_count)}
    return _("%(statuses)s; %(heard)s") % {"statuses": statuses, "heard": heard}


def share_word(part, whole):
    """`part` of `whole` in whole per cent, never rounded to none or to all; "" while either is not known."""
    if part is None or not whole:
        return ""
    percent = (200 * part + whole) // (2 * whole)
    if part and not percent:
        return _("less than 1%")
    if part < whole and percent == 100:
        return _("more than 99%")
    return _("%(percent)s%%") % {"percent": percent}
