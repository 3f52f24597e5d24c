"""Contributions: every stage whole, four eyes, frozen for good."""

import hashlib
import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import (
    AnswerUse,
    Contribution,
    ContributionAnswer,
    Event,
    NationalText,
    QuestionAnswer,
)
from tracking.models.contribution_stages import UNANSWERED, checksum_of


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def draft(call, city, recommendation):
    """The city's draft with one answer."""
    return factories.contribution(call, city, [recommendation])


@pytest.fixture
def waiting(draft, officer, now):
    """Handed in by the officer."""
    draft.hand_in(by=officer, now=now)
    return draft


@pytest.fixture
def submitted(waiting, approver, now):
    """Approved by a second person."""
    waiting.approve(by=approver, now=now)
    return waiting


def changed(contribution, **fields):
    """Write fields past the methods, as only the database can refuse them."""
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(**fields)


def test_hand_in_needs_a_headline(call, city, recommendation, officer, now):
    draft = factories.contribution(call, city)
    ContributionAnswer.objects.create(contribution=draft, recommendation=recommendation, status="planned")
    with pytest.raises(ValidationError, match="at least one headline"):
        draft.hand_in(by=officer, now=now)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_approve_by_the_preparer_is_refused(draft, approver, now):
    draft.hand_in(by=approver, now=now)
    with pytest.raises(ValidationError, match="second person"):
        draft.approve(by=approver, now=now)
    draft.refresh_from_db()
    assert (draft.status, draft.snapshot) == ("waiting", None)


def test_approve_freezes_snapshot_and_checksum(submitted, recommendation, approver, now):
    submitted.refresh_from_db()
    assert submitted.snapshot == [
        {
            "paragraph": "120.1",
            "recommendation": recommendation.pk,
            "status": "in_progress",
            "headline": "40 new beds since May.",
            "detail": "",
            "challenge": "",
            "next_step": "",
            "change_note": "",
            "beyond": "",
            "beyond_visibility": "",
            "basis": None,
        }
    ]
    whole = [submitted.snapshot, submitted.frozen_replies]
    canonical = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert submitted.checksum == hashlib.sha256(canonical.encode()).hexdigest()
    assert (submitted.status, submitted.approved_by, submitted.submitted_at) == ("submitted", approver, now)


def test_approve_twice_says_that_somebody_was_faster(waiting, approver, city, now):
    other = Contribution.objects.get(pk=waiting.pk)
    waiting.approve(by=approver, now=now)
    with pytest.raises(ValidationError, match="somebody was faster"):
        other.approve(by=factories.member("approver", city), now=now)
    other.refresh_from_db()
    assert other.approved_by == approver


def test_approve_checks_the_preparer_of_now(draft, officer, approver, now):
    looked_earlier = Contribution.objects.get(pk=draft.pk)
    draft.hand_in(by=approver, now=now)
    with pytest.raises(ValidationError, match="second person"):
        looked_earlier.approve(by=approver, now=now)


def test_send_back_makes_a_draft_with_words(waiting, approver, now):
    waiting.send_back("  Give a number. ", by=approver, now=now)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.words, waiting.prepared_by) == ("draft", "Give a number.", None)


def test_send_back_and_return_without_words_are_refused(waiting, approver, coordinator, now):
    with pytest.raises(ValidationError, match="what should be changed"):
        waiting.send_back("  ", by=approver, now=now)
    waiting.approve(by=approver, now=now)
    with pytest.raises(ValidationError, match="what should be changed"):
        waiting.return_("\n", by=coordinator, now=now)
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_hand_in_again_takes_the_words_away(waiting, officer, approver, now):
    waiting.send_back("Give a number.", by=approver, now=now)
    waiting.hand_in(by=officer, now=now)
    assert waiting.words == ""


def test_accept_and_return_only_what_is_submitted(waiting, coordinator, now):
    for act in (waiting.accept, lambda **who: waiting.return_("No.", **who)):
        with pytest.raises(ValidationError, match="waiting for approval"):
            act(by=coordinator, now=now)


