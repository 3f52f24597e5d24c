"""What a report says on one recommendation, as a text of a few lines: for OHCHR's matrix and for other databases."""

from django.utils.translation import gettext as _

from .annexes import position_words
from .index import Index
from .progress_state import measure_words
from .setbacks import setback_lines
from .words import distribution_words, position_word, status_word

MOST_LINES = 12  # local governments named in one text: a cell of a matrix holds no more


def texts(content):
    """{paragraph number: text} of every recommendation of a report, in the language active now."""
    return {entry.paragraph: paragraph_words(entry) for entry in Index(content).recommendations}


def paragraph_words(entry):
    """Assessment and statuses, the national paragraph, national measures, and what local governments do."""
    return "\n".join(filter(None, _parts(entry)))


def _parts(entry):
    if entry.position_changes:
        yield _("Position: %(position)s.") % {"position": position_words(entry, position_word)}
    if entry.assessment:
        yield _("The State: %(status)s. %(reason)s") % {
            "status": status_word(entry.assessment.status),
            "reason": entry.assessment.reason,
        }
    yield " ".join(sentence.text for sentence in entry.national_text)
    for measure in entry.measures:
        yield _("%(government)s: %(text)s") % {"government": measure.body, "text": measure_words(measure)}
    yield _("Local governments: %(statuses)s.") % {"statuses": distribution_words(entry)}
    yield setback_lines(entry, MOST_LINES)
    yield local_words(entry, MOST_LINES, entry.further_headlines)


def local_words(entry, most=None, headlines=None):
    """A line for each headline of a local government, or for each of `headlines`.

    With `most` no more, and how many others there are.
    """
    template = _("%(government)s (%(status)s): %(text)s")
    headlines = entry.headlines if headlines is None else headlines
    shown = headlines[:most]
    lines = [
        template % {"government": row.government, "status": status_word(row.status), "text": row.text} for row in shown
    ]
    left = len(headlines) - len(shown)
    if left:
        lines.append(_("%(count)s more stand in the report.") % {"count": left})
    return "\n".join(lines)
