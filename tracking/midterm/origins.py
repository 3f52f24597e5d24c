"""What the sentences of a national text may rest on, in words, and the sentence that a person brings along."""

from django.utils.translation import gettext as _

from ..models import ContributionAnswer, NationalSentence
from .known import known_contributions


class Origin:
    """One row of ours under its short name, with the words in which a list shows it and a first sentence from it."""

    def __init__(self, kind, row, words, sentence):
        self.name, self.words, self.sentence = f"{kind}-{row.pk}", words, sentence


def of_recommendation(synthesis):
    """[(heading, [Origin])] for the national paragraph: answers, measures, comments and values of its synthesis."""
    used = {row.answer.pk: row.use.excerpt for row in synthesis.used}
    ordered = sorted(synthesis.inputs, key=lambda row: row.answer.pk not in used)
    answers = [of_answer(row.answer, used.get(row.answer.pk)) for row in ordered if row.answer.is_written]
    values = [Origin("value", value, f"{value.indicator.local_government}: {value}", "") for value in synthesis.values]
    return [
        (_("Answers of governments"), answers),
        (_("National measures"), [of_measure(row) for row in synthesis.measures]),
        (_("Comments of organisations"), [of_comment(row) for row in synthesis.comments]),
        (_("Indicator values"), values),
    ]


def of_cluster(call, cluster):
    """The same for a cluster (None: for the whole report): what the report uses already, and measures."""
    used = ContributionAnswer.objects.filter(contribution__in=known_contributions(call), use__is_used=True)
    measures = call.measures.standing()
    if cluster:
        inside = call.recommendations_asked().filter(theme_links__position=0, themes__cluster=cluster).values("pk")
        used, measures = used.filter(recommendation__in=inside), measures.filter(recommendation__in=inside)
    used = used.select_related("contribution__local_government", "recommendation", "use")
    used = used.defer("basis", "contribution__snapshot").order_by("recommendation__order", "use__order")
    measures = measures.select_related("recommendation").order_by("recommendation__order", "body")
    answers = [of_answer(row, row.use.excerpt, row.recommendation.paragraph) for row in used]
    return [
        (_("Answers of governments"), answers),
        (_("National measures"), [of_measure(row, row.recommendation.paragraph) for row in measures]),
    ]


def of_answer(answer, excerpt=None, paragraph=""):
    """An answer, with the excerpt or the headline as the first sentence."""
    words = excerpt or answer.headline
    return Origin("answer", answer, joined(paragraph, answer.contribution, words), words)


def of_measure(measure, paragraph=""):
    """A ministry's measure."""
    return Origin("measure", measure, joined(paragraph, measure.body, measure.headline), measure.headline)


def of_comment(comment):
    """An organisation's comment."""
    return Origin("comment", comment, joined("", comment.organisation, comment.text), comment.text)


def joined(paragraph, who, words):
    """A line of a list: short enough for a phone."""
    shown = words if len(words) <= 60 else f"{words[:60].rstrip()}…"
    return f"{paragraph} {who}: {shown}".strip()


def brought(offered, name, text):
    """The sentence, not saved, that rests on the row of this name; None where that is not offered."""
    found = next((origin for _heading, rows in offered for origin in rows if origin.name == name), None)
    if found is None:
        return None
    return NationalSentence(sentence=found.sentence, origin=found.name, order=len(text.written) + 1)


def stands(sentence, text):
    """Whether the text says the same already, resting on the same row."""
    said = {(" ".join(row.sentence.split()), row.origin) for row in text.written}
    return (" ".join(sentence.sentence.split()), sentence.origin) in said


def with_stored(offered, text):
    """[(heading, [(name, words)])] of what is offered, and of what the stored sentences rest on besides."""
    groups = [(heading, [(origin.name, origin.words) for origin in rows]) for heading, rows in offered]
    known = {name for _heading, rows in groups for name, _words in rows}
    stored = {row.origin: row.get_origin_display() for row in text.written if row.origin and row.origin not in known}
    return [*groups, (_("Earlier sources of this text"), list(stored.items()))]
