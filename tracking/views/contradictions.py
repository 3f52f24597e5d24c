"""What the inputs to a call contradict each other in: each flag explains itself and is settled with a note."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..forms.contradiction import FlagFilterForm
from ..midterm import contradictions
from ..midterm.overview import Overview
from ..models import ContradictionNote, Event
from ..permissions import Permission
from ..tasks import find_contradictions
from .access import fetch
from .synthesis import fetch_call, frame_of

PER_PAGE = 25
ASKED_SECONDS = 300


@login_required
@require_GET
def contradiction_list(request, pk):
    """All flags of a call, filtered by kind, cluster, and whether they are settled."""
    call = fetch_call(request, pk)
    overview = Overview(call, with_counts=False)
    found = kept_flags(call)
    form = FlagFilterForm(request.GET, groups=overview.groups())
    order = {pk: place for place, pk in enumerate(overview.rows)}
    shown = [row for row in found.flags if row.recommendation in order and form.keeps(row, found, overview.rows)]
    page = Paginator(sorted(shown, key=lambda row: order[row.recommendation]), PER_PAGE).get_page(
        request.GET.get("page")
    )
    whole = contradictions.find_settled(call, {row.recommendation for row in page})
    by_key = {row.flag.key: row for row in whole}
    settled = sum(row.key in found.settled for row in found.flags)
    context = frame_of(request, call, "contradictions") | {
        "form": form,
        "page": page,
        "rows": with_earlier([by_key[row.key] for row in page if row.key in by_key]),
        "open": len(found.flags) - settled,
        "settled": settled,
        "is_current": found.is_current,
    }
    return render(request, "tracking/contradiction_list.html", context)


def with_earlier(rows):
    """The rows, each note with the events of those before it: who settled it earlier, and when. One query."""
    notes = {row.note.pk: row.note for row in rows if row.note}
    told = Event.objects.filter(object_kind="contradictionnote", object_id__in=notes).select_related("by")
    by_note = {}
    for event in told.order_by("at", "pk"):
        by_note.setdefault(event.object_id, []).append(event)
    for pk, note in notes.items():
        note.earlier_events = by_note.get(pk, [])[:-1]
    return rows


def kept_flags(call):
    """The flags of a call as they are kept; where they are outdated and there are many, a worker looks again."""
    found = contradictions.kept(call)
    if not found.is_current and cache.add(f"contradictions-asked-{call.pk}", True, ASKED_SECONDS):
        find_contradictions.delay_on_commit(call.pk)
    return found


@login_required
@require_POST
def contradiction_settle(request, pk, recommendation, key):
    """Settle one flag with a note; where its facts have changed meanwhile, nothing is settled."""
    call = fetch_call(request, pk, Permission.REPORT_COMPILE)
    recommendation = fetch(call.recommendations_asked(), pk=recommendation)
    found = next((flag for flag in contradictions.find(call, [recommendation.pk]) if flag.key == key), None)
    if found is None:
        messages.warning(request, _("What this was about has changed meanwhile. Look at it again."))
        return redirect(back_of(request, call))
    try:
        ContradictionNote.objects.settle(
            call,
            kind=found.kind,
            key=key,
            recommendation=recommendation,
            note=request.POST.get("note", "").replace("\0", ""),
            seen=request.POST.get("seen", ""),
            by=request.user,
            now=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Settled. It stands again if its facts change."))
    return redirect(back_of(request, call))


def back_of(request, call):
    """The page from which somebody came, with its filters; else the list."""
    address = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if is_ours else reverse("tracking:contradiction-list", args=[call.pk])
