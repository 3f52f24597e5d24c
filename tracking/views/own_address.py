"""The own mail address: it is right, or it is another one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import own_address, people
from ..forms.account import AddressForm
from ..models import User


@login_required
@require_POST
def address_confirm(request):
    """The address is right: what was wrong with it is over."""
    user, now = User.objects.get(pk=request.user.pk), timezone.now()
    user.note_arriving_mail(now=now, by=user)
    people.confirm_contact(user, by=user, now=now)
    messages.success(request, _("Noted: your address is right. The next mail will show it."))
    return redirect("tracking:account")


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required
def address_change(request):
    """Ask for another address, after the password: a link goes to it."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if own_address.send_link(request.user, form.cleaned_data["email"]):
            messages.success(request, _("A mail with a link is on its way to the new address. Open it to finish."))
            return redirect("tracking:account")
        form.add_error("email", _("The mail server does not take mail for this address."))
    return render(request, "tracking/address_change.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def address_take(request, token):
    """The link that went to the new address: take it after a click, so that no mail program does."""
    user = User.objects.get(pk=request.user.pk)
    address = own_address.of_link(user, token)
    if address is None:
        raise Http404
    if request.method == "GET":
        return render(request, "tracking/address_take.html", {"address": address})
    try:
        own_address.take(user, address, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Mails come to the new address now, and you sign in with it."))
    return redirect("tracking:account")
