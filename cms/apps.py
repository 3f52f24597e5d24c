"""CMS pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Names the app; nothing happens at start-up."""

    name = "cms"
    verbose_name = _("Pages")
