"""Pages that every public site owes its readers: about, accessibility, data protection, report a risk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.addresses import expect_free_address

from .article import ArticlePage
from .contact import ContactSettings


class StandardPage(ArticlePage):
    """A page right below the home page, linked at the foot of every page of the site."""

    class Contact(models.TextChoices):
        """Which mailbox stands at the end of the page."""

        NONE = "", _("no contact on this page")
        GENERAL = "general", _("general contact")
        ACCESSIBILITY = "accessibility", _("accessibility contact, and who enforces the rules")
        DATA_PROTECTION = "data-protection", _("data protection contact")
        RISK = "risk", _("contact for reports of a risk")

    contact = models.CharField(
        _("contact shown at the end"), max_length=20, choices=Contact.choices, blank=True, default=Contact.NONE
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types = []
    content_panels = [*ArticlePage.content_panels, FieldPanel("contact")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def clean(self):
        """Refuse an address under which another part of the site answers."""
        super().clean()
        expect_free_address(self)

    def get_context(self, request, *args, **kwargs):
        """Add the installation's `contacts` and, for the page's kind of contact, the `mailbox` (or "")."""
        contacts = ContactSettings.current()
        mailbox = contacts.mailbox_for(self.contact)
        return super().get_context(request, *args, **kwargs) | {"contacts": contacts, "mailbox": mailbox}
