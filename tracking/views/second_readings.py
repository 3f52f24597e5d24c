"""Second readings: what waits to be read before everybody can, and taking back what is public."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from .. import second_reading
from ..forms.second_reading import KeepForm
from ..models import LocalGovernment, SecondReading
from ..permissions import Permission, has_permission
from .access import fetch, fetch_government, require
from .workspace import frame

ANSWERS_SHOWN_FOR = datetime.timedelta(days=90)


def government_for_reading(request, pk):
    """(government, whether the person works for it): one's own; for the coordinator one without a second person."""
    if LocalGovernment.objects.of_user(request.user).filter(pk=pk).exists():
        return fetch_government(request, pk), True
    government = fetch(LocalGovernment.objects.visible_to(request.user).select_related("state"), pk=pk)
    serves = has_permission(request.user, Permission.SECOND_READ, state=government.state)
    if not serves or not second_reading.is_without_second_person(government):
        raise Http404
    return government, False


@login_required
@require_GET
def second_reading_list(request, pk):
    """What the person may decide, what waits for others, and what came back to them."""
    government, is_member = government_for_reading(request, pk)
    return show(request, government, is_member)


def show(request, government, is_member, failed=None):
    """The page; `failed` is the form of a decision that could not be taken."""
    readings = SecondReading.objects.open().filter(local_government=government).select_related("asked_by")
    mine = set(
        second_reading.decidable_by(request.user).filter(local_government=government).values_list("pk", flat=True)
    )
    waiting = second_reading.waiting(readings)
    to_decide = [
        (one, failed if failed and failed.prefix == f"reading{one.reading.pk}" else KeepForm(reading=one.reading))
        for one in waiting
        if one.reading.pk in mine
    ]
    kept = SecondReading.objects.kept_back().filter(
        local_government=government, asked_by=request.user, decided_at__gte=timezone.now() - ANSWERS_SHOWN_FOR
    )
    context = {
        "government": government,
        "breadcrumbs": [(_("My work"), reverse("tracking:home")), (str(government), "")],
        **(frame(request, government, "", (_("Second reader"), "")) if is_member else {}),
        "is_member": is_member,
        "to_decide": to_decide,
        "others": [one for one in waiting if one.reading.pk not in mine],
        "kept": second_reading.waiting(kept.select_related("decided_by").order_by("-decided_at")),
    }
    return render(request, "tracking/second_reading_list.html", context)


def reading_of(request, pk):
    """A reading that the person may decide or take back, and whether they work for its government.

    404 for others' governments; 403 for those who only look.
    """
    reading = fetch(SecondReading.objects.select_related("local_government__state"), pk=pk)
    government, is_member = government_for_reading(request, reading.local_government_id)
    if is_member:
        require(request.user, Permission.STEP_EDIT, local_government=government)
    return reading, is_member


def back(reading, is_member):
    """Where the person goes on: the list, or home for whom the list is empty now."""
    return (
        redirect("tracking:second-reading-list", reading.local_government_id)
        if is_member
        else redirect("tracking:home")
    )


@login_required
@require_POST
def second_reading_publish(request, pk):
    """Show it to everybody."""
    reading, is_member = reading_of(request, pk)
    try:
        is_published = second_reading.publish(reading, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if is_published:
            messages.success(request, _("Published: everybody can read it now."))
        else:
            messages.warning(request, _("Its words changed since it was asked. The author has to ask again."))
    return back(reading, is_member)


@login_required
@require_POST
def second_reading_keep(request, pk):
    """Leave it internal, with words to the author."""
    reading, is_member = reading_of(request, pk)
    form = KeepForm(request.POST, reading=reading)
    if not form.is_valid():
        return show(request, reading.local_government, is_member, form)
    try:
        second_reading.keep(reading, form.cleaned_data["note"], by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It stays internal. The author sees your words."))
    return back(reading, is_member)


@login_required
@require_POST
@transaction.atomic
def second_reading_withdraw(request, pk):
    """The author's government asks no longer; the row stays internal."""
    reading, is_member = reading_of(request, pk)
    if not is_member:
        raise PermissionDenied
    try:
        reading.decide(SecondReading.Decision.VOID, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Nobody is asked any longer. It stays internal."))
    return back(reading, is_member)


@login_required
@require_POST
def publication_take_back(request, pk, kind, row):
    """Take a published row of the government back from the public, in one click."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    model = second_reading.publishable().get(kind)
    if model is None:
        raise Http404
    found = fetch(model.objects.select_related(*model.PUBLIC_JOINS), pk=row)
    if found.publisher != government:
        raise Http404
    if found.unpublish(by=request.user, now=timezone.now()):
        messages.success(request, _("Taken back: only your own people see it now."))
    else:
        messages.info(request, _("It was not public."))
    return redirect(found.told_on)
