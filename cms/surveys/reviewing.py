"""Takes a reviewed answer over into the register: one entry a question of the register, each with its source.

Doing it twice makes nothing twice: every entry carries a key that says from which answer it was made.
"""

from itertools import chain, count, groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.models.register_answer import AnswerPlace, ProfileAnswer
from cms.models.register_profile import EngagementProfile
from cms.models.register_scales import AnswerKind, SourceType
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_question import SurveyQuestion
from tracking.models import Visibility

from . import planning, vocabularies
from .kinds import first_day, last_day
from .telling import told

Kind, Part = SurveyQuestion.Kind, SurveyQuestion.RegisterPart
LONGEST_ENTITIES = 500
TAGS_OF_ENTRIES = ("counterparts", "natures", "situations", "themes", "rights", "groups")


@transaction.atomic
def accept(answer, profile, *, by, now):
    """Take the answer and its interviews over into the profile; returns the entries made now.

    Entries are internal until an editor decides otherwise; plans wait in the draft of the profile. An answer that was
    accepted into the same profile brings only what interviews have added since. Raises ValidationError for an answer
    that was not sent, was withdrawn, set aside, or accepted into another profile.
    """
    answer.refresh_from_db(from_queryset=SurveyAnswer.objects.select_for_update())
    if answer.state == SurveyAnswer.State.SENT:
        answer.state, answer.profile, answer.reviewed_by, answer.reviewed_at = answer.State.ACCEPTED, profile, by, now
        answer.save()
    elif answer.state != SurveyAnswer.State.ACCEPTED or answer.profile_id != profile.pk:
        raise ValidationError(_("The answer was withdrawn, set aside, or accepted into another profile."))
    made = [entry for entry in (_entry(answer, *group, by=by) for group in _by_register_question(answer)) if entry]
    return made + [entry for entry in (_interview(answer, row, by=by) for row in answer.interviews.all()) if entry]


def _by_register_question(answer):
    """[(question of the register, [Line])] of the questions that have their place there."""
    questions = answer.survey.questions.select_related("register_question").prefetch_related("choices")
    lines = [line for line in told(answer, questions) if line.question.register_question_id and line.kind]
    lines.sort(key=lambda line: line.question.register_question.code)
    return [(asked, list(group)) for asked, group in groupby(lines, lambda line: line.question.register_question)]


def _source(answer):
    """Where the words come from: the site itself, or what somebody told or wrote."""
    channels = {answer.Channel.PHONE: SourceType.INTERVIEW, answer.Channel.PAPER: SourceType.DOCUMENT}
    return channels.get(answer.channel, SourceType.SURVEY)


def _entry(answer, asked, lines, *, by):
    """The entry for one question of the register; None where it stands already."""
    key = f"survey-{answer.pk}-{asked.code}"
    if ProfileAnswer.objects.filter(entry_key=key).exists():
        return None
    entry = ProfileAnswer(
        profile=answer.profile,
        question=asked,
        kind=_kind(lines),
        source_type=_source(answer),
        source_reference=answer.receipt,
        author_body=answer.body,
        answered_on=answer.sent_at.date(),
        language=answer.language,
        visibility=Visibility.INTERNAL,
        entry_key=key,
    )
    if entry.kind == AnswerKind.ANSWERED:
        _fill(entry, answer, [line for line in lines if line.lines])
    entry.save()
    entry.save_revision(user=by).publish(user=by)
    if planning.tells_of_plans(lines):
        planning.add_plan(answer.profile, lines, _values(answer), language=answer.language, by=by)
    return entry


def _values(answer):
    """{question pk: what was said to it}."""
    return {part.question_id: part.value for part in answer.parts.all()}


def _kind(lines):
    """Answered as soon as one line is; else "none" if anybody said so; else no response."""
    kinds = {line.kind for line in lines}
    return next(kind for kind in (AnswerKind.ANSWERED, AnswerKind.NONE, AnswerKind.NO_RESPONSE) if kind in kinds)


