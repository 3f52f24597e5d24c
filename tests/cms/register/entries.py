"""Makes entries of the engagement register for tests, published and public where nothing else is said."""

import datetime
import itertools

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry, PresenceType, ProfileAnswer, Question
from tracking.models import Visibility

DAY = datetime.date(2026, 2, 1)
counter = itertools.count(1)


def mapping(**fields):
    """A public mapping to which four were invited."""
    defaults = {"title": "Work with cities", "slug": f"mapping-{next(counter)}", "focal_point": "Focal point, Body"}
    defaults |= {"opens_on": DAY, "invited": 4, "visibility": Visibility.PUBLIC}
    return MappingExercise.objects.create(**{**defaults, **fields})


def presence(code="country-office"):
    """A type of presence."""
    return PresenceType.objects.get_or_create(code=code, defaults={"labels": {"en": code}})[0]


def question(code="Q1", **fields):
    """A question."""
    number = int(code[1:])
    defaults = {"labels": {"en": f"Question {number}?"}, "headings": {"en": f"Heading {number}"}, "order": number}
    return Question.objects.get_or_create(code=code, defaults={**defaults, **fields})[0]


def profile(exercise=None, **fields):
    """A profile in which nothing was answered yet."""
    number = next(counter)
    return EngagementProfile.objects.create(
        **{
            "exercise": exercise or mapping(),
            "title": f"Office {number}",
            "slug": f"office-{number}",
            "category": "field",
            "presence_type": fields.get("presence_type") or presence(),
            "author_body": "Country office",
            "prepared_on": DAY,
            "live": True,
            "visibility": Visibility.PUBLIC,
            **fields,
        }
    )


def answer(of=None, **fields):
    """An answer to the first question."""
    return ProfileAnswer.objects.create(
        **{
            "profile": of or profile(),
            "question": fields.get("question") or question(),
            "kind": "answered",
            "text": f"Yes, since {2000 + next(counter)}." if fields.get("kind", "answered") == "answered" else "",
            "source_type": "message",
            "author_body": "Country office",
            "answered_on": DAY,
            "live": True,
            "visibility": Visibility.PUBLIC,
            **fields,
        }
    )


def lesson(**fields):
    """A lesson."""
    defaults = {"title": f"Lesson {next(counter)}", "text": "Take time.", "author_body": "Office", "noted_on": DAY}
    return LessonEntry.objects.create(**{**defaults, "live": True, "visibility": Visibility.PUBLIC, **fields})


def need(**fields):
    """A need for funds."""
    defaults = {"title": f"Need {next(counter)}", "kind": "funds", "author_body": "Office", "noted_on": DAY}
    return NeedEntry.objects.create(**{**defaults, "live": True, "visibility": Visibility.PUBLIC, **fields})
