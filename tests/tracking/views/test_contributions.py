"""Mid-term input in the browser: written, handed in, approved, decided, written again."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.models import Contribution, Event


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


@pytest.fixture
def act(signed_in):
    """A function: what the page says after somebody did something with a contribution."""

    def do(person, verb, contribution, **data):
        address = reverse(f"tracking:contribution-{verb}", args=[contribution.pk])
        response = signed_in(person).post(address, data, follow=True)
        assert response.status_code == 200
        contribution.refresh_from_db()
        return response.content.decode()

    return do


@pytest.fixture
def page(signed_in):
    """A function: the page of a contribution for a person."""
    return lambda person, row: signed_in(person).get(row.get_absolute_url()).content.decode()


def start(call, city):
    return reverse("tracking:contribution-start", args=[city.pk, call.pk])


def test_input_goes_from_proposal_to_accepted(
    call, city, recommendation, officer, approver, coordinator, signed_in, act
):
    factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    response = signed_in(officer).post(start(call, city), follow=True)
    assert "1 answer proposed from your steps" in response.content.decode()
    contribution = Contribution.objects.get()
    assert "not sent yet" in act(officer, "hand-in", contribution)
    assert "Version 1 is approved and submitted" in act(approver, "approve", contribution)
    assert "The next report uses this version" in act(coordinator, "accept", contribution)
    assert (contribution.status, contribution.prepared_by, contribution.approved_by, contribution.decided_by) == (
        "accepted", officer, approver, coordinator,
    )  # fmt: skip


def test_start_again_leads_to_the_same_draft(draft, call, city, officer, signed_in):
    response = signed_in(officer).post(start(call, city))
    assert response["Location"] == draft.get_absolute_url()
    assert Contribution.objects.count() == 1


def test_start_of_a_closed_call_says_so(call, city, officer, coordinator, now, signed_in):
    call.close(by=coordinator, now=now)
    response = signed_in(officer).post(start(call, city), follow=True)
    assert "This call takes no input: it is closed." in response.content.decode()
    assert not Contribution.objects.exists()


def test_start_of_another_states_call_is_not_found(city, officer, stranger, signed_in):
    elsewhere = factories.review(stranger.memberships.get().state)
    other = factories.call(elsewhere, stranger)
    assert signed_in(officer).post(start(other, city)).status_code == 404


def test_draft_shows_answers_counts_and_what_is_not_in_it(draft, review, city, officer, viewer, approver, page):
    missing = factories.recommendation(review, "120.2")
    factories.follow_up(city, missing, officer)
    add = reverse("tracking:answer-edit", args=[draft.pk, missing.pk])
    written = page(officer, draft)
    assert "5 of 50 words" in written
    assert "1 of 1 answer has a headline" in written
    assert "Do not write about individual cases" in written
    assert add in written
    assert "Approver" in written
    assert add not in page(viewer, draft)


def test_draft_without_a_second_person_says_whom_to_ask(draft, officer, page):
    assert "Nobody else of your government can approve" in page(officer, draft)


def test_approver_who_prepares_needs_another_approver(draft, city, approver, page, act):
    assert "Nobody else of your government can approve" in act(approver, "hand-in", draft)
    assert "A second person of the government must approve" in act(approver, "approve", draft)
    assert draft.status == "waiting"
    second = factories.member("approver", city)
    assert "Nobody else" not in page(approver, draft)
    assert "Approve and submit" in page(second, draft)


def test_hand_in_without_a_headline_says_so(draft, officer, act):
    draft.answers.update(headline="")
    assert "Write at least one headline" in act(officer, "hand-in", draft)
    assert draft.status == "draft"


def test_second_hand_in_and_second_approval_do_no_harm(draft, officer, approver, city, act):
    act(officer, "hand-in", draft)
    assert "somebody was faster" in act(officer, "hand-in", draft)
    act(approver, "approve", draft)
    assert "this contribution is now “submitted”" in act(factories.member("approver", city), "approve", draft)
    assert draft.approved_by == approver
    assert Event.objects.about(draft).count() == 2


def test_send_back_needs_words_and_shows_them_on_top(waiting, officer, approver, act, page):
    empty = act(approver, "send-back", waiting, words=" ")
    assert "Say what should be changed." in empty
    assert waiting.status == "waiting"
    act(approver, "send-back", waiting, words="Give a number.")
    assert waiting.status == "draft"
    assert "The approver sent it back and says:" in page(officer, waiting)
    assert "Give a number." in page(officer, waiting)


def test_return_needs_words_and_leads_to_the_next_version(submitted, officer, coordinator, act, page):
    assert "Say what should be changed." in act(coordinator, "return", submitted, words="")
    act(coordinator, "return", submitted, words="Which year?")
    assert "Which year?" in page(officer, submitted)
    assert "Version 2 is a draft now" in act(officer, "next-version", submitted)
    second = Contribution.objects.get(version=2)
    assert "What the coordinator said about version 1:" in page(officer, second)
    act(officer, "next-version", submitted)
    assert Contribution.objects.count() == 2


def test_coordinator_sees_only_what_was_submitted(
    draft, officer, approver, coordinator, national_viewer, now, signed_in
):
    for stage in (lambda: None, lambda: draft.hand_in(by=officer, now=now)):
        stage()
        for person in (coordinator, national_viewer):
            assert signed_in(person).get(draft.get_absolute_url()).status_code == 404
    draft.approve(by=approver, now=now)
    assert "Accept or return" in signed_in(coordinator).get(draft.get_absolute_url()).content.decode()
    assert "Accept or return" not in signed_in(national_viewer).get(draft.get_absolute_url()).content.decode()


def test_decision_taken_by_somebody_else_is_said(submitted, state, coordinator, act):
    act(coordinator, "accept", submitted)
    other = factories.member("coordinator", state)
    assert "somebody was faster" in act(other, "return", submitted, words="Which year?")
    assert submitted.status == "accepted"


def test_versions_show_checksum_and_difference(submitted, officer, approver, coordinator, now, page):
    submitted.accept(by=coordinator, now=now)
    second = submitted.next_version(by=officer, now=now)
    second.answers.update(headline="52 new beds since May.")
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    for person in (officer, coordinator):
        shown = page(person, second)
        assert "<del>40</del><ins>52</ins> new beds since May." in shown
        assert submitted.checksum in shown
        assert second.checksum in shown
    assert "There is a newer version:" in page(officer, submitted)


def test_draft_in_the_making_is_no_newer_version_for_the_state(submitted, officer, coordinator, now, page):
    submitted.accept(by=coordinator, now=now)
    second = submitted.next_version(by=officer, now=now)
    assert second.get_absolute_url() not in page(coordinator, submitted)
    assert second.get_absolute_url() in page(officer, submitted)


def test_findings_of_persons_are_shown_before_the_approval(waiting, approver, coordinator, page, now):
    waiting.answers.update(challenge="Write to maria@example.org.")
    assert "maria@example.org" in page(approver, waiting)
    assert "may point to a person" in page(approver, waiting)


def test_closed_call_leaves_the_draft_readable(draft, call, officer, coordinator, now, page, act):
    call.close(by=coordinator, now=now)
    shown = page(officer, draft)
    assert "The call is closed" in shown
    assert "Hand in for approval" not in shown
    assert "This call takes no input" in act(officer, "hand-in", draft)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions_for_more_answers(
    call, review, city, officer, approver, coordinator, now, count, signed_in, django_assert_num_queries
):
    rows = [factories.recommendation(review) for _number in range(count)]
    contribution = factories.contribution(call, city, rows)
    contribution.hand_in(by=officer, now=now)
    contribution.approve(by=approver, now=now)
    client = signed_in(officer)
    with django_assert_num_queries(17):
        client.get(contribution.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_draft_asks_the_same_questions_for_more_answers(
    call, review, city, officer, count, signed_in, django_assert_num_queries
):
    factories.contribution(call, city, [factories.recommendation(review) for _number in range(count)])
    client, draft = signed_in(officer), Contribution.objects.get()
    with django_assert_num_queries(22):
        client.get(draft.get_absolute_url())


def test_any_two_versions_are_compared(submitted, officer, approver, coordinator, now, signed_in):
    submitted.accept(by=coordinator, now=now)
    versions = [submitted]
    for headline in ("52 new beds.", "60 new beds."):
        draft = versions[-1].next_version(by=officer, now=now)
        draft.answers.update(headline=headline)
        draft.hand_in(by=officer, now=now)
        draft.approve(by=approver, now=now)
        draft.accept(by=coordinator, now=now)
        versions.append(draft)
    client, third = signed_in(officer), versions[2].get_absolute_url()
    assert "<del>52</del><ins>60</ins>" in client.get(third).content.decode()
    assert "<del>40</del><ins>60</ins>" in client.get(f"{third}?compare=1").content.decode()
    assert "<del>52</del><ins>60</ins>" in client.get(f"{third}?compare=none").content.decode()
    first = submitted.get_absolute_url()
    assert "<del>" not in client.get(first).content.decode()
    assert "<del>60</del><ins>40</ins>" in client.get(f"{first}?compare=3").content.decode()


def test_required_question_leads_to_its_page(draft, call, officer, act, page):
    call.questions.create(text="What helped?", is_required=True)
    refused = act(officer, "hand-in", draft)
    assert "Answer these questions before you hand it in: What helped?" in refused
    assert "Must be answered before you hand in." in refused
    assert reverse("tracking:contribution-questions", args=[draft.pk]) in page(officer, draft)
    assert draft.status == "draft"


def test_withdraw_and_start_anew(submitted, officer, approver, coordinator, act, page):
    assert "Withdraw this version" in page(approver, submitted)
    for person in (officer, coordinator):
        assert "Withdraw this version" not in page(person, submitted)
    assert "The report no longer uses it" in act(approver, "withdraw", submitted)
    assert submitted.status == "withdrawn"
    assert "Withdrawn" in page(coordinator, submitted)
    assert "Version 2 is a draft now" in act(officer, "next-version", submitted)


def test_correction_once_the_report_is_locked(
    submitted, call, approver, officer, coordinator, now, act, page, signed_in
):
    submitted.accept(by=coordinator, now=now)
    address = reverse("tracking:contribution-correct", args=[submitted.pk])
    early = signed_in(approver).post(address, {"correction-words": "41 beds."}, follow=True)
    assert "The report is not locked" in early.content.decode()
    factories.report(call, locked_at=now, locked_by=coordinator)
    shown = page(approver, submitted)
    assert "Add a correction" in shown
    assert "Withdraw this version" not in shown
    assert "Start a new version" not in shown
    assert "only a correction note can be added" in act(approver, "withdraw", submitted)
    assert "Say what should be changed." in signed_in(approver).post(address, {}).content.decode()
    signed_in(approver).post(address, {"correction-words": "41 beds."})
    for person in (officer, coordinator):
        assert "41 beds." in page(person, submitted)
        assert "Add a correction" not in page(person, submitted)


def test_restricted_words_beyond_the_report_are_not_for_the_ministry(
    draft, officer, approver, coordinator, national_viewer, now, page
):
    draft.answers.update(beyond="The fund is late again.", beyond_visibility="restricted")
    draft.hand_in(by=officer, now=now)
    draft.approve(by=approver, now=now)
    for person in (officer, coordinator):
        assert "The fund is late again." in page(person, draft)
    assert "The fund is late again." not in page(national_viewer, draft)


def test_input_on_behalf_is_labelled_and_approved_by_either_side(
    draft, city, state, approver, coordinator, national_viewer, signed_in, act, page
):
    Contribution.objects.update(on_behalf_of="Head of housing")
    label = "Entered by the national coordination on behalf of Altamira: Head of housing."
    for person in (approver, coordinator):
        assert label in page(person, draft)
    assert signed_in(national_viewer).get(draft.get_absolute_url()).status_code == 404
    act(coordinator, "hand-in", draft)
    assert "Approve and submit" not in page(coordinator, draft)
    second = factories.member("coordinator", state)
    for person in (approver, second):
        assert "Approve and submit" in page(person, draft)
    act(second, "approve", draft)
    assert draft.approved_by == second
    act(coordinator, "return", draft, words="Which year?")
    assert "Version 2 is a draft now" in act(coordinator, "next-version", draft)
    assert Contribution.objects.get(version=2).on_behalf_of == "Head of housing"


def test_next_version_by_the_city_is_its_own(submitted, officer, coordinator, now, act, signed_in):
    Contribution.objects.update(on_behalf_of="Head of housing")
    submitted.refresh_from_db()
    submitted.return_("Which year?", by=coordinator, now=now)
    act(officer, "next-version", submitted)
    second = Contribution.objects.get(version=2)
    assert second.on_behalf_of == ""
    assert signed_in(coordinator).get(second.get_absolute_url()).status_code == 404
