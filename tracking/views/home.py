"""Home: what waits for the person who signed in, whatever they are to whom."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from .. import todo
from ..models import LocalGovernment, Membership, State


@login_required
@require_GET
def home(request):
    """Own governments first, then those that they collect for, the States served, and where the person comments."""
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    held = list(Membership.objects.filter(user=user))
    own = LocalGovernment.objects.filter(memberships__user=user).select_related("state").distinct()
    collected = LocalGovernment.objects.of_user(user).exclude(pk__in=own.values("pk"))
    context = {
        "governments": [todo.of_government(government, user, today) for government in own],
        "collected": list(todo.collected(collected, today)) if own else [],
        "states": [todo.of_state(state, user, today) for state in states_of(held, Membership.NATIONAL_ROLES)],
        "commented": [todo.of_commenter(state, user, now) for state in states_of(held, [Membership.Role.COMMENTER])],
        "is_editor": user.has_perm("wagtailadmin.access_admin"),
    }
    context["is_without_role"] = not held and not context["is_editor"]
    return render(request, "tracking/home.html", context)


def states_of(held, roles):
    """The States for which the person holds one of these roles, by name."""
    ids = {membership.state_id for membership in held if membership.role in roles}
    return State.objects.filter(pk__in=ids) if ids else []
