"""Evidence on a step: add, remove, download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..evidence_files import MEDIA_TYPES
from ..forms.evidence import EvidenceForm
from ..models import Evidence, LocalGovernment, Visibility
from ..permissions import Permission
from ..uploads import limited_upload
from .access import fetch, require
from .saving import tell_saved
from .steps import TWICE_WITHIN, own_step, steps_of
from .workspace import frame


@limited_upload("EVIDENCE_MAX_BYTES")
@login_required
@require_http_methods(["GET", "POST"])
def evidence_add(request, pk):
    """A link or a file that shows that the step happened."""
    step = own_step(request, pk, Permission.STEP_EDIT)
    evidence = Evidence(step=step, visibility=Visibility.INTERNAL)
    form = EvidenceForm(request.POST or None, request.FILES or None, instance=evidence)
    if request.method == "POST" and form.is_valid():
        add_once(request, form)
        tell_saved(request, form, _("Evidence added."))
        if form.loss:
            messages.info(request, form.loss)
        return redirect(step)
    government = step.local_government
    crumbs = [(_("Steps"), steps_of(government)), (step.title, step.get_absolute_url()), (_("Add evidence"), "")]
    context = frame(request, government, "steps", *crumbs) | {"form": form, "step": step}
    return render(request, "tracking/evidence_add.html", context)


@transaction.atomic
def add_once(request, form):
    """Save what was typed, unless the button was pressed twice: then it stands already."""
    now = timezone.now()
    own_step(request, form.instance.step_id, Permission.STEP_EDIT, is_taken=True)  # one after the other
    if twin_of(form, by=request.user, now=now) is None:
        form.instance.add(by=request.user, now=now)
        form.settle(form.instance, by=request.user, now=now)


def twin_of(form, *, by, now):
    """The same evidence, added by the same person within the last minute; None where there is none."""
    same = {name: getattr(form.instance, name) for name in ("kind", "title", "link", "file_name", "visibility")}
    added = Evidence.objects.filter(step=form.instance.step_id, added_by=by, added_at__gte=now - TWICE_WITHIN, **same)
    file = form.cleaned_data["file"]
    return next((row for row in added if content_of(row) == (file.content if file else None)), None)


def content_of(evidence):
    """The bytes of its file; None where it has none, or the file is gone."""
    if not evidence.file:
        return None
    try:
        with evidence.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


@login_required
@require_POST
@transaction.atomic
def evidence_remove(request, pk):
    """Take a piece of evidence off its step, unless a status stands on it alone."""
    own = Evidence.objects.filter(step__local_government__in=LocalGovernment.objects.of_user(request.user))
    evidence = fetch(own.select_related("step__local_government"), pk=pk)
    require(request.user, Permission.STEP_EDIT, local_government=evidence.step.local_government)
    try:
        evidence.remove(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Evidence removed."))
    return redirect(evidence.step)


@require_safe
def evidence_file(request, pk):
    """The file, to whoever may see the evidence and its step; always as a download."""
    evidence = fetch(Evidence.objects.visible_to(request.user).exclude(file=""), pk=pk)
    ending = evidence.file.name.rsplit(".", 1)[-1]
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=evidence.file_name,
        content_type=MEDIA_TYPES.get(ending, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