def _fill(entry, answer, lines):
    """Put what was said where it belongs; whatever has no place of its own stands in the text."""
    values, texts = _values(answer), []
    for line in lines:
        question, words, part = line.question, "\n".join(line.lines), line.question.register_part
        if part in (Part.OUTCOME, Part.LESSON):
            setattr(entry, part, "\n\n".join(filter(None, [getattr(entry, part), words])))
        elif part == Part.ENTITIES and len(words) <= LONGEST_ENTITIES:
            entry.entities = words
            texts.append(f"{line.label} {words}")
        else:
            _file(entry, question, values[question.pk])
            texts.append(words if question.kind == Kind.LONG_TEXT else f"{line.label} {', '.join(line.lines)}")
    entry.text = "\n\n".join(texts)


def _file(entry, question, value):
    """Words of a vocabulary, periods and places as such."""
    if question.kind == Kind.TAGS and question.vocabulary in TAGS_OF_ENTRIES:
        setattr(entry, question.vocabulary, vocabularies.chosen(question.vocabulary, value))
    elif question.kind == Kind.PERIOD:
        entry.period_from = first_day(value["from"]) if value.get("from") else None
        entry.period_to = last_day(value["to"]) if value.get("to") else None
        entry.is_ongoing = bool(value.get("ongoing"))
    elif question.kind == Kind.PLACES:
        entry.places = [AnswerPlace(name=name, sort_order=number) for number, name in enumerate(value)]


def _interview(answer, row, *, by):
    """The entry for what an interview added, beside the answer that it adds to; None where it stands already."""
    asked = row.question.register_question
    key = f"interview-{row.pk}"
    if asked is None or ProfileAnswer.objects.filter(entry_key=key).exists():
        return None
    part = row.question.register_part
    entry = ProfileAnswer(
        profile=answer.profile,
        question=asked,
        kind=AnswerKind.ANSWERED,
        **{part if part in (Part.OUTCOME, Part.LESSON) else "text": row.text},
        source_type=SourceType.INTERVIEW,
        source_reference=answer.receipt,
        author_body=row.author_body,
        answered_on=row.held_on,
        language=answer.language,
        visibility=Visibility.INTERNAL,
        enriches=ProfileAnswer.objects.filter(entry_key=f"survey-{answer.pk}-{asked.code}").first(),
        entry_key=key,
    )
    entry.save()
    entry.save_revision(user=by).publish(user=by)
    return entry


def new_profile(answer, *, exercise, title, category, presence_type, by):
    """A profile for the answer: a draft, internal, with everything still to be written by an editor."""
    taken = set(exercise.profiles.values_list("slug", flat=True))
    base = slugify(title)[:70] or "profile"
    numbered = (f"{base}-{number}" for number in count(2))
    slug = next(name for name in chain([base], numbered) if name not in taken)
    profile = EngagementProfile.objects.create(
        exercise=exercise,
        title=title,
        slug=slug,
        category=category,
        presence_type=presence_type,
        author_body=answer.body,
        prepared_on=answer.sent_at.date(),
        language=answer.language,
        visibility=Visibility.INTERNAL,
        live=False,
    )
    profile.save_revision(user=by)
    return profile


def add_interview(answer, question, *, text, author_body, held_on, by, now):
    """Keep what an interview added to an answer that was sent; the answer itself does not change.

    Raises ValidationError for drafts, for answers withdrawn or set aside, and for a day that is still to come.
    """
    if answer.state not in (SurveyAnswer.State.SENT, SurveyAnswer.State.ACCEPTED):
        raise ValidationError(_("Only an answer that was sent can be enriched."))
    if held_on > now.date():
        raise ValidationError(_("The day of the interview is still to come."))
    return answer.interviews.create(
        question=question, text=text, author_body=author_body, held_on=held_on, added_by=by, added_at=now
    )
