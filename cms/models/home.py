"""The home page of each language."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.addresses import page_url
from cms.blocks import EntranceBlock
from tracking.models import LocalGovernment, Recommendation, Report

from .practice import PracticePage
from .practice_index import PracticeIndexPage


class HomePage(Page):
    """What the site is for, three ways in, and what there is, in numbers that are links."""

    purpose = models.TextField(_("purpose"), max_length=700, help_text=_("What the site is for, in one paragraph."))
    entrances = StreamField([("entrance", EntranceBlock())], verbose_name=_("entrances"), max_num=3, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.CoursePage", "cms.GuidanceIndexPage", "cms.PracticeIndexPage", "cms.StandardPage"]
    max_count = len(settings.WAGTAIL_CONTENT_LANGUAGES)
    content_panels = [*Page.content_panels, FieldPanel("purpose"), FieldPanel("entrances")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def clean(self):
        """Refuse a second home page in one language."""
        super().clean()
        if HomePage.objects.filter(locale=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(_("There is a home page in this language already."))

    def get_context(self, request, *args, **kwargs):
        """Add the numbers and where they lead, in a fixed number of queries."""
        practices = PracticePage.objects.live().public()
        governments = LocalGovernment.objects.publishing().select_related("state").order_by("name")
        return super().get_context(request, *args, **kwargs) | {
            "entrances": list(self.resolved_entrances()),
            "recommendation_count": Recommendation.objects.count(),
            "report_count": Report.objects.published().values("call").distinct().count(),
            "governments": list(governments),
            "practice_count": practices.values("translation_key").distinct().order_by().count(),
            "practice_index": PracticeIndexPage.objects.child_of(self).live().select_related("locale").first(),
        }

    def resolved_entrances(self):
        """The entrances as {title, text, links: [(label, address)]}; pages in this language where they exist.

        Two queries. Links to pages that are not published are left out.
        """
        links = [link for entrance in self.entrances for link in entrance.value["links"]]
        keys = [link["page"].translation_key for link in links if link["page"]]
        pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
        addresses = {(page.translation_key, page.locale_id): page_url(page) for page in pages}
        for entrance in self.entrances:
            pairs = [(link["label"], self.link_address(link, addresses)) for link in entrance.value["links"]]
            yield {
                "title": entrance.value["title"],
                "text": entrance.value["text"],
                "links": [(label, address) for label, address in pairs if address],
            }

    def link_address(self, link, addresses):
        """Where a link leads, given the `addresses` of live pages by (translation key, locale); "" for nowhere."""
        page = link["page"]
        if page:
            here = addresses.get((page.translation_key, self.locale_id))
            return here or addresses.get((page.translation_key, page.locale_id), "")
        return reverse(link["place"]) if link["place"] else ""
