"""Kept mails, on installations that keep mails instead of sending them."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..kept_mail import kept_mail, kept_mails


def require_keeping():
    """404 where mails are really sent."""
    if not settings.IS_KEEPING_MAIL:
        raise Http404


@login_required
@require_GET
def kept_mail_list(request):
    """All kept mails, for anyone who signed in to this trial installation."""
    require_keeping()
    return render(request, "tracking/kept_mail_list.html", {"mails": kept_mails()})


@login_required
@require_GET
def kept_mail_detail(request, name):
    """One kept mail."""
    require_keeping()
    mail = kept_mail(name)
    if mail is None:
        raise Http404
    return render(request, "tracking/kept_mail_detail.html", {"mail": mail})
