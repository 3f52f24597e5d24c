"""Progress by cluster: context, what the State and local governments did, results, challenges and next steps."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import (
    BULLET,
    LISTING,
    Heading,
    Paragraph,
    Section,
    Span,
    bullet,
    compose,
    listed,
    numbered,
)
from ..documents.words import joined, number_word
from .progress_state import national_measures, remarks, results
from .setbacks import setback_spans
from .words import POSITION_COUNTS, counts, distribution_words, position_word, share_word, status_word


def progress(content, index):
    """One Section a cluster, in the order of the content."""
    if not content.clusters:
        yield Section([numbered(_("No recommendation is assigned to a cluster."))])
    for order, cluster in enumerate(content.clusters, 1):
        yield Section(_cluster(cluster, index), cluster.label, f"cluster_{order}", f"cluster:{cluster.code}")


def _cluster(cluster, index):
    entries = cluster.recommendations
    if not entries:
        yield numbered(_("No recommendation belongs to this cluster."))
        return
    numbers = listed(index.number(entry.paragraph) for entry in entries)
    yield Paragraph(LISTING, compose(_("Recommendations: %(numbers)s"), numbers=numbers), leads=True)
    yield numbered(_received(entries))
    yield from index.paragraph(cluster.sentences("context"))
    yield from national_measures(cluster, index)
    if any(entry.answered or entry.comments for entry in entries):
        yield Heading(3, _("Local measures"))
    yield from _measures(entries, index)
    yield from results(cluster, index)
    yield from _obstacles_and_plans(cluster, index)


def _obstacles_and_plans(cluster, index):
    """What is in the way and what comes next; where nobody answered, nothing is said of what nobody could name."""
    entries = cluster.recommendations
    is_heard = any(entry.answered for entry in entries)
    challenges = remarks(entries, ("challenges", "challenge"), index, _("Local governments named these challenges:"))
    if blocks := [*index.paragraph(cluster.sentences("challenges")), *challenges]:
        yield Heading(3, _("Challenges"))
        yield from blocks
    elif any("challenges" in entry.unchosen for entry in entries):
        yield numbered(_("Challenges that local governments named are not chosen here: see Annex B."))
    elif is_heard:
        yield numbered(_("No local government named a challenge."))
    steps = remarks(entries, ("next_steps", "next_step"), index, _("Local governments named these next steps:"))
    if blocks := [*index.paragraph(cluster.sentences("next-steps")), *steps]:
        yield Heading(3, _("Next steps"))
        yield from blocks
    elif any("next_steps" in entry.unchosen for entry in entries):
        yield numbered(_("Next steps that local governments named are not chosen here: see Annex B."))
    elif is_heard:
        yield numbered(_("No local government named a next step."))


def _received(entries):
    positions = {}
    for entry in entries:
        positions[entry.position] = positions.get(entry.position, 0) + 1
    words = ngettext(
        "%(number)s recommendation belongs to this cluster: %(positions)s.",
        "%(number)s recommendations belong to this cluster: %(positions)s.",
        len(entries),
    )
    return words % {
        "number": number_word(len(entries)),
        "positions": counts(POSITION_COUNTS, positions.items()),
    }


def _measures(entries, index):
    for entry in entries:
        if entry.answered:
            yield _measure(entry, index)
            yield from _headlines(entry.further_headlines, index)
            yield from (Paragraph(BULLET, setback_spans(row, index, strong=True)) for row in entry.setbacks)
        yield from _comments(entry, index)
    silent = [entry.paragraph for entry in entries if not entry.answered]
    if len(silent) == len(entries):
        yield numbered(_("No local government has answered on the recommendations of this cluster."))
    elif silent:
        yield numbered(
            ngettext(
                "No local government has answered on recommendation %(numbers)s.",
                "No local government has answered on recommendations %(numbers)s.",
                len(silent),
            ),
            numbers=listed(index.number(paragraph) for paragraph in silent),
        )


def _measure(entry, index):
    sentences = [_("%(statuses)s.") % {"statuses": distribution_words(entry)}]
    if share := share_word(entry.population_answered, entry.population):
        sentences.append(_("Share of the population living there: %(share)s.") % {"share": share})
    if entry.steps_count:
        steps = ngettext(
            "%(count)s implementation step is recorded.",
            "%(count)s implementation steps are recorded.",
            entry.steps_count,
        )
        sentences.append(steps % {"count": number_word(entry.steps_count)})
    themes = _("; %(themes)s") % {"themes": joined(entry.themes)} if entry.themes else ""
    return numbered(
        _("Recommendation %(number)s (%(position)s%(themes)s): %(sentences)s"),
        leads=bool(entry.further_headlines or entry.setbacks),
        number=index.number(entry.paragraph, strong=True),
        position=position_word(entry.position),
        themes=themes,
        sentences=" ".join(sentences),
    )


def _headlines(headlines, index):
    template = _("%(government)s (%(status)s): %(text)s")
    note = Span(_(" (translated by the national coordinator)"))
    for headline in headlines:
        text = Span(headline.text, direction="auto")
        yield bullet(
            template,
            government=index.government(headline, strong=True),
            status=status_word(headline.status),
            text=(text, note) if headline.is_translated else text,
        )


def _comments(entry, index):
    if not entry.comments:
        return
    yield numbered(
        _("Comments of organisations on recommendation %(number)s:"), leads=True, number=index.number(entry.paragraph)
    )
    for comment in entry.comments:
        yield bullet(
            _("%(organisation)s on %(government)s (%(stance)s): %(text)s"),
            organisation=Span(comment.organisation, strong=True, direction="auto"),
            government=index.government(comment),
            stance=comment.stance,
            text=Span(comment.text, direction="auto"),
        )
