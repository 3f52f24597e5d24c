"""What the pages of a government's records share: the frame with its sections, and showing, saving, removing one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import LocalGovernment
from ..permissions import Permission
from .access import fetch, require
from .form_pages import show_form
from .saving import tell_saved
from .workspace import Tab, frame

TEMPLATE = "tracking/record_edit.html"


def sections_of(government):
    """The sections under the tab “Taking part”, by key."""
    own = [government.pk]
    return [
        Tab("participation", _("In the review"), reverse("tracking:participation-list", args=own)),
        Tab("structures", _("Structures"), reverse("tracking:structure-list", args=own)),
        Tab("self-assessment", _("Self-assessment"), reverse("tracking:self-assessment-list", args=own)),
        Tab("local-reviews", _("Local reviews"), reverse("tracking:local-review-list", args=own)),
        Tab("sdg", _("By SDG target"), reverse("tracking:sdg-list", args=own)),
    ]


def record_frame(request, government, current, *crumbs):
    """The frame of a workspace with the sections of the tab “Taking part”; `current` is the key of one of them."""
    sections = sections_of(government)
    section = next(section for section in sections if section.key == current)
    way = [] if section is sections[0] else [(section.label, section.url if crumbs else "")]
    start = (_("Taking part"), sections[0].url if way or crumbs else "")
    context = frame(request, government, "taking-part", start, *way, *crumbs)
    return context | {"sections": sections, "current_section": current}


def own_record(request, model, pk, *, is_taken=False):
    """A record of a government of which the person is a member, where they may write; locked with `is_taken`."""
    rows = model.objects.select_related("local_government__state")
    if is_taken:
        rows = rows.select_for_update(of=("self",))
    record = fetch(rows.filter(local_government__in=LocalGovernment.objects.of_user(request.user)), pk=pk)
    require(request.user, Permission.RECORD_EDIT, local_government=record.local_government)
    return record


def edit_record(request, form, context, *, back):
    """Show or save the form of a record; saved, the person comes `back`.

    A record that was sent twice is saved once; what somebody else saved meanwhile is shown beside what was typed.
    """
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            if not form.is_outdated:
                save_once(form, by=request.user, now=timezone.now())
            tell_saved(request, form)
            return redirect(back)
    context |= {"form": form, "record": form.instance, "conflicts": conflicts, "back": back}
    return show_form(request, TEMPLATE, context)


def save_once(form, *, by, now):
    """Save the form's record with all that hangs on it, unless the same person just saved the same one."""
    record = form.save(commit=False)
    if record.pk is None and type(record).objects.twin_of(record, by=by, now=now):
        return
    record.save_work(by=by, now=now, on_behalf_of=form.cleaned_data["on_behalf_of"])
    form.save_m2m()
    form.settle(record, by=by, now=now)


def remove_record(request, record, *, back):
    """Delete the record, and go `back`."""
    record.remove(by=request.user, now=timezone.now())
    messages.success(request, _("Removed."))
    return redirect(back)
