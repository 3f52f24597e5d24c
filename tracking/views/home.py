"""Home: what waits for the person who signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from .. import todo
from ..models import LocalGovernment, State


@login_required
@require_GET
def home(request):
    """Own governments first, then the States served; each with what is to be done now."""
    user, today = request.user, timezone.localdate()
    governments = LocalGovernment.objects.of_user(user).select_related("state")
    states = State.objects.filter(memberships__user=user).distinct()
    context = {
        "governments": [todo.of_government(government, user, today) for government in governments],
        "states": [todo.of_state(state, user, today) for state in states],
        "is_editor": user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "tracking/home.html", context)
