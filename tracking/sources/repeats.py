"""One recommendation in several rows: older matrices repeat it under each of its themes."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from tracking.sources.rows import RecommendationRow
from tracking.sources.wording import distinct, fold

_NOT_LETTERS = re.compile(r"[\W_]+")


def join_repeats(rows) -> list[RecommendationRow]:
    """Return the rows with each paragraph number once, in the order of their first appearance.

    Rows of one number, text and position become one row with the themes, groups, goals, States and problems of
    all. Rows of one number that contradict each other stay apart, each with a problem naming the others' places.
    """
    by_paragraph = {}
    for index, row in enumerate(rows):
        by_paragraph.setdefault(row.paragraph or index, []).append(row)
    joined = []
    for same_number in by_paragraph.values():
        if len(same_number) == 1 or not same_number[0].paragraph:
            joined.extend(same_number)
        elif len({_wording(row) for row in same_number}) > 1:
            joined.extend(_contradicted(same_number, _("another text")))
        elif len({row.position for row in same_number}) > 1:
            joined.extend(_contradicted(same_number, _("another position")))
        else:
            joined.append(_union(same_number))
    return joined


def _wording(row):
    return _NOT_LETTERS.sub("", fold(row.text))


def _contradicted(rows, difference):
    message = _("Paragraph %(paragraph)s also stands in %(places)s with %(difference)s. Keep the right one only.")
    for row in rows:
        places = ", ".join(other.place for other in rows if other is not row)
        problem = message % {"paragraph": row.paragraph, "places": places, "difference": difference}
        yield replace(row, problems=(*row.problems, problem))


def _union(rows):
    def all_of(name):
        return [value for row in rows for value in getattr(row, name)]

    return replace(
        rows[0],
        recommending_states=tuple(dict.fromkeys(all_of("recommending_states"))),
        unrecognised_states=tuple(dict.fromkeys(all_of("unrecognised_states"))),
        source_of_position=next((row.source_of_position for row in rows if row.source_of_position), ""),
        themes=distinct(all_of("themes")),
        groups=distinct(all_of("groups")),
        goals=tuple(dict.fromkeys(all_of("goals"))),
        assessment="\n".join(distinct(row.assessment for row in rows if row.assessment)),
        problems=tuple(dict.fromkeys(all_of("problems"))),
    )
