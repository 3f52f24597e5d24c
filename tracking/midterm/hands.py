"""Who may do what with a contribution: the government's own people, and the State's, each with their own hands.

What the coordinators typed in on behalf of a government is written and approved by either side.
"""

from django.db.models import Q

from ..models import Contribution, User
from ..permissions import Permission, has_permission, people_with, roles_with

Status = Contribution.Status
STARTS_ANEW = (Status.RETURNED, Status.ACCEPTED, Status.WITHDRAWN)  # what a next version can start from


def holds(user, permission, contribution):
    """Whether the person holds the permission for the government of the contribution."""
    return has_permission(user, permission, local_government=contribution.local_government)


def may_decide(user, contribution):
    """Whether the person accepts and returns for the State."""
    return has_permission(user, Permission.CONTRIBUTION_DECIDE, state=contribution.local_government.state)


def may_write(user, contribution):
    """Whether the person writes and hands in: for the government, or for the State on its behalf."""
    own = holds(user, Permission.CONTRIBUTION_DRAFT, contribution)
    return own or (contribution.is_on_behalf and may_decide(user, contribution))


def may_approve(user, contribution):
    """Whether the person may be the second one: an approver, or of input on behalf also another coordinator."""
    own = holds(user, Permission.CONTRIBUTION_APPROVE, contribution)
    return own or (contribution.is_on_behalf and may_decide(user, contribution))


def second_people(contribution, preparer):
    """The people who may approve what `preparer` (a primary key) hands in."""
    own = people_with(Permission.CONTRIBUTION_APPROVE, contribution.local_government)
    if not contribution.is_on_behalf:
        return own.exclude(pk=preparer)
    roles = roles_with(Permission.CONTRIBUTION_DECIDE)
    national = Q(memberships__role__in=roles, memberships__state=contribution.local_government.state_id)
    people = User.objects.filter(Q(pk__in=own.values("pk")) | national, is_active=True).exclude(pk=preparer)
    return people.distinct().order_by("first_name", "last_name", "pk")


def allowed(user, contribution, newest):
    """What the person may do with the version now, by name; `newest` is the newest version they see."""
    status, call = contribution.status, contribution.call
    is_locked, decides = call.is_locked, may_decide(user, contribution)
    takes_input, on_behalf = call.is_open and not is_locked, contribution.is_on_behalf and decides
    own_approver = holds(user, Permission.CONTRIBUTION_APPROVE, contribution)
    writes = on_behalf or holds(user, Permission.CONTRIBUTION_DRAFT, contribution)
    sees_inside = holds(user, Permission.WORKSPACE_VIEW, contribution)
    second = status == Status.WAITING and (own_approver or on_behalf)
    return {
        "see_inside": sees_inside,
        "read_all": sees_inside or decides,
        "write": writes and contribution.is_draft and takes_input,
        "send_back": second,
        "approve": second and contribution.prepared_by_id != user.pk and takes_input,
        "decide": decides and status == Status.SUBMITTED,
        "see_remarks": decides,
        "next": writes and status in STARTS_ANEW and newest.pk == contribution.pk and takes_input,
        "withdraw": own_approver and status in (Status.SUBMITTED, Status.ACCEPTED) and not is_locked,
        "correct": own_approver and status == Status.ACCEPTED and is_locked,
    }
