"""Leaving a post, reading what a predecessor left, and the first hundred days of a new administration."""

import datetime
import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import invitations, tasks
from ..forms.handover import LeaveForm
from ..handover import docx, xlsx
from ..handover.belongings import belongings, successors
from ..handover.collect import collect
from ..handover.leaving import leave, take_over
from ..models import HandoverNote, LocalGovernment, User
from ..permissions import Permission, has_permission, may_manage_people
from .access import fetch, fetch_government
from .form_pages import form_page, show_form
from .people import fetch_place
from .workspace import frame

TWICE_WITHIN = datetime.timedelta(minutes=10)
PER_PAGE = 10
OFFICE = "application/vnd.openxmlformats-officedocument"
RENDERERS = {
    "docx": (docx.render, f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (xlsx.render, f"{OFFICE}.spreadsheetml.sheet"),
}


def leavers(user, government):
    """Whose leave the person may see to: their own; those who manage the people also somebody else's."""
    members = User.objects.filter(memberships__local_government=government).distinct()
    if not may_manage_people(user, government):
        members = members.filter(pk=user.pk)
    return members.order_by("first_name", "last_name", "pk")


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def post_leave(request, pk):
    """Choose who takes over and write a note; a second page lists what moves; its button does it."""
    if "confirm" in request.POST and has_just_left(request.user, pk):
        return redirect("tracking:home")  # the button was pressed twice
    government = fetch_place(request, pk)
    people = leavers(request.user, government)
    leaver = people.filter(pk=asked_person(request)).first() or people.first()
    context = around(request, government) | {"people": people, "leaver": leaver}
    if leaver is None:
        return render(request, "tracking/post_leave.html", context)
    options = {"people": people, "successors": successors(government, leaver)}
    options["may_invite"] = may_manage_people(request.user, government)
    initial = {"person": leaver.pk, "successor": "vacant"}
    form = LeaveForm(request.POST or None, initial=initial, **options)
    context |= {"form": form, "is_own": leaver == request.user}
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        if "confirm" not in request.POST:
            held = belongings(government, leaver)
            kept = [(name, request.POST[name]) for name in form.fields if name in request.POST]
            context |= {"held": held, "kept": kept, **form.chosen}
            return render(request, "tracking/post_leave_confirm.html", context)
        if left(request, government, leaver, form):
            return redirect("tracking:home")
    elif "change" in request.POST:
        form = LeaveForm(initial=request.POST.dict(), **options)
        context["form"] = form
    return show_form(request, "tracking/post_leave.html", context)


def has_just_left(user, government):
    """Whether the person left the government some minutes ago, and holds no role there now."""
    since = timezone.now() - TWICE_WITHIN
    own = HandoverNote.objects.filter(local_government=government, from_user=user, written_by=user, at__gte=since)
    return own.exists() and not user.memberships.filter(local_government=government).exists()


def asked_person(request):
    """The key of the person who leaves: from the form, else from the address, else one's own."""
    asked = request.POST.get("person") or request.GET.get("person", "")
    return int(asked) if asked.isdecimal() and len(asked) <= 18 else request.user.pk


def around(request, government):
    """The workspace's frame for those who work there, breadcrumbs alone for the State's coordinator."""
    crumb = (_("Leave the post"), "")
    if has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government):
        return frame(request, government, "place", crumb)
    home = (_("My work"), reverse("tracking:home"))
    people = (str(government), reverse("tracking:people-list", args=[government.pk]))
    return {"government": government, "breadcrumbs": [home, people, crumb]}


def left(request, government, leaver, form):
    """Do it, and say so; False, and said in the form, where it cannot be done."""
    now = timezone.now()
    try:
        note, token = leave(government, leaver, note=form.cleaned_data["note"], by=request.user, now=now, **form.chosen)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    messages.success(request, _("Handed over. What moved stands in the history of %(place)s.") % {"place": government})
    # First the mail: nothing else holds the link. Without a broker the next selection of the day finds what is due.
    if token and not invitations.send(note.invitation, token, now=now):
        messages.warning(request, _("The invitation could not be mailed. Send it again from the list of people."))
    transaction.on_commit(tasks.select_reminders.delay, robust=True)
    return True


@login_required
@require_GET
def handover_pack(request, pk):
    """Where everything stands, for whoever comes next."""
    government = fetch_government(request, pk)
    pack = collect(government, today=timezone.localdate(), language=get_language())
    unread = HandoverNote.objects.to_read(request.user).filter(local_government=government)
    context = frame(request, government, "place", (_("Hand-over"), ""))
    return render(request, "tracking/handover_pack.html", context | {"pack": pack, "unread": unread})


@login_required
@require_GET
def handover_download(request, pk, format):
    """The pack as a Word file or a spreadsheet, in the language of the page."""
    government = fetch_government(request, pk)
    if format not in RENDERERS:
        raise Http404
    today = timezone.localdate()
    out = io.BytesIO()
    render_to, content_type = RENDERERS[format]
    render_to(collect(government, today=today, language=get_language()), out)
    name = f"handover-{government.slug}-{today.isoformat()}.{format}"
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=content_type)


@login_required
@require_POST
@transaction.atomic
def handover_read(request, pk):
    """The successor has read the note."""
    note = fetch(HandoverNote.objects.filter(local_government__in=LocalGovernment.objects.of_user(request.user)), pk=pk)
    try:
        take_over(note, by=request.user, now=timezone.now())
    except ValidationError as error:
        raise PermissionDenied from error
    messages.success(request, _("You took over. The note stays in the hand-over pack."))
    return redirect("tracking:handover-pack", note.local_government_id)
