"""Guidance for the people who do the work."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .article import ArticlePage


class GuidanceIndexPage(Page):
    """The list of guidance pages, in the order in which editors put them."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.GuidancePage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of guidance")
        verbose_name_plural = _("lists of guidance")

    def get_context(self, request, *args, **kwargs):
        """Add the published guidance pages as `guides`."""
        guides = (
            GuidancePage.objects.child_of(self)
            .live()
            .public()
            .defer("body")
            .select_related("locale", "alias_of__locale")
        )
        return super().get_context(request, *args, **kwargs) | {"guides": guides}


class GuidancePage(ArticlePage):
    """One piece of guidance: what it is, why it matters here, what to do, an example."""

    parent_page_types = ["cms.GuidanceIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("guidance page")
        verbose_name_plural = _("guidance pages")

    def get_context(self, request, *args, **kwargs):
        """Add the guidance page that follows in the list as `following`, or None after the last one."""
        following = GuidancePage.objects.sibling_of(self, inclusive=False).filter(path__gt=self.path)
        following = for_listing(following).first()
        return super().get_context(request, *args, **kwargs) | {"following": following}


def for_listing(guides):
    """Published guidance with what a list shows: no bodies, the language in the same query."""
    return guides.live().public().defer("body").select_related("locale", "alias_of__locale")
