"""What an answer says about plans becomes a future engagement, in the draft of the profile: an editor publishes it."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models.register_profile import EngagementProfile, FutureEngagement
from cms.models.register_scales import AnswerKind, FutureStatus, Horizon, Resources
from cms.models.survey_question import SurveyQuestion

from . import vocabularies

Kind, Part = SurveyQuestion.Kind, SurveyQuestion.RegisterPart
PARTS = (Part.PLANNED, Part.TOPIC, Part.HORIZON, Part.RESOURCES)
LONGEST_TOPIC = 250
STATUSES = {"yes": FutureStatus.PLANNED, **{status.value: status for status in FutureStatus}}
HORIZONS = {horizon.value: horizon for horizon in Horizon}
RESOURCES = {"secured": Resources.YES, "open": Resources.NO, **{value.value: value for value in Resources}}


def tells_of_plans(lines):
    """Whether a question of the survey asks for a part of a plan."""
    return any(line.question.register_part in PARTS for line in lines)


def add_plan(profile, lines, values, *, language, by):
    """Put what Lines tell of plans into a new draft of the profile; the plan, or None where there is none.

    What is published of the profile stays as it is. "Nothing planned" fills a silence and overrides no editor.
    `values` are {question pk: what was said}.
    """
    plan = _plan(lines, values, language)
    draft = EngagementProfile.objects.get(pk=profile.pk).get_latest_revision_as_object()
    if plan:
        draft.future_kind = AnswerKind.ANSWERED
        draft.future_engagements.add(plan)
    elif _is_none(lines, values) and draft.future_kind == AnswerKind.NO_RESPONSE and not draft.future:
        draft.future_kind = AnswerKind.NONE
    else:
        return None
    if not draft.live:
        draft.save()
    draft.save_revision(user=by)
    return plan


def _of_part(lines, part):
    return [line for line in lines if line.question.register_part == part and line.lines]


def _chosen(lines, values, part):
    """What was chosen for a part of a plan; "" where nothing was."""
    return next((str(values[line.question.pk]) for line in _of_part(lines, part)), "")


def _is_none(lines, values):
    return _chosen(lines, values, Part.PLANNED) == "no"


def _plan(lines, values, language):
    said, topic, themes = _chosen(lines, values, Part.PLANNED), *_topic(lines, values)
    if said == "no" or not (said == "yes" or topic or themes):
        return None
    with override(language):
        topic = topic or ", ".join(str(theme) for theme in themes) or _("topic not named")
    plan = FutureEngagement(
        topic=Truncator(topic).chars(LONGEST_TOPIC),
        status=STATUSES.get(said, FutureStatus.POSSIBLE),
        horizon=HORIZONS.get(_chosen(lines, values, Part.HORIZON), Horizon.UNKNOWN),
        resources=RESOURCES.get(_chosen(lines, values, Part.RESOURCES), Resources.UNKNOWN),
    )
    plan.themes = themes
    return plan


def _topic(lines, values):
    """(the words about what is planned, its themes)."""
    of_topic = _of_part(lines, Part.TOPIC)
    words = [" ".join(line.lines) for line in of_topic if line.question.kind != Kind.TAGS]
    themes = [
        theme
        for line in of_topic
        if line.question.kind == Kind.TAGS and line.question.vocabulary == SurveyQuestion.Vocabulary.THEMES
        for theme in vocabularies.chosen(line.question.vocabulary, values[line.question.pk])
    ]
    return " ".join(" ".join(words).split()), themes
