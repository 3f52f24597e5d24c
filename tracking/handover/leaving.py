"""Leaving a post: one move of all that hangs on a person to whoever comes next, or to nobody for the time being."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import invitations, people
from ..models import (
    Event,
    FormDraft,
    HandoverNote,
    ImplementationStep,
    LocalGovernment,
    Membership,
    ReminderDelivery,
    SecondReading,
)
from ..models.role import Role
from ..permissions import Permission, roles_with
from .belongings import belongings, successors
from .moments import next_moments
from .steps import hand_to

WRITING = roles_with(Permission.STEP_EDIT)


@transaction.atomic
def leave(government, user, *, successor=None, email="", note="", by, now):
    """End all roles of `user` for the government and move what hangs on them; returns (HandoverNote, token or "").

    It moves to `successor`, to whoever accepts an invitation sent to `email`, or to nobody. The token is that of the
    invitation's link: send it after the transaction. Raises ValidationError where the person holds no role here (any
    more), the successor cannot write here, or the address cannot be invited.
    """
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)  # one leave after the other
    held = belongings(government, user)
    _expect_leave(government, user, held, successor)
    invitation, token = _invited(government, user, held, email, by=by, now=now) if email else (None, "")
    drafts = _move_drafts(held, successor, is_asked=by == user)
    row = HandoverNote.objects.create(
        local_government=government,
        from_user=user,
        roles=held.roles,
        post=held.post,
        to_user=successor,
        invitation=invitation,
        note=note.strip(),
        written_by=by,
        at=now,
        moved={"steps": len(held.steps), "drafts": drafts, "readings": 0, "reminders": 0},
        next_dates=[[day.isoformat(), kind, title] for day, kind, title in _next_dates(government, held, now)],
        waiting_steps=[step.pk for step in held.steps] if invitation else [],
    )
    _move(row, held, successor, by=by, now=now)
    _tell(row, by=by, now=now)
    return row, token


def _expect_leave(government, user, held, successor):
    if not held.memberships:
        raise ValidationError(_("%(person)s holds no role here any more. Nothing was changed.") % {"person": user})
    if successor and successor not in successors(government, user):
        raise ValidationError({"successor": _("Choose somebody who can write for this government.")})


def _move(row, held, successor, *, by, now):
    """Hand on what the person holds, write into the note how much it was, and end the roles."""
    government, user = row.local_government, row.from_user
    for step in held.steps:
        hand_to(step, successor, by=by, now=now)
    row.moved["readings"] = _move_readings(held, successor)
    row.moved["reminders"] = _drop_reminders(government, user)
    row.save(update_fields=["moved"])
    for membership in held.memberships:
        people.remove_role(membership, by=by, now=now)
    if successor:
        _give_post(government, held, successor, by=by, now=now)


def _next_dates(government, held, now):
    """What comes next for whoever takes over: dates of the review, then the steps that moved."""
    today = timezone.localdate(now)
    steps = [(step.due_date, "step", step.title) for step in held.steps if step.due_date]
    return sorted([*next_moments(government, today), *steps])[:12]


def _invited(government, user, held, email, *, by, now):
    role = next((role for role in (Role.APPROVER, Role.OFFICER) if role in held.roles), Role.VIEWER)
    if email.strip().lower() == user.email.lower():
        raise ValidationError({"email": _("Choose somebody else as the successor.")})
    return invitations.invite(government, email=email, role=role, by=by, now=now, language=government.language)


def _move_drafts(held, successor, *, is_asked):
    """Drafts go along where the person asked for it; where the successor has one of the same form, both keep theirs.

    Nobody else was to see them: where somebody else sees to the leave, they are dropped.
    """
    if not is_asked:
        FormDraft.objects.filter(pk__in=[draft.pk for draft in held.drafts]).delete()
    if not is_asked or successor is None:
        return 0
    own = set(FormDraft.objects.filter(user=successor).values_list("form", flat=True))
    moving = [draft.pk for draft in held.drafts if draft.form not in own]
    return FormDraft.objects.filter(pk__in=moving).update(user=successor)


def _move_readings(held, successor):
    """Whoever takes over counts as the author: the answer reaches them, and somebody else still reads second."""
    if successor is None:
        return 0
    return SecondReading.objects.open().filter(pk__in=[row.pk for row in held.readings]).update(asked_by=successor)


def _drop_reminders(government, user):
    """Take the government's lines out of the mail that waits; the next selection writes them for those who follow."""
    mail = ReminderDelivery.objects.select_for_update().pending().filter(recipient=user).first()
    if mail is None:
        return 0
    lines = mail.items.filter(local_government=government)
    count = lines.count()
    lines.delete()
    if not mail.items.exists():
        mail.delete()
    return count


def _give_post(government, held, successor, *, by, now):
    """The successor works here with a role of their own, no wider than that which ended, and holds its post."""
    own = Membership.objects.filter(user=successor, local_government=government, role__in=WRITING).first()
    if own is None:
        role = Role.APPROVER if Role.APPROVER in held.roles else Role.OFFICER
        own = Membership.objects.create(user=successor, local_government=government, role=role)
        after = {"role": own.role, "user": successor.pk}
        Event.objects.record(Event.Verb.ADDED, own, by=by, now=now, local_government=government, after=after)
        successor.note_role(now=now)
    give_post(government, held.post, own, by=by, now=now)


def give_post(government, post, membership, *, by, now):
    """Name a membership for a post, and free the other one where the same person held it."""
    if not post:
        return
    posts = {**dict.fromkeys(Membership.Post.values), **Membership.objects.posts_of(government)}
    posts = {code: row if row and row.user_id != membership.user_id else None for code, row in posts.items()}
    posts[post] = membership
    focal_point, alternate = posts[Membership.Post.FOCAL_POINT], posts[Membership.Post.ALTERNATE]
    people.name_posts(government, focal_point=focal_point, alternate=alternate, by=by, now=now)


def _tell(row, *, by, now):
    moved = {name: number for name, number in row.moved.items() if number}
    Event.objects.record(
        Event.Verb.HANDED_OVER,
        row,
        by=by,
        now=now,
        local_government=row.local_government,
        before={"from_user": row.from_user_id, "roles": row.roles},
        after={**({"to_user": row.to_user_id} if row.to_user_id else {}), **moved},
    )


@transaction.atomic
def take_over(note, *, by, now):
    """The successor has read the note; whoever was invited also takes the steps and the post that waited.

    Raises ValidationError where the note is addressed to somebody else. Doing it twice changes nothing more.
    """
    government = LocalGovernment.objects.select_for_update(no_key=True).get(pk=note.local_government_id)
    was_waiting = note.to_user_id is None
    note.mark_read(by=by, now=now)
    if not was_waiting:
        return
    waiting = ImplementationStep.objects.open().filter(
        pk__in=note.waiting_steps, owner=None, local_government=government
    )
    for step in waiting:
        hand_to(step, by, by=by, now=now)
    own = Membership.objects.filter(user=by, local_government=government, role__in=WRITING).first()
    if own and note.post and note.post not in Membership.objects.posts_of(government):
        give_post(government, note.post, own, by=by, now=now)
