"""The workbook: download it, bring it back, look at the differences, confirm them, get it back with reasons."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import workbook as workbooks
from ..evidence_files import MEDIA_TYPES
from ..forms.workbook import WorkbookMakeForm, WorkbookUploadForm, decisions
from ..models import Workbook, WorkbookUpload
from ..permissions import Permission
from ..uploads import limited_upload
from .access import fetch, fetch_government, require
from .workspace import frame

EARLIER = 10  # workbooks and uploads that the page lists
ROWS_PER_PAGE = 50


@login_required
@limited_upload("UPLOAD_MAX_BYTES")
@require_http_methods(["GET", "POST"])
def workbook_list(request, pk):
    """Download a workbook, or bring one back: its differences are the next page."""
    government = fetch_government(request, pk)
    form = WorkbookUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(request.user, Permission.FOLLOW_UP_EDIT, local_government=government)
        upload = _received(request, form, government) if form.is_valid() else None
        if upload:
            return redirect(upload)
    context = frame(request, government, "workbook", (_("Workbook"), ""))
    context |= {
        "form": form,
        "make_form": WorkbookMakeForm(government=government),
        "made": Workbook.objects.filter(local_government=government).select_related("made_by")[:EARLIER],
        "uploads": WorkbookUpload.objects.filter(workbook__local_government=government).for_listing()[:EARLIER],
    }
    return render(request, "tracking/workbook_list.html", context)


def _received(request, form, government):
    """The WorkbookUpload, also one that came before; None with the reason among the form's errors."""
    file, now = form.cleaned_data["file"], timezone.now()
    try:
        upload = workbooks.receive(file, government=government, by=request.user, now=now)
    except workbooks.Unreadable as error:
        form.add_error("file", str(error))
        return None
    except workbooks.AlreadyReceived as error:
        upload = error.earlier
        if upload.is_waiting:
            messages.info(request, _("This very file was uploaded before. It still waits for your confirmation."))
        else:
            day = date_format(timezone.localtime(upload.applied_at), "DATETIME_FORMAT")
            messages.info(request, _("This very file was applied on %(day)s. Nothing was done twice.") % {"day": day})
        return upload
    messages.success(request, _("The file was read. Nothing is changed yet: look at the differences first."))
    return upload


@login_required
@require_POST
def workbook_make(request, pk):
    """The workbook as a file, with what the site holds now."""
    government = fetch_government(request, pk, Permission.FOLLOW_UP_EDIT)
    form = WorkbookMakeForm(request.POST, government=government)
    if not form.is_valid():
        messages.error(request, _("Choose a language."))
        return redirect("tracking:workbook-list", pk=pk)
    language = form.cleaned_data["language"]
    workbook, data = workbooks.make(government, language=language, by=request.user, now=timezone.now())
    return _download(data, f"{slugify(government.name) or government.slug}-{workbook.reference}.xlsx")


def _download(data, name):
    response = HttpResponse(data, content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _own_upload(request, pk, permission):
    """An upload of a government for which the person works, where they hold the permission."""
    upload = fetch(WorkbookUpload.objects.visible_to(request.user).for_listing(), pk=pk)
    require(request.user, permission, local_government=upload.workbook.local_government)
    return upload


@login_required
@require_GET
def workbook_detail(request, pk):
    """What the file would change, cell by cell: what is wrong first, then sheet by sheet."""
    upload = _own_upload(request, pk, Permission.WORKSPACE_VIEW)
    government = upload.workbook.local_government
    comparison = workbooks.compare(upload, today=timezone.localdate())
    pending = [row for row in comparison.rows if row.outcome != workbooks.Outcome.SAME]
    pending.sort(key=lambda row: (row.outcome != workbooks.Outcome.ERROR, row.row.pk))
    page = Paginator(pending, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Workbook"), _list_of(government)), (upload.name, "")]
    context = frame(request, government, "workbook", *crumbs)
    context |= {
        "upload": upload,
        "page": page,
        "sections": [(title, list(rows)) for title, rows in groupby(page, _section)],
        "counts": [(outcome, word, count) for outcome, word, count in workbooks.counts(comparison) if count],
        "applied": comparison.applied,
        "has_reasons": bool(workbooks.reasons_of(comparison)),
        "has_open": any(row.outcome != workbooks.Outcome.ERROR for row in page),
    }
    return render(request, "tracking/workbook_detail.html", context)


def _section(row):
    """The heading under which a row stands."""
    if row.outcome == workbooks.Outcome.ERROR:
        return _("These rows cannot be taken over as they are")
    return str(row.sheet.title)


def _list_of(government):
    return reverse("tracking:workbook-list", args=[government.pk])


@login_required
@require_POST
def workbook_apply(request, pk):
    """Take over the ticked rows; a second press finds nothing left to do."""
    upload = _own_upload(request, pk, Permission.FOLLOW_UP_EDIT)
    chosen = {key: workbooks.Decision(*decision) for key, *decision in decisions(request.POST)}
    if not chosen:
        messages.info(request, _("Nothing was ticked, so nothing was changed."))
        return redirect(upload)
    _tell(request, workbooks.apply(upload, chosen, by=request.user, now=timezone.now()))
    return redirect(upload)


def _tell(request, result):
    """Say what became of the confirmed rows."""
    if result.applied:
        sentence = ngettext("%d row was taken over.", "%d rows were taken over.", result.applied)
        messages.success(request, sentence % result.applied)
    if result.held_back:
        messages.warning(
            request, _("Something is not public yet: the topic is sensitive, and a second person reads it first.")
        )
    if result.outdated:
        sentence = ngettext(
            "%d row changed on the site since you looked and was left. Look again, then confirm.",
            "%d rows changed on the site since you looked and were left. Look again, then confirm.",
            result.outdated,
        )
        messages.warning(request, sentence % result.outdated)
    if result.refused:
        sentence = ngettext(
            "%d row was refused; see why below.", "%d rows were refused; see why below.", result.refused
        )
        messages.error(request, sentence % result.refused)
    if not (result.applied or result.outdated or result.refused):
        messages.info(request, _("These rows were taken over before. Nothing was done twice."))


@login_required
@require_GET
def workbook_file(request, pk):
    """The file as it came, with the reason at the end of each row that could not be taken over."""
    upload = _own_upload(request, pk, Permission.WORKSPACE_VIEW)
    if not upload.file.storage.exists(upload.file.name):
        raise Http404
    reasons = workbooks.reasons_of(workbooks.compare(upload, today=timezone.localdate()))
    name = f"{upload.workbook.reference}-{upload.pk}.xlsx"
    if not reasons:
        return FileResponse(upload.file.open(), as_attachment=True, filename=name, content_type=MEDIA_TYPES["xlsx"])
    with upload.file.open() as stored:
        data = stored.read()
    try:
        return _download(workbooks.returned(data, reasons), name)
    except workbooks.Unreadable as error:
        raise Http404 from error


@login_required
@require_POST
def workbook_discard(request, pk):
    """Delete a file of which nothing is applied."""
    upload = _own_upload(request, pk, Permission.FOLLOW_UP_EDIT)
    government = upload.workbook.local_government
    if upload.discard(by=request.user, now=timezone.now()):
        messages.success(request, _("“%(name)s” was discarded. Nothing was changed.") % {"name": upload.name})
        return redirect(_list_of(government))
    messages.error(request, _("It is too late to discard this file: rows of it were taken over."))
    return redirect("tracking:workbook-detail", pk=pk)
