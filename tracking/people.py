"""Who works for a place: ending roles, naming focal point and alternate, keeping contacts fresh."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from .handover.steps import hand_to
from .models import Event, ImplementationStep, LocalGovernment, Membership, State, User
from .models.role import Role

REVIEWED_EVERY = datetime.timedelta(days=365)
Post = Membership.Post


def at_place(place):
    """The memberships of a government or a State with their people, in the order of roles and names."""
    scope = "state" if isinstance(place, State) else "local_government"
    rows = Membership.objects.filter(**{scope: place}).select_related("user")
    order = list(Role.values)
    return sorted(rows, key=lambda row: (order.index(row.role), str(row.user).casefold(), row.pk))


def working_for(state):
    """The people with a role for the State or for one of its governments."""
    held = Membership.objects.filter(Q(state=state) | Q(local_government__state=state))
    return User.objects.filter(pk__in=held.values("user"))


def to_review(state, *, now):
    """The State's people whose contact nobody has looked at for a year, the oldest first."""
    people = working_for(state).annotate(checked_at=Coalesce("reviewed_at", "date_joined"))
    return people.filter(checked_at__lt=now - REVIEWED_EVERY).order_by("checked_at", "pk")


def failing(state):
    """The State's people to whose addresses mails do not arrive, the oldest first."""
    people = working_for(state).filter(mail_failing_since__isnull=False, is_active=True)
    return people.order_by("mail_failing_since", "pk")


@transaction.atomic
def confirm_contact(user, *, by, now):
    """Somebody looked: name, address and role are still right."""
    user.reviewed_at = now
    user.save(update_fields=["reviewed_at"])
    Event.objects.record(Event.Verb.CHANGED, user, by=by, now=now, after={"reviewed": now.date().isoformat()})


def is_last_coordinator(membership):
    """Whether the State would be without a coordinator if this role ended."""
    if membership.role != Role.COORDINATOR:
        return False
    others = Membership.objects.filter(state=membership.state_id, role=Role.COORDINATOR, user__is_active=True)
    return not others.exclude(pk=membership.pk).exists()


@transaction.atomic
def remove_role(membership, *, by, now):
    """End a role; everything that the person wrote stays, and the post it held becomes vacant.

    Open steps keep no owner who works there no more. A role that ended meanwhile ends once.
    Raises ValidationError for the last coordinator of a State. Taking the State's row first makes two
    coordinators who remove each other come one after the other.
    """
    if membership.state_id:
        State.objects.select_for_update().get(pk=membership.state_id)
    if is_last_coordinator(membership):
        raise ValidationError(_("A State keeps at least one coordinator. Invite another one first."))
    if not Membership.objects.select_for_update().filter(pk=membership.pk):
        return  # somebody else was faster
    user, place = membership.user, membership.local_government or membership.state
    before = {"role": membership.role, "post": membership.post, "user": user.pk}
    Event.objects.record(
        Event.Verb.REMOVED, membership, by=by, now=now, local_government=membership.local_government, before=before
    )
    if [membership.role, str(place)] not in user.former_roles:
        user.former_roles = [*user.former_roles, [membership.role, str(place)]]
    membership.delete()
    if not user.memberships.exists():
        user.roles_ended_at = now
    user.save(update_fields=["former_roles", "roles_ended_at"])
    if membership.local_government_id:
        _free_steps(membership.local_government_id, user, by=by, now=now)


def _free_steps(government_pk, user, *, by, now):
    """Steps of the government, and of those for which it collects, that the person works for no more."""
    there = Q(local_government=government_pk) | Q(local_government__parent=government_pk)
    still = LocalGovernment.objects.of_user(user)
    for step in ImplementationStep.objects.open().filter(there, owner=user).exclude(local_government__in=still):
        hand_to(step, None, by=by, now=now)


@transaction.atomic
def name_posts(government, *, focal_point, alternate, by, now):
    """Give the two posts to memberships of the government, or to nobody (None).

    Raises ValidationError where one person would hold both.
    """
    if focal_point and alternate and focal_point.user_id == alternate.user_id:
        raise ValidationError({"alternate": _("The alternate stands in for the focal point: name somebody else.")})
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
    wanted = {row.pk: post for row, post in ((focal_point, Post.FOCAL_POINT), (alternate, Post.ALTERNATE)) if row}
    concerned = Membership.objects.filter(local_government=government).filter(~Q(post="") | Q(pk__in=wanted))
    changed = [row for row in concerned if row.post != wanted.get(row.pk, "")]
    before = {row.pk: row.post for row in changed}
    Membership.objects.filter(pk__in=before).update(post="")  # a post must be free before another one takes it
    for row in changed:
        row.post = wanted.get(row.pk, "")
        row.save(update_fields=["post"])
        changes = {"before": {"post": before[row.pk]}, "after": {"post": row.post}}
        Event.objects.record(Event.Verb.CHANGED, row, by=by, now=now, local_government=government, **changes)


@transaction.atomic
def ask_for_second_factor(state, is_asked, *, by, now):
    """From now on the people of the State and its governments sign in with a second factor, or need none."""
    if state.requires_second_factor == is_asked:
        return
    changes = {"before": {"second_factor": state.requires_second_factor}, "after": {"second_factor": is_asked}}
    state.requires_second_factor = is_asked
    state.save(update_fields=["requires_second_factor"])
    Event.objects.record(Event.Verb.CHANGED, state, by=by, now=now, **changes)
