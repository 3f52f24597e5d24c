"""Who will get what, when, and why not; and a planned line that is skipped with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ..forms.reminder_rules import SkipForm
from ..permissions import Permission, has_permission
from ..reminders import preview, skipping
from ..reminders.rule_words import stage_words
from .reminder_rules import call_scope, state_scope

CHOICES = (7, 30, 90)
USUAL, UNTIL_LAST_DAY = 30, "last-day"
LINES_PER_PAGE = 100


@login_required
@require_GET
def state_preview(request, iso3):
    """What is planned for the people of a State."""
    return show(request, state_scope(request, iso3))


@login_required
@require_GET
def call_preview(request, pk):
    """What is planned about one call; at first until its last day."""
    return show(request, call_scope(request, pk))


def show(request, scope):
    """The page: numbers on top, then the lines by day and person."""
    now, may_manage = timezone.now(), has_permission(request.user, Permission.CALL_MANAGE, state=scope.state)
    choices, chosen = choices_of(scope, request.GET.get("days", ""), now.date())
    days = days_until(scope.call, now.date()) if chosen == UNTIL_LAST_DAY else int(chosen)
    found = preview.of_call(scope.call, now, days) if scope.call else preview.of_state(scope.state, now, days)
    page = Paginator(found.items, LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "state": scope.state,
        "call": scope.call,
        "call_tab": "reminders",
        "preview": found,
        "page": page,
        "days": by_day(page.object_list, may_manage),
        "choices": choices,
        "chosen": chosen,
        "may_manage": may_manage,
        "rules_url": scope.url(),
        "breadcrumbs": scope.crumbs((_("Preview"), "")),
    }
    return render(request, "tracking/reminder_preview.html", context)


def choices_of(scope, wish, today):
    """([(how far to look, in words)], the chosen one): for a call at first until its last day, while it is ahead."""
    choices = [(str(days), days_words(days)) for days in CHOICES]
    usual = str(USUAL)
    if scope.call:
        choices.append((UNTIL_LAST_DAY, _("until the last day for input")))
        usual = UNTIL_LAST_DAY if scope.call.deadline >= today else usual
    return choices, wish if wish in dict(choices) else usual


def days_until(call, today):
    """The days until a call's last day; none where it has passed."""
    return min(max((call.deadline - today).days, 0), skipping.FARTHEST)


def days_words(days):
    """A choice of how far to look."""
    return ngettext("next %(count)s day", "next %(count)s days", days) % {"count": days}


def by_day(items, may_manage):
    """{day: {person: [line]}} of planned lines that stand in this order."""
    days = {}
    for item in items:
        days.setdefault(item.sends_on, {}).setdefault(item.recipient, []).append(line_of(item, may_manage))
    return days


def line_of(item, may_manage=True):
    """What the page shows of a planned line: never the words of what it is about."""
    return {
        "kind": item.rule.get_kind_display(),
        "government": item.local_government,
        "due_date": item.due_date,
        "stage": stage_words(item.rule.days_before),
        "why_not": preview.why_not(item, with_reason=may_manage),
        "code": "" if item.why_not else skipping.code_of(item),
    }


@login_required
@require_http_methods(["GET", "POST"])
def reminder_skip(request, iso3, code):
    """Skip one planned line of the State, with a reason."""
    scope, now = state_scope(request, iso3, Permission.CALL_MANAGE), timezone.now()
    item = skipping.find(scope.state, code, now)
    if item is None:
        raise Http404
    form = SkipForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            skipping.skip(item, reason=form.cleaned_data["reason"], by=request.user, now=now)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("This line is skipped. You can take that back under “Reminders”."))
        return redirect(scope.url("reminder-preview"))
    context = {
        "state": scope.state,
        "item": item,
        "line": line_of(item),
        "form": form,
        "breadcrumbs": scope.crumbs((_("Preview"), scope.url("reminder-preview")), (_("Skip a line"), "")),
    }
    return render(request, "tracking/reminder_skip.html", context)
