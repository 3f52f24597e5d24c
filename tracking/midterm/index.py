"""Where things stand in a report: every recommendation once, in order, and the place each name links to."""

from collections import Counter

from ..documents.blocks import NUMBERED, Paragraph, Span
from ..documents.text import natural_key


def contribution_anchor(number):
    """The anchor of the contribution that stands at this place (1, 2, ...) of Annex B."""
    return f"city_{number}"


def source_anchor(number):
    """The anchor of a numbered source in Annex E."""
    return f"source_{number}"


class Index:
    """The recommendations of a ReportContent, once each and in paragraph order, and anchors into the annexes."""

    def __init__(self, content):
        entries = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
        self.recommendations = tuple(sorted(entries.values(), key=lambda entry: natural_key(entry.paragraph)))
        self._recommendations = {entry.paragraph: f"rec_{n}" for n, entry in enumerate(self.recommendations, 1)}
        self._governments = _anchors(content.contributions)
        named = (sentence.source for sentence in _sentences(content) if sentence.source)
        self.sources = {source: number for number, source in enumerate(dict.fromkeys(named), 1)}

    def recommendation_anchor(self, paragraph):
        """The anchor of a recommendation's row in Annex A; "" where the report does not hold it."""
        return self._recommendations.get(paragraph, "")

    def number(self, paragraph, strong=False):
        """A paragraph number as a Span that leads to Annex A."""
        return Span(paragraph, strong, "ltr", self.recommendation_anchor(paragraph))

    def government(self, entry, strong=False):
        """The name of an entry's government as a Span that leads to its contribution in Annex B."""
        return Span(entry.government, strong, "auto", self._governments.get(known_by(entry), ""))

    def written(self, sentences):
        """The coordinator's sentences as Spans; each ends with the number of its source, which leads to Annex E."""
        spans = []
        for sentence in sentences:
            spans += [Span(" ")] if spans else []
            spans.append(Span(sentence.text, direction="auto"))
            if number := self.sources.get(sentence.source):
                spans += [Span(" "), Span(f"[{number}]", direction="ltr", anchor=source_anchor(number))]
        return tuple(spans)

    def paragraph(self, sentences):
        """The coordinator's sentences as a list of one numbered paragraph, empty without a sentence."""
        return [Paragraph(NUMBERED, self.written(sentences))] if sentences else []


def known_by(entry):
    """What tells the government of an entry from all others: its code, or its name in editions without codes."""
    return entry.government_code or entry.government


def _anchors(contributions):
    """{what a government is known by: its anchor in Annex B}; a name that two share leads nowhere."""
    times = Counter(map(known_by, contributions))
    return {
        known_by(entry): contribution_anchor(number)
        for number, entry in enumerate(contributions, 1)
        if times[known_by(entry)] == 1
    }


def _sentences(content):
    """Every sentence of the coordinator's in the order of the report."""
    for chapter in content.chapters:
        yield from chapter.introduction
    for cluster in content.clusters:
        for text in cluster.texts:
            yield from text.sentences
        for entry in cluster.recommendations:
            yield from entry.national_text
