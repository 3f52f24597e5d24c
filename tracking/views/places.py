"""A government's own facts and service areas, and the State's list of governments."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from .. import relevance, withdrawal
from ..documents.words import number_word
from ..forms.place import AreasForm, FactsForm, PlaceForm
from ..models import Event, LocalGovernment, Membership, ServiceArea
from ..permissions import Permission, has_permission
from ..tables.place import PlaceTable
from .access import fetch, fetch_government, require, served_states
from .form_pages import form_page, show_form
from .saving import atomic_when_posted
from .workspace import PER_PAGE, frame

MOST_SHOWN = 20  # recommendations to look at again; the others follow once these are sorted


@login_required
@require_GET
def place_detail(request, pk):
    """What the government says of itself; after its service areas changed, what that means for what is sorted."""
    government = fetch_government(request, pk)
    changed = ServiceArea.objects.filter(code__in=request.GET.get("areas", "").split(",")[:30])
    found = relevance.to_look_at_again(government, changed) if changed else []
    context = frame(request, government, "place", (_("Your government"), "")) | {
        "may_change": has_permission(request.user, Permission.PLACE_EDIT, local_government=government),
        "above": government.parent,
        "children": government.children.order_by("name"),
        "is_publishing": LocalGovernment.objects.publishing().filter(pk=government.pk).exists(),
        "may_withdraw": has_permission(request.user, Permission.STEP_EDIT, local_government=government),
        "posts": posts_of(government),
        "population": number_word(government.population) if government.population else "",
        "language_name": dict(settings.LANGUAGES).get(government.language, government.language),
        "competences": government.competences.select_related("service_area").order_by("service_area__order"),
        "unsaid": ServiceArea.objects.exclude(competences__local_government=government),
        "to_look_at": found[:MOST_SHOWN],
        "to_look_at_count": len(found),
    }
    return render(request, "tracking/place_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def place_withdraw(request, pk):
    """Take back from the public all that the government shows, after a look at what that is."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    if request.method == "POST":
        count = withdrawal.withdraw(government, by=request.user, now=timezone.now())
        words = {"count": count, "place": government}
        told = ngettext(
            "Taken back: %(count)d entry. %(place)s has no public page any longer.",
            "Taken back: %(count)d entries. %(place)s has no public page any longer.",
            count,
        )
        messages.success(request, told % words)
        return redirect(place_of(government))
    heading = _("Take everything back from the public")
    context = frame(request, government, "place", (_("Your government"), place_of(government)), (heading, ""))
    context |= {"shown": withdrawal.shown_by(government)}
    return render(request, "tracking/place_withdraw.html", context)


def posts_of(government):
    """[(post, who holds it or None)] of focal point and alternate."""
    held = Membership.objects.posts_of(government)
    return [(post.label, held[post].user if post in held else None) for post in Membership.Post]


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def place_facts(request, pk):
    """Change what the government says of itself."""
    government = taken(fetch_government(request, pk, Permission.PLACE_EDIT), request)
    place = (_("Your government"), place_of(government))
    context = frame(request, government, "place", place, (_("Change the facts"), ""))
    context |= {"heading": _("Change the facts")}
    return edit(request, FactsForm(request.POST or None, instance=government), context, back=place_of(government))


def taken(government, request):
    """The government, held for this transaction where something is saved."""
    rows = LocalGovernment.objects.select_related("state", "parent")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=government.pk)


def place_of(government):
    """The address of the page of a government's facts."""
    return reverse("tracking:place-detail", args=[government.pk])


def edit(request, form, context, *, back):
    """Show or save facts; what somebody else saved meanwhile is shown beside what was typed."""
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts and saved(form, request):
            messages.success(request, _("Saved."))
            return redirect(back)
    context |= {"form": form, "conflicts": conflicts}
    return show_form(request, "tracking/record_edit.html", context)


def saved(form, request):
    """Save the facts; False, and said in the form, where the hierarchy changed meanwhile so that they no longer fit."""
    try:
        form.instance.save_facts(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except IntegrityError:  # somebody took the name at the same moment
        form.add_error("name", _("There is a government of this name already."))
        return False
    return True


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def place_areas(request, pk):
    """What the government may do in each service area; what it decides is proposed anew for what is to be sorted."""
    government = taken(fetch_government(request, pk, Permission.PLACE_EDIT), request)
    form, conflicts = AreasForm(request.POST or None, government=government), []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            changed = form.save(by=request.user, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect(told_what_follows(request, government, changed))
    place = (_("Your government"), place_of(government))
    context = frame(request, government, "place", place, (_("Service areas"), ""))
    return show_form(request, "tracking/place_areas.html", context | {"form": form, "conflicts": conflicts})


def told_what_follows(request, government, changed):
    """Say how many sorted recommendations are now proposed otherwise; the address that shows them."""
    if not changed:
        return place_of(government)
    messages.info(request, _("What is still to be sorted is now proposed after these areas."))
    count = len(relevance.to_look_at_again(government, changed))
    if not count:
        return place_of(government)
    text = ngettext(
        "%d sorted recommendation is now proposed otherwise: look at it again below.",
        "%d sorted recommendations are now proposed otherwise: look at them again below.",
        count,
    )
    messages.warning(request, text % count)
    return f"{place_of(government)}?areas={','.join(area.code for area in changed)}#again"


@login_required
@require_GET
def place_list(request):
    """The governments of the States that the person coordinates, where they stand, and who answers for them."""
    states = served_states(request.user, Permission.STATE_VIEW)
    if not states:
        raise Http404
    managed = served_states(request.user, Permission.PLACE_MANAGE)
    newest = Event.objects.filter(local_government=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = LocalGovernment.objects.filter(state__in=states).select_related("state", "parent")
    rows = rows.annotate(last_event_at=Subquery(newest)).prefetch_related("memberships__user")
    table = PlaceTable(rows, managed={state.pk for state in managed})
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {"table": table, "managed": managed, "has_rows": rows.exists(), "breadcrumbs": crumbs()}
    return render(request, "tracking/place_list.html", context)


def crumbs(*more):
    """Where a page about the State's governments stands."""
    listed = (_("Local governments"), reverse("tracking:place-list") if more else "")
    return [(_("My work"), reverse("tracking:home")), listed, *more]


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def place_add(request):
    """One more government of a State that the person coordinates; ?state= names it where there are several."""
    if not served_states(request.user, Permission.STATE_VIEW):
        raise Http404
    states = served_states(request.user, Permission.PLACE_MANAGE).order_by("name")
    asked = request.GET.get("state", "")
    state = fetch(states, iso3=asked) if asked else states.first()
    require(request.user, Permission.PLACE_MANAGE, state=state)
    row = LocalGovernment(state=state)
    context = {"heading": _("Add a government"), "lead": str(state), "breadcrumbs": crumbs((_("Add"), ""))}
    return edit(request, PlaceForm(request.POST or None, instance=row), context, back=reverse("tracking:place-list"))


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def place_edit(request, pk):
    """Change a government of a State that the person coordinates, and where it stands among the others."""
    states = served_states(request.user, Permission.STATE_VIEW)
    found = fetch(LocalGovernment.objects.filter(state__in=states).select_related("state"), pk=pk)
    require(request.user, Permission.PLACE_MANAGE, state=found.state)
    government = taken(found, request)
    context = {"heading": str(government), "lead": str(government.state), "breadcrumbs": crumbs((str(government), ""))}
    form = PlaceForm(request.POST or None, instance=government)
    return edit(request, form, context, back=reverse("tracking:place-list"))
