"""Reminder mails: what was sent, what is due next, what a person has to look into."""

import datetime

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
from ..models import LocalGovernment, ReminderDelivery
from ..permissions import Permission
from ..tables.delivery import DeliveryTable
from .access import fetch, served_states

DAYS_AHEAD = 14


@login_required
@require_GET
def delivery_list(request):
    """Own reminders; for those who serve a State all that went to its governments, and what comes next."""
    deliveries = ReminderDelivery.objects.visible_to(request.user)
    counts = deliveries.order_by().values("status").annotate(count=Count("pk", distinct=True))
    counted = {row["status"]: row["count"] for row in counts}
    choices = [(value, label, counted[value]) for value, label in ReminderDelivery.Status.choices if value in counted]
    chosen = request.GET.get("status", "")
    if chosen in counted:
        deliveries = deliveries.filter(status=chosen)
    may_retry = served_states(request.user, Permission.CALL_MANAGE).exists()
    table = DeliveryTable(deliveries.for_listing(), may_retry=may_retry)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "table": table,
        "choices": choices,
        "chosen": chosen if chosen in counted else "",
        "coming": coming_up(request.user, timezone.now()) if may_retry else [],
        "days_ahead": DAYS_AHEAD,
    }
    return render(request, "tracking/delivery_list.html", context)


def coming_up(user, now):
    """[(date, DueItem)]: what the selection would find in the next days for the governments of the user's States."""
    places = set(
        LocalGovernment.objects.filter(state__in=served_states(user, Permission.CALL_MANAGE)).values_list(
            "pk", flat=True
        )
    )
    found, situation = {}, reminders.Situation(now, days_ahead=DAYS_AHEAD)
    for days in range(DAYS_AHEAD + 1):
        day = now + datetime.timedelta(days=days)
        for item in situation.due_at(day):
            if item.local_government.pk in places:
                found.setdefault(item.key, (timezone.localdate(day), item))
    return list(found.values())


@login_required
@require_POST
def delivery_retry(request, pk):
    """A coordinator lets a mail that failed, or whose outcome is unknown, go out again."""
    delivery = fetch(ReminderDelivery.objects.visible_to(request.user), pk=pk)
    states = served_states(request.user, Permission.CALL_MANAGE)
    if not delivery.items.filter(local_government__state__in=states).exists():
        raise PermissionDenied
    with transaction.atomic():
        waiting = reminders.retry(delivery, now=timezone.now())
        if waiting:
            tasks.deliver_reminder.delay_on_commit(waiting.pk)
    if waiting:
        messages.success(request, _("The mail goes out again."))
    else:
        messages.info(request, _("This mail was sent already, or waits to be sent."))
    return redirect("tracking:delivery-list")
