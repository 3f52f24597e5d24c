"""Finds and counts recommendations."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from .recommendation_parts import RecommendationText, TargetTag, ThemeLink
from .review import Review
from .visibility import Visibility


class RecommendationQuerySet(models.QuerySet):
    """Recommendations."""

    def in_order(self):
        """By paragraph number as people read it."""
        return self.order_by("order", "pk")

    def with_text(self):
        """With `shown_text` and its `shown_language`: in the page's language where there is one, else official."""
        texts = RecommendationText.objects.filter(recommendation=models.OuterRef("pk"))
        here, official = texts.filter(language=get_language() or "en"), texts.filter(is_official=True)

        def either(field):
            return Coalesce(models.Subquery(here.values(field)[:1]), models.Subquery(official.values(field)[:1]))

        return self.annotate(shown_text=either("text"), shown_language=either("language"))

    def for_listing(self):
        """What a row of a list shows: text, themes and recommending States, in a fixed number of queries."""
        return (
            self.with_text()
            .select_related("review")
            .prefetch_related(
                models.Prefetch("theme_links", ThemeLink.objects.select_related("theme").order_by("position")),
                "recommending_states",
            )
        )

    def reviews(self):
        """The reviews they belong to, newest first."""
        theirs = self.order_by().filter(review=models.OuterRef("pk"))
        return Review.objects.filter(models.Exists(theirs)).select_related("state").newest_first()

    def with_publishing_count(self):
        """With `publishing_count`: how many local governments publish what they do about it."""
        is_public = models.Q(follow_ups__visibility=Visibility.PUBLIC)
        return self.annotate(publishing_count=models.Count("follow_ups", filter=is_public))

    def neighbours(self, recommendation):
        """(earlier, next) recommendation of the same review by paragraph; None at either end."""
        same, here = self.filter(review=recommendation.review_id), recommendation.order
        twins = models.Q(order=here)
        earlier = same.filter(models.Q(order__lt=here) | twins & models.Q(pk__lt=recommendation.pk))
        later = same.filter(models.Q(order__gt=here) | twins & models.Q(pk__gt=recommendation.pk))
        return earlier.order_by("-order", "-pk").first(), later.in_order().first()

    def tallies(self):
        """{kind: {value: number of recommendations}} for position, theme, cluster, group, goal, target and state.

        The values are primary keys, but for the position. Seven queries, whatever the number of rows.
        """
        ids = self.order_by().values("pk")

        def tally(links, field):
            rows = links.filter(recommendation__in=ids, **{f"{field}__isnull": False}).values_list(field)
            return dict(rows.annotate(models.Count("recommendation", distinct=True)))

        return {
            "position": dict(self.order_by().values_list("position").annotate(models.Count("pk"))),
            "theme": tally(ThemeLink.objects, "theme"),
            "cluster": tally(ThemeLink.objects, "theme__cluster"),
            "group": tally(self.model.groups.through.objects, "group"),
            "goal": tally(self.model.goals.through.objects, "goal"),
            "target": tally(TargetTag.objects, "target"),
            "state": tally(self.model.recommending_states.through.objects, "state"),
        }

    def stats(self):
        """The figures by which an import can be checked against its source; as many queries as `tallies`.

        `state_pairs` counts every pair of a recommendation and a State that made it, `recommending_states` the
        States; `theme_links`, `group_links` and `sdg_goal_links` count the tags that the source sets.
        """
        tallies = self.tallies()
        return {
            "recommendations": sum(tallies["position"].values()),
            "supported": tallies["position"].get(self.model.Position.SUPPORTED, 0),
            "noted": tallies["position"].get(self.model.Position.NOTED, 0),
            "state_pairs": sum(tallies["state"].values()),
            "recommending_states": len(tallies["state"]),
            "theme_links": sum(tallies["theme"].values()),
            "group_links": sum(tallies["group"].values()),
            "sdg_goal_links": sum(tallies["goal"].values()),
        }
