"""The money of a government's steps: planned and spent, what has no money, what was cut."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import money
from .access import fetch_government
from .steps import steps_of
from .workspace import frame


@login_required
@require_GET
def money_report(request, pk):
    """Planned and spent by year, currency and cluster; steps without resources; budgets that fell."""
    government = fetch_government(request, pk)
    context = frame(request, government, "steps", (_("Steps"), steps_of(government)), (_("Money"), ""))
    context["report"] = money.report(government)
    return render(request, "tracking/money_report.html", context)
