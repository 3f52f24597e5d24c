"""The engagement register of the demo State: an invented mapping with answers, silences, lessons and needs."""

import datetime

import yaml
from dateutil.relativedelta import relativedelta
from django.db import transaction

from cms.models import (
    AnswerPlace,
    AreaOfWork,
    CounterpartType,
    EngagementNature,
    EngagementProfile,
    FutureEngagement,
    LessonEntry,
    LessonTag,
    MappingExercise,
    NeedEntry,
    PresenceType,
    ProfileAnswer,
    ProfilePlace,
    Question,
    Situation,
    StarterPage,
)
from tracking.models import Group, Right, State, Theme, Visibility

from .words import FOLDER, load_words

FILE = FOLDER / "demo.yml"
KEY = "demo/register"
KINDS = ("places_kind", "engagement_kind", "nature_kind", "lessons_kind", "future_kind", "note_kind")
TEXTS = ("places_text", "engagement", "nature", "lessons_learned", "future", "note", "presence_other")
SAID = ("text", "outcome", "lesson", "contribution", "contribution_note", "entities")


@transaction.atomic
def load_register(today, file=FILE):
    """Publish the file's register, dates counted from `today`; return its mapping, or None where it was made before.

    What it made once it never makes again, not even after editors deleted it. Raises KeyError, with nothing made,
    where the file names a word that is not there.
    """
    if StarterPage.objects.filter(key=KEY).exists():
        return None
    load_words()
    loader = RegisterLoader(yaml.safe_load(file.read_text(encoding="utf-8")), today)
    mapping = loader.load()
    StarterPage.objects.create(key=KEY, language="en", page=None)
    return mapping


class RegisterLoader:
    """Turns the file into published, public entries."""

    def __init__(self, entries, today):
        self.entries, self.today, self.profiles = entries, today, {}
        words = (PresenceType, EngagementNature, AreaOfWork, CounterpartType, Situation, LessonTag, Question, Right)
        self.words = {model: {word.code: word for word in model.objects.all()} for model in (*words, Group)}
        self.words[State] = {state.iso3: state for state in State.objects.all()}
        self.words[Theme] = {theme.name: theme for theme in Theme.objects.filter(current=None)}

    def load(self):
        """Everything, in the order in which it hangs together."""
        entry = self.entries["mapping"]
        mapping = MappingExercise.objects.create(
            **{name: entry[name] for name in ("slug", "title", "purpose", "focal_point", "invited")},
            opens_on=self.day(entry["opens_in_days"]),
            closes_on=self.day(entry["closes_in_days"]),
            visibility=Visibility.PUBLIC,
        )
        for profile in self.entries["profiles"]:
            self.profiles[profile["slug"]] = self.profile(mapping, profile)
        for lesson in self.entries["lessons"]:
            tags = self.several(LessonTag, lesson["tags"])
            self.publish(LessonEntry(**self.finding(lesson), result=lesson["result"]), tags=tags)
        for need in self.entries["needs"]:
            own = {name: need[name] for name in ("kind", "kind_other", "status") if name in need}
            self.publish(NeedEntry(**self.finding(need), **own))
        return mapping

    def profile(self, mapping, entry):
        """One profile with its places, plans and answers."""
        profile = EngagementProfile(
            exercise=mapping,
            presence_type=self.words[PresenceType][entry["presence"]],
            author_body=entry["author"],
            prepared_on=self.day(entry["prepared_in_days"]),
            **{name: entry[name] for name in ("slug", "title", "category", *KINDS)},
            **{name: entry[name] for name in TEXTS if name in entry},
        )
        profile.places = [ProfilePlace(**self.place(place)) for place in entry.get("places", [])]
        profile.future_engagements = [FutureEngagement(**self.plan(plan)) for plan in entry.get("plans", [])]
        self.publish(
            profile,
            countries=self.several(State, entry["countries"]),
            natures=self.several(EngagementNature, entry.get("natures", [])),
        )
        for answer in entry["answers"]:
            self.answer(profile, answer)
        return profile

    def answer(self, profile, entry):
        """One answer; one that enriches adds to the answer before it."""
        answered_on = self.day(entry["answered_in_days"]) if "answered_in_days" in entry else profile.prepared_on
        years = entry.get("years")
        answer = ProfileAnswer(
            profile=profile,
            question=self.words[Question][entry["question"]],
            area=self.one(AreaOfWork, entry.get("area")),
            kind=entry["kind"],
            source_type=entry.get("source", "message"),
            author_body=entry.get("author", profile.author_body),
            answered_on=answered_on,
            period_from=years and answered_on + relativedelta(years=years),
            is_ongoing=bool(years),
            enriches=profile.answers.last() if entry.get("enriches") else None,
            **{name: entry[name] for name in SAID if name in entry},
        )
        answer.places = [AnswerPlace(**self.place(place)) for place in entry.get("places", [])]
        lists = {"counterparts": CounterpartType, "natures": EngagementNature, "situations": Situation}
        lists |= {"themes": Theme, "rights": Right, "groups": Group}
        self.publish(answer, **{name: self.several(model, entry.get(name, [])) for name, model in lists.items()})

    def finding(self, entry):
        """The fields that lessons and needs share."""
        return {
            "title": entry["title"],
            "text": entry["text"],
            "profile": self.profiles[entry["profile"]],
            "area": self.one(AreaOfWork, entry.get("area")),
            "author_body": entry["author"],
            "noted_on": self.day(entry["noted_in_days"]),
        }

    def plan(self, entry):
        """The fields of a future engagement."""
        return {**entry, "area": self.one(AreaOfWork, entry.get("area"))}

    def place(self, entry):
        """The fields of a place; all lie in the demo State."""
        return {**entry, "country": self.words[State]["XUL"]}

    def publish(self, entry, **lists):
        """Save an entry with its lists of words, and publish it for everybody."""
        entry.visibility = Visibility.PUBLIC
        for name, words in lists.items():
            setattr(entry, name, words)
        entry.full_clean()
        entry.save()
        entry.save_revision().publish()

    def one(self, model, code):
        """The word of a list; None without a code."""
        return self.words[model][code] if code else None

    def several(self, model, codes):
        """Words of a list."""
        return [self.words[model][code] for code in codes]

    def day(self, days):
        """The date so many days from today."""
        return self.today + datetime.timedelta(days=days)
