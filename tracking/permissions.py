"""Roles as code: what each role may do, and the one question that everything asks."""

from enum import StrEnum, auto

from .models import Membership

Role = Membership.Role


class Permission(StrEnum):
    """What somebody may do for a government, or for a State."""

    WORKSPACE_VIEW = auto()  # look into a government's workspace
    FOLLOW_UP_EDIT = auto()  # triage, status, SDG targets
    STEP_EDIT = auto()  # steps and evidence
    CONTRIBUTION_DRAFT = auto()  # write and hand in mid-term input
    CONTRIBUTION_APPROVE = auto()  # approve what somebody else of the government handed in
    STATE_VIEW = auto()  # submitted input, calls, deliveries and reports of the State
    IMPORT_RUN = auto()  # upload and confirm recommendations
    CALL_MANAGE = auto()  # open and close calls
    CONTRIBUTION_DECIDE = auto()  # accept or return submitted input
    REPORT_COMPILE = auto()  # compile the mid-term report


WORKING = {
    Permission.WORKSPACE_VIEW,
    Permission.FOLLOW_UP_EDIT,
    Permission.STEP_EDIT,
    Permission.CONTRIBUTION_DRAFT,
}
ROLE_PERMISSIONS = {
    Role.VIEWER: {Permission.WORKSPACE_VIEW},
    Role.OFFICER: WORKING,
    Role.APPROVER: WORKING | {Permission.CONTRIBUTION_APPROVE},
    Role.NATIONAL_VIEWER: {Permission.STATE_VIEW},
    Role.COORDINATOR: {
        Permission.STATE_VIEW,
        Permission.IMPORT_RUN,
        Permission.CALL_MANAGE,
        Permission.CONTRIBUTION_DECIDE,
        Permission.REPORT_COMPILE,
    },
}


def roles_with(permission):
    """The roles that hold a permission."""
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def has_permission(user, permission, *, local_government=None, state=None):
    """Whether `user` holds `permission` for exactly this government, or for exactly this State.

    A superuser of the IT desk holds no role of the field: answering for a city is not an IT matter.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    return Membership.objects.filter(
        user=user, role__in=roles_with(permission), local_government=local_government, state=state
    ).exists()
