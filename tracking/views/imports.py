"""Importing recommendations: hand a file in, look at what it would change, confirm or discard."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from .. import importing, tasks
from ..forms.source import SourceFileForm
from ..models import SourceFile, SourceRow
from ..permissions import Permission, has_permission
from ..tables.source import SourceFileTable, SourceRowTable
from ..uploads import limited_upload
from .access import fetch, require, served_states

FILES_PER_PAGE = 25
ROWS_PER_PAGE = 50
SECONDS_BETWEEN_LOOKS = 3  # of a page that shows a running import


@login_required
@require_GET
def import_list(request):
    """The files of the States that the person serves, and what became of them."""
    if not served_states(request.user, Permission.STATE_VIEW).exists():
        raise Http404
    table = SourceFileTable(SourceFile.objects.visible_to(request.user).for_listing())
    RequestConfig(request, paginate={"per_page": FILES_PER_PAGE}).configure(table)
    may_import = served_states(request.user, Permission.IMPORT_RUN).exists()
    context = {"table": table, "may_import": may_import, "breadcrumbs": _way_to()}
    return render(request, "tracking/import_list.html", context)


@login_required
@limited_upload("UPLOAD_MAX_BYTES")
@require_http_methods(["GET", "POST"])
def import_add(request):
    """Take a file in; where it can be read, its preview is the next page."""
    states = served_states(request.user, Permission.IMPORT_RUN)
    if not states:
        if served_states(request.user, Permission.STATE_VIEW).exists():
            raise PermissionDenied
        raise Http404
    form = SourceFileForm(states, timezone.localdate(), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        source_file = _received(form, request.user)
        if source_file:
            messages.success(request, _("The file was read. Nothing is imported yet: look at the preview first."))
            return redirect(source_file)
    return render(request, "tracking/import_add.html", {"form": form, "breadcrumbs": _way_to(_("Import a file"))})


def _received(form, user):
    """The new SourceFile, or None with the reason among the form's errors."""
    data = form.cleaned_data
    state, cycle = data["review"]
    language, now = data["language"], timezone.now()
    try:
        return importing.receive(data["file"], state=state, cycle=cycle, language=language, by=user, now=now)
    except importing.Unreadable as error:
        form.add_error("file", str(error))
    except importing.AlreadyReceived as error:
        sentence = _("This very file was handed in for this review before.")
        link = format_html('<a href="{}">{}</a>', error.earlier.get_absolute_url(), _("Open the earlier import"))
        form.add_error(None, format_html("{} {}", sentence, link))
    return None


@login_required
@require_GET
def import_detail(request, pk):
    """What the file would change; while it is being imported how far it is; after that what became of it."""
    source_file = fetch(SourceFile.objects.visible_to(request.user).for_listing(), pk=pk)
    state = source_file.review.state
    require(request.user, Permission.STATE_VIEW, state=state)
    counts = {outcome: getattr(source_file, f"{outcome}_count") for outcome in SourceRow.Outcome.values}
    chosen = request.GET.get("outcome", "")
    rows = source_file.rows.most_urgent_first()
    if chosen in counts:
        rows = rows.filter(outcome=chosen)
    table = SourceRowTable(rows)
    RequestConfig(request, paginate={"per_page": ROWS_PER_PAGE}).configure(table)
    context = {
        "breadcrumbs": _way_to(source_file.name),
        "source_file": source_file,
        "table": table,
        "chosen": chosen if chosen in counts else "",
        "tabs": [(outcome.value, outcome.label, counts[outcome]) for outcome in SourceRow.BY_URGENCY],
        "row_count": sum(counts.values()),
        "to_import": counts["new"] + counts["changed"],
        "missing": importing.missing_from(source_file),
        "percent": importing.percent(source_file.pk) if source_file.is_waiting else 0,
        "seconds": SECONDS_BETWEEN_LOOKS,
        "may_decide": source_file.is_undecided and has_permission(request.user, Permission.IMPORT_RUN, state=state),
    }
    return render(request, "tracking/import_detail.html", context)


@login_required
@require_POST
def import_confirm(request, pk):
    """Release the file for import; a second press does nothing more."""
    source_file = _decidable(request, pk)
    try:
        confirmation = importing.confirm(source_file, by=request.user, now=timezone.now())
    except importing.Unreadable as error:
        messages.error(request, str(error))
        return redirect(source_file)
    if confirmation == importing.Confirmation.DONE:
        tasks.run_import.delay_on_commit(source_file.pk)
        messages.success(request, _("Confirmed. The import starts by itself; you may leave this page."))
    elif confirmation == importing.Confirmation.OUTDATED:
        messages.warning(
            request,
            _("The recommendations changed since you saw the preview. It is up to date now: look again, then confirm."),
        )
    else:
        messages.info(request, _("This file was confirmed before. Nothing was done twice."))
    return redirect(source_file)


@login_required
@require_POST
def import_discard(request, pk):
    """Delete a file of which nothing is imported."""
    source_file = _decidable(request, pk)
    if importing.discard(source_file, by=request.user, now=timezone.now()):
        messages.success(request, _("“%(name)s” was discarded. Nothing was imported.") % {"name": source_file.name})
        return redirect("tracking:import-list")
    messages.error(request, _("It is too late to discard this file: it was confirmed before."))
    return redirect("tracking:import-detail", pk=pk)


def _way_to(page=""):
    """The breadcrumbs of a page below the list, or of the list."""
    way = [(_("My work"), reverse("tracking:home")), (_("Imported files"), reverse("tracking:import-list"))]
    return [*way, (page, "")] if page else [way[0], (way[1][0], "")]


def _decidable(request, pk):
    """A file of a State for which the person may import."""
    source_file = fetch(SourceFile.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, Permission.IMPORT_RUN, state=source_file.review.state)
    return source_file
