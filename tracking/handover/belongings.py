"""What hangs on one person in one government: what moves when they leave."""

import dataclasses

from django.apps import apps
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from ..models import (
    Contribution,
    FormDraft,
    HandoverNote,
    ImplementationStep,
    Membership,
    ReminderItem,
    SecondReading,
)
from ..permissions import Permission, people_with

# The object whose key an address carries, by the first word of the address's name.
NOUNS = {
    **dict.fromkeys(("step", "evidence", "budget", "note"), "implementationstep"),
    **dict.fromkeys(("answer", "contribution"), "contribution"),
    **{noun: noun for noun in ("indicator", "participation")},
    "plan": "actionplan",
    "body": "localhumanrightsbody",
    "commitment": "humanrightscommitment",
    "local": "localreview",
    "self": "selfassessment",
    "value": "indicatorvalue",
}


@dataclasses.dataclass(frozen=True)
class Belongings:
    """What one person holds in one government; `inputs` stay with the government, whoever writes them."""

    memberships: list
    steps: list
    drafts: list
    readings: list
    reminders: list
    inputs: list

    @property
    def post(self):
        """The code of the post, or ""."""
        return next((row.post for row in self.memberships if row.post), "")

    @property
    def post_label(self):
        """The post in words, or ""."""
        return str(Membership.Post(self.post).label) if self.post else ""

    @property
    def roles(self):
        """The codes of the roles."""
        return [row.role for row in self.memberships]

    @property
    def counts(self):
        """[(what, how many)] of what moves; nothing that is zero."""
        return [
            (label, len(getattr(self, name))) for name, label in HandoverNote.COUNTED.items() if getattr(self, name)
        ]


def belongings(government, user):
    """The Belongings of a person in a government, in a fixed number of queries for each kind of draft."""
    own = {"local_government": government}
    making = (Contribution.Status.DRAFT, Contribution.Status.WAITING)
    return Belongings(
        memberships=list(Membership.objects.filter(user=user, **own).order_by("pk")),
        steps=list(ImplementationStep.objects.open().filter(owner=user, **own).order_by("due_date", "pk")),
        drafts=drafts_of(government, user),
        readings=list(SecondReading.objects.open().filter(asked_by=user, **own)),
        reminders=list(ReminderItem.objects.filter(recipient=user, delivery__status="pending", **own)),
        inputs=list(Contribution.objects.filter(status__in=making, **own).select_related("call")),
    )


def drafts_of(government, user):
    """The person's drafts of forms that belong to the government; that of leaving goes to nobody."""
    own = FormDraft.objects.filter(user=user).exclude(form__endswith="/leave/")
    return [draft for draft in own if is_of(government, draft.form)]


def is_of(government, address):
    """Whether an address without language, such as /my-work/3/steps/add/ or /steps/7/edit/, is about the government."""
    try:
        match = resolve(f"/{get_language()}{address}")
    except Resolver404:
        return False
    pk, noun = match.kwargs.get("pk"), (match.url_name or "").split("-")[0]
    if address.startswith("/my-work/"):
        return pk == government.pk
    if pk is None or noun not in NOUNS:
        return False
    model = apps.get_model("tracking", NOUNS[noun])
    path = "indicator__local_government" if noun == "value" else "local_government"
    return model._default_manager.filter(**{"pk": pk, path: government.pk}).exists()


def successors(government, leaving=None):
    """Who may keep steps, or come next after somebody: those who write here, or for the one that collects for it."""
    people = people_with(Permission.STEP_EDIT, government)
    return people.exclude(pk=leaving.pk) if leaving else people
