"""The tracking app: reviews, recommendations, follow-up by local governments, mid-term input."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackingConfig(AppConfig):
    """Names the app; nothing happens at start-up."""

    name = "tracking"
    verbose_name = _("Follow-up")
