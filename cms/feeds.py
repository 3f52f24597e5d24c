"""The feed of new practices."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .models import PracticePage
from .opendata import full_address

NEWEST = 20


class PracticeFeed(Feed):
    """The newest practices in the reader's language, every address on the site's own host."""

    feed_type = Rss201rev2Feed

    def title(self):
        """The feed's name."""
        return _("%(site)s: new practices") % {"site": settings.SITE_NAME}

    def description(self):
        """What the feed holds."""
        return _("What cities and regions do about the recommendations to their State, newest first.")

    def link(self):
        """The home page of the language."""
        return settings.SITE_URL + reverse("wagtail_serve", args=[""])

    def feed_url(self):
        """The feed's own address."""
        return settings.SITE_URL + reverse("cms:practice-feed")

    def items(self):
        """The newest ones, each practice once."""
        return PracticePage.objects.shown_in(get_language()).for_listing()[:NEWEST]

    def item_title(self, item):
        """The practice's title, and where it happened."""
        return f"{item.title} ({item.place})"

    def item_description(self, item):
        """The summary."""
        return item.summary

    def item_link(self, item):
        """The practice's page."""
        return full_address(item)

    def item_pubdate(self, item):
        """When it was first published here."""
        return item.first_published_at

    def item_updateddate(self, item):
        """When it was last published here."""
        return item.last_published_at

    def item_copyright(self, item):
        """The licence."""
        return item.get_licence_display()
