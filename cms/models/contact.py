"""Who runs this installation, and where people reach them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="mail")
class ContactSettings(BaseGenericSetting):
    """The operator and its role mailboxes; never the name of a person."""

    operator = models.CharField(
        _("body that runs this site"), max_length=200, blank=True, help_text=_("A public body, not a person.")
    )
    address = models.TextField(_("postal address"), blank=True)
    mailbox = models.EmailField(_("general mailbox"), blank=True)
    accessibility_mailbox = models.EmailField(_("mailbox for accessibility"), blank=True)
    data_protection_mailbox = models.EmailField(_("mailbox for data protection"), blank=True)
    risk_mailbox = models.EmailField(_("mailbox for reports of a risk"), blank=True)
    enforcement_body = models.CharField(_("body that enforces accessibility rules"), max_length=200, blank=True)
    enforcement_url = models.URLField(_("address of its complaint procedure"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("operator"), FieldPanel("address"), FieldPanel("mailbox")], heading=_("Operator")),
        MultiFieldPanel(
            [
                FieldPanel("accessibility_mailbox"),
                FieldPanel("data_protection_mailbox"),
                FieldPanel("risk_mailbox"),
            ],
            heading=_("Special mailboxes"),
            help_text=_("If left empty, the general mailbox is used."),
        ),
        MultiFieldPanel(
            [FieldPanel("enforcement_body"), FieldPanel("enforcement_url")], heading=_("Accessibility enforcement")
        ),
    ]

    class Meta:
        verbose_name = _("operator and contacts")
        verbose_name_plural = _("operator and contacts")

    @classmethod
    def current(cls):
        """The installation's settings; empty ones, unsaved, as long as nobody has filled them in."""
        return cls.objects.first() or cls()

    def mailbox_for(self, kind):
        """The mailbox for a kind of contact (StandardPage.Contact), the general one where it has none of its own."""
        special = {
            "accessibility": self.accessibility_mailbox,
            "data-protection": self.data_protection_mailbox,
            "risk": self.risk_mailbox,
        }
        return special.get(kind) or self.mailbox
