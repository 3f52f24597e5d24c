"""Who may do what with a contribution: the government's own people, and the State's, each with their own hands.

What the coordinators typed in on behalf of a government is written and approved by either side, but never by the
same person; models.contribution_eyes says whose own work a version is.
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
    people = User.objects.filter(Q(pk__in=own.values("pk")) | national, is_active=True)
    people = people.exclude(pk__in=contribution.barred_from_approving | {preparer})
    return people.distinct().order_by("first_name", "last_name", "pk")


def is_kept_for_approving(user, contribution, approvers):
    """Whether the person alone can approve a draft that somebody else can hand in; `approvers` are the other ones."""
    if not contribution.is_draft or contribution.is_on_behalf:
        return False
    if approvers or not holds(user, Permission.CONTRIBUTION_APPROVE, contribution):
        return False
    return people_with(Permission.CONTRIBUTION_DRAFT, contribution.local_government).exclude(pk=user.pk).exists()


def other_deciders(contribution):
    """The people who may accept it for the State: nobody whose own work it is."""
    national = Q(memberships__role__in=roles_with(Permission.CONTRIBUTION_DECIDE))
    state = Q(memberships__state=contribution.local_government.state_id)
    people = User.objects.filter(national & state, is_active=True).exclude(pk__in=contribution.barred_from_accepting)
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
    to_decide = decides and status == Status.SUBMITTED
    is_own_work = bool(
        (second and user.pk in contribution.barred_from_approving)
        or (to_decide and user.pk in contribution.barred_from_accepting)
    )
    return {
        "see_inside": sees_inside,
        "read_all": sees_inside or decides,
        "write": writes and contribution.is_draft and takes_input,
        "send_back": second,
        "approve": second and not is_own_work and takes_input,
        "decide": to_decide,
        "accept": to_decide and not is_own_work,
        "undo_accept": decides and status == Status.ACCEPTED and newest.pk == contribution.pk and not is_locked,
        "remove": on_behalf and contribution.is_draft,
        "is_own_work": is_own_work,
        "deciders": other_deciders(contribution) if to_decide and is_own_work else (),
        "see_remarks": decides,
        "next": writes and status in STARTS_ANEW and newest.pk == contribution.pk and takes_input,
        "withdraw": own_approver and status in (Status.SUBMITTED, Status.ACCEPTED) and not is_locked,
        "correct": own_approver and status == Status.ACCEPTED and is_locked,
    }
