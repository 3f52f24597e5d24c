"""Two people do the same at the same moment: one is first, the other is told, and nothing is lost or doubled."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from tests import factories
from tracking.handover.leaving import leave
from tracking.midterm import locking, submitting
from tracking.models import (
    Comment,
    Contribution,
    ContributionNote,
    Event,
    Evidence,
    FollowUp,
    HandoverNote,
    ImplementationStep,
    NationalText,
    Report,
    ReportApproval,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def at_once(*actions):
    """Run the actions in threads that begin together; their results, an exception standing for itself."""
    barrier, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place, action):
        barrier.wait()
        try:
            results[place] = action()
        except Exception as error:  # noqa: BLE001 - what went wrong is the result
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def test_two_first_writers_of_a_follow_up_make_one(city, officer, approver, recommendation):
    address = f"/en/my-work/{city.pk}/triage/"

    def sort(person, relevance):
        client, pk = client_of(person), recommendation.pk
        typed = {"recommendation": pk, f"r{pk}-relevance": relevance, f"r{pk}-who_can": "", "do": "save"}
        return lambda: client.post(address, typed).status_code

    assert at_once(sort(officer, "helpful"), sort(approver, "necessary")) == [302, 302]
    follow_up = FollowUp.objects.get(local_government=city)
    assert follow_up.relevance in ("helpful", "necessary")
    assert follow_up.updated_by in (officer, approver)


def test_step_sent_twice_stands_once(city, officer, recommendation):
    factories.follow_up(city, recommendation, officer)
    typed = {
        "title": "Open a shelter",
        "kind": "service",
        "responsible": "Social services",
        "status": "planned",
        "visibility": "internal",
        "recommendations": recommendation.pk,
        "version": "",
    }
    client = client_of(officer)

    def send():
        return client.post(f"/en/my-work/{city.pk}/steps/add/", typed).status_code

    assert at_once(send, send) == [302, 302]
    assert ImplementationStep.objects.filter(title="Open a shelter").count() == 1


def test_of_two_removals_the_last_evidence_stays(city, officer, recommendation, now):
    follow_up = factories.follow_up(city, recommendation, officer, status="partly", gap="The north.")
    step = factories.step(city, officer, [follow_up])
    rows = [factories.evidence(step, officer), factories.evidence(step, officer)]
    results = at_once(*(lambda pk=row.pk: Evidence.objects.get(pk=pk).remove(by=officer, now=now) for row in rows))
    assert sorted(type(result) for result in results if result) == [ValidationError]
    assert Evidence.objects.count() == 1


def test_comment_is_decided_once(city, officer, coordinator, commenter, recommendation, now):
    follow_up = factories.follow_up(city, recommendation, officer, visibility="public")
    comment = Comment(follow_up=follow_up, organisation="Homes for All", stance="adds", text="Forty more are needed.")
    comment.write(by=commenter, now=now)

    def decide(state, refusal):
        found = Comment.objects.get(pk=comment.pk)
        return lambda: found.decide(state, by=coordinator, now=now, refusal=refusal)

    results = at_once(decide("published", ""), decide("refused", "Not about this."))
    assert [type(result) for result in results if result] == [ValidationError]
    assert Comment.objects.get().state in ("published", "refused")


def test_two_who_leave_at_once_to_each_other_leave_one_behind(city, officer, approver, now):
    step = factories.step(city, officer, owner=officer)
    results = at_once(
        lambda: leave(city, officer, successor=approver, by=officer, now=now),
        lambda: leave(city, approver, successor=officer, by=approver, now=now),
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    left = HandoverNote.objects.get()
    step.refresh_from_db()
    assert step.owner == left.to_user and left.to_user.memberships.exists()


def test_two_governments_are_not_put_inside_each_other_at_once(city, other_city, coordinator, now):
    def put(inner, outer):
        inner.parent = outer
        return lambda: inner.save_facts(by=coordinator, now=now)

    results = at_once(put(city, other_city), put(other_city, city))
    assert sum(isinstance(result, ValidationError) for result in results) == 1


def test_two_approvers_at_once_submit_one_version(city, officer, approver, review, coordinator, recommendation, now):
    draft = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    draft.hand_in(by=officer, now=now)

    def approve(person):
        found = Contribution.objects.get(pk=draft.pk)
        return lambda: submitting.approve(found, by=person, now=now)

    results = at_once(approve(approver), approve(factories.member("approver", city)))
    assert [type(result) for result in results if result] == [ValidationError]
    submitted = Contribution.objects.get()
    assert submitted.is_unchanged
    assert submitted.answers.get().basis is not None


def test_accepting_and_withdrawing_at_once_ends_withdrawn(
    city, officer, approver, review, coordinator, recommendation, now
):
    row = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    row.hand_in(by=officer, now=now)
    row.approve(by=approver, now=now)
    mine, theirs = (Contribution.objects.get(pk=row.pk) for _side in range(2))
    results = at_once(lambda: mine.withdraw(by=approver, now=now), lambda: theirs.accept(by=coordinator, now=now))
    assert results[0] is None  # accepted or not, the government may take it back
    assert Contribution.objects.get().status == "withdrawn"


def test_two_coordinators_do_not_overwrite_each_other_in_bulk(
    state, city, officer, approver, review, recommendation, coordinator
):
    call = factories.call(review, coordinator)
    version = factories.said(call, city, (officer, approver, coordinator), **{f"r{recommendation.pk}": {}})
    answer, address = version.answers.get().pk, f"/en/calls/{call.pk}/synthesis/{recommendation.pk}/decide/"

    def decide(person, **typed):
        client = client_of(person)
        return lambda: client.post(address, {"answer": answer, f"seen-{answer}": "", **typed}).status_code

    use = decide(coordinator, action="use-ticked")
    leave_out = decide(factories.member("coordinator", state), action="leave-ticked", reason="same")
    assert at_once(use, leave_out) == [302, 302]
    assert Event.objects.filter(verb="decided").count() == 1


def test_text_and_lock_at_once_leave_a_report_that_says_what_stands(review, recommendation, coordinator, now):
    call = factories.call(review, coordinator)
    report = factories.report(call)
    said = {"step": "coordinator", "body": "National coordination", "approved_on": now.date()}
    ReportApproval(report=report, **said).record(by=coordinator, now=now)
    results = at_once(
        lambda: locking.lock(report, by=coordinator, now=now),
        lambda: factories.national_text(call, coordinator, "Late.", recommendation=recommendation) and None,
    )
    assert [type(result) for result in results if result] == [ValidationError]
    assert Report.objects.locked().exists() != NationalText.objects.exists()


def test_reply_sent_twice_at_once_stands_once(city, officer, approver, review, recommendation, coordinator):
    call = factories.call(review, coordinator)
    version = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    report = factories.report(call)
    report.contributions.add(version)
    Report.objects.filter(pk=report.pk).update(locked_by=coordinator, locked_at=factories.NOW)
    client = client_of(approver)

    def send():
        return client.post(
            f"/en/my-work/{city.pk}/calls/{call.pk}/reply/", {"words": "Ours.", "is_final": "on"}
        ).status_code

    assert at_once(send, send) == [302, 302]
    assert ContributionNote.objects.count() == 1
