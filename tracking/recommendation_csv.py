"""Recommendations as a CSV file that spreadsheets open without harm: UTF-8 with its mark, one row each."""

import csv

from django.utils.translation import override

from .csv_cells import BYTE_ORDER_MARK, harmless
from .models import FollowUp, Recommendation
from .published import STATUS_LABELS

CHUNK = 500  # recommendations read at once
COLUMNS = (
    "state",
    "cycle",
    "session",
    "paragraph",
    "position",
    "text",
    "language",
    "recommending_states",
    "themes",
    "groups",
    "goals",
    "targets",
    "published_statuses",
    "url",
)
BETWEEN = "; "


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line):
        return line


def lines(recommendations, review, *, site, language):
    """The file line by line, in the order of `recommendations`, all of one review.

    `site` is the address before the path, such as https://upr.example.org; `language` is that of the labels. One
    query for the ids, then eight for each CHUNK of rows.
    """
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    ids = list(recommendations.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        with override(language):  # the lines are written after the page's own language has been left
            rows = [[harmless(cell) for cell in row] for row in _rows(ids[start : start + CHUNK], review, site)]
        for row in rows:
            yield writer.writerow(row)


def _rows(ids, review, site):
    found = Recommendation.objects.for_listing().prefetch_related("groups", "goals", "target_tags__target").in_bulk(ids)
    statuses = FollowUp.objects.published().statuses_of(ids)
    for recommendation in (found[pk] for pk in ids if pk in found):
        recommendation.review = review
        published = statuses.get(recommendation.pk, {})
        yield (
            review.state,
            review.cycle,
            review.session,
            recommendation.paragraph,
            recommendation.get_position_display(),
            recommendation.shown_text,
            recommendation.shown_language,
            BETWEEN.join(map(str, recommendation.recommending_states.all())),
            BETWEEN.join(str(link.theme) for link in recommendation.theme_links.all()),
            BETWEEN.join(map(str, recommendation.groups.all())),
            BETWEEN.join(str(goal.number) for goal in recommendation.goals.all()),
            BETWEEN.join(sorted({tag.target.code for tag in recommendation.target_tags.all()}, key=code_order)),
            BETWEEN.join(f"{STATUS_LABELS[status]}: {number}" for status, number in published.items()),
            site + recommendation.get_absolute_url(),
        )


def code_order(code):
    """Sorts 1.2 before 1.10, and 1.10 before 1.a."""
    goal, _, item = code.partition(".")
    return int(goal), (0, int(item), "") if item.isdigit() else (1, 0, item)
