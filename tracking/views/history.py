"""The audit trail: of a government for its own people, of the State's own objects for its coordinator."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import history as trail
from ..forms.history import HistoryFilterForm
from ..history.export import lines
from ..models import Event
from ..permissions import Permission
from .access import fetch_government, served_states
from .workspace import chips_of, frame

PER_PAGE = 50


@login_required
@require_GET
def history(request, pk):
    """Who did what when in a government's work."""
    government = fetch_government(request, pk)
    context = frame(request, government, "place", (_("History"), ""))
    return shown(request, trail.of_government(government), context, reverse("tracking:history-export", args=[pk]))


@login_required
@require_GET
def history_export(request, pk):
    """The same as a file."""
    government = fetch_government(request, pk)
    return exported(request, trail.of_government(government), f"history-{government.slug}")


@login_required
@require_GET
def state_history(request):
    """Who did what when with the reviews, imports, calls, reports and roles of the States that one coordinates."""
    context = {"breadcrumbs": [(_("My work"), reverse("tracking:home")), (_("History"), "")]}
    return shown(request, of_states(request), context, reverse("tracking:state-history-export"))


@login_required
@require_GET
def state_history_export(request):
    """The same as a file."""
    return exported(request, of_states(request), "history")


def of_states(request):
    """The events of all States that the person coordinates; 403 for others who serve one, 404 for everybody else."""
    if not served_states(request.user, Permission.STATE_VIEW):
        raise Http404
    states = served_states(request.user, Permission.HISTORY_VIEW)
    if not states:
        raise PermissionDenied
    found = Event.objects.none()
    for state in states:
        found = found | trail.of_state(state)
    return found


def filtered(request, events):
    """(the filter's form, the events it asks for)"""
    form = HistoryFilterForm(request.GET, people=trail.people_in(events), kinds=trail.kinds_in(events))
    return form, trail.narrowed(events, **form.asked)


def shown(request, events, context, export_url):
    """A page of entries, each with its object."""
    form, found = filtered(request, events)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    chips = chips_of(request, form)
    context |= {
        "form": form,
        "page": page,
        "entries": trail.tell(page.object_list),
        "query": query.urlencode(),
        "export_url": f"{export_url}?{query.urlencode()}",
        **chips,
    }
    return render(request, "tracking/history_list.html", context)


def exported(request, events, name):
    """The events that the address asks for as CSV."""
    _form, found = filtered(request, events)
    response = StreamingHttpResponse(lines(found, language=get_language()), content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    return response
