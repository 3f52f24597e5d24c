"""What changed in what an edition of the report tells since it was compiled."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from .answer_use import AnswerUse
from .assessment import NationalAssessment
from .assistance import AssistanceNeed
from .consultation import Consultation
from .event import Event
from .institution import NationalInstitution
from .measure import NationalMeasure
from .national_text import NationalText
from .pledge import Pledge
from .position_change import PositionChange

RECORDS = (NationalInstitution, Consultation, PositionChange, Pledge, AssistanceNeed)
# What an event calls a kind, in the order in which a page tells of them, with the words of one and of several.
WORDS = {
    "nationaltext": ngettext_lazy("%(count)s national text", "%(count)s national texts", "count"),
    "answeruse": ngettext_lazy("%(count)s decision on an answer", "%(count)s decisions on answers", "count"),
    "nationalmeasure": ngettext_lazy("%(count)s national measure", "%(count)s national measures", "count"),
    "nationalassessment": ngettext_lazy("%(count)s national assessment", "%(count)s national assessments", "count"),
    "nationalinstitution": ngettext_lazy("%(count)s institution or plan", "%(count)s institutions or plans", "count"),
    "consultation": ngettext_lazy("%(count)s consultation", "%(count)s consultations", "count"),
    "positionchange": ngettext_lazy("%(count)s change of position", "%(count)s changes of position", "count"),
    "pledge": ngettext_lazy("%(count)s pledge", "%(count)s pledges", "count"),
    "assistanceneed": ngettext_lazy("%(count)s need for assistance", "%(count)s needs for assistance", "count"),
    "call": ngettext_lazy("the call or its chapters", "the call or its chapters", "count"),
}


class ReportChanges:
    """What an edition knows of later changes; `call` is its call.

    Events are numbered in the order in which they were written, and whoever writes what a report tells holds its call
    meanwhile, as does who asks for an edition. So an event with a higher number than that of the edition is a change
    that came later, whatever the clocks of several machines say. What changed between the asking and the reading is
    in the edition and counts all the same: compiled once more, it is told rightly.
    """

    @property
    def later_changes(self):
        """{kind: how many of its rows changed since the edition was asked for}; one query."""
        asked = Event.objects.about(self).filter(verb=Event.Verb.COMPILED).order_by("-pk").values("pk")[:1]
        later = Event.objects.filter(_told_by(self.call), pk__gt=asked).order_by()
        found = dict(later.values_list("object_kind").annotate(Count("object_id", distinct=True)))
        return {kind: found[kind] for kind in WORDS if kind in found}

    @property
    def later_changes_in_words(self):
        """What changed since the edition was compiled, such as "3 national texts, 1 pledge"; empty without."""
        return ", ".join(WORDS[kind] % {"count": count} for kind, count in self.later_changes.items())

    @property
    def why_outdated(self):
        """Why this edition does not say what stands now, in a sentence; empty where it does."""
        words = self.later_changes_in_words
        if not words:
            return ""
        return _("Changed since this edition was compiled: %(what)s. Compile a new edition.") % {"what": words}


def _told_by(call):
    """The condition of events on what the report of a call tells."""
    measures = Q(object_id__in=NationalMeasure.objects.filter(call=call).values("pk"))
    assessments = NationalAssessment.objects.filter(recommendation__review=call.review_id)
    found = (
        _changed(NationalText, NationalText.objects.filter(call=call))
        | _changed(AnswerUse, AnswerUse.objects.of(call).order_by())
        | Q(measures, object_kind="nationalmeasure", verb=Event.Verb.ACCEPTED)
        | _changed(NationalAssessment, assessments)
        # That excerpts are shown changes no word of the report.
        | Q(object_kind="call", object_id=call.pk, verb=Event.Verb.CHANGED) & ~Q(after__has_key="excerpts_until")
    )
    for model in RECORDS:
        removed = Q(object_kind=model._meta.model_name, verb=Event.Verb.REMOVED, before__review=call.review_id)
        found |= _changed(model, model.objects.filter(review=call.review_id)) | removed
    return found


def _changed(model, rows):
    return Q(object_kind=model._meta.model_name, object_id__in=rows.values("pk"))
