"""The feeds of new practices: Atom for all, a theme or an SDG goal; and the older RSS at its old address."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracking.atom import NEWEST as NEWEST_ATOM
from tracking.atom import AtomFeed
from tracking.models import Goal, Theme

from .models import PracticePage
from .opendata import full_address, permanent_address

NEWEST = 20


class PracticeItems:
    """What a feed says of a practice."""

    def item_title(self, item):
        """The practice's title, and where it happened."""
        return f"{item.title} ({item.place})"

    def item_description(self, item):
        """The summary, as feeds expect it: HTML."""
        return escape(item.summary)

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


class PracticeFeed(PracticeItems, Feed):
    """The newest practices in the reader's language as RSS, every address on the site's own host."""

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


class PracticeAtom(PracticeItems, AtomFeed):
    """The practices that were published or changed last, as Atom."""

    def item_guid(self, item):
        """Its name for ever, also where the page moves: the permanent address, and the language of its words."""
        return f"{permanent_address(item)}#{item.locale.language_code}"

    def title(self, obj):
        """The feed's name, and its subject where it has one."""
        name = _("%(site)s: new practices") % {"site": settings.SITE_NAME}
        return f"{name} · {self.subject(obj)}" if obj else name

    def subject(self, obj):
        """The subject in words."""
        return str(obj)

    def page(self, obj):
        """The home page of the language."""
        return reverse("wagtail_serve", args=[""])

    def path(self, obj):
        """The feed's address."""
        return reverse("cms:practice-atom")

    def practices(self, obj):
        """Each published practice once, in the reader's language where there is one."""
        return PracticePage.objects.shown_in(get_language())

    def items(self, obj):
        """The newest of them."""
        return self.practices(obj).for_listing().order_by("-last_published_at", "-pk")[:NEWEST_ATOM]


class ThemeAtom(PracticeAtom):
    """The practices of one theme."""

    def get_object(self, request, pk):
        """The theme as it is called today; 404 where there is none."""
        found = get_object_or_404(Theme.objects.select_related("current"), pk=pk)
        return found.current or found

    def subject(self, obj):
        """The theme's label."""
        return obj.label

    def path(self, obj):
        """The feed's address."""
        return reverse("cms:practice-atom-theme", args=[obj.pk])

    def practices(self, obj):
        """Those with the theme, under its names of today and before."""
        themes = Theme.objects.filter(Q(pk=obj.pk) | Q(current=obj))
        links = PracticePage.themes.through.objects.filter(theme__in=themes)
        return super().practices(obj).filter(pk__in=links.values("practicepage"))


class GoalAtom(PracticeAtom):
    """The practices that serve a target of one SDG goal."""

    def get_object(self, request, number):
        """The goal; 404 where there is none."""
        return get_object_or_404(Goal, number=number)

    def path(self, obj):
        """The feed's address."""
        return reverse("cms:practice-atom-goal", args=[obj.number])

    def practices(self, obj):
        """Those with a target of the goal."""
        links = PracticePage.targets.through.objects.filter(target__goal=obj)
        return super().practices(obj).filter(pk__in=links.values("practicepage"))
