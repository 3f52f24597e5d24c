"""Leaving a post: what moves to whom, who may follow, and that a second press does no harm."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tests import factories
from tests.tracking.reminders import mails
from tracking import drafts, invitations, second_reading
from tracking.handover.belongings import belongings, is_of, successors
from tracking.handover.leaving import leave, take_over
from tracking.models import (
    Event,
    HandoverNote,
    ImplementationStep,
    Invitation,
    Membership,
    ReminderDelivery,
    ReminderRule,
    SecondReading,
)


@pytest.fixture
def posts(officer, approver):
    """The officer is focal point, the approver alternate."""
    officer.memberships.update(post="focal-point")
    approver.memberships.update(post="alternate")


@pytest.fixture
def step(city, officer):
    """An open step of the officer."""
    return factories.step(city, officer, owner=officer)


def reminder(recipient, government, step):
    """A mail that waits, with a line about the step."""
    rule, _made = ReminderRule.objects.get_or_create(kind="step-due", days_before=7)
    mail = recipient.reminders.pending().first() or mails.mail(recipient)
    mails.line(rule, recipient, government, step.pk, step.due_date, delivery=mail)
    return mail


def test_everything_moves_to_the_successor(city, officer, approver, viewer, step, posts, now):
    done = factories.step(city, officer, owner=officer, status="done", end_date=now.date())
    others = factories.step(city, approver, owner=approver)
    drafts.keep(officer, f"/en/steps/{step.pk}/edit/", QueryDict("title=New"), now=now)
    reading = second_reading.ask(step, by=officer, now=now)
    mail = reminder(officer, city, step)
    note, token = leave(city, officer, successor=approver, note="Call the finance desk.", by=officer, now=now)
    for row in (step, done, others, reading):
        row.refresh_from_db()
    assert (step.owner, done.owner, others.owner, reading.asked_by) == (approver, officer, approver, approver)
    assert drafts.of(approver, f"/en/steps/{step.pk}/edit/").data == {"title": ["New"]}
    assert not ReminderDelivery.objects.filter(pk=mail.pk).exists()
    assert not officer.memberships.exists() and token == ""
    assert Membership.objects.posts_of(city).keys() == {"focal-point"}
    assert Membership.objects.get(user=approver).post == "focal-point"
    assert note.moved == {"steps": 1, "drafts": 1, "readings": 1, "reminders": 1}
    assert (note.to_user, note.roles, note.post, note.note) == (
        approver,
        ["officer"],
        "focal-point",
        "Call the finance desk.",
    )
    assert [step.title] == [what for _day, kind, what in note.next_dates if kind == "step"]


def test_events_tell_the_move_on_the_note_and_on_each_step(city, officer, approver, step, now):
    note, _token = leave(city, officer, successor=approver, by=officer, now=now)
    told = Event.objects.get(verb="handed-over", object_kind="handovernote")
    assert told.object_id == note.pk and told.local_government == city
    assert told.before == {"from_user": officer.pk, "roles": ["officer"]}
    assert told.after == {"to_user": approver.pk, "steps": 1}
    of_step = Event.objects.about(step).get(verb="handed-over")
    assert (of_step.before, of_step.after) == ({"owner": officer.pk}, {"owner": approver.pk})


def test_post_becomes_vacant_without_a_successor(city, officer, step, posts, now):
    draft = drafts.keep(officer, f"/en/my-work/{city.pk}/steps/add/", QueryDict("title=New"), now=now)
    note, _token = leave(city, officer, by=officer, now=now)
    step.refresh_from_db()
    draft.refresh_from_db()
    assert step.owner is None and note.to_user is None and draft.user == officer
    assert "focal-point" not in Membership.objects.posts_of(city)


def test_somebody_who_is_invited_takes_over_on_arrival(city, officer, approver, step, posts, now):
    note, token = leave(city, officer, email="new@example.org", by=approver, now=now)
    step.refresh_from_db()
    assert step.owner is None and token and note.invitation.role == "officer"
    invitation = Invitation.objects.of_token(token)
    person = invitations.register(invitation, first_name="New", last_name="", password="correct horse", now=now)
    assert list(HandoverNote.objects.to_read(person)) == [note]
    take_over(note, by=person, now=now)
    take_over(HandoverNote.objects.get(pk=note.pk), by=person, now=now)
    step.refresh_from_db()
    note.refresh_from_db()
    assert step.owner == person and note.to_user == person and note.read_at == now
    assert Membership.objects.posts_of(city)["focal-point"].user == person


def test_leaving_twice_changes_nothing_more(city, officer, approver, step, now):
    leave(city, officer, successor=approver, by=officer, now=now)
    events = Event.objects.count()
    with pytest.raises(ValidationError, match="no role here any more"):
        leave(city, officer, successor=approver, by=officer, now=now)
    assert HandoverNote.objects.count() == 1 and Event.objects.count() == events


@pytest.mark.parametrize("role", ["viewer", "outsider", "self"])
def test_only_somebody_else_who_writes_here_may_follow(city, officer, viewer, outsider, step, now, role):
    successor = {"viewer": viewer, "outsider": outsider, "self": officer}[role]
    with pytest.raises(ValidationError, match="can write for this government"):
        leave(city, officer, successor=successor, by=officer, now=now)
    step.refresh_from_db()
    assert step.owner == officer and officer.memberships.exists() and not HandoverNote.objects.exists()


def test_person_of_a_collecting_region_gets_a_role_of_their_own(city, officer, collector, step, posts, now):
    assert collector in successors(city, officer)
    leave(city, officer, successor=collector, by=officer, now=now)
    own = Membership.objects.get(user=collector, local_government=city)
    assert (own.role, own.post) == ("officer", "focal-point")


def test_what_belongs_to_another_government_stays(city, other_city, officer, approver, step, now):
    Membership.objects.create(user=officer, role="officer", local_government=other_city)
    elsewhere = factories.step(other_city, officer, owner=officer)
    drafts.keep(officer, f"/en/steps/{elsewhere.pk}/edit/", QueryDict("title=There"), now=now)
    mail = reminder(officer, other_city, elsewhere)
    reminder(officer, city, step)
    leave(city, officer, successor=approver, by=officer, now=now)
    elsewhere.refresh_from_db()
    officer.refresh_from_db()
    assert elsewhere.owner == officer and drafts.of(officer, f"/en/steps/{elsewhere.pk}/edit/")
    assert [line.local_government for line in mail.items.all()] == [other_city]
    assert officer.memberships.count() == 1 and officer.roles_ended_at is None


def test_successor_keeps_an_own_draft_of_the_same_form(city, officer, approver, step, now):
    path = f"/en/steps/{step.pk}/edit/"
    for person, title in ((officer, "Theirs"), (approver, "Mine")):
        drafts.keep(person, path, QueryDict(f"title={title}"), now=now)
    note, _token = leave(city, officer, successor=approver, by=officer, now=now)
    assert drafts.of(approver, path).data == {"title": ["Mine"]} and drafts.of(officer, path)
    assert note.moved["drafts"] == 0


def test_address_that_holds_the_role_is_not_invited_again(city, officer, approver, now):
    second = factories.member("officer", city)
    with pytest.raises(ValidationError):
        leave(city, officer, email=second.email, by=approver, now=now)
    assert officer.memberships.exists()


def test_belongings_name_what_hangs_on_somebody(city, officer, step, review, coordinator, posts, now):
    factories.contribution(factories.call(review, coordinator), city)
    held = belongings(city, officer)
    assert (held.steps, held.post, held.roles, len(held.inputs)) == ([step], "focal-point", ["officer"], 1)
    assert [(str(label), count) for label, count in held.counts] == [("open steps", 1)]


def test_forms_are_known_by_their_address(city, other_city, officer, step):
    assert is_of(city, f"/steps/{step.pk}/edit/") and not is_of(other_city, f"/steps/{step.pk}/edit/")
    assert is_of(city, f"/my-work/{city.pk}/steps/add/") and not is_of(city, f"/my-work/{other_city.pk}/steps/add/")
    assert not is_of(city, "/nowhere/") and not is_of(city, "/reminders/")


def test_second_reading_of_a_former_author_is_not_decided_by_the_new_one(city, officer, approver, step, now):
    second_reading.ask(step, by=officer, now=now)
    leave(city, officer, successor=approver, by=officer, now=now)
    reading = SecondReading.objects.get()
    assert reading not in second_reading.decidable_by(approver)
    assert ImplementationStep.objects.get(pk=step.pk).visibility == "internal"


@pytest.mark.parametrize("successor", ["approver", None])
def test_drafts_are_dropped_where_somebody_else_sees_to_the_leave(city, officer, approver, step, now, successor):
    path = f"/en/steps/{step.pk}/edit/"
    drafts.keep(officer, path, QueryDict("title=New"), now=now)
    note, _token = leave(city, officer, successor=successor and approver, by=approver, now=now)
    assert drafts.of(officer, path) is None and drafts.of(approver, path) is None
    assert note.moved["drafts"] == 0


@pytest.mark.parametrize("ended", ["officer", "approver"])
def test_person_of_a_collecting_region_gets_no_wider_role_than_ended(city, collector, ended, now):
    collector.memberships.update(role={"officer": "approver", "approver": "officer"}[ended])
    leaver = factories.member(ended, city)
    leave(city, leaver, successor=collector, by=leaver, now=now)
    assert Membership.objects.get(user=collector, local_government=city).role == ended
