"""The own account: how one is reached, how one signs in, what the site holds, and the way out."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from .. import personal_account
from ..forms.account import AccountForm, EraseForm
from ..models import State, User


@login_required
@require_http_methods(["GET", "POST"])
def account(request):
    """Change what concerns oneself; see roles, sign-in and data."""
    form = AccountForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        form.instance.reviewed_at = timezone.now()
        form.save()
        messages.success(request, _("Saved."))
        return redirect("tracking:account")
    kinds = list(request.user.authenticator_set.values_list("type", flat=True))
    roles = request.user.memberships.select_related("local_government", "state").order_by("pk")
    context = {
        "form": form,
        "roles": roles,
        "has_password": request.user.has_usable_password(),
        "has_app": "totp" in kinds,
        "passkeys": kinds.count("webauthn"),
        "sessions": request.user.usersession_set.count(),
    }
    return render(request, "tracking/account.html", context)


@login_required
@require_GET
@never_cache
def account_export(request):
    """All that the site holds about the person, as a JSON file."""
    data = personal_account.export(User.objects.get(pk=request.user.pk))
    headers = {"Content-Disposition": 'attachment; filename="my-account.json"'}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required
def account_erase(request):
    """Erase the own account, after the password and a page that says what goes and what stays."""
    user, form = User.objects.get(pk=request.user.pk), EraseForm(request.POST if request.method == "POST" else None)
    try:
        personal_account.expect_erasable(user)
        hindrance = ""
    except ValidationError as error:
        hindrance = " ".join(error.messages)
    if form.is_valid() and not hindrance:
        personal_account.erase(user, by=user, now=timezone.now())
        logout(request)
        messages.success(request, _("Your account is erased."))
        return redirect("account_login")
    return render(request, "tracking/account_erase.html", {"form": form, "hindrance": hindrance})


@login_required
@require_GET
def second_factor_needed(request):
    """Why the workspace does not open yet, and where a second factor is set up."""
    if not getattr(request.user, "lacks_second_factor", False):
        return redirect("tracking:home")
    roles = request.user.memberships.values_list("state", "local_government__state")
    states = State.objects.filter(requires_second_factor=True, pk__in={pk for row in roles for pk in row if pk})
    return render(request, "tracking/account_second_factor.html", {"states": states})
