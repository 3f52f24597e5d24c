"""Fetch and authorise in one step: not yours is 404, yours but read-only is 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ..models import LocalGovernment, State
from ..permissions import Permission, has_permission, roles_with


def fetch(queryset, **lookup):
    """The one row of `queryset` (already narrowed to what the person may see), or 404."""
    try:
        return queryset.get(**lookup)
    except (queryset.model.DoesNotExist, ValueError) as error:
        raise Http404 from error


def require(user, permission, *, local_government=None, state=None):
    """403 unless the person holds the permission for this government or State."""
    if not has_permission(user, permission, local_government=local_government, state=state):
        raise PermissionDenied


def fetch_government(request, pk, permission=Permission.WORKSPACE_VIEW):
    """A government of which the person is a member and for which they hold `permission`."""
    government = fetch(LocalGovernment.objects.of_user(request.user).select_related("state"), pk=pk)
    require(request.user, permission, local_government=government)
    return government


def served_states(user, permission):
    """The States for which the person holds the permission."""
    roles = roles_with(permission)
    return State.objects.filter(memberships__user=user, memberships__role__in=roles).distinct()
