"""The public list of good practices."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.filters import PracticeFilter
from cms.opendata import practices_csv
from cms.practices.practice_map import PracticeMap

from .practice import PracticePage

PER_PAGE = 20


class PracticeIndexPage(Page):
    """All practices, filtered by what stands in the address; also as CSV."""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PracticePage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of practices")
        verbose_name_plural = _("lists of practices")

    def found(self, request):
        """The filter, bound to the request, over every practice in the reader's language or the next best."""
        return PracticeFilter(request.GET, PracticePage.objects.shown_in(self.locale.language_code))

    def get_context(self, request, *args, **kwargs):
        """Add one page of what the filters leave."""
        found = self.found(request)
        context = {"filter_form": found.form, "chips": found.chips(), "today": timezone.localdate()}
        if request.GET.get("view") == "map":
            context["map"] = PracticeMap(found.qs)
        context["practices"] = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | context

    def serve(self, request, *args, **kwargs):
        """The page, or with ?format=csv everything that the filters leave as a file."""
        if request.GET.get("format") == "csv":
            return practices_csv(self.found(request).qs.defer(None).select_related("review__state"))
        return super().serve(request, *args, **kwargs)
