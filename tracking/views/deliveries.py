"""Reminder mails: what became of each, what a person has to look into, and lines that were skipped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from .. import reminders, tasks
from ..forms.delivery import DeliveryFilterForm
from ..models import Call, LocalGovernment, ReminderDelivery, ReminderItem
from ..permissions import Permission
from ..reminders import skipping
from ..tables.delivery import DeliveryTable
from .access import fetch, require, served_states
from .workspace import chips_of

MAILS_PER_PAGE, MOST_SKIPPED = 25, 50


@login_required
@require_GET
def delivery_list(request):
    """Own mails; for those who serve a State all that went to its governments' people."""
    served = list(served_states(request.user, Permission.STATE_VIEW))
    managed = list(served_states(request.user, Permission.CALL_MANAGE))
    deliveries = ReminderDelivery.objects.visible_to(request.user)
    form = DeliveryFilterForm(
        request.GET,
        governments=LocalGovernment.objects.filter(state__in=served),
        calls=Call.objects.filter(review__state__in=served),
        serves_state=bool(served),
    )
    table = DeliveryTable(form.narrowed(deliveries).for_listing(request.user), reader=request.user, managed=managed)
    RequestConfig(request, paginate={"per_page": MAILS_PER_PAGE}).configure(table)
    skipped = ReminderItem.objects.skipped().filter(state__in=served)
    context = {
        "table": table,
        "form": form,
        "counts": counts_of(deliveries),
        "states": served,
        "managed": {state.pk for state in managed},
        "skipped": skipped.select_related("rule", "recipient", "local_government", "skipped_by")[:MOST_SKIPPED],
        "may_watch_background": bool(managed) or request.user.is_superuser,
        **chips_of(request, form),
    }
    return render(request, "tracking/delivery_list.html", context)


def counts_of(deliveries):
    """[(status, its word, how many)] of the mails that there are."""
    rows = deliveries.order_by().values("status").annotate(count=Count("pk", distinct=True))
    counted = {row["status"]: row["count"] for row in rows}
    return [(value, label, counted[value]) for value, label in ReminderDelivery.Status.choices if value in counted]


def fetch_managed(request, pk):
    """A mail about a State in which the person manages calls; 403 for those who only see it."""
    delivery = fetch(ReminderDelivery.objects.visible_to(request.user), pk=pk)
    states = served_states(request.user, Permission.CALL_MANAGE)
    if not delivery.items.filter(state__in=states).exists():
        raise PermissionDenied
    return delivery


@login_required
@require_POST
def delivery_retry(request, pk):
    """A coordinator lets a mail that failed, or whose outcome is unknown, go out again."""
    delivery = fetch_managed(request, pk)
    with transaction.atomic():
        waiting = reminders.retry(delivery, by=request.user, now=timezone.now())
        if waiting:
            tasks.deliver_reminders.delay_on_commit([waiting.pk])
    if waiting:
        messages.success(request, _("The mail goes out again."))
    else:
        messages.info(request, _("This mail was sent already, or waits to be sent."))
    return redirect("tracking:delivery-list")


@login_required
@require_POST
def delivery_resolve(request, pk):
    """A coordinator has looked into a mail that failed: nothing is left to do."""
    delivery = fetch_managed(request, pk)
    if reminders.look_into(delivery, by=request.user, now=timezone.now()):
        messages.success(request, _("Marked as looked into."))
    else:
        messages.info(request, _("There is nothing to look into any more."))
    return redirect("tracking:delivery-list")


@login_required
@require_POST
def skip_undo(request, pk):
    """A coordinator takes a skip back: the line is due again."""
    served = served_states(request.user, Permission.STATE_VIEW)
    row = fetch(ReminderItem.objects.skipped().filter(state__in=served).select_related("state"), pk=pk)
    require(request.user, Permission.CALL_MANAGE, state=row.state)
    if skipping.undo(row, by=request.user, now=timezone.now()):
        messages.success(request, _("This line is due again."))
    return redirect("tracking:delivery-list")
