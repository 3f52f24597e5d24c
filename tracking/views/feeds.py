"""Atom feeds of what governments and States publish: statuses by government or theme, and reports."""

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from ..atom import NEWEST, AtomFeed
from ..models import FollowUp, LocalGovernment, Recommendation, Report, Theme
from .access import fetch

WORDS = 60  # of a recommendation


class StatusFeed(AtomFeed):
    """Published statuses, those that changed last first; subclasses say of what."""

    def rows(self, obj):
        """The published follow-ups of the feed's subject."""
        raise NotImplementedError

    def items(self, obj):
        """The newest ones with recommendation, text and government; two queries."""
        recommendations = Recommendation.objects.with_text().select_related("review__state")
        rows = self.rows(obj).select_related("local_government__state").order_by("-updated_at", "-pk")
        return rows.prefetch_related(Prefetch("recommendation", recommendations))[:NEWEST]

    def item_title(self, item):
        """Who says what of which recommendation."""
        words = {"place": item.local_government, "status": item.published_status_label}
        return _("%(place)s: %(status)s (%(recommendation)s)") % {**words, "recommendation": name_of(item)}

    def item_description(self, item):
        """The recommendation, and the result where one is told, as feeds expect them: HTML."""
        text = " ".join((item.recommendation.shown_text or "").split()[:WORDS])
        return linebreaks("\n\n".join(part for part in (text, item.outcome) if part), autoescape=True)

    def item_link(self, item):
        """What the government publishes on it, on the page of the recommendation."""
        return f"{settings.SITE_URL}{item.recommendation.get_absolute_url()}#follow-up-{item.pk}"

    def item_updateddate(self, item):
        """The day of the last update."""
        return item.updated_at


def name_of(follow_up):
    """The review and the paragraph of its recommendation."""
    return f"{follow_up.recommendation.review}: {follow_up.recommendation.paragraph}"


class GovernmentFeed(StatusFeed):
    """The statuses that one local or regional government publishes."""

    def get_object(self, request, iso3, slug):
        """The government; 404 where there is none, or none that publishes."""
        return fetch(LocalGovernment.objects.publishing().select_related("state"), state__iso3=iso3.upper(), slug=slug)

    def title(self, obj):
        """The feed's name."""
        return _("%(site)s: what %(place)s publishes") % {"site": settings.SITE_NAME, "place": obj}

    def page(self, obj):
        """The government's page."""
        return obj.get_absolute_url()

    def path(self, obj):
        """The feed's address."""
        return reverse("tracking:government-feed", args=[obj.state.iso3, obj.slug])

    def rows(self, obj):
        """What it publishes."""
        return FollowUp.objects.published().filter(local_government=obj)


class ThemeFeed(StatusFeed):
    """The statuses on recommendations of one theme, whoever publishes them."""

    def get_object(self, request, pk):
        """The theme as it is called today; 404 where there is none."""
        found = fetch(Theme.objects.select_related("current"), pk=pk)
        return found.current or found

    def title(self, obj):
        """The feed's name."""
        return _("%(site)s: statuses on %(theme)s") % {"site": settings.SITE_NAME, "theme": obj.label}

    def page(self, obj):
        """The list of recommendations."""
        return reverse("tracking:recommendation-list")

    def path(self, obj):
        """The feed's address."""
        return reverse("tracking:theme-feed", args=[obj.pk])

    def rows(self, obj):
        """Those on recommendations with the theme, under its names of today and before."""
        themes = Theme.objects.filter(Q(pk=obj.pk) | Q(current=obj)).values("pk")
        tagged = Recommendation.objects.filter(theme_links__theme__in=themes).values("pk")
        return FollowUp.objects.published().filter(recommendation__in=tagged)


class ReportFeed(AtomFeed):
    """Published mid-term reports."""

    def title(self):
        """The feed's name."""
        return _("%(site)s: published reports") % {"site": settings.SITE_NAME}

    def page(self, _obj):
        """The list of reports."""
        return reverse("tracking:public-report-list")

    def path(self, _obj):
        """The feed's address."""
        return reverse("tracking:report-feed")

    def items(self):
        """The newest editions, in whatever language."""
        return Report.objects.published().for_listing().order_by("-published_at", "-pk")[:NEWEST]

    def item_title(self, item):
        """The report's name, its language and edition."""
        words = {"title": item.public_title, "edition": item.edition}
        return _("%(title)s, edition %(edition)s") % words

    def item_description(self, item):
        """The review it answers, and its language."""
        language = dict(settings.LANGUAGES).get(item.language, item.language)
        return f"{item.call.review} · {language}"

    def item_link(self, item):
        """The report's page."""
        return settings.SITE_URL + item.public_address

    def item_pubdate(self, item):
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item):
        """An edition never changes."""
        return item.published_at
