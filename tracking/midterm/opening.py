"""Opening a call: who will be told in which words, and then telling each of them once."""

import dataclasses
import hashlib
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from .. import emails, reminders
from ..models import LocalGovernment, ReminderRule, User
from ..models.role import Role
from ..permissions import Permission, roles_with
from ..reminders.kinds import framed
from ..reminders.kinds.calls import call_words


@dataclasses.dataclass(frozen=True)
class Told:
    """One government that is asked: how many write for it in which role, and who collects for it (or None)."""

    government: LocalGovernment
    roles: tuple  # (label, number)
    people: int
    collected_by: LocalGovernment | None


@dataclasses.dataclass(frozen=True)
class Sample:
    """A mail as it goes out in one language."""

    language: str
    mails: int
    subject: str
    body: str


class Preview:
    """Everything that happens when a call opens, in a fixed number of queries for each language of the mails."""

    def __init__(self, call, now):
        self.call, self.now = call, now
        self.governments = list(call.governments_asked().select_related("parent", "state").order_by("name", "pk"))
        self.writers = reminders.writers_of(self.governments)
        self.rows = [self._row(government) for government in self.governments]
        self.people = {person: None for people in self.writers.values() for person in people}

    def _row(self, government):
        people = self.writers[government.pk]
        counted = Counter(roles[0] for roles in people.values())
        roles = tuple((label, counted[role]) for role, label in Role.choices if role in counted)
        collector = government.parent if government.is_collected_by_parent else None
        return Told(government, roles, len(people), collector)

    @property
    def reached(self):
        """The governments where somebody hears of the call."""
        return [row for row in self.rows if row.people]

    @property
    def vacant(self):
        """The governments where nobody can write."""
        return [row for row in self.rows if not row.people]

    @property
    def mails(self):
        """How many mails go out: one for each person, however many governments they write for."""
        return len(self.people)

    @property
    def national_viewers(self):
        """How many people of ministries see the call as well: they add national measures, and get no mail."""
        return people_of_state(Permission.MEASURE_WRITE, self.call.review.state_id).count()

    @property
    def languages(self):
        """[(language code, number of mails)], most mails first."""
        return Counter(known_language(person.language) for person in self.people).most_common()

    @property
    def samples(self):
        """[Sample]: for each language the mail to the first person who reads it."""
        return [self._sample(language, number) for language, number in self.languages]

    def _sample(self, language, number):
        government, person = next(
            (government, person)
            for government in self.governments
            for person in self.writers[government.pk]
            if known_language(person.language) == language
        )
        today = person.local_date(self.now)
        with translation.override(language):
            found = call_words(self.call, government, None, today, is_first=True)
            place = {"government": government, "state": self.call.review.state}
            line = framed(found, ReminderRule.Kind.CALL_DEADLINE, self.call.deadline, today, **place)
            mail = emails.reminder(person, [line])
        return Sample(language, number, mail.subject, mail.body)

    @property
    def stamp(self):
        """What the page showed, in short: it changes with the call's words and dates, and with who is told."""
        call = self.call
        told = sorted((pk, sorted(person.pk for person in people)) for pk, people in self.writers.items())
        shown = [call.title, call.note, call.target_date, call.deadline, call.recommendations_asked().count(), told]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


def people_of_state(permission, state):
    """The active people who hold a permission for a State (a primary key)."""
    found = User.objects.filter(memberships__state=state, memberships__role__in=roles_with(permission))
    return found.filter(is_active=True).distinct()


def known_language(code):
    """The language in which a mail is written: the person's, else the site's first."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@transaction.atomic
def open_call(call, *, by, now):
    """Open the call and write the mails that tell of it; returns their number.

    Raises ValidationError where it was opened already: whoever presses twice tells once.
    """
    call.open(by=by, now=now)
    return reminders.tell_of_opening(call, now=now)


def is_timely(call, now):
    """Whether the last day for input still lies ahead."""
    return call.deadline >= timezone.localdate(now)
