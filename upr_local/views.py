"""Pages of the site itself."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.middleware import csrf
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from tracking import background

from .typed_texts import given_back


@never_cache
def health(request):
    """200 and "ok" while the site answers and its database does; for load balancers and health checks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def form_refused(request, reason=""):
    """What a person reads whose form carries no valid key any more, with what they typed into it.

    The key changes with every sign-in: a form that stood open in another window since then is refused. The words come
    back to be copied; the page sends nothing by itself, because nobody can tell who made the form.
    """
    context = {
        "texts": given_back(request),
        "is_refused": True,
        "has_no_cookie": reason == csrf.REASON_NO_CSRF_COOKIE,
        "again_url": _address_to_open(request),
    }
    return render(request, "session_ended.html", context, status=403)


def _address_to_open(request):
    """The page where the form stood, for a link: its address where it can be asked for, else the start page."""
    sent_to = request.get_full_path()
    came_from = request.META.get("HTTP_REFERER", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return came_from if came_from.startswith(own) else sent_to


@never_cache
def admin_login(request):
    """Lead to the one place to sign in; who is signed in already and was sent here has no right to the desk.

    The sign-in would send them back to the desk, and the desk here again, without end.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))


@never_cache
def background_health(request):
    """200 and "ok" while the work in the background fares well, else 503; what is wrong is told to those signed in."""
    is_well = background.health(timezone.now()).is_well
    return HttpResponse("ok" if is_well else "not ok", status=200 if is_well else 503, content_type="text/plain")
