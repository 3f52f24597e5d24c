"""Who works for a government or a State: roles, the two posts, and how people sign in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import people
from ..forms.people import OwnLastRoleForm, PostsForm, SecurityForm
from ..models import Invitation, LocalGovernment, Membership, State
from ..permissions import Permission, has_permission, may_manage_people
from .access import fetch
from .saving import atomic_when_posted
from .workspace import frame

GOVERNMENTS_PER_PAGE = 50
CONTACTS_SHOWN = 20


def fetch_place(request, pk):
    """A government whose people the person works with or manages; 403 for others who serve its State."""
    government = fetch(LocalGovernment.objects.visible_to(request.user).select_related("state", "parent"), pk=pk)
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    if not is_member and not may_manage_people(request.user, government):
        raise PermissionDenied
    return government


def fetch_managed_place(request, pk):
    """A government whose people the person manages."""
    government = fetch_place(request, pk)
    if not may_manage_people(request.user, government):
        raise PermissionDenied
    return government


def fetch_managed_state(request, iso3):
    """A State whose people the person manages; 403 for others who serve it."""
    served = State.objects.filter(pk__in=Membership.objects.serving(request.user).values("state"))
    state = fetch(served, iso3=iso3)
    if not may_manage_people(request.user, state):
        raise PermissionDenied
    return state


def people_address(place):
    """The page of the place's people."""
    if isinstance(place, State):
        return reverse("tracking:state-people", args=[place.iso3])
    return reverse("tracking:people-list", args=[place.pk])


def surroundings(request, place, *crumbs):
    """What stands around a page about a place's people: the workspace's tabs for those who work there."""
    if isinstance(place, State):
        trail = [(_("My work"), reverse("tracking:home")), (_("People"), people_address(place) if crumbs else "")]
        return {"place": place, "breadcrumbs": [*trail, *crumbs]}
    trail = [(_("People"), people_address(place) if crumbs else ""), *crumbs]
    if has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=place):
        return frame(request, place, "people", *trail) | {"place": place}
    home = [(_("My work"), reverse("tracking:home")), (_("People of the State"), people_address(place.state))]
    return {"place": place, "government": place, "breadcrumbs": [*home, (str(place), ""), *trail]}


def posted(request):
    """What was sent, also where it is nothing but empty tick boxes."""
    return request.POST if request.method == "POST" else None


def persons_at(place):
    """[(person, their memberships)] in the order of roles and names."""
    persons = {}
    for row in people.at_place(place):
        persons.setdefault(row.user, []).append(row)
    return list(persons.items())


@login_required
@require_GET
def people_list(request, pk):
    """A government's people; those who manage them see what they may change."""
    government = fetch_place(request, pk)
    return show_people(request, government, PostsForm(government=government))


def show_people(request, government, posts):
    """The page with a form of the two posts, fresh or with errors."""
    may_manage = may_manage_people(request.user, government)
    context = surroundings(request, government) | {
        "persons": persons_at(government),
        "may_manage": may_manage,
        "form": posts,
        "posts": Membership.objects.posts_of(government),
        "invitations": Invitation.objects.open().at(government).select_related("invited_by") if may_manage else [],
        "now": timezone.now(),
        "invite_url": reverse("tracking:people-invite", args=[government.pk]),
    }
    return render(request, "tracking/people_list.html", context)


@login_required
@require_POST
@atomic_when_posted
def people_posts(request, pk):
    """Name focal point and alternate."""
    government = fetch_managed_place(request, pk)
    form = PostsForm(request.POST, government=government)
    if not form.is_valid():
        return show_people(request, government, form)
    people.name_posts(government, **form.cleaned_data, by=request.user, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect(people_address(government))


@login_required
@require_http_methods(["GET", "POST"])
def membership_remove(request, pk):
    """End somebody's role, or an own one, after a page that says what stays."""
    user = request.user
    governments = LocalGovernment.objects.visible_to(user)
    known = Q(local_government__in=governments) | Q(state__in=Membership.objects.serving(user).values("state"))
    rows = Membership.objects.select_related("user", "local_government__state", "local_government__parent", "state")
    row = fetch(rows.filter(known | Q(user=user)).distinct(), pk=pk)
    place, is_own = row.local_government or row.state, row.user_id == user.pk
    may_manage = may_manage_people(user, place)
    if not is_own and not may_manage:
        raise PermissionDenied
    is_own_last = is_own and user.memberships.count() == 1
    form = OwnLastRoleForm(posted(request)) if is_own_last else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return end_role(request, row, people_address(place) if may_manage and not is_own else "tracking:home")
    trail = surroundings(request, place, (_("End a role"), "")) if may_manage else {"place": place}
    context = trail | {"row": row, "form": form, "is_own": is_own, "is_last": people.is_last_coordinator(row)}
    context["back_url"] = people_address(place) if may_manage else reverse("tracking:account")
    return render(request, "tracking/people_remove.html", context)


def end_role(request, row, then):
    """Remove the role, or say why it stays."""
    try:
        people.remove_role(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The role has ended. What was written stays."))
    return redirect(then)


@login_required
@require_GET
def state_people(request, iso3):
    """The State's own people, its governments with theirs, and the contacts that nobody looked at for a year."""
    state, now = fetch_managed_state(request, iso3), timezone.now()
    governments = state.local_governments.annotate(people=Count("memberships__user", distinct=True)).order_by("name")
    page = Paginator(governments, GOVERNMENTS_PER_PAGE).get_page(request.GET.get("page"))
    posts = Membership.objects.filter(local_government__in=[row.pk for row in page], post="focal-point")
    named = {row.local_government_id: row.user for row in posts.select_related("user")}
    to_review, failing = people.to_review(state, now=now), people.failing(state)
    context = surroundings(request, state) | {
        "persons": persons_at(state),
        "may_manage": True,
        "invitations": Invitation.objects.open().at(state).select_related("invited_by"),
        "now": now,
        "page": page,
        "rows": [(government, named.get(government.pk)) for government in page],
        "to_review": to_review[:CONTACTS_SHOWN],
        "to_review_count": to_review.count(),
        "failing": failing[:CONTACTS_SHOWN].prefetch_related("memberships__local_government"),
        "failing_count": failing.count(),
        "invite_url": reverse("tracking:state-people-invite", args=[state.iso3]),
    }
    return render(request, "tracking/people_state.html", context)


@login_required
@require_POST
@atomic_when_posted
def contact_confirm(request, iso3, user):
    """A coordinator says that a contact is still right."""
    state = fetch_managed_state(request, iso3)
    person = fetch(people.working_for(state), pk=user)
    people.confirm_contact(person, by=request.user, now=timezone.now())
    messages.success(request, _("Noted: %(person)s is still the right contact.") % {"person": person})
    return redirect(people_address(state))


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def state_security(request, iso3):
    """Whether the State's people need a second factor to sign in."""
    state = fetch_managed_state(request, iso3)
    form = SecurityForm(posted(request), instance=State(requires_second_factor=state.requires_second_factor))
    if form.is_valid():
        is_asked = form.cleaned_data["requires_second_factor"]
        people.ask_for_second_factor(state, is_asked, by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("tracking:state-security", iso3=state.iso3)
    persons = people.working_for(state).filter(is_active=True)
    counts = persons.aggregate(
        total=Count("pk", distinct=True),
        ready=Count("pk", filter=Q(authenticator__type__in=("totp", "webauthn")), distinct=True),
    )
    context = surroundings(request, state, (_("Sign-in"), "")) | {"form": form, "state": state, **counts}
    return render(request, "tracking/people_security.html", context)
