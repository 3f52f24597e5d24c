"""Inviting people, and the page that an invitation's link opens."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import invitations
from ..forms.people import InvitationForm, NewcomerForm
from ..models import Invitation, LocalGovernment, Membership
from ..permissions import may_manage_people
from .access import fetch
from .people import fetch_managed_place, fetch_managed_state, people_address, surroundings


@login_required
@require_http_methods(["GET", "POST"])
def people_invite(request, pk):
    """Invite somebody to work for a government."""
    return invite(request, fetch_managed_place(request, pk))


@login_required
@require_http_methods(["GET", "POST"])
def state_people_invite(request, iso3):
    """Invite a coordinator, a national viewer or a commenter."""
    return invite(request, fetch_managed_state(request, iso3))


def invite(request, place):
    """The form; after it the mail goes out, or the page says that it did not."""
    form = InvitationForm(request.POST or None, place=place)
    if form.is_valid():
        now = timezone.now()
        try:
            invitation, token = invitations.invite(place, **form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            tell(request, invitation, invitations.send(invitation, token, now=now))
            return redirect(people_address(place))
    context = surroundings(request, place, (_("Invite somebody"), "")) | {"form": form, "back": people_address(place)}
    return render(request, "tracking/people_invite.html", context)


def tell(request, invitation, is_sent):
    """Say whether the mail is on its way."""
    words = {"address": invitation.email}
    if is_sent:
        messages.success(request, _("The invitation to %(address)s is on its way.") % words)
    else:
        messages.error(
            request, _("The mail to %(address)s could not be sent. The invitation waits; send it again.") % words
        )


def fetch_invitation(request, pk):
    """An open invitation to a place whose people the person manages."""
    states = Membership.objects.serving(request.user).values("state")
    known = Q(local_government__in=LocalGovernment.objects.visible_to(request.user)) | Q(state__in=states)
    rows = Invitation.objects.filter(known).select_related("local_government__state", "state").distinct()
    invitation = fetch(rows, pk=pk)
    if not may_manage_people(request.user, invitation.place):
        raise PermissionDenied
    return invitation


@login_required
@require_POST
def invitation_resend(request, pk):
    """A new link for 14 days; the old one stops working."""
    invitation, now = fetch_invitation(request, pk), timezone.now()
    try:
        token = invitation.issue(by=request.user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        tell(request, invitation, invitations.send(invitation, token, now=now))
    return redirect(people_address(invitation.place))


@login_required
@require_POST
def invitation_withdraw(request, pk):
    """The link stops working."""
    invitation = fetch_invitation(request, pk)
    try:
        invitation.withdraw(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return redirect(people_address(invitation.place))


@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request, token):
    """What the link opens: a newcomer's account, or the role for somebody who has one."""
    invitation, now = Invitation.objects.of_token(token), timezone.now()
    if invitation is None or not invitation.is_valid(now):
        context = {"invitation": invitation, "now": now}
        return render(request, "tracking/invitation_closed.html", context, status=410 if invitation else 404)
    context = {"invitation": invitation, "place": invitation.place}
    if request.user.is_authenticated:
        return accept_signed_in(request, invitation, context)
    if invitations.account_of(invitation):
        address = reverse("tracking:invitation-accept", args=[token])
        context["sign_in_url"] = f"{reverse('account_login')}?next={address}"
        return render(request, "tracking/invitation_accept.html", context)
    return accept_newcomer(request, invitation, context)


def accept_signed_in(request, invitation, context):
    """One button, for the invited address only."""
    if request.method == "POST":
        try:
            invitation.accept(by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Welcome. Your new role begins now."))
        return redirect("tracking:home")
    context["is_other_person"] = request.user.email.lower() != invitation.email
    return render(request, "tracking/invitation_accept.html", context)


def accept_newcomer(request, invitation, context):
    """Name and password; then they are signed in."""
    form = NewcomerForm(request.POST or None, email=invitation.email)
    if form.is_valid():
        try:
            user = invitations.register(invitation, **form.cleaned_data, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Welcome. Your account is ready."))
            return perform_login(request, user, redirect_url=reverse("tracking:home"))
    return render(request, "tracking/invitation_accept.html", context | {"form": form})
