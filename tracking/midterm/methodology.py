"""The methodology: what was reviewed, who was asked and who reported, how to read a status, and the limits."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import Section, Span, Table, bullet, listed, numbered
from ..documents.words import date_word, number_word
from .state_chapters import held_sentence
from .summary import coverage_sentence
from .words import STATUS_MEANINGS, mechanism_word, status_word


def methodology(content, index):
    """The Sections of the methodology."""
    yield Section(_review_and_call(content), _("Review and call for input"), "methodology_review")
    yield Section(_who_reported(content, index), _("Who reported"), "methodology_reported")
    yield Section(_statuses(), _("How to read a status"), "methodology_statuses")
    yield Section(_limits(content), _("Limits of this report"), "methodology_limits")


def _review_and_call(content):
    yield numbered(_review(content))
    if content.document_symbols:
        yield numbered(
            _("The documents of the review: %(symbols)s."),
            symbols=listed(Span(symbol, direction="ltr") for symbol in content.document_symbols),
        )
    if content.period_start and content.period_end:
        yield numbered(
            _("This report covers the time from %(start)s to %(end)s."),
            start=date_word(content.period_start),
            end=date_word(content.period_end),
        )
    yield numbered(
        _compiled(content),
        compiler=Span(content.compiled_by, direction="auto"),
        day=date_word(content.compiled_on),
        call=Span(content.call_title, direction="auto"),
        deadline=date_word(content.call_deadline),
    )


def _compiled(content):
    """The sentence of how the report came about; the call is still open where its last day has not passed."""
    if content.compiled_on <= content.call_deadline:
        return _(
            "%(compiler)s compiled this report on %(day)s from the answers to the call for input “%(call)s”, which"
            " is open until %(deadline)s. A local government's answer counts only after a second person there"
            " approved it and the national coordinator accepted it."
        )
    return _(
        "%(compiler)s compiled this report on %(day)s from the answers to the call for input “%(call)s”, which"
        " was open until %(deadline)s. A local government's answer counts only after a second person there"
        " approved it and the national coordinator accepted it."
    )


def _review(content):
    values = {
        "state": content.state_name,
        "mechanism": mechanism_word(content.mechanism),
        "cycle": content.cycle,
        "review": date_word(content.review_date),
        "adoption": date_word(content.adoption_date),
    }
    if content.review_date is None:
        return _("%(state)s was reviewed in cycle %(cycle)s of the %(mechanism)s.") % values
    if content.adoption_date is None:
        return _("%(state)s was reviewed in cycle %(cycle)s of the %(mechanism)s on %(review)s.") % values
    return (
        _(
            "%(state)s was reviewed in cycle %(cycle)s of the %(mechanism)s on %(review)s. The outcome was adopted"
            " on %(adoption)s."
        )
        % values
    )


def _who_reported(content, index):
    coverage = content.coverage
    yield numbered(coverage_sentence(coverage), leads=bool(content.contributions))
    if content.contributions:
        yield _contributions_table(content.contributions, index)
    if coverage.names_silent:
        yield numbered(
            ngettext(
                "This local government did not report: %(names)s.",
                "These local governments did not report: %(names)s.",
                len(coverage.names_silent),
            ),
            names=listed(Span(name, direction="auto") for name in coverage.names_silent),
        )
    elif coverage.governments_total:
        yield numbered(_("Every local government that was asked reported."))
    yield numbered(_selection(content))
    bodies = sorted({measure.body for entry in index.recommendations for measure in entry.measures})
    if bodies:
        yield numbered(
            _("These national bodies reported measures of their own: %(names)s."),
            names=listed(Span(body, direction="auto") for body in bodies),
        )
    if content.records.consultations:
        yield numbered(held_sentence(content.records.consultations))


def _selection(content):
    if content.is_selected:
        return _(
            "The chapter on progress tells of the answers that the national coordinator chose. Every answer counts in"
            " the figures and stands in Annex B."
        )
    return _("The chapter on progress tells of every answer: the national coordinator has made no choice among them.")


def _contributions_table(contributions, index):
    return Table(
        caption=_("Contributions in this report"),
        header=(_("Local government"), _("Level"), _("Population"), _("Version"), _("Answers"), _("Accepted on")),
        rows=tuple(
            (
                index.government(entry),
                entry.level,
                _("not known") if entry.population is None else number_word(entry.population),
                str(entry.version),
                number_word(len(entry.answers)),
                date_word(entry.accepted_on),
            )
            for entry in contributions
        ),
        widths=(28, 17, 15, 10, 10, 20),
        numeric=frozenset((2, 3, 4)),
    )


def _statuses():
    yield numbered(
        _(
            "Each local government chose one status for each recommendation it answered. The report shows how many"
            " chose which, and how many of those asked answered. The statuses mean:"
        ),
        leads=True,
    )
    for status, meaning in STATUS_MEANINGS.items():
        yield bullet(_("%(status)s: %(meaning)s."), status=Span(status_word(status), strong=True), meaning=str(meaning))


def _limits(content):
    yield numbered(
        _(
            "This report shows what local governments reported about their own work. It is not an assessment of how"
            " far the State as a whole has come."
        )
    )
    yield numbered(
        _(
            "A recommendation without an answer may still be worked on: by a local government that did not report,"
            " or by a national body."
        )
    )
    if content.coverage.population_total is not None:
        yield numbered(
            _(
                "Population shares count everybody who lives in a local government that answered. They do not say how"
                " many people a measure reached."
            )
        )
    elif content.coverage.governments_total:
        yield numbered(
            _("The population of at least one local government is not known. Shares of the population are left out.")
        )
