"""All that a government says about one recommendation: saved by the rules, as a whole, and never over others."""

import datetime

import pytest

from tests import factories
from tracking import models


@pytest.fixture
def address(city, recommendation):
    return f"/en/my-work/{city.pk}/recommendations/{recommendation.pk}/"


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)


def typed(follow_up=None, **fields):
    """What the form sends: the row as it stands, with these changes."""
    data = {
        "version": f"{follow_up.updated_at.isoformat()} {follow_up.visibility}" if follow_up else "",
        "relevance": "necessary",
        "status": "not_started",
        "visibility": "internal",
    }
    return {**data, **fields}


def stored():
    return models.FollowUp.objects.get()


def errors(response):
    return response.context["form"].errors


def with_step(follow_up, officer, evidence=False, **fields):
    step = factories.step(follow_up.local_government, officer, [follow_up], **fields)
    if evidence:
        factories.evidence(step, officer)
    return step


def test_edit_makes_the_follow_up_with_who_when_and_event(address, officer, signed_in):
    response = signed_in(officer).post(address, typed(relevance="helpful", plain_reading="Build more homes."))
    assert (response.status_code, response["Location"]) == (302, address)
    row = stored()
    assert (row.relevance, row.plain_reading, row.updated_by) == ("helpful", "Build more homes.", officer)
    assert [event.verb for event in models.Event.objects.order_by("pk")] == ["triaged", "changed"]


def test_edit_shows_the_official_text_the_steps_and_what_each_status_asks(address, follow_up, officer, signed_in):
    with_step(follow_up, officer)
    html = signed_in(officer).get(address).content.decode()
    for words in ("Continue to build homes", "Farland", "Open a night shelter", "A step has begun.", "Missing now:"):
        assert words in html
    missing = {
        value: missing
        for value, label, asks, missing, chosen in signed_in(officer).get(address).context["status_choices"]
    }
    assert missing["planned"] == []
    assert missing["in_progress"] == ["In progress needs a step that has begun."]
    assert "evidence" in missing["partly"][0]


@pytest.mark.parametrize(
    ("status", "field"),
    [("planned", "status"), ("in_progress", "status"), ("partly", "gap"), ("implemented", "ended_on")],
)
def test_edit_refuses_a_status_whose_rule_is_not_met_and_keeps_what_was_typed(
    status, field, address, follow_up, officer, signed_in
):
    response = signed_in(officer).post(address, typed(follow_up, status=status, outcome="Typed words"))
    assert response.status_code == 200
    assert field in errors(response)
    assert "Typed words" in response.content.decode()
    assert stored().status == "not_started"
    assert not models.Event.objects.exists()


def test_edit_sets_implemented_with_all_it_asks_for(address, follow_up, officer, signed_in):
    with_step(follow_up, officer, evidence=True)
    response = signed_in(officer).post(
        address, typed(follow_up, status="implemented", ended_on="2026-02-01", outcome="40 homes.")
    )
    assert response.status_code == 302
    assert (stored().status, stored().ended_on) == ("implemented", datetime.date(2026, 2, 1))
    event = models.Event.objects.get(verb="status-set")
    assert (event.before["status"], event.after["status"], event.by) == ("not_started", "implemented", officer)


def test_edit_is_all_or_nothing(address, follow_up, officer, signed_in):
    data = typed(follow_up, relevance="helpful", status="planned", another_target=factories.target().code)
    assert signed_in(officer).post(address, data).status_code == 200
    assert stored().relevance == "necessary"
    assert not models.TargetTag.objects.exists()
    assert not models.Event.objects.exists()


def test_edit_not_ours_asks_who_can_and_sets_the_status_with_it(address, follow_up, officer, signed_in):
    client = signed_in(officer)
    assert "who_can" in errors(client.post(address, typed(follow_up, relevance="not-ours")))
    client.post(address, typed(follow_up, relevance="not-ours", who_can="Ministry of Justice"))
    assert (stored().status, stored().who_can) == ("not_applicable", "Ministry of Justice")
    client.post(address, typed(stored(), relevance="helpful", who_can="", status="not_applicable"))
    assert stored().status == "not_started"


def test_edit_setback_asks_for_the_explanation(address, follow_up, officer, signed_in):
    client = signed_in(officer)
    assert "setback_explanation" in errors(client.post(address, typed(follow_up, has_setback="on")))
    client.post(address, typed(follow_up, has_setback="on", setback_explanation="The shelter closed."))
    assert stored().has_setback


def test_edit_counts_the_words_of_the_plain_reading(address, follow_up, officer, signed_in):
    client = signed_in(officer)
    assert "plain_reading" in errors(client.post(address, typed(follow_up, plain_reading="word " * 41)))
    assert client.post(address, typed(follow_up, plain_reading="word " * 40)).status_code == 302


