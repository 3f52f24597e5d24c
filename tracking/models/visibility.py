"""Who may see a row: three values, asked in one way everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import Membership


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
    roles = Membership.objects.filter(user=user)
    states = roles.filter(role__in=Membership.NATIONAL_ROLES)
    coordinated = roles.filter(role=Membership.Role.COORDINATOR)
    return (
        is_public
        | models.Q(**{f"{government}__in": roles.values("local_government")})
        | models.Q(**{visibility: Visibility.INTERNAL, f"{government}__state__in": states.values("state")})
        | models.Q(**{f"{government}__state__in": coordinated.values("state")})
    )
