"""The annexes of a report: their titles and anchors, and the rows of those that are tables."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ANNEXES = {
    "annex_a": gettext_lazy("Annex A. Status of every recommendation"),
    "annex_b": gettext_lazy("Annex B. Contributions of local governments"),
    "annex_c": gettext_lazy("Annex C. Indicators and gaps in the data"),
    "annex_d": gettext_lazy("Annex D. Consultations held"),
    "annex_e": gettext_lazy("Annex E. Documents and sources"),
}


def annex_title(key):
    """The heading of an annex."""
    return str(ANNEXES[key])


def indicator_rows(content):
    """Yield (ContributionEntry, IndicatorEntry, [paragraphs]): each indicator of a contribution once."""
    for contribution in content.contributions:
        found = {}
        for answer in contribution.answers:
            for indicator in answer.indicators:
                found.setdefault(indicator, []).append(answer.paragraph)
        for indicator, paragraphs in found.items():
            yield contribution, indicator, paragraphs


def consultation_rows(content):
    """The consultations and regional dialogues of a report by date."""
    held = (*content.records.consultations, *content.records.dialogues)
    return sorted(held, key=lambda row: (row.held_on, row.title))


def bodies(entry):
    """The national bodies that reported on a recommendation, each once."""
    return tuple(dict.fromkeys(measure.body for measure in entry.measures))


def position_words(entry, word):
    """A recommendation's position in words, with what it was changed to since; `word` names a position."""
    if not entry.position_changes:
        return word(entry.position)
    newest = max(entry.position_changes, key=lambda change: change.decided_on)
    return _("%(old)s, now: %(new)s") % {"old": word(entry.position), "new": word(newest.new_position)}
