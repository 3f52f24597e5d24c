"""What all Atom feeds of the site share: addresses on its own host, a name of their own, and answers that can wait.

A reader asks again and again; the feed answers 304 as long as nothing changed.
"""

import datetime
import hashlib

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date_safe

NEWEST = 30
KEPT = 10 * 60  # seconds for which nobody needs to ask again
BEGINNING = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # the age of a feed that holds nothing yet


class Atom(Atom1Feed):
    """An Atom document that is the same as long as its entries are."""

    mime_type = content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self):
        """When the newest entry changed; a fixed day without entries, so that the document stays the same."""
        return super().latest_post_date() if self.items else BEGINNING


class AtomFeed(Feed):
    """A feed; subclasses give `title`, `path`, `page` (what it belongs to), `items` and what an item says."""

    feed_type = Atom

    def __call__(self, request, *args, **kwargs):
        """The document with ETag and Last-Modified, or 304 where the reader has it already."""
        response = super().__call__(request, *args, **kwargs)
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        patch_cache_control(response, public=True, max_age=KEPT)
        changed = parse_http_date_safe(response["Last-Modified"])
        return get_conditional_response(request, etag=etag, last_modified=changed, response=response)

    def link(self, obj):
        """The page that the feed belongs to."""
        return settings.SITE_URL + self.page(obj)

    def feed_url(self, obj):
        """The feed's own address."""
        return settings.SITE_URL + self.path(obj)

    def feed_guid(self, obj):
        """Its name among all feeds: the address."""
        return self.feed_url(obj)

    def author_name(self):
        """Whoever runs the site answers for it."""
        return settings.SITE_NAME

    def item_guid(self, item):
        """The name of an entry: its address."""
        return self.item_link(item)
