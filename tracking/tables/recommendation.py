"""The public list of recommendations: a page is found by its ids, then read in a fixed number of queries."""

from dataclasses import dataclass

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_tables2.data import TableQuerysetData

from ..models import FollowUp, Recommendation, Status

ROWS_A_PAGE = 25
MOST_WORDS = 40  # of a text in the list; its page has all of it


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of one recommendation."""

    paragraph: str
    address: str
    text: str
    language: str
    position: str
    position_label: str
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
    labels = dict(Status.choices)
    return ", ".join(
        _("%(number)s %(status)s") % {"number": number, "status": str(labels[status]).lower()}
        for status, number in statuses.items()
    )


def row_of(recommendation, statuses):
    """The Row of a recommendation that comes from `for_listing()`, with the statuses published on it."""
    themes = [str(link.theme) for link in recommendation.theme_links.all()]
    more = len(themes) - 1
    return Row(
        paragraph=recommendation.paragraph,
        address=recommendation.get_absolute_url(),
        text=shortened(recommendation.shown_text or ""),
        language=recommendation.shown_language or "",
        position=recommendation.position,
        position_label=recommendation.get_position_display(),
        theme=themes[0] if themes else "",
        more_themes=ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more > 0 else "",
        states=", ".join(str(state) for state in recommendation.recommending_states.all()),
        published=in_words(statuses) or _("nothing published yet"),
    )


class RecommendationData(TableQuerysetData):
    """The filtered recommendations of one review, of which only the page asked for is read in full."""

    def __init__(self, recommendations, *, review, count):
        super().__init__(recommendations)
        self.review, self._length = review, count

    def __getitem__(self, page):
        """The rows of a page (a slice), in four queries beside the one that finds their ids."""
        ids = list(self.data.values_list("pk", flat=True)[page])
        found = Recommendation.objects.for_listing().in_bulk(ids)
        statuses = FollowUp.objects.published().statuses_of(ids)
        for recommendation in found.values():
            recommendation.review = self.review
        return [row_of(found[pk], statuses.get(pk, {})) for pk in ids if pk in found]


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


def listing(found, review):
    """The table of a RecommendationFilter's recommendations, by paragraph until something else is asked for."""
    return RecommendationTable(RecommendationData(found.qs.in_order(), review=review, count=found.count))
