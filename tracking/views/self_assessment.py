"""Self-assessment of a government: rounds, answers, sharing, download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import self_assessment
from ..forms.self_assessment import SelfAssessmentForm
from ..models import LocalGovernment, SelfAssessment
from ..permissions import Permission, has_permission
from .access import fetch, fetch_government, require
from .form_pages import form_page, show_form
from .records import record_frame
from .saving import atomic_when_posted


@login_required
@require_GET
def self_assessment_list(request, pk):
    """The rounds of the government, newest first."""
    government = fetch_government(request, pk)
    context = record_frame(request, government, "self-assessment") | {
        "rounds": SelfAssessment.objects.filter(local_government=government),
        "parts": [(name, self_assessment.items_of(part)) for part, name in self_assessment.PARTS.items()],
        "this_year": timezone.localdate().year,
    }
    return render(request, "tracking/self_assessment_list.html", context)


@login_required
@require_POST
def self_assessment_start(request, pk):
    """Begin the round of this year, with the answers of the one before; where it stands already, show it."""
    government = fetch_government(request, pk, Permission.RECORD_EDIT)
    year = timezone.localdate().year
    row, is_new = SelfAssessment.objects.start(government, year, by=request.user, now=timezone.now())
    if is_new and row.answers.exists():
        messages.success(request, _("Your answers of the last round stand here again, with their dates. Check each."))
    return redirect(row)


def fetch_visible(request, pk):
    """A round that the person may read."""
    rows = SelfAssessment.objects.visible_to(request.user).select_related("local_government__state")
    return fetch(rows, pk=pk)


def own_round(request, pk, *, is_taken=False):
    """A round of a government of which the person is a member, where they may write."""
    rows = SelfAssessment.objects.select_related("local_government__state")
    if is_taken:
        rows = rows.select_for_update(of=("self",))
    row = fetch(rows.filter(local_government__in=LocalGovernment.objects.of_user(request.user)), pk=pk)
    require(request.user, Permission.RECORD_EDIT, local_government=row.local_government)
    return row


@login_required
@require_GET
def self_assessment_detail(request, pk):
    """The answers of one round, for the government's own people and, where it is shared, the coordinator."""
    row = fetch_visible(request, pk)
    government = row.local_government
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    context = {"government": government}
    if is_member:
        context = record_frame(request, government, "self-assessment", (str(row), ""))
    context |= {
        "assessment": row,
        "parts": self_assessment.sheet(row),
        "is_member": is_member,
        "is_newest": row.is_newest,
    }
    return render(request, "tracking/self_assessment_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def self_assessment_edit(request, pk, part):
    """Answer one part of the newest round; earlier rounds stay as they are."""
    if part not in self_assessment.PARTS:
        raise Http404
    row = own_round(request, pk, is_taken=request.method == "POST")
    if not row.is_newest:
        messages.warning(request, _("A newer round exists. This one stays as it is."))
        return redirect(row)
    form, conflicts = SelfAssessmentForm(request.POST or None, assessment=row, part=part), []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            row.save_answers(form.answers(), by=request.user, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect(f"{row.get_absolute_url()}#{part}")
    heading = self_assessment.PARTS[part]
    crumbs = (str(row), row.get_absolute_url()), (heading, "")
    context = record_frame(request, row.local_government, "self-assessment", *crumbs)
    context |= {"assessment": row, "form": form, "heading": heading, "conflicts": conflicts}
    return show_form(request, "tracking/self_assessment_edit.html", context)


@login_required
@require_POST
@transaction.atomic
def self_assessment_share(request, pk):
    """Let the national coordinator read the round, or no longer: `share` is 1 or 0."""
    row = own_round(request, pk, is_taken=True)
    row.share(request.POST.get("share") == "1", by=request.user, now=timezone.now())
    if row.is_shared:
        messages.success(request, _("The national coordinator can read this round now."))
    else:
        messages.success(request, _("Only your own government can read this round now."))
    return redirect(row)


@login_required
@require_GET
def self_assessment_export(request, pk):
    """The answers as a CSV file, to whoever may read the round."""
    row = fetch_visible(request, pk)
    name = f"self-assessment-{row.local_government.slug}-{row.year}.csv"
    response = HttpResponse(self_assessment.csv_of(row), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
