"""What each chapter of a call's report would hold now, as numbers in words; queries do not grow with the input."""

from django.conf import settings
from django.db.models import Count, Q
from django.utils.module_loading import import_string
from django.utils.translation import get_language, ngettext_lazy

from ..documents.words import joined
from ..models import (
    AnswerUse,
    AssistanceNeed,
    Consultation,
    ContributionAnswer,
    NationalInstitution,
    Pledge,
    PositionChange,
    ReportChapter,
)
from .known import known_contributions
from .words import count_words

Code = ReportChapter.Code
# What a chapter holds, with the words of one and of several.
HELD = {
    "governments": ngettext_lazy(
        "accepted input of %(count)s government", "accepted input of %(count)s governments", "count"
    ),
    "recommendations": ngettext_lazy("%(count)s recommendation", "%(count)s recommendations", "count"),
    "excerpts": ngettext_lazy("%(count)s excerpt chosen", "%(count)s excerpts chosen", "count"),
    "challenges": ngettext_lazy(
        "%(count)s answer names a challenge in words", "%(count)s answers name a challenge in words", "count"
    ),
    "next_steps": ngettext_lazy("%(count)s next step named", "%(count)s next steps named", "count"),
    "practices": ngettext_lazy("%(count)s published practice", "%(count)s published practices", "count"),
    Consultation: ngettext_lazy("%(count)s consultation", "%(count)s consultations", "count"),
    NationalInstitution: ngettext_lazy("%(count)s institution or plan", "%(count)s institutions or plans", "count"),
    PositionChange: ngettext_lazy("%(count)s change of position", "%(count)s changes of position", "count"),
    Pledge: ngettext_lazy("%(count)s pledge", "%(count)s pledges", "count"),
    AssistanceNeed: ngettext_lazy("%(count)s need for assistance", "%(count)s needs for assistance", "count"),
}
HOLDS = {
    Code.SUMMARY: (),
    Code.METHODOLOGY: ("governments", Consultation),
    Code.INSTITUTIONS: (NationalInstitution,),
    Code.CONSULTATIONS: (Consultation,),
    Code.PROGRESS: ("recommendations", "excerpts"),
    Code.POSITIONS: (PositionChange,),
    Code.PLEDGES: (Pledge,),
    Code.PRACTICES: ("practices",),
    Code.ASSISTANCE: (AssistanceNeed, "challenges"),
    Code.NEXT_STEPS: ("next_steps",),
}


def holdings(call):
    """{code of a chapter: what it would hold, in words}; empty words for a chapter that makes itself."""
    numbers = {**_input(call), **_records(call.review)}
    return {code: joined(count_words(HELD[kind], numbers[kind]) for kind in kinds) for code, kinds in HOLDS.items()}


def _input(call):
    known = known_contributions(call)
    said = ContributionAnswer.objects.filter(contribution__in=known).aggregate(
        governments=Count("contribution", distinct=True),
        challenges=Count("pk", filter=~Q(challenge="")),
        next_steps=Count("pk", filter=~Q(next_step="")),
    )
    return {
        **said,
        "recommendations": call.recommendations_asked().count(),
        "excerpts": AnswerUse.objects.filter(is_used=True, answer__contribution__in=known).count(),
        "practices": len(import_string(settings.REPORT_PRACTICES)(call.review, get_language() or "en")),
    }


def _records(review):
    models = (Consultation, NationalInstitution, PositionChange, Pledge, AssistanceNeed)
    return {model: model.objects.filter(review=review).for_report().count() for model in models}
