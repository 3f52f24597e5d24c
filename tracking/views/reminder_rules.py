"""When people hear of what is missing: the stages of a State and of a call, in plain words and to change."""

import dataclasses

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.reminder_rules import StagesForm, WorkingDaysForm
from ..models import Call, ReminderRule, State
from ..permissions import Permission, has_permission
from ..reminders import rule_sets
from ..reminders.working_week import set_working_days
from .access import fetch, require, served_states
from .form_pages import form_page, show_form
from .reports import fetch_call, way_to
from .saving import atomic_when_posted


@dataclasses.dataclass(frozen=True)
class Scope:
    """A State, or one call of it: whose stages a page is about."""

    state: State
    call: Call | None = None

    @property
    def row(self):
        """The call, else the State."""
        return self.call or self.state

    @property
    def owner(self):
        """As ReminderRule.objects.set_for and drop_for take it."""
        return {"call": self.call} if self.call else {"state": self.state}

    @property
    def rule_sets(self):
        """The stages of every kind as they hold here."""
        return rule_sets.of_call(self.call) if self.call else rule_sets.of_state(self.state)

    def rule_set(self, kind):
        """The stages of one kind; 404 for a kind that has none here."""
        found = next((row for row in self.rule_sets if row.kind == kind), None)
        if found is None:
            raise Http404
        return found

    def url(self, page="reminders", *args):
        """The address of a page of this scope."""
        own = self.call.pk if self.call else self.state.iso3
        return reverse(f"tracking:{'call' if self.call else 'state'}-{page}", args=[own, *args])

    def crumbs(self, *more):
        """Where a page of this scope stands."""
        mails = [(_("My work"), reverse("tracking:home")), (_("Reminders"), reverse("tracking:delivery-list"))]
        before = way_to(self.call)[:-1] if self.call else [*mails, (str(self.state), "")]
        return [*before, (_("Stages of reminders"), self.url() if more else ""), *more]


def state_scope(request, iso3, permission=Permission.STATE_VIEW):
    """A State that the person serves."""
    state = fetch(served_states(request.user, Permission.STATE_VIEW), iso3=iso3.upper())
    require(request.user, permission, state=state)
    return Scope(state)


def call_scope(request, pk, permission=Permission.STATE_VIEW):
    """A call of a State that the person serves."""
    call = fetch_call(request, pk, permission)
    return Scope(call.review.state, call)


@login_required
@require_http_methods(["GET", "POST"])
def state_reminders(request, iso3):
    """The stages of every kind for a State, and its working days, which are saved here."""
    scope = state_scope(request, iso3, Permission.CALL_MANAGE if request.method == "POST" else Permission.STATE_VIEW)
    form = WorkingDaysForm(request.POST if request.method == "POST" else None, state=scope.state)
    if form.is_valid():
        set_working_days(scope.state, form.working_days, by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(scope.url())
    return show(request, scope, form)


@login_required
@require_GET
def call_reminders(request, pk):
    """The stages of the kinds that follow a call's dates."""
    return show(request, call_scope(request, pk))


def show(request, scope, form=None):
    """The page; `form` is that of the working days."""
    may_manage = has_permission(request.user, Permission.CALL_MANAGE, state=scope.state)
    rows = [
        {"set": row, "edit": scope.url("stages-edit", row.kind), "drop": scope.url("stages-drop", row.kind)}
        for row in scope.rule_sets
    ]
    context = {
        "state": scope.state,
        "call": scope.call,
        "call_tab": "reminders",
        "rows": rows,
        "form": form,
        "may_manage": may_manage,
        "preview_url": scope.url("reminder-preview"),
        "breadcrumbs": scope.crumbs(),
    }
    return render(request, "tracking/reminder_rules.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def state_stages_edit(request, iso3, kind):
    """Give a State stages of its own of one kind."""
    return edit(request, state_scope(request, iso3, Permission.CALL_MANAGE), kind)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def call_stages_edit(request, pk, kind):
    """Give a call stages of its own of one kind."""
    return edit(request, call_scope(request, pk, Permission.CALL_MANAGE), kind)


def edit(request, scope, kind):
    """The form of one kind's stages; saved once, whoever else saves meanwhile."""
    if request.method == "POST":  # of two who save at once the second sees what the first saved
        type(scope.row)._base_manager.select_for_update(no_key=True).get(pk=scope.row.pk)
    found = scope.rule_set(kind)
    form, conflicts = StagesForm(request.POST or None, row=scope.row, rule_set=found), []
    if form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            ReminderRule.objects.set_for(found.kind, form.stages, by=request.user, now=timezone.now(), **scope.owner)
            messages.success(request, _("Saved."))
            return redirect(f"{scope.url()}#{kind}")
    context = {
        "form": form,
        "conflicts": conflicts,
        "heading": capfirst(found.label),
        "lead": _("The days count from: %(day)s. Now: %(stages)s.")
        % {"day": found.counted_from, "stages": found.sentence},
        "breadcrumbs": scope.crumbs((capfirst(found.label), "")),
    }
    return show_form(request, "tracking/record_edit.html", context)


@login_required
@require_POST
def state_stages_drop(request, iso3, kind):
    """Let the site's stages hold again for a State."""
    return drop(request, state_scope(request, iso3, Permission.CALL_MANAGE), kind)


@login_required
@require_POST
def call_stages_drop(request, pk, kind):
    """Let the State's, or the site's, stages hold again for a call."""
    return drop(request, call_scope(request, pk, Permission.CALL_MANAGE), kind)


def drop(request, scope, kind):
    """Give the own stages of a kind up."""
    found = scope.rule_set(kind)
    if ReminderRule.objects.drop_for(found.kind, by=request.user, now=timezone.now(), **scope.owner):
        messages.success(request, _("Saved."))
    return redirect(f"{scope.url()}#{kind}")
