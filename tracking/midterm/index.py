"""Where things stand in a report: every recommendation once, in order, and the place each name links to."""

from .blocks import Span
from .text import natural_key


class Index:
    """The recommendations of a ReportContent, once each and in paragraph order, and anchors into the annexes."""

    def __init__(self, content):
        entries = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
        self.recommendations = tuple(sorted(entries.values(), key=lambda entry: natural_key(entry.paragraph)))
        self._recommendations = {entry.paragraph: f"rec_{n}" for n, entry in enumerate(self.recommendations, 1)}
        self._governments = {entry.government: f"city_{n}" for n, entry in enumerate(content.contributions, 1)}

    def recommendation_anchor(self, paragraph):
        """The anchor of a recommendation's row in Annex A; "" where the report does not hold it."""
        return self._recommendations.get(paragraph, "")

    def government_anchor(self, government):
        """The anchor of a government's section in Annex B; "" where it has none."""
        return self._governments.get(government, "")

    def number(self, paragraph, strong=False):
        """A paragraph number as a Span that leads to Annex A."""
        return Span(paragraph, strong, "ltr", self.recommendation_anchor(paragraph))

    def government(self, name, strong=False):
        """A government's name as a Span that leads to its contribution in Annex B."""
        return Span(name, strong, "auto", self.government_anchor(name))
