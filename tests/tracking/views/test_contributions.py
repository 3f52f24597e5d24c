"""Mid-term input in the browser: written, handed in, approved, decided, written again."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.midterm import submitting
from tracking.models import Contribution, Event
from tracking.todo import inputs


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


def test_empty_draft_of_an_older_review_leads_to_what_its_own_call_asks(
    state, city, review, recommendation, coordinator, officer, page, signed_in
):
    old = factories.review(state, cycle=3, review_date=None)
    asked = factories.recommendation(old, "99.1")
    draft = factories.contribution(factories.call(old, coordinator), city)
    html = page(officer, draft)
    assert f"{reverse('tracking:followup-triage', args=[city.pk])}?review={old.pk}" in html
    choose = reverse("tracking:answer-choose", args=[draft.pk])
    assert choose in html
    answer = reverse("tracking:answer-edit", args=[draft.pk, asked.pk])
    client = signed_in(officer)
    assert answer in client.get(choose).content.decode()
    assert client.get(answer).status_code == 200


def test_draft_without_a_second_person_says_whom_to_ask(draft, officer, page):
    assert "Nobody else of your government can approve" in page(officer, draft)


def test_approver_who_sent_a_version_back_is_told_whom_it_waits_for(waiting, officer, approver, page, now, act, city):
    assert "was sent back" not in lines_of(city, approver, officer)[0]
    act(approver, "send-back", waiting, words="Give a number.")
    shown = page(approver, waiting)
    assert "You sent it back" in shown
    assert "Nobody else" not in shown
    assert reverse("tracking:contribution-hand-in", args=[waiting.pk]) not in shown
    assert reverse("tracking:contribution-hand-in", args=[waiting.pk]) in page(officer, waiting)
    for_officer, for_approver = lines_of(city, officer, approver)
    assert "was sent back: read why" in for_officer
    assert "was sent back: read why" in for_approver


def lines_of(city, *people):
    """The first line on the input for each of these people."""
    told = []
    for person in people:
        may_approve = person.memberships.filter(role="approver").exists()
        line = next(inputs.lines(city, person, factories.NOW.date(), may_write=True, may_approve=may_approve))
        told.append(line.text)
    return told


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
    with django_assert_num_queries(23):
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
    said = {"correction-words": "41 beds.", "correction-is_final": "on"}
    early = signed_in(approver).post(address, said, follow=True)
    assert "The report is not locked" in early.content.decode()
    factories.report(call, locked_at=now, locked_by=coordinator)
    shown = page(approver, submitted)
    assert "Add a correction" in shown
    assert "Withdraw this version" not in shown
    assert "Start a new version" not in shown
    assert "only a correction note can be added" in act(approver, "withdraw", submitted)
    assert "Write something." in signed_in(approver).post(address, {}).content.decode()
    asked = signed_in(approver).post(address, {"correction-words": "41 beds."}).content.decode()
    assert "it is final" in asked
    assert "41 beds.</textarea>" in asked
    assert not submitted.notes.exists()
    signed_in(approver).post(address, said)
    assert not submitted.notes.get().is_public
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


def test_who_typed_in_on_behalf_does_not_accept_and_is_told_who_can(
    call, city, recommendation, state, approver, coordinator, now, act, page
):
    second = factories.member("coordinator", state)
    typed = factories.contribution(call, city, [recommendation], on_behalf_of="Head of housing")
    typed.hand_in(by=coordinator, now=now)
    typed.approve(by=second, now=now)
    own = page(coordinator, typed)
    assert "somebody else accepts it" in own
    assert f"Who can accept: {second}." in " ".join(own.split())
    assert reverse("tracking:contribution-accept", args=[typed.pk]) not in own
    assert "somebody else accepts it" in act(coordinator, "accept", typed)
    assert typed.status == "submitted"
    assert reverse("tracking:contribution-accept", args=[typed.pk]) in page(second, typed)
    act(second, "accept", typed)
    assert (typed.status, typed.decided_by) == ("accepted", second)


def test_a_lone_coordinator_is_told_the_honest_ways_out(call, city, recommendation, approver, coordinator, now, page):
    typed = factories.contribution(call, city, [recommendation], on_behalf_of="Head of housing")
    approver.memberships.update(role="officer")
    typed.hand_in(by=coordinator, now=now)
    lone = page(coordinator, typed)
    assert "There are two ways out: somebody of Altamira becomes its approver" in lone
    assert reverse("tracking:people-list", args=[city.pk]) in lone
    approver.memberships.update(role="approver")
    typed.approve(by=approver, now=now)
    assert reverse("tracking:contribution-accept", args=[typed.pk]) in page(coordinator, typed)
    approver.memberships.update(role="officer")  # nobody of the government stands behind it any more
    assert "Nobody else decides for Lumeria. There are two ways out" in page(coordinator, typed)


def test_pages_say_what_the_input_is_for_by_its_own_name(
    call, city, draft, officer, coordinator, today, signed_in, page
):
    call.__class__.objects.filter(pk=call.pk).update(
        occasion="other", occasion_name="Report to the national assembly", title="Your input"
    )
    shown = page(officer, draft)
    assert "<h1>Altamira: input for “Report to the national assembly”</h1>" in shown
    assert "mid-term" not in shown.lower()
    (line,) = inputs.lines(city, officer, today, may_write=True, may_approve=False)
    assert line.text.startswith("Finish your input to “Your input”")
    edition = factories.report(call)
    assert "<h1>Report to the national assembly, edition 1</h1>" in page(coordinator, edition)


def test_the_usual_occasion_keeps_its_name(call, draft, officer, coordinator, page):
    assert "Altamira: input for “mid-term report”" in page(officer, draft)
    assert "<h1>Mid-term report, edition 1</h1>" in page(coordinator, factories.report(call))


def test_coordinator_sees_what_an_answer_rested_on(call, city, recommendation, officer, approver, coordinator, page):
    follow_up = factories.follow_up(city, recommendation, officer)
    step = factories.step(city, officer, [follow_up], title="Night shelter")
    factories.step(city, officer, [follow_up], title="Secret shelter", visibility="restricted")
    factories.evidence(step, officer)
    factories.indicator_value(factories.indicator(city, officer, [follow_up], name="Beds"), officer, number=120)
    contribution = factories.contribution(call, city, [recommendation])
    contribution.hand_in(by=officer, now=factories.NOW)
    submitting.approve(contribution, by=approver, now=factories.NOW)
    seen = page(coordinator, contribution)
    for words in ("Night shelter", "1 step<", "and 1 restricted step", "1 piece of evidence", "Beds", "120"):
        assert words in seen
    assert "Secret shelter" not in seen


def test_acceptance_can_be_taken_back_from_the_page(submitted, coordinator, national_viewer, act, page):
    assert "you can take an acceptance back" in page(coordinator, submitted)
    act(coordinator, "accept", submitted)
    address = reverse("tracking:contribution-undo-accept", args=[submitted.pk])
    assert address in page(coordinator, submitted) and address not in page(national_viewer, submitted)
    assert "waits for your decision again" in act(coordinator, "undo-accept", submitted)
    assert submitted.status == "submitted"
