"""What the State records for the report of a call: one set of pages for every kind (state_record_kinds.py)."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..midterm.beside import beside
from ..models import Call, Review
from ..models.record import TWICE_WITHIN
from ..permissions import Permission, has_permission
from .access import fetch, require
from .form_pages import form_page, show_form
from .records import TEMPLATE, remove_record
from .saving import atomic_when_posted, tell_saved, twin_among
from .state_record_kinds import KINDS

TOLD = {"updated_at", "updated_by"}


def fetch_call(request, pk, permission):
    """A call that the person sees, of a State for which they hold `permission`."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, permission, state=call.review.state)
    return call


@login_required
@require_GET
def state_record_list(request, pk):
    """All kinds with their rows, and what else the report takes from elsewhere."""
    call = fetch_call(request, pk, Permission.STATE_VIEW)
    sections = [(kind, list(kind.model.objects.of_review(call.review))) for kind in KINDS.values()]
    context = {
        "call": call,
        "sections": sections,
        "is_locked": call.is_locked,
        "beside": beside(call, request.user),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=call.review.state),
        "breadcrumbs": crumbs(call),
    }
    return render(request, "tracking/state_record_list.html", context)


def crumbs(call, *further):
    """The way to the records of a call, and further."""
    way = [(_("My work"), reverse("tracking:home")), (call.title, call.get_absolute_url())]
    return [*way, (_("Records"), list_of(call) if further else ""), *further]


def list_of(call, kind=None):
    """The address of the records of a call, at the section of a kind."""
    return reverse("tracking:state-record-list", args=[call.pk]) + (f"#{kind.code}" if kind else "")


def kind_of(code):
    """The Kind with this word in its address; 404 where there is none."""
    if code not in KINDS:
        raise Http404
    return KINDS[code]


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def state_record_add(request, pk, kind):
    """One more row; ?recommendation= begins with the number of a recommendation."""
    kind, call = kind_of(kind), fetch_call(request, pk, Permission.CALL_MANAGE)
    number = request.GET.get("recommendation", "")
    initial = {"recommendation": number, "recommendations": number} if number else {}
    return edit(request, call, kind, kind.model(review=call.review), initial)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def state_record_edit(request, pk, kind, row):
    """Change a row."""
    kind, call = kind_of(kind), fetch_call(request, pk, Permission.CALL_MANAGE)
    return edit(request, call, kind, fetch_row(call, kind, row, is_taken=request.method == "POST"))


def fetch_row(call, kind, pk, *, is_taken=False):
    """A row of the call's review; held with `is_taken`."""
    rows = kind.model.objects.filter(review=call.review)
    return fetch(rows.select_for_update(of=("self",)) if is_taken else rows, pk=pk)


def edit(request, call, kind, row, initial=None):
    """Show or save the form of a row; what was sent twice is saved once, and nobody overwrites somebody else."""
    is_posted, conflicts = request.method == "POST", []
    if is_posted and not row.pk:  # of two at once the second sees what the first saved
        Review.objects.select_for_update(no_key=True).get(pk=call.review_id)
    row.review = call.review
    form = kind.form(request.POST or None, instance=row, initial=initial)
    is_repeated = is_posted and not row.pk and has_twin(form, by=request.user, now=timezone.now())
    if is_posted and (is_repeated or form.is_valid()):
        conflicts = form.conflicts() if row.pk else []
        if not conflicts:
            if not (is_repeated or (row.pk and form.is_outdated)):  # else it was sent twice
                save(form, by=request.user, now=timezone.now())
            tell_saved(request, form)
            return redirect(list_of(call, kind))
    heading = kind.change if row.pk else kind.add
    context = {
        "form": form,
        "heading": heading,
        "lead": str(call.review),
        "conflicts": conflicts,
        "breadcrumbs": crumbs(call, (heading, "")),
        "remove_url": row.pk and reverse("tracking:state-record-remove", args=[call.pk, kind.code, row.pk]),
    }
    return show_form(request, TEMPLATE, context)


def has_twin(form, *, by, now):
    """Whether the same person saved the same row within the last minute."""
    model = form._meta.model
    recent = model.objects.filter(review=form.instance.review, updated_by=by, updated_at__gte=now - TWICE_WITHIN)
    twin = twin_among(recent, form, told={"updated_at", "updated_by"})
    several = {field.name: set(field.value_from_object(twin)) for field in model._meta.many_to_many} if twin else {}
    return bool(twin) and all(rows == set(form.cleaned_data[name]) for name, rows in several.items())


def save(form, *, by, now):
    """Keep the row with what hangs on it."""
    row = form.save(commit=False)
    row.save_work(by=by, now=now)
    form.save_m2m()


@login_required
@require_POST
@transaction.atomic
def state_record_remove(request, pk, kind, row):
    """Take a row out of the list."""
    kind, call = kind_of(kind), fetch_call(request, pk, Permission.CALL_MANAGE)
    return remove_record(request, fetch_row(call, kind, row, is_taken=True), back=list_of(call, kind))
