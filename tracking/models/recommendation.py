"""Recommendations: the official record, its texts by language, and the tags people and sources set on it."""

import re

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment, State
from .review import Review
from .visibility import Visibility
from .vocabulary import Goal, Group, Target, Theme


def paragraph_order(paragraph):
    """A number that sorts paragraph numbers as people read them: 140.9 before 140.17 before 141.1."""
    numbers = [int(number) for number in re.findall(r"\d+", paragraph)[:2]]
    main, item = (numbers + [0, 0])[:2]
    return min(main, 20_000) * 100_000 + min(item, 99_999)


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
            "group": tally(Recommendation.groups.through.objects, "group"),
            "goal": tally(Recommendation.goals.through.objects, "goal"),
            "target": tally(TargetTag.objects, "target"),
            "state": tally(Recommendation.recommending_states.through.objects, "state"),
        }

    def stats(self):
        """The figures by which an import can be checked against its source; as many queries as `tallies`.

        `state_pairs` counts every pair of a recommendation and a State that made it, `recommending_states` the
        States; `theme_links`, `group_links` and `sdg_goal_links` count the tags that the source sets.
        """
        tallies = self.tallies()
        return {
            "recommendations": sum(tallies["position"].values()),
            "supported": tallies["position"].get(Recommendation.Position.SUPPORTED, 0),
            "noted": tallies["position"].get(Recommendation.Position.NOTED, 0),
            "state_pairs": sum(tallies["state"].values()),
            "recommending_states": len(tallies["state"]),
            "theme_links": sum(tallies["theme"].values()),
            "group_links": sum(tallies["group"].values()),
            "sdg_goal_links": sum(tallies["goal"].values()),
        }


class Recommendation(models.Model):
    """One recommendation to a State, known by its paragraph number within a review."""

    class Position(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        NOTED = "noted", _("noted")
        PARTLY = "partly", _("supported in part")
        PENDING = "pending", _("pending")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations")
    paragraph = models.CharField(_("paragraph"), max_length=30)
    order = models.PositiveBigIntegerField(editable=False, default=0)
    position = models.CharField(_("position of the State"), max_length=20, choices=Position.choices)
    source_of_position = models.CharField(_("source of the position"), max_length=300, blank=True)
    is_sensitive = models.BooleanField(
        _("sensitive topic"),
        default=False,
        help_text=_("Mails about it carry no text; publishing asks a second reader."),
    )
    recommending_states = models.ManyToManyField(State, blank=True, related_name="made_recommendations")
    themes = models.ManyToManyField(Theme, through="ThemeLink", related_name="recommendations")
    groups = models.ManyToManyField(Group, blank=True, related_name="recommendations")
    goals = models.ManyToManyField(Goal, blank=True, related_name="recommendations")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["review", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "paragraph"], name="recommendation_paragraph_unique_in_review"),
            models.CheckConstraint(condition=~models.Q(paragraph=""), name="recommendation_paragraph_not_empty"),
        ]
        indexes = [
            models.Index(fields=["review", "order"], name="recommendation_in_order"),
            models.Index(fields=["review", "position", "order"], name="recommendation_by_position"),
        ]

    def __str__(self):
        return self.paragraph

    def save(self, *args, **kwargs):
        """Keep the sort key in step with the paragraph."""
        self.order = paragraph_order(self.paragraph)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The recommendation's public page."""
        return self.review.recommendation_address(self.paragraph)

    @property
    def official_text(self):
        """The authoritative text (RecommendationText), or None while nothing is stored."""
        return next((text for text in self.texts.all() if text.is_official), None)


class RecommendationText(models.Model):
    """The text in one language; one of them is the official one."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    is_official = models.BooleanField(_("official"), default=False)

    class Meta:
        verbose_name = _("text of a recommendation")
        verbose_name_plural = _("texts of recommendations")
        ordering = ["-is_official", "language"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="recommendation_text_one_per_language"),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=models.Q(is_official=True),
                name="recommendation_text_one_official",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="recommendation_text_not_empty"),
        ]

    def __str__(self):
        return f"{self.recommendation} ({self.language})"


class ThemeLink(models.Model):
    """A theme that the source sets on a recommendation; position 0 is the heading it stands under."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("theme of a recommendation")
        verbose_name_plural = _("themes of recommendations")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "theme"], name="theme_link_once_per_recommendation")
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.theme}"


class TargetTagQuerySet(models.QuerySet):
    """SDG target tags."""

    def by_government(self, local_government):
        """Tags that the government set itself."""
        return self.filter(local_government=local_government)


class TargetTag(models.Model):
    """An SDG target that a person set on a recommendation, for a government or (without one) for the State."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="target_tags")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="tags")
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="target_tags"
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="target_tags")
    set_at = models.DateTimeField(_("set at"))
    is_suggested = models.BooleanField(_("proposed by the site, accepted by a person"), default=False)

    objects = TargetTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("SDG target of a recommendation")
        verbose_name_plural = _("SDG targets of recommendations")
        ordering = ["target__goal__number", "target__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "target", "local_government"],
                condition=models.Q(local_government__isnull=False),
                name="target_tag_once_per_government",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "target"],
                condition=models.Q(local_government__isnull=True),
                name="target_tag_once_for_the_state",
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.target.code}"