def test_next_version_copies_answers_and_leaves_the_old_one(submitted, officer, coordinator, now):
    submitted.return_("Give a number.", by=coordinator, now=now)
    before = Contribution.objects.values().get(pk=submitted.pk)
    draft = submitted.next_version(by=officer, now=now)
    assert (draft.version, draft.status, draft.words) == (2, "draft", "")
    assert [answer.headline for answer in draft.answers.all()] == ["40 new beds since May."]
    assert submitted.answers.count() == 1
    assert Contribution.objects.values().get(pk=submitted.pk) == before


def test_next_version_twice_is_refused(submitted, officer, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    submitted.next_version(by=officer, now=now)
    with pytest.raises(ValidationError, match="newer version"):
        submitted.next_version(by=officer, now=now)
    assert Contribution.objects.count() == 2


def test_next_version_of_a_submitted_one_is_refused(submitted, officer, now):
    with pytest.raises(ValidationError, match="returned or accepted"):
        submitted.next_version(by=officer, now=now)


def test_closed_call_takes_no_input(call, waiting, other_city, recommendation, approver, outsider, coordinator, now):
    late = factories.contribution(call, other_city, [recommendation])
    call.close(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="takes no input: it is closed"):
        waiting.approve(by=approver, now=now)
    with pytest.raises(ValidationError, match="takes no input"):
        late.hand_in(by=outsider, now=now)


def test_every_stage_writes_its_event(submitted, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    verbs = list(Event.objects.about(submitted).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["handed-in", "submitted", "accepted"]


def test_one_version_in_the_making(draft, call, city):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(call=call, local_government=city, version=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(call=call, local_government=city, version=1)


@pytest.mark.parametrize(
    "gap", [{"prepared_by": None}, {"prepared_at": None}, {"prepared_by": None, "prepared_at": None}]
)
def test_waiting_has_a_whole_preparer(waiting, gap):
    with pytest.raises(IntegrityError):
        changed(waiting, **gap)


def test_draft_has_no_preparer(draft, officer, now):
    with pytest.raises(IntegrityError):
        changed(draft, prepared_by=officer, prepared_at=now)


@pytest.mark.parametrize("gap", [{"approved_by": None}, {"submitted_at": None}, {"snapshot": None}, {"checksum": ""}])
def test_submitted_is_whole(submitted, gap):
    with pytest.raises(IntegrityError):
        changed(submitted, **gap)


def test_status_fits_the_submission(submitted, call, other_city, recommendation, outsider, now):
    with pytest.raises(IntegrityError):
        changed(submitted, status="waiting")
    other = factories.contribution(call, other_city, [recommendation])
    other.hand_in(by=outsider, now=now)
    with pytest.raises(IntegrityError):
        changed(other, status="submitted")


def test_database_refuses_one_pair_of_eyes(submitted, officer):
    with pytest.raises(IntegrityError):
        changed(submitted, approved_by=officer)


@pytest.mark.parametrize("gap", [{"decided_by": None}, {"decided_at": None}])
def test_decision_has_who_and_when(submitted, coordinator, now, gap):
    submitted.accept(by=coordinator, now=now)
    with pytest.raises(IntegrityError):
        changed(submitted, **gap)


def test_undecided_has_no_decider(submitted, coordinator, now):
    with pytest.raises(IntegrityError):
        changed(submitted, decided_by=coordinator, decided_at=now)


def test_returned_has_words(submitted, coordinator, now):
    submitted.return_("Give a number.", by=coordinator, now=now)
    with pytest.raises(IntegrityError):
        changed(submitted, words="")


def test_visible_to_hides_drafts_from_the_state(waiting, officer, viewer, outsider, coordinator, national_viewer):
    assert list(Contribution.objects.visible_to(officer)) == list(Contribution.objects.visible_to(viewer)) == [waiting]
    for person in (outsider, coordinator, national_viewer, AnonymousUser()):
        assert not Contribution.objects.visible_to(person).exists()


def test_visible_to_shows_the_state_what_was_submitted(submitted, coordinator, national_viewer, outsider, stranger):
    for person in (coordinator, national_viewer):
        assert list(Contribution.objects.visible_to(person)) == [submitted]
    for person in (outsider, stranger):
        assert not Contribution.objects.visible_to(person).exists()


def test_latest_is_the_newest_version_of_each_government(submitted, officer, coordinator, other_city, call, now):
    submitted.accept(by=coordinator, now=now)
    second = submitted.next_version(by=officer, now=now)
    other = factories.contribution(call, other_city)
    assert set(Contribution.objects.latest()) == {second, other}
    assert list(Contribution.objects.versions_of(second)) == [second, submitted]


def test_approve_freezes_basis_and_answers_to_the_questions(call, draft, recommendation, officer, approver, now):
    second = call.questions.create(order=2, text="Who took part?")
    first = call.questions.create(order=1, text="What helped?")
    draft.question_answers.create(question=second, text="Tenants.")
    draft.question_answers.create(question=first, text="Time.")
    draft.hand_in(by=officer, now=now)
    draft.approve(by=approver, now=now, basis={recommendation.pk: {"evidence": 2}})
    draft.refresh_from_db()
    assert draft.frozen_replies == [
        {"question": first.pk, "text": "What helped?", "answer": "Time."},
        {"question": second.pk, "text": "Who took part?", "answer": "Tenants."},
    ]
    assert draft.snapshot[0]["basis"] == draft.answers.get().basis == {"evidence": 2}
    assert draft.is_unchanged
    draft.frozen_replies[0]["answer"] = "Money."
    assert not draft.is_unchanged


def test_checksum_of_a_version_from_before_the_questions_still_holds(submitted):
    submitted.frozen_replies, submitted.checksum = None, checksum_of(submitted.snapshot)
    assert submitted.is_unchanged
    submitted.snapshot[0]["headline"] = "Tampered with."
    assert not submitted.is_unchanged


def test_required_question_blocks_the_hand_in(call, draft, officer, now):
    question = call.questions.create(text="What helped?", is_required=True)
    call.questions.create(text="Anything else?")
    with pytest.raises(ValidationError, match="What helped") as error:
        draft.hand_in(by=officer, now=now)
    assert error.value.code == UNANSWERED
    draft.question_answers.create(question=question, text="Time.")
    draft.hand_in(by=officer, now=now)
    assert draft.status == "waiting"
    for change in (draft.question_answers.get().save, draft.question_answers.get().delete):
        with pytest.raises(ValidationError, match="waits for approval"):
            change()


def test_next_version_takes_over_replies_and_leaves_the_basis(
    call, submitted, recommendation, officer, coordinator, now
):
    submitted.answers.update(basis={"evidence": 2})
    submitted.question_answers.bulk_create(
        [QuestionAnswer(contribution=submitted, question=call.questions.create(text="What helped?"), text="Time.")]
    )
    submitted.return_("Give a number.", by=coordinator, now=now)
    draft = submitted.next_version(by=officer, now=now, on_behalf_of="The mayor")
    assert [row.text for row in draft.question_answers.all()] == ["Time."]
    assert (draft.answers.get().basis, draft.on_behalf_of) == (None, "The mayor")
    assert submitted.question_answers.count() == submitted.answers.count() == 1


def test_withdraw_takes_everything_out_of_the_report(call, submitted, recommendation, approver, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    answer = submitted.answers.get()
    AnswerUse.objects.create(answer=answer, is_used=True, excerpt="40 beds.", decided_by=coordinator, decided_at=now)
    text = NationalText.objects.create(call=call, recommendation=recommendation, updated_by=coordinator, updated_at=now)
    sentence = text.sentences.create(order=1, sentence="40 beds stand.", answer=answer)
    submitted.withdraw(by=approver, now=now)
    submitted.refresh_from_db()
    sentence.refresh_from_db()
    assert (submitted.status, submitted.withdrawn_by, submitted.withdrawn_at) == ("withdrawn", approver, now)
    assert (AnswerUse.objects.count(), sentence.answer) == (0, None)
    assert not Contribution.objects.accepted().exists()
    assert Event.objects.about(submitted).first().verb == "withdrawn"
    with pytest.raises(ValidationError, match="submitted or accepted"):
        submitted.withdraw(by=approver, now=now)


def test_withdraw_of_an_accepted_version_leaves_none_it_replaced(submitted, officer, approver, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    second = submitted.next_version(by=officer, now=now)
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    second.withdraw(by=approver, now=now)
    assert list(Contribution.objects.accepted()) == [submitted]
    third = second.next_version(by=officer, now=now)
    third.hand_in(by=officer, now=now)
    third.approve(by=approver, now=now)
    third.accept(by=coordinator, now=now)
    third.withdraw(by=approver, now=now)
    assert not Contribution.objects.accepted().exists()


@pytest.mark.parametrize("gap", [{"withdrawn_by": None}, {"withdrawn_at": None}])
def test_withdrawn_has_who_and_when(submitted, approver, now, gap):
    submitted.withdraw(by=approver, now=now)
    with pytest.raises(IntegrityError):
        changed(submitted, **gap)


def test_once_locked_only_a_correction_is_added(call, submitted, officer, approver, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="is not locked"):
        submitted.correct("41 beds.", by=approver, now=now)
    edition = factories.report(call, locked_at=now, locked_by=coordinator)
    for refused in (submitted.withdraw, submitted.next_version):
        with pytest.raises(ValidationError, match="only a correction note"):
            refused(by=approver, now=now)
    with pytest.raises(ValidationError, match="Say what"):
        submitted.correct("  ", by=approver, now=now)
    for _press in range(2):
        submitted.correct(" 41 beds. ", by=approver, now=now)
    note = submitted.notes.get()
    assert (note.words, note.kind, note.report, note.by) == ("41 beds.", "correction", edition, approver)
    submitted.refresh_from_db()
    assert submitted.is_unchanged


def test_input_on_behalf_is_seen_by_coordinators_and_approved_by_a_second_one(
    call, city, recommendation, state, officer, coordinator, national_viewer, outsider, stranger, now
):
    typed = factories.contribution(call, city, [recommendation], on_behalf_of="The mayor")
    for person, expected in ((coordinator, [typed]), (officer, [typed]), (national_viewer, []), (outsider, [])):
        assert list(Contribution.objects.visible_to(person)) == expected
        assert list(Contribution.objects.in_hands_of(person)) == expected
    assert not Contribution.objects.in_hands_of(stranger).exists()
    assert not Contribution.objects.in_hands_of(AnonymousUser()).exists()
    typed.hand_in(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="second person"):
        typed.approve(by=coordinator, now=now)
    second = factories.member("coordinator", state)
    typed.approve(by=second, now=now)
    typed.accept(by=second, now=now)
    told = Event.objects.about(typed).order_by("pk").values_list("verb", "on_behalf_of")
    assert list(told) == [("handed-in", "The mayor"), ("submitted", "The mayor"), ("accepted", "")]


def test_acceptance_is_taken_back_until_the_lock(call, submitted, officer, coordinator, now):
    with pytest.raises(ValidationError):
        submitted.undo_accept(by=coordinator, now=now)
    submitted.accept(by=coordinator, now=now)
    submitted.undo_accept(by=coordinator, now=now)
    assert (submitted.status, submitted.decided_by, submitted.decided_at) == ("submitted", None, None)
    assert not Contribution.objects.newest_accepted(call).exists()
    event = Event.objects.about(submitted).get(verb="taken-back")
    assert (event.by, event.after["status"]) == (coordinator, "submitted")
    submitted.accept(by=coordinator, now=now)  # whoever took it back may decide anew
    newer = submitted.next_version(by=officer, now=now)
    with pytest.raises(ValidationError, match="newer version"):
        submitted.undo_accept(by=coordinator, now=now)
    newer.delete()
    factories.locked(call, coordinator)
    with pytest.raises(ValidationError, match="locked"):
        submitted.undo_accept(by=coordinator, now=now)
    submitted.refresh_from_db()
    assert submitted.status == "accepted"


def test_only_a_draft_on_behalf_is_removed(draft, call, other_city, coordinator, recommendation, now):
    with pytest.raises(ValidationError, match="begun on behalf"):
        draft.remove(by=coordinator, now=now)
    typed_in = factories.contribution(call, other_city, [recommendation], on_behalf_of="The mayor, by phone")
    typed_in.hand_in(by=coordinator, now=now)
    with pytest.raises(ValidationError):
        typed_in.remove(by=coordinator, now=now)
    assert Contribution.objects.count() == 2
