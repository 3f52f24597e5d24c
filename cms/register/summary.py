"""Collects a profile, or a whole mapping, under the fixed headings: plain data for pages, print and Word."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from cms.models import EngagementProfile, ProfileAnswer
from cms.models.register_scales import AnswerKind, Category
from cms.models.survey_texts import Said
from tracking.documents.words import list_separator


@dataclass(frozen=True)
class Section:
    """What stands under one heading: texts and items, or `silence`, the words that say why there is nothing."""

    heading: str
    text: Said = Said("")
    items: list[Said] = field(default_factory=list)
    silence: str = ""


@dataclass(frozen=True)
class AnswerSummary:
    """One answer with what was said, by whom and when; `silence` where nothing was."""

    anchor: str
    question: str
    heading: str
    area: str
    said: list[tuple[str, Said]]  # (heading, text); the account itself has no heading
    silence: str
    facts: list[tuple[str, Said]]
    author: str
    answered_on: date
    source: str
    adds_to: bool


@dataclass(frozen=True)
class ProfileSummary:
    """One profile under the fixed headings, with its answers in full."""

    title: Said
    category: str
    facts: list[tuple[str, Said]]
    sections: list[Section]
    answers: list[AnswerSummary]
    author: str
    prepared_on: date

    @property
    def texts(self):
        """Everything that people wrote, as Said."""
        said = [text for answer in self.answers for _heading, text in answer.said]
        return [self.title, *(section.text for section in self.sections), *said]


def collect_profile(profile, answers, *, internal=False):
    """The summary of a profile with its `answers`; camps are named only with `internal`."""
    return ProfileSummary(
        title=profile.told("title"),
        category=profile.get_category_display(),
        facts=[
            (_("Type of presence"), profile.presence),
            (_("Country or countries"), Said(joined(profile.countries.all()))),
        ],
        sections=sections(profile, answers, internal),
        answers=[collect_answer(answer, internal) for answer in answers],
        author=profile.author_body,
        prepared_on=profile.prepared_on,
    )


def sections(profile, answers, internal):
    """The fixed headings, each with what stands under it."""
    natures = {nature.pk: Said(str(nature)) for row in (profile, *answers) for nature in row.natures.all()}
    plans = [Said(planned(plan)) for plan in profile.future_engagements.all()]
    places = [Said(words) for words in place_words(profile.all_places(answers), internal)]
    told = profile.told
    return [
        section(_("Cities/regions"), profile.places_kind, told("places_text"), places),
        section(_("Engagement with local governments"), profile.engagement_kind, told("engagement")),
        section(_("Nature of the engagement"), profile.nature_kind, told("nature"), natures.values()),
        section(_("Lessons learned"), profile.lessons_kind, told("lessons_learned")),
        section(_("Future engagements"), profile.future_kind, told("future"), plans),
        section(_("Additional note"), profile.note_kind, told("note")),
    ]


def section(heading, kind, text, items=()):
    """A section; silence is told only where neither a text nor an item stands."""
    silence = "" if text or items else silence_of(kind)
    return Section(heading, text, list(items), silence)


def silence_of(kind):
    """The words for a kind of silence. "Answered" without anything that may be shown is said as such."""
    if kind == AnswerKind.ANSWERED:
        return _("Answered, but not shown here.")
    return capfirst(str(AnswerKind(kind).label))


def place_words(places, internal):
    """Places in words: name, level, country. Camps and displacement sites are left out for readers."""
    return [place_in_words(place) for place in places if internal or place.is_shown]


def place_in_words(place):
    """One place: Lindhaven (city), Arvania."""
    words = f"{place.name} ({place.get_level_display()})"
    return f"{words}, {place.country}" if place.country else words


def planned(plan):
    """One future engagement in a line."""
    words = [
        plan.get_status_display(),
        plan.get_horizon_display() if plan.horizon != "unknown" else "",
        _("resources: %(secured)s") % {"secured": plan.get_resources_display()},
        str(plan.area or ""),
        *(theme.label for theme in plan.themes.all()),
    ]
    return f"{plan.topic} ({joined(filter(None, words))})"


def collect_answer(answer, internal=False):
    """The summary of one answer."""
    said = [("", answer.told("text")), (_("Outcome"), answer.told("outcome")), (_("Lesson"), answer.told("lesson"))]
    return AnswerSummary(
        anchor=f"answer-{answer.pk}",
        question=answer.question.code,
        heading=answer.question.heading,
        area=str(answer.area or _("Whole presence")),
        said=[(heading, text) for heading, text in said if text],
        silence="" if answer.kind == AnswerKind.ANSWERED else silence_of(answer.kind),
        facts=[
            (label, Said(value) if isinstance(value, str) else value)
            for label, value in answer_facts(answer, internal)
            if value
        ],
        author=answer.author_body,
        answered_on=answer.answered_on,
        source=answer.get_source_type_display(),
        adds_to=answer.enriches_id is not None,
    )


def answer_facts(answer, internal):
    """What stands beside the text of an answer, as (label, words or Said) pairs; a value may be empty."""
    return [
        (pgettext("engagement", "Period"), period(answer)),
        (_("Counterparts"), joined(answer.counterparts.all())),
        (_("Bodies"), answer.told("entities")),
        (_("Places"), "; ".join(place_words(answer.places.all(), internal))),
        (_("Themes"), joined(answer.themes.all())),
        (_("Rights"), joined(answer.rights.all())),
        (_("Groups of persons"), joined(answer.groups.all())),
        (_("Situation"), joined(answer.situations.all())),
        (_("What the engagement did for the outcome"), answer.get_contribution_display()),
        (capfirst(_("what shows that")), answer.told("contribution_note") if answer.contribution else ""),
    ]


def languages_beside(texts):
    """The names of the languages other than the page's in which some of the texts (Said) stand, in words."""
    codes = sorted({text.language for text in texts if text.language})
    return joined(get_language_info(code)["name_translated"] for code in codes)


def joined(words):
    """Words of a list with commas between them."""
    return list_separator().join(str(word) for word in words)


def period(answer):
    """Since when and until when, in words; "" where neither is known."""
    since, until = answer.period_from, answer.period_to
    if answer.is_ongoing:
        return _("since %(year)s, ongoing") % {"year": since.year} if since else _("ongoing")
    if since and until:
        return f"{since.year}–{until.year}" if since.year != until.year else str(since.year)
    if since:
        return _("since %(year)s") % {"year": since.year}
    return _("until %(year)s") % {"year": until.year} if until else ""


def collect_mapping(mapping, *, internal=False):
    """Every profile of a mapping as [(part, [ProfileSummary])], parts in their order, empty ones left out.

    The number of queries does not depend on how many profiles there are.
    """
    answers_of = {}
    answers = ProfileAnswer.objects.readable(internal).filter(profile__exercise=mapping).in_full()
    for answer in answers:
        answers_of.setdefault(answer.profile_id, []).append(answer)
    parts = {category: [] for category in Category.values}
    for profile in EngagementProfile.objects.readable(internal).filter(exercise=mapping).in_full():
        parts[profile.category].append(collect_profile(profile, answers_of.get(profile.pk, []), internal=internal))
    return [(str(Category(category).label), profiles) for category, profiles in parts.items() if profiles]
