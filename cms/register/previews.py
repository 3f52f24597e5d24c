"""What an editor sees before publishing: the public page, or the card, with what stands in the form."""

from django.shortcuts import render
from django.utils.translation import override

from cms.models import EngagementProfile, LessonEntry, ProfileAnswer

from .views import profile_page


def preview(request, entry):
    """The page of an entry of the register as readers of its language would get it."""
    with override(entry.language):
        if isinstance(entry, EngagementProfile):
            return profile_page(request, entry, answers_of(entry))
        if isinstance(entry, ProfileAnswer):
            return profile_page(request, entry.profile, answers_of(entry.profile, entry))
        kind = "lesson" if isinstance(entry, LessonEntry) else "need"
        return render(request, "cms/register/finding_preview.html", {kind: entry, "finding": entry})


def answers_of(profile, draft=None):
    """The answers that readers see of a profile; a draft stands in its own place among them."""
    answers = list(profile.answers.published().in_full()) if profile.pk else []
    answers = [answer for answer in answers if draft is None or answer.pk != draft.pk]
    return [*answers, draft] if draft else answers
