"""The sections of a step, each on a page of its own, and its progress notes."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..forms.progress_note import ProgressNoteForm
from ..forms.step_sections import SECTION_FORMS
from ..models import ProgressNote, StepSection
from ..permissions import Permission
from .form_pages import form_page, show_form
from .saving import atomic_when_posted
from .steps import TWICE_WITHIN, frame_of, own_step

ORDER = list(SECTION_FORMS)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def step_section(request, pk, section):
    """Change one section; what somebody else saved in it meanwhile is shown beside what was typed."""
    if section not in SECTION_FORMS:
        raise Http404
    step = own_step(request, pk, Permission.STEP_EDIT, is_taken=request.method == "POST")
    was_public = step.is_public
    form = SECTION_FORMS[section](request.POST or None, instance=step)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            if not form.is_outdated:  # else it was sent twice: what stands is what was typed
                form.save_section(by=request.user, now=timezone.now())
            tell(request, step, was_public)
            return redirect(after(request, step, section))
    label = StepSection(section).label
    context = frame_of(request, step, label) | {"form": form, "step": step, "conflicts": conflicts}
    context |= {"section": section, "section_label": label, "next_section": next_of(section)}
    context |= {"small_number": settings.SMALL_NUMBER_LIMIT, "paper_title": f"{label} · {step.title}"}
    return show_form(request, f"tracking/step_{section}.html", context)


def next_of(section):
    """The section after this one; None after the last."""
    rest = ORDER[ORDER.index(section) + 1 :]
    return rest[0] if rest else None


def after(request, step, section):
    """Where a person goes after saving: to the next section where they asked for it, else to the step."""
    if "go_on" in request.POST and next_of(section):
        return reverse("tracking:step-section", args=[step.pk, next_of(section)])
    return f"{step.get_absolute_url()}#{section}"


def tell(request, step, was_public):
    """Say that it is saved, and where the step is hidden until somebody else has read it."""
    messages.success(request, _("Saved."))
    if was_public and not step.is_public:
        sentence = _("It is not public now: the topic is sensitive, and a second person reads it first.")
        messages.warning(request, sentence)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def progress_note_add(request, pk):
    """A dated note: what happened. It counts as an update of the step."""
    step = own_step(request, pk, Permission.STEP_EDIT, is_taken=request.method == "POST")
    was_public = step.is_public
    note = ProgressNote(step=step)
    form = ProgressNoteForm(request.POST or None, instance=note, initial={"date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        if not twin_of(note, by=request.user, now=timezone.now()):
            form.save_note(by=request.user, now=timezone.now())
        tell(request, step, was_public)
        return redirect(f"{step.get_absolute_url()}#{StepSection.NOTES}")
    title = _("Add a progress note")
    context = frame_of(request, step, title) | {"form": form, "step": step, "paper_title": f"{title} · {step.title}"}
    return show_form(request, "tracking/progress_note_add.html", context)


def twin_of(note, *, by, now):
    """Whether the same person added the same note within the last minute: the button was pressed twice."""
    same = note.step.progress_notes.filter(date=note.date, text=note.text, added_by=by)
    return same.filter(added_at__gte=now - TWICE_WITHIN).exists()
