"""Deadlines in calendar programs: private addresses that these read without signing in, and files."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from .. import calendar_files
from ..models import CalendarFeed, Call
from .access import fetch, fetch_government
from .workspace import frame

NEW, END = "new", "end"


@require_safe
def feed(request, token):
    """What a calendar program reads under a private address: what its person may see now, in their language.

    An address that nobody made, that was taken back or whose person is not active any more is 404.
    """
    found, now = CalendarFeed.objects.known(token), timezone.now()
    if found is None:
        raise Http404
    found.note_read(now)
    with translation.override(found.user.language if found.user.language in dict(settings.LANGUAGES) else None):
        data = data_of(found, found.user.local_date(now))
    response = calendar_response(data)
    response["ETag"] = etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    response["X-Robots-Tag"] = "noindex"
    # The program keeps its own copy and asks each time whether it still holds; nobody in between keeps one.
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=response)


def data_of(found, today):
    """The bytes of a feed."""
    if found.local_government is None:
        return calendar_files.write(calendar_files.of_person(found.user, today), own_name())
    entries = calendar_files.of_government(found.user, found.local_government, today)
    return calendar_files.write(entries, name_of(found.local_government))


def own_name():
    """What a calendar program calls the own deadlines."""
    return _("Deadlines: %(site)s") % {"site": settings.SITE_NAME}


def name_of(place):
    """What a calendar program calls the deadlines of a government or a call."""
    return _("Deadlines: %(place)s") % {"place": place}


def calendar_response(data, name=""):
    """The bytes of a calendar; to be saved under a name where one is given."""
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def own_calendar(request):
    """Make, renew or take back the address of the own deadlines."""
    back = (_("My account"), reverse("tracking:account"))
    return manage(request, None, {"breadcrumbs": [back, (_("Calendar"), "")]})


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def government_calendar(request, pk):
    """The same for the deadlines of one government; each person has an address of their own."""
    government = fetch_government(request, pk)
    return manage(request, government, frame(request, government, "calendar", (_("Calendar"), "")))


def manage(request, government, context):
    """The page of an address; a new one is shown in the answer, once, and kept nowhere."""
    address, now = "", timezone.now()
    if request.method == "POST":
        if request.POST.get("do") == END:
            existing = CalendarFeed.objects.of(request.user, government)
            if existing and existing.revoke(by=request.user, now=now):
                messages.success(request, _("The address is taken back. Nobody reads anything under it any more."))
            return redirect(request.path)
        if request.POST.get("do") == NEW:
            _feed, token = CalendarFeed.objects.issue(request.user, government, now=now)
            address = CalendarFeed.address(token)
    context |= {
        "feed": CalendarFeed.objects.of(request.user, government),
        "address": address,
        "device_address": address.replace("https://", "webcal://").replace("http://", "webcal://"),
        "site_url": settings.SITE_URL,
    }
    return render(request, "tracking/calendar.html", context)


@login_required
@require_GET
@never_cache
def government_deadlines(request, pk):
    """The deadlines of a government as a file."""
    government = fetch_government(request, pk)
    entries = calendar_files.of_government(request.user, government, timezone.localdate())
    return calendar_response(calendar_files.write(entries, name_of(government)), f"deadlines-{government.slug}.ics")


@login_required
@require_GET
@never_cache
def call_deadlines(request, pk):
    """The deadlines of a call as a file: the whole plan for who serves the State."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    entries = calendar_files.of_call(request.user, call)
    return calendar_response(calendar_files.write(entries, name_of(call)), f"deadlines-call-{call.pk}.ics")