def test_edit_saving_an_ongoing_one_unchanged_says_that_it_still_holds(address, follow_up, officer, signed_in):
    models.FollowUp.objects.update(status="ongoing", updated_at=factories.NOW - datetime.timedelta(days=500))
    client = signed_in(officer)
    assert "No news for twelve months" in client.get(address).content.decode()
    client.post(address, typed(stored(), status="ongoing"))
    assert stored().updated_at > factories.NOW
    assert "No news for twelve months" not in client.get(address).content.decode()


def test_edit_sets_keeps_and_removes_targets(address, follow_up, officer, signed_in):
    client = signed_in(officer)
    for code in ("1.4", "11.1", "11.3"):
        factories.target(code)
    client.post(address, typed(follow_up, targets=["11.1", "11.3"], another_target="1.4"))
    assert codes() == {"1.4", "11.1", "11.3"}
    assert set(models.TargetTag.objects.filter(is_suggested=True).values_list("target__code", flat=True)) == {
        "11.1",
        "11.3",
    }
    client.post(address, typed(stored(), targets=["1.4"]))
    assert codes() == {"1.4"}
    assert models.Event.objects.filter(verb="untagged").count() == 2


def codes(**fields):
    return set(models.TargetTag.objects.filter(**fields).values_list("target__code", flat=True))


def test_edit_going_public_asks_for_a_tick_for_personal_data(address, follow_up, officer, signed_in):
    gap = "Ask ana@example.org about it."
    client, data = signed_in(officer), typed(follow_up, visibility="public", gap=gap)
    response = client.post(address, data)
    assert "confirmed" in errors(response)
    assert "ana@example.org (mail address)" in str(errors(response))
    assert 'name="confirmed"' in response.content.decode()
    assert stored().visibility == "internal"
    client.post(address, {**data, "confirmed": "on"})
    assert stored().visibility == "public"


def test_edit_internal_texts_need_no_second_look(address, follow_up, officer, signed_in):
    assert signed_in(officer).post(address, typed(follow_up, gap="Ask ana@example.org.")).status_code == 302


def test_edit_shows_both_when_somebody_else_was_faster_and_loses_nothing(
    address, follow_up, officer, approver, signed_in
):
    mine, theirs = signed_in(officer), signed_in(approver)
    theirs.post(address, typed(follow_up, gap="Their words"))
    response = mine.post(address, typed(follow_up, gap="My words"))
    assert response.status_code == 200
    assert ("What is still missing", "Their words", "My words") in response.context["conflicts"]
    assert "My words" in response.content.decode()
    assert stored().gap == "Their words"
    mine.post(address, typed(stored(), gap="My words"))
    assert stored().gap == "My words"


def test_edit_sent_twice_is_saved_once(address, follow_up, officer, signed_in):
    client, data = signed_in(officer), typed(follow_up, gap="Words")
    assert [client.post(address, data).status_code for _ in range(2)] == [302, 302]
    assert models.Event.objects.count() == 1


def test_history_says_who_what_when_before_and_after(address, follow_up, officer, signed_in):
    client = signed_in(officer)
    with_step(follow_up, officer)
    client.post(address, typed(follow_up, status="planned"))
    (entry,) = client.get(address).context["history"]
    assert (entry.by, entry.what) == (officer, "status set")
    assert ("status", "Not started", "Planned") in entry.changes


def test_viewer_reads_and_gets_no_form(address, follow_up, viewer, signed_in):
    html = signed_in(viewer).get(address).content.decode()
    assert "Necessary" in html
    assert 'name="version"' not in html


def test_recommendation_of_another_state_is_404(city, officer, signed_in):
    other = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    assert signed_in(officer).get(f"/en/my-work/{city.pk}/recommendations/{other.pk}/").status_code == 404


def test_edit_saves_the_department_and_on_whose_behalf_it_was_typed(address, city, follow_up, officer, signed_in):
    client = signed_in(officer)
    behalf = {"department": "Housing office", "on_behalf_of": "Housing office, by phone", "relevance": "helpful"}
    client.post(address, typed(follow_up, **behalf))
    assert stored().department == "Housing office"
    events = models.Event.objects.about(follow_up)
    assert {(event.verb, event.on_behalf_of) for event in events} == {
        ("triaged", "Housing office, by phone"),
        ("changed", "Housing office, by phone"),
    }
    html = client.get(address).content.decode()
    assert "on behalf of Housing office, by phone" in html
    assert models.Event.objects.filter(local_government=city).count() == 2


def test_department_is_told_though_the_proof_of_the_status_went_missing(address, follow_up, officer, signed_in):
    """Naming a department sets no status, so that the rules of the status are not asked again."""
    models.FollowUp.objects.update(status="planned")
    follow_up.refresh_from_db()
    response = signed_in(officer).post(address, typed(follow_up, status="planned", department="Housing office"))
    assert response.status_code == 302
    assert stored().department == "Housing office"
