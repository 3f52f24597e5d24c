"""How the work in the background fares: for coordinators, and for those who run the site."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import background
from ..permissions import Permission, watches_background
from .access import served_states


@login_required
@require_GET
def background_detail(request):
    """When each task last ran, where mails stand, and what is wrong; a coordinator sees the mails of the own States."""
    if not watches_background(request.user):
        raise Http404
    now = timezone.now()
    states = None if request.user.is_superuser else list(served_states(request.user, Permission.CALL_MANAGE))
    context = {
        "health": background.health(now, states),
        "is_of_site": states is None,
        "now": now,
        "breadcrumbs": [(_("Reminders"), reverse("tracking:delivery-list")), (_("Work in the background"), "")],
    }
    return render(request, "tracking/background_detail.html", context)
