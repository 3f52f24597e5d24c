"""What guidance and standard pages share: an introduction, a body of blocks, and the day somebody checked it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import BodyBlock


class ArticlePage(Page):
    """A page that people read from top to bottom, on screen or on paper."""

    introduction = models.TextField(
        _("introduction"), max_length=500, help_text=_("What the page is about, in one or two sentences.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    last_verified = models.DateField(
        _("last verified"), null=True, blank=True, help_text=_("The day on which somebody last checked every fact.")
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body"), FieldPanel("last_verified")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.AutocompleteField("introduction"),
        index.AutocompleteField("body"),
    ]
    show_in_menus_default = False

    class Meta:
        abstract = True
