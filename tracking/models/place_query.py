"""Finds local and regional governments."""

from django.apps import apps
from django.db import models

from .role import NATIONAL_ROLES


class LocalGovernmentQuerySet(models.QuerySet):
    """Local and regional governments."""

    def of_user(self, user):
        """The governments for which the person works: their own, and those their own collects for."""
        if not user.is_authenticated:
            return self.none()
        joined = self.model.objects.filter(memberships__user=user).values("pk")
        return self.filter(models.Q(pk__in=joined) | models.Q(is_collected_by_parent=True, parent__in=joined))

    def visible_to(self, user):
        """The governments whose workspace the person may look into: their own, and all of a State they serve."""
        if not user.is_authenticated:
            return self.none()
        states = self.model._meta.get_field("state").related_model.objects
        served = states.filter(memberships__user=user, memberships__role__in=NATIONAL_ROLES)
        own = self.model.objects.of_user(user)
        return self.filter(models.Q(pk__in=own.values("pk")) | models.Q(state__in=served.values("pk")))

    def publishing(self):
        """Those that chose to show something of their own to everybody: they alone have a public page."""
        shown = models.Q()
        for model in apps.get_app_config("tracking").get_models():
            if getattr(model, "PUBLISHER", None) == "local_government":  # evidence shows itself with its step alone
                shown |= models.Q(pk__in=model.objects.filter(visibility="public").values("local_government"))
        return self.filter(shown)
