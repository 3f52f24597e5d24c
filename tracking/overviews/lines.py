"""Lines of a table: how many recommendations stand under a word, and on how many of them somebody publishes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..models import Cluster, FollowUp, Goal, Group, Recommendation, Review, Theme, ThemeLink


@dataclass(frozen=True, slots=True)
class Line:
    """A word of the vocabulary, or a review, with its figures; `url` leads to what it counts."""

    kind: str
    label: str
    url: str
    total: int
    worked_on: int
    code: str = ""

    @property
    def silent(self):
        """Recommendations on which nobody has published anything."""
        return self.total - self.worked_on

    @property
    def percent(self):
        """Of 100 recommendations, on how many somebody publishes; a whole number."""
        return round(100 * self.worked_on / self.total) if self.total else 0


def is_worked_on(recommendation):
    """Whether anybody publishes on the recommendation that the name `recommendation` refers to."""
    return Exists(FollowUp.objects.published().filter(recommendation=OuterRef(recommendation)))


def counted(links, *fields):
    """[(*fields, recommendations, of them worked on)] of rows that tie recommendations to something; one query."""
    rows = links.annotate(is_worked_on=is_worked_on("recommendation")).order_by().values_list(*fields)
    each = Count("recommendation", distinct=True)
    return rows.annotate(each, worked_on=Count("recommendation", distinct=True, filter=Q(is_worked_on=True)))


def _dimensions():
    """{dimension: (model that ties, field of the word, the words in their order)}."""
    return {
        "cluster": (ThemeLink, "theme__cluster", Cluster.objects.order_by("order")),
        "theme": (ThemeLink, "theme", Theme.objects.order_by("cluster__order", "name")),
        "group": (Recommendation.groups.through, "group", Group.objects.filter(is_hidden_as_filter=False)),
        "goal": (Recommendation.goals.through, "goal", Goal.objects.order_by("number")),
    }


def by_dimension(review, dimension):
    """The Lines of a review by cluster, theme, group or goal, in the order of the vocabulary; two queries."""
    model, field, vocabulary = _dimensions()[dimension]
    links = model.objects.filter(recommendation__review=review, **{f"{field}__isnull": False})
    found = {pk: (total, worked_on) for pk, total, worked_on in counted(links, field)}
    words = vocabulary.filter(pk__in=found)
    return [
        Line(dimension, str(word), listed(review, **{dimension: word.pk}), *found[word.pk], code=str(word.pk))
        for word in words
    ]


def listed(review, **choices):
    """The address of the list of a review's recommendations with these choices."""
    return f"{reverse('tracking:recommendation-list')}?{urlencode({'review': review.pk, **choices})}"


def by_reviews(reviews):
    """[(review, Line)] of these reviews (a queryset) in its order; two queries."""
    reviews = list(reviews.select_related("state"))
    links = Recommendation.objects.filter(review__in=reviews).annotate(is_worked_on=is_worked_on("pk")).order_by()
    rows = links.values_list("review").annotate(Count("pk"), worked_on=Count("pk", filter=Q(is_worked_on=True)))
    found = {pk: (total, worked_on) for pk, total, worked_on in rows}
    return [(review, _line_of(review, *found[review.pk])) for review in reviews]


def by_reviews_of(government):
    """The Lines of the reviews of a government's State: all recommendations, and those on which it publishes a status.

    Newest first; three queries.
    """
    rows = Recommendation.objects.filter(review__state=government.state)
    own = FollowUp.objects.published().filter(local_government=government).order_by()
    publishing = dict(own.values_list("recommendation__review").annotate(Count("pk")))
    totals = dict(rows.order_by().values_list("review").annotate(Count("pk")))
    return [_line_of(review, totals[review.pk], publishing.get(review.pk, 0)) for review in rows.reviews()]


def _line_of(review, total, worked_on):
    return Line(
        "review", str(review), overview_url(review), total, worked_on, code=f"{review.state.iso3}-{review.cycle}"
    )


def overview_url(review):
    """The page of a review in figures."""
    return reverse("tracking:review-overview", args=[review.state.iso3, review.cycle])


def by_review(links, **choices):
    """The Lines of the reviews in which the tied recommendations stand, newest first; two queries.

    `choices` narrow the list behind each line.
    """
    found = {pk: (total, worked_on) for pk, total, worked_on in counted(links, "recommendation__review")}
    reviews = Review.objects.filter(pk__in=found).select_related("state").newest_first()
    return [
        Line(
            "review",
            str(review),
            listed(review, **choices),
            *found[review.pk],
            code=f"{review.state.iso3}-{review.cycle}",
        )
        for review in reviews
    ]


def of_themes():
    """The Lines of today's themes with what stands under their earlier names too, by cluster; two queries."""
    links = ThemeLink.objects.annotate(today=Coalesce("theme__current", F("theme")))
    found = {pk: (total, worked_on) for pk, total, worked_on in counted(links, "today")}
    themes = Theme.objects.filter(pk__in=found).select_related("cluster").order_by("cluster__order", "name")
    lines = {}
    for theme in themes:
        url = reverse("tracking:theme-detail", args=[theme.pk])
        line = Line("theme", str(theme), url, *found[theme.pk], code=str(theme.pk))
        lines.setdefault(str(theme.cluster or _("Other themes")), []).append(line)
    return lines


def goal_url(goal):
    """The page of an SDG goal."""
    return reverse("tracking:goal-detail", args=[goal.number])


def of_goals():
    """The Lines of the SDG goals that a recommendation names, in their order; two queries."""
    found = {pk: (total, on) for pk, total, on in counted(Recommendation.goals.through.objects.all(), "goal")}
    goals = Goal.objects.filter(pk__in=found)
    return [Line("goal", str(goal), goal_url(goal), *found[goal.pk], code=str(goal.number)) for goal in goals]
