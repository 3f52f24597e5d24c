"""Roles as code: what each role may do, and the one question that everything asks."""

from enum import StrEnum, auto

from django.db.models import Q

from .models import LocalGovernment, Membership, State, User

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
    MEASURE_WRITE = auto()  # a ministry's measures on a recommendation
    ASSESSMENT_WRITE = auto()  # the national assessment of a recommendation
    COMMENT_MODERATE = auto()  # publish or refuse what commenters wrote
    COMMENT_WRITE = auto()  # comment for an organisation on what governments publish
    SECOND_READ = auto()  # read second where a government has one person only
    RECORD_EDIT = auto()  # taking part in reviews, structures, self-assessment, local reviews
    DIALOGUE_MANAGE = auto()  # the State's regional dialogues
    PLACE_EDIT = auto()  # a government's own facts: languages, term, competences
    PLACE_MANAGE = auto()  # the State's list of governments: add one, say where it belongs and who collects for it
    HISTORY_VIEW = auto()  # the audit trail of the State's own objects
    PEOPLE_MANAGE = auto()  # invite people, end roles, name focal point and alternate


WORKING = {
    Permission.WORKSPACE_VIEW,
    Permission.FOLLOW_UP_EDIT,
    Permission.STEP_EDIT,
    Permission.CONTRIBUTION_DRAFT,
    Permission.RECORD_EDIT,
    Permission.PLACE_EDIT,
}
ROLE_PERMISSIONS = {
    Role.VIEWER: {Permission.WORKSPACE_VIEW},
    Role.OFFICER: WORKING,
    Role.APPROVER: WORKING | {Permission.CONTRIBUTION_APPROVE, Permission.PEOPLE_MANAGE},
    Role.NATIONAL_VIEWER: {Permission.STATE_VIEW, Permission.MEASURE_WRITE},
    Role.COMMENTER: {Permission.COMMENT_WRITE},
    Role.COORDINATOR: {
        Permission.STATE_VIEW,
        Permission.IMPORT_RUN,
        Permission.CALL_MANAGE,
        Permission.CONTRIBUTION_DECIDE,
        Permission.REPORT_COMPILE,
        Permission.DIALOGUE_MANAGE,
        Permission.ASSESSMENT_WRITE,
        Permission.COMMENT_MODERATE,
        Permission.SECOND_READ,
        Permission.PEOPLE_MANAGE,
        Permission.PLACE_MANAGE,
        Permission.HISTORY_VIEW,
    },
}


def roles_with(permission):
    """The roles that hold a permission."""
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def has_permission(user, permission, *, local_government=None, state=None):
    """Whether `user` holds `permission` for exactly this government, or for exactly this State.

    People of a government that collects for the one below it hold there what they hold at home.
    A superuser of the IT desk holds no role of the field: answering for a city is not an IT matter.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    held = Membership.objects.filter(user=user, role__in=roles_with(permission))
    if local_government is None:
        return held.filter(local_government=None, state=state).exists()
    places = Q(local_government=local_government)
    if local_government.is_collected_by_parent:
        places |= Q(local_government=local_government.parent_id)
    return held.filter(places).exists()


def governments_with(user, permission):
    """The governments for which the person holds the permission: their own, and those their own collects for."""
    if not user.is_authenticated or not user.is_active:
        return LocalGovernment.objects.none()
    held = Membership.objects.filter(user=user, role__in=roles_with(permission)).values("local_government")
    return LocalGovernment.objects.filter(Q(pk__in=held) | Q(is_collected_by_parent=True, parent__in=held))


def people_with(permission, local_government):
    """Active accounts that hold it for a government: its own people, and those of the one that collects for it."""
    places = Q(memberships__local_government=local_government)
    if local_government.is_collected_by_parent:
        places |= Q(memberships__local_government=local_government.parent_id)
    people = User.objects.filter(places, memberships__role__in=roles_with(permission), is_active=True)
    return people.distinct().order_by("first_name", "last_name", "pk")


def people_of_state(permission, state):
    """Active accounts that hold it for a State."""
    people = User.objects.filter(memberships__state=state, memberships__role__in=roles_with(permission), is_active=True)
    return people.distinct().order_by("first_name", "last_name", "pk")


def watches_background(user):
    """Whether the person hears when the server's own work stops: the coordinators of any State, and the IT desk."""
    if not user.is_authenticated or not user.is_active:
        return False
    roles = roles_with(Permission.CALL_MANAGE)
    return user.is_superuser or Membership.objects.filter(user=user, role__in=roles).exists()


def may_manage_people(user, place):
    """Whether the person invites people to this government or State and ends their roles.

    A State is managed by its coordinators; a government by its own approvers, and by the coordinators of its State.
    """
    if isinstance(place, State):
        return has_permission(user, Permission.PEOPLE_MANAGE, state=place)
    is_own = has_permission(user, Permission.PEOPLE_MANAGE, local_government=place)
    return is_own or has_permission(user, Permission.PEOPLE_MANAGE, state=place.state)
