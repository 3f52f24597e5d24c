"""Where things stand in a report: every recommendation once, in order, and the place each name links to."""

from ..documents.blocks import Span
from ..documents.text import natural_key


def contribution_anchor(number):
    """The anchor of the contribution that stands at this place (1, 2, ...) of Annex B."""
    return f"city_{number}"


class Index:
    """The recommendations of a ReportContent, once each and in paragraph order, and anchors into the annexes."""

    def __init__(self, content):
        entries = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
        self.recommendations = tuple(sorted(entries.values(), key=lambda entry: natural_key(entry.paragraph)))
        self._recommendations = {entry.paragraph: f"rec_{n}" for n, entry in enumerate(self.recommendations, 1)}
        # Two governments may share a name; a name then leads to the first of them.
        self._governments = {}
        for number, entry in enumerate(content.contributions, 1):
            self._governments.setdefault(entry.government, contribution_anchor(number))

    def recommendation_anchor(self, paragraph):
        """The anchor of a recommendation's row in Annex A; "" where the report does not hold it."""
        return self._recommendations.get(paragraph, "")

    def number(self, paragraph, strong=False):
        """A paragraph number as a Span that leads to Annex A."""
        return Span(paragraph, strong, "ltr", self.recommendation_anchor(paragraph))

    def government(self, name, strong=False):
        """A government's name as a Span that leads to its contribution in Annex B."""
        return Span(name, strong, "auto", self._governments.get(name, ""))
