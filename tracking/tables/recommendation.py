"""The public list of recommendations: a page is found by its ids, then read in a fixed number of queries."""

from dataclasses import dataclass

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2.data import TableQuerysetData

from upr_local.templatetags import ui

from ..documents.words import joined
from ..midterm.words import STATUS_COUNTS, counts
from ..models import FollowUp, Recommendation, ThemeLink

ROWS_A_PAGE = 25
TEXT_FIELDS = ("paragraph", "position", "shown_text", "shown_language")
MOST_WORDS = 40  # of a text in the list; its page has all of it


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of one recommendation."""

    paragraph: str
    address: str
    text: str
    language: str
    position: str  # as HTML: word and icon
    theme: str
    more_themes: str
    states: str
    published: str


def shortened(text, most=MOST_WORDS):
    """The first `most` words, with an ellipsis where something is left out."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + " …"


def in_words(statuses):
    """{status: number of governments} as words: "2 implemented, 1 in progress"; never an average."""
    return counts(STATUS_COUNTS, statuses.items())


def and_more(names):
    """(the first name, how many there are beside it in words)."""
    more = len(names) - 1
    return (names[0] if names else ""), (_("and %(count)s more") % {"count": more} if more > 0 else "")


class RecommendationData(TableQuerysetData):
    """The filtered recommendations of one review, of which only the page asked for is read, and no more than it shows.

    `labels` is {"theme": {id: label}, "state": {id: label}} for the whole review: they are at hand from the filters.
    """

    def __init__(self, recommendations, *, review, count, labels):
        super().__init__(recommendations)
        self.review, self._length, self.labels = review, count, labels
        self._positions = {}

    def __getitem__(self, page):
        """The Rows of a page (a slice), in five queries."""
        ids = list(self.data.values_list("pk", flat=True)[page])
        rows = Recommendation.objects.filter(pk__in=ids).with_text()
        found = {row[0]: row for row in rows.values_list("pk", *TEXT_FIELDS)}
        themes = self._labels_of(ThemeLink.objects.order_by("position"), "theme", ids)
        states = self._labels_of(Recommendation.recommending_states.through.objects.order_by(), "state", ids)
        statuses = FollowUp.objects.published().statuses_of(ids)
        return [
            self._row(found[pk], themes.get(pk, []), sorted(states.get(pk, [])), statuses.get(pk, {}))
            for pk in ids
            if pk in found
        ]

    def _labels_of(self, links, kind, ids):
        """{recommendation id: labels}, in the order of the links."""
        labels = {}
        pairs = links.filter(recommendation__in=ids).values_list("recommendation", kind)
        for pk, value in pairs:
            labels.setdefault(pk, []).append(self.labels[kind].get(value, ""))
        return labels

    def _position(self, position):
        """Word and icon of a position; there are four at most, so each is drawn once a page."""
        if position not in self._positions:
            looks = ui.status(position, Recommendation.Position(position).label, "position")
            self._positions[position] = render_to_string("includes/status.html", looks)
        return self._positions[position]

    def _row(self, found, themes, states, statuses):
        _pk, paragraph, position, text, language = found
        theme, more_themes = and_more(themes)
        return Row(
            paragraph=paragraph,
            address=self.review.recommendation_address(paragraph),
            text=shortened(text or ""),
            language=language or "",
            position=self._position(position),
            theme=theme,
            more_themes=more_themes,
            states=joined(states),
            published=in_words(statuses) or _("nothing published yet"),
        )


class RecommendationTable(tables.Table):
    """Recommendations with their position, tags, recommending States and what local governments publish."""

    caption = gettext_lazy("Recommendations")
    paragraph = tables.Column(verbose_name=gettext_lazy("Paragraph"), order_by=("order", "pk"))
    text = tables.Column(verbose_name=gettext_lazy("Recommendation"), orderable=False)
    position = tables.Column(verbose_name=gettext_lazy("Position"))
    theme = tables.Column(verbose_name=gettext_lazy("Theme"), orderable=False)
    states = tables.Column(verbose_name=gettext_lazy("Recommended by"), orderable=False)
    published = tables.Column(verbose_name=gettext_lazy("Published"))

    class Meta:
        template_name = "tracking/recommendation_table.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = {column.name: column.header for column in self.columns}  # for every row: asked once

    def order_position(self, recommendations, is_descending):
        """By position, and by paragraph within each."""
        return recommendations.order_by("-position" if is_descending else "position", "order", "pk"), True

    def order_published(self, recommendations, is_descending):
        """By the number of governments that publish something, and by paragraph within each."""
        field = "-publishing_count" if is_descending else "publishing_count"
        return recommendations.with_publishing_count().order_by(field, "order", "pk"), True

    def paginate(self, *args, per_page=None, **kwargs):
        """Pages of ROWS_A_PAGE; the address cannot ask for longer ones."""
        return super().paginate(*args, per_page=ROWS_A_PAGE, **kwargs)


def listing(found):
    """The table of a RecommendationFilter's recommendations, by paragraph until something else is asked for."""
    labels = {
        kind: {int(option.value): option.label for option in found.choices[kind].options} for kind in ("theme", "state")
    }
    return RecommendationTable(
        RecommendationData(found.qs.in_order(), review=found.review, count=found.count, labels=labels)
    )
