"""A State's own Word template of the report: uploaded, checked, chosen, or none."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.report_template import ReportTemplateForm
from ..midterm import own_template
from ..models import ReportTemplate
from ..permissions import Permission
from ..uploads import limited_upload
from .access import fetch, require, served_states
from .edition_files import CONTENT_TYPES


def fetch_state(request, iso3):
    """A State for which the person compiles the report; 403 for those who only read there."""
    state = fetch(served_states(request.user, Permission.STATE_VIEW), iso3=iso3.upper())
    require(request.user, Permission.REPORT_COMPILE, state=state)
    return state


def fetch_template(request, pk):
    """A template of such a State, with the State."""
    served = served_states(request.user, Permission.STATE_VIEW)
    template = fetch(ReportTemplate.objects.filter(state__in=served).select_related("state"), pk=pk)
    require(request.user, Permission.REPORT_COMPILE, state=template.state)
    return template


@login_required
@limited_upload("UPLOAD_MAX_BYTES")
@require_http_methods(["GET", "POST"])
def template_list(request, iso3):
    """Every template of the State, the placeholders, and the way to another template."""
    state = fetch_state(request, iso3)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportTemplateForm(*sent)
    if form.is_valid():
        ReportTemplate.objects.take(state, form.name, form.content, by=request.user, now=timezone.now())
        messages.success(request, _("The template is stored. The next edition comes in it, too."))
        return redirect("tracking:report-template-list", state.iso3)
    context = {
        "state": state,
        "form": form,
        "templates": state.report_templates.all(),
        "placeholders": own_template.list_of_placeholders(),
        "breadcrumbs": [(str(state), ""), (_("Template of the report"), "")],
    }
    return render(request, "tracking/report_template_list.html", context)


@login_required
@require_GET
def template_starter(request, iso3):
    """A template to begin with, in the language of the page."""
    state = fetch_state(request, iso3)
    response = HttpResponse(own_template.starter(get_language()), content_type=CONTENT_TYPES[".docx"])
    response["Content-Disposition"] = f'attachment; filename="{state.iso3}-midterm-template.docx"'
    return response


@login_required
@require_POST
def template_none(request, iso3):
    """Write the next edition without a template of the State's own."""
    state = fetch_state(request, iso3)
    ReportTemplate.objects.use_none(state, by=request.user, now=timezone.now())
    messages.success(request, _("The next edition comes in our own layout only."))
    return redirect("tracking:report-template-list", state.iso3)


@login_required
@require_POST
def template_use(request, pk):
    """Let the next edition use an earlier template again."""
    template = fetch_template(request, pk)
    template.use(by=request.user, now=timezone.now())
    messages.success(request, _("The template is stored. The next edition comes in it, too."))
    return redirect("tracking:report-template-list", template.state.iso3)


@login_required
@require_GET
def template_file(request, pk):
    """The template as it was uploaded."""
    template = fetch_template(request, pk)
    if not template.file.storage.exists(template.file.name):
        raise Http404
    kind = CONTENT_TYPES[".docx"]
    return FileResponse(template.file.open(), as_attachment=True, filename=template.name, content_type=kind)
