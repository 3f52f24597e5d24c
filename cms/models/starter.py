"""What the command create_site has made."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class StarterPage(models.Model):
    """A page that create_site made once. It is never made again, not even after editors deleted it."""

    key = models.CharField(_("name of the content file"), max_length=80)
    language = models.CharField(_("language"), max_length=10)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("starter page")
        verbose_name_plural = _("starter pages")
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="starter_page_once_per_language")]

    def __str__(self):
        return f"{self.key} ({self.language})"
