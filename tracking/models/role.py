"""The roles that people hold for a government or for a State."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is to a government (the first three) or to a State; permissions.py says what each may do."""

    OFFICER = "officer", _("officer")
    APPROVER = "approver", _("approver")
    VIEWER = "viewer", _("viewer")
    COORDINATOR = "coordinator", _("national coordinator")
    NATIONAL_VIEWER = "national-viewer", _("national viewer")
    COMMENTER = "commenter", _("commenter (civil society, human rights institution)")


LOCAL_ROLES = (Role.OFFICER, Role.APPROVER, Role.VIEWER)
# Those who serve the State and see what governments submit; a commenter does not.
NATIONAL_ROLES = (Role.COORDINATOR, Role.NATIONAL_VIEWER)
STATE_ROLES = (*NATIONAL_ROLES, Role.COMMENTER)
