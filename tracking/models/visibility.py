"""Who may see a row: three values, asked in one way everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .place import LocalGovernment
from .role import Role


class Visibility(models.TextChoices):
    """public: anyone. internal: own people and the State's. restricted: own people and coordinators."""

    PUBLIC = "public", _("public")
    INTERNAL = "internal", _("internal")
    RESTRICTED = "restricted", _("restricted")


def visible_to(user, *, government="local_government", visibility="visibility"):
    """A Q that keeps the rows `user` may see, given the paths to the row's government and visibility."""
    is_public = models.Q(**{visibility: Visibility.PUBLIC})
    if not user.is_authenticated:
        return is_public
    served = Membership.objects.serving(user)
    coordinated = served.filter(role=Role.COORDINATOR)
    return (
        is_public
        | models.Q(**{f"{government}__in": LocalGovernment.objects.of_user(user).values("pk")})
        | models.Q(**{visibility: Visibility.INTERNAL, f"{government}__state__in": served.values("state")})
        | models.Q(**{f"{government}__state__in": coordinated.values("state")})
    )
