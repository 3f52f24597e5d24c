"""The coordinator's side of the excerpts: shown to governments until a day, and how far their answers are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..forms.approval import ExcerptsForm
from ..midterm import feedback
from ..permissions import Permission, has_permission
from .reports import fetch_call, way_to

SHOWN = {
    "objected": lambda row: row.objected,
    "waiting": lambda row: row.waiting,
    "undecided": lambda row: row.undecided,
}


@login_required
@require_GET
def excerpt_list(request, pk):
    """Every government with accepted input: how many of its excerpts are confirmed, and what it wants changed."""
    return show(request, fetch_call(request, pk))


def show(request, call, form=None):
    """The page; `form` brings back a day that could not be taken."""
    today = timezone.localdate()
    rows = feedback.standings(call)
    chosen = request.GET.get("show", "")
    context = {
        "call": call,
        "call_tab": "excerpts",
        "today": today,
        "rows": [row for row in rows if SHOWN[chosen](row)] if chosen in SHOWN else rows,
        "chosen": chosen,
        "counts": {name: sum(1 for row in rows if is_in(row)) for name, is_in in SHOWN.items()},
        "used": sum(row.used for row in rows),
        "confirmed": sum(row.confirmed for row in rows),
        "undecided": sum(row.undecided for row in rows),
        "objections": feedback.objections(call),
        "locked": feedback.locked_edition(call),
        "notes": feedback.notes(call),
        "form": form or ExcerptsForm(today=today, initial={"until": call.excerpts_until}),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=call.review.state),
        "breadcrumbs": [*way_to(call)[:-1], (_("Excerpts"), "")],
    }
    return render(request, "tracking/excerpt_list.html", context)


@login_required
@require_POST
def excerpt_send(request, pk):
    """Let every government see and confirm its excerpts until a day."""
    call = fetch_call(request, pk, Permission.CALL_MANAGE)
    form = ExcerptsForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return show(request, call, form)
    try:
        call.send_excerpts(form.cleaned_data["until"], by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Governments see their excerpts now; it stands on their list of what to do."))
    return redirect("tracking:excerpt-list", call.pk)
