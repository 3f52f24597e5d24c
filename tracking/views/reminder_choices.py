"""What a person hears by mail, and what they set aside; and the way out that stands in every mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import reminder_choices
from ..forms.reminder_choices import PauseForm
from ..models import ReminderItem, ReminderPause, User
from ..models.reminder_rule import BINDING, Kind
from ..reminders import kinds
from .access import fetch

NEWEST = 40  # lines of own mails from which something can be set aside


@login_required
@require_GET
def own_reminders(request):
    """Which mails come in any case and which do not, what is set aside, and what came last."""
    today = request.user.local_date(timezone.now())
    pauses = ReminderPause.objects.filter(recipient=request.user).holding(today).select_related("local_government")
    context = {
        "pauses": pauses,
        "binding": [Kind(kind).label for kind in Kind if kind in BINDING],
        "optional": [Kind(kind).label for kind in Kind if kind not in BINDING],
        "came": _came_last(request.user, pauses),
    }
    return render(request, "tracking/own_reminders.html", context)


def _came_last(person, pauses):
    """The newest lines of own mails, each matter once, without what is set aside."""
    paused = {(pause.kind, pause.object_id) for pause in pauses}
    found = {}
    for item in reminder_choices.own_items(person).filter(delivery__isnull=False).order_by("-pk")[:NEWEST]:
        key = (item.rule.kind, item.object_id)
        if key not in paused:
            found.setdefault(key, item)
    return list(found.values())


@login_required
@require_POST
def digest_switch(request):
    """Mails about daily work: on or off."""
    is_on = request.POST.get("on") == "1"
    reminder_choices.switch(request.user, is_on=is_on)
    sentence = _("Mails about daily work come again.") if is_on else _("No more mails about daily work.")
    messages.success(request, sentence)
    return redirect("tracking:own-reminders")


@login_required
@require_http_methods(["GET", "POST"])
def reminder_pause(request, pk):
    """Put off what a line of an own mail is about, or mute it."""
    item = fetch(reminder_choices.own_items(request.user), pk=pk)
    now = timezone.now()
    today = request.user.local_date(now)
    form = PauseForm(request.POST or None, today=today)
    if form.is_valid():
        reminder_choices.set_aside(item, until=form.day, now=now)
        messages.success(request, _("Set aside. You find it here, and can take it back."))
        return redirect("tracking:own-reminders")
    kinds.read([item])
    line = kinds.line(item, today)
    is_gone = isinstance(line, ReminderItem.LeftOut)
    context = {"form": form, "item": item, "line": None if is_gone else line}
    return render(request, "tracking/reminder_pause.html", context)


@login_required
@require_POST
def pause_end(request, pk):
    """Hear of it again."""
    fetch(ReminderPause.objects.filter(recipient=request.user), pk=pk).delete()
    messages.success(request, _("You hear of it again."))
    return redirect("tracking:own-reminders")


@csrf_exempt  # a mail program presses this button (RFC 8058): the address itself is the proof
@never_cache
@require_http_methods(["GET", "POST"])
def reminders_off(request, token):
    """The way out of a mail, without signing in: says what it does, and does it when the button is pressed."""
    person = User.objects.with_way_out(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        reminder_choices.switch(person, is_on=request.POST.get("on") == "1")
    return render(request, "tracking/reminders_off.html", {"is_on": person.wants_digest})
