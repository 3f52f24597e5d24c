"""The last chapters of the body: good practices, and the next steps up to the next review."""

from dateutil.relativedelta import relativedelta
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..documents.blocks import Span, bullet, listed, numbered
from ..documents.words import date_word, number_word

CYCLE_MONTHS = 54  # from one Universal Periodic Review of a State to its next


def practices(content):
    """The blocks of the chapter on good practices: title, place and address of each."""
    if not content.practices:
        yield numbered(_("No published good practice is linked to the recommendations of this report."))
        return
    yield numbered(_("These published practices answer recommendations of this report:"), leads=True)
    for practice in content.practices:
        yield bullet(
            _("%(title)s (%(place)s): %(address)s"),
            title=Span(practice.title, strong=True, direction="auto"),
            place=Span(practice.place, direction="auto"),
            address=Span(practice.url, direction="ltr", url=practice.url),
        )


def outlook(content, index):
    """The blocks of the chapter on next steps: who and what is still missing, and the dates ahead."""
    yield from _missing(content, index)
    named = [entry for entry in index.recommendations if entry.next_steps]
    if named:
        yield numbered(
            ngettext(
                "Local governments named next steps on %(count)s recommendation. They stand in its cluster and in"
                " Annex A.",
                "Local governments named next steps on %(count)s recommendations. They stand in their clusters and in"
                " Annex A.",
                len(named),
            ),
            count=number_word(len(named)),
        )
    if content.midterm_date:
        yield numbered(_("The mid-term report is due on %(day)s."), day=date_word(content.midterm_date))
    if content.mechanism.lower() == "upr" and content.review_date:
        month = format_date(
            content.review_date + relativedelta(months=CYCLE_MONTHS),
            pgettext("date format of a month, Django's letters", "F Y"),
        )
        yield numbered(
            _("The next review of %(state)s can be expected around %(month)s, four and a half years after the last."),
            state=content.state_name,
            month=month,
        )


def _missing(content, index):
    silent = content.coverage.names_silent
    if silent:
        yield numbered(
            ngettext(
                "%(count)s local government has still to report: %(names)s. Its answers can enter a later edition.",
                "%(count)s local governments have still to report: %(names)s. Their answers can enter a later edition.",
                len(silent),
            ),
            count=number_word(len(silent)),
            names=listed(Span(name, direction="auto") for name in silent),
        )
    unanswered = [entry.paragraph for entry in index.recommendations if not entry.answered]
    if unanswered:
        yield numbered(
            ngettext(
                "%(count)s recommendation has no answer yet: %(numbers)s.",
                "%(count)s recommendations have no answer yet: %(numbers)s.",
                len(unanswered),
            ),
            count=number_word(len(unanswered)),
            numbers=listed(index.number(paragraph) for paragraph in unanswered),
        )
    elif index.recommendations:
        yield numbered(_("Every recommendation has at least one answer."))
