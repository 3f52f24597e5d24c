"""A government's workspace: its board, and the tabs that every page of it shows."""

import dataclasses

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from .. import board
from ..forms.workspace import BoardFilterForm
from ..models import Call, Contribution
from ..permissions import Permission, has_permission
from ..reminders import escalation
from ..tables.followup import BoardTable, Groups
from .access import fetch_government

PER_PAGE = 25


@dataclasses.dataclass(frozen=True)
class Tab:
    """One section of the workspace."""

    key: str
    label: str
    url: str
    count: int | None = None


def frame(request, government, current, *crumbs):
    """What every page of a workspace shows around its own content, as context."""
    may_edit = has_permission(request.user, Permission.FOLLOW_UP_EDIT, local_government=government)
    review = board.newest_review(government.state)
    own = [government.pk]
    tabs = [Tab("board", _("Board"), reverse("tracking:workspace", args=own))]
    if may_edit:
        waiting = board.untriaged(review, government).count() if review else 0
        tabs.append(Tab("triage", _("To sort"), reverse("tracking:followup-triage", args=own), waiting))
    tabs.append(Tab("steps", _("Steps"), reverse("tracking:step-list", args=own)))
    tabs.append(Tab("indicators", _("Indicators"), reverse("tracking:indicator-list", args=own)))
    contribution = newest_contribution(government)
    if contribution:
        tabs.append(Tab("input", _("Input"), contribution.get_absolute_url()))
    elif Call.objects.reminding().asking(government).exists():
        tabs.append(Tab("input", _("Input"), reverse("tracking:home")))
    tabs.append(Tab("taking-part", _("Taking part"), reverse("tracking:participation-list", args=own)))
    tabs.append(Tab("people", _("People"), reverse("tracking:people-list", args=own)))
    tabs.append(Tab("place", _("Your government"), reverse("tracking:place-detail", args=own)))
    home = [(_("My work"), reverse("tracking:home"))]
    place = [(str(government), tabs[0].url if crumbs else "")]
    return {
        "government": government,
        "review": review,
        "tabs": tabs,
        "current_tab": current,
        "may_edit": may_edit,
        "breadcrumbs": [*home, *place, *crumbs],
    }


def newest_contribution(government):
    """The newest version of the government's input to an open call, else to the newest one; None without input."""
    open_calls = Call.objects.open().asking(government)
    current = Q(call__status=Call.Status.OPEN) | ~Exists(open_calls)
    own = Contribution.objects.filter(current, local_government=government)
    return own.order_by("-call__deadline", "-call", "-version").first()


@login_required
@require_GET
def workspace(request, pk):
    """The board: every recommendation of the newest review beside what the government says about it."""
    government = fetch_government(request, pk)
    context = frame(request, government, "board") | {"reminded": reminded_of(government)}
    review, today = context["review"], timezone.localdate()
    if review is None:
        return render(request, "tracking/workspace.html", context)
    departments = board.departments(government)
    form = BoardFilterForm(request.GET, departments=departments)
    asked, by = form.asked
    rows = board.narrowed(board.board(review, government), today=today, review=review, **asked)
    table = BoardTable(rows.for_listing(), government=government, today=today, groups=groups_of(rows, by))
    if not departments:
        table.columns.hide("department")
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context |= {"form": form, "table": table, **chips_of(request, form)}
    return render(request, "tracking/workspace.html", context)


def reminded_of(government):
    """[(open call, [Reminded])] of the calls about which the government's people were reminded; two queries."""
    calls = list(Call.objects.open().asking(government).order_by("deadline", "pk"))
    found = escalation.reminded(calls, [government]) if calls else {}
    return [(call, found[call.pk, government.pk]) for call in calls if (call.pk, government.pk) in found]


def groups_of(rows, by):
    """The Groups of a board; None where it is not grouped."""
    return Groups(by, board.group_labels(by), board.group_counts(board.grouped(rows, by))) if by else None


def chips_of(request, form, *, without=()):
    """The filters in use (but those named in `without`), each with the address of the list without it."""
    chips = []
    for field in form:
        value = request.GET.get(field.name, "")
        if not value or field.name in form.errors or field.name in without:
            continue
        rest = request.GET.copy()
        for name in (field.name, "page"):
            rest.pop(name, None)
        choices = {str(code): str(label) for code, label in getattr(field.field, "choices", [])}
        url = f"{request.path}?{rest.urlencode()}"
        chips.append({"label": field.label, "value": choices.get(value, value), "url": url})
    return {"chips": chips, "reset_url": request.path}
