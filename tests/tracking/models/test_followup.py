"""Follow-ups: the constraints with their refused middle, and what each status asks for, both sides."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from tests import factories
from tracking import board, models
from tracking.models import Event, FollowUp


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)


def with_step(follow_up, officer, evidence=False, **fields):
    step = factories.step(follow_up.local_government, officer, [follow_up], **fields)
    if evidence:
        factories.evidence(step, officer)
    return step


def missing(follow_up, status, today):
    return [field for field, sentence in follow_up.missing_for(status, today)]


DONE = {"status": "implemented", "ended_on": datetime.date(2026, 1, 1)}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"relevance": "not-ours"}, "follow_up_not_ours_says_who_can"),
        ({"status": "not_applicable"}, "follow_up_not_applicable_says_who_can"),
        ({"status": "partly"}, "follow_up_partly_names_the_gap"),
        ({"status": "implemented", "outcome": "Result"}, "follow_up_implemented_has_end_and_result"),
        (DONE, "follow_up_implemented_has_end_and_result"),
        ({"has_setback": True}, "follow_up_setback_is_explained"),
    ],
)
def test_half_made_follow_up_is_refused_by_the_database(fields, constraint, city, recommendation, officer):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factories.follow_up(city, recommendation, officer, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"relevance": "not-ours", "who_can": "Ministry"},
        {"status": "not_applicable", "who_can": "Ministry"},
        {"status": "partly", "gap": "More beds"},
        {**DONE, "outcome": "Result"},
        {**DONE, "outcome_absence": "Not counted yet"},
        {"has_setback": True, "setback_explanation": "The shelter closed"},
    ],
)
def test_whole_follow_up_is_taken(fields, city, recommendation, officer):
    assert factories.follow_up(city, recommendation, officer, **fields).pk


def test_one_follow_up_for_each_government_and_recommendation(follow_up, city, other_city, recommendation, officer):
    factories.follow_up(other_city, recommendation, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.follow_up(city, recommendation, officer)


@pytest.mark.parametrize("status", ["not_started", "ongoing"])
def test_status_that_asks_for_nothing(status, follow_up, today):
    assert missing(follow_up, status, today) == []


def test_planned_asks_for_a_step_with_a_due_date(follow_up, officer, today):
    assert missing(follow_up, "planned", today) == ["status"]
    step = with_step(follow_up, officer, due_date=None)
    assert missing(follow_up, "planned", today) == ["status"]
    step.due_date = today
    step.save()
    assert missing(follow_up, "planned", today) == []


@pytest.mark.parametrize(
    ("fields", "has_begun"),
    [
        ({"status": "planned"}, False),
        ({"status": "planned", "start_date": datetime.date(2026, 3, 11)}, False),
        ({"status": "planned", "start_date": datetime.date(2026, 3, 10)}, True),
        ({"status": "under-way"}, True),
        ({"status": "done", "end_date": datetime.date(2026, 3, 1)}, True),
        ({"status": "stopped", "start_date": datetime.date(2026, 1, 1)}, False),
    ],
)
def test_in_progress_asks_for_a_begun_step(fields, has_begun, follow_up, officer, today):
    with_step(follow_up, officer, **fields)
    assert (missing(follow_up, "in_progress", today) == []) is has_begun


def test_partly_asks_for_evidence_and_gap(follow_up, officer, today):
    assert missing(follow_up, "partly", today) == ["status", "gap"]
    with_step(follow_up, officer, evidence=True)
    assert missing(follow_up, "partly", today) == ["gap"]
    follow_up.gap = "More beds"
    assert missing(follow_up, "partly", today) == []


def test_implemented_asks_for_evidence_end_and_result_or_its_absence(follow_up, officer, today):
    assert missing(follow_up, "implemented", today) == ["status", "ended_on", "outcome"]
    with_step(follow_up, officer, evidence=True)
    follow_up.ended_on = today
    assert missing(follow_up, "implemented", today) == ["outcome"]
    follow_up.outcome_absence = "Not counted yet"
    assert missing(follow_up, "implemented", today) == []
    follow_up.outcome_absence, follow_up.outcome = "", "40 homes"
    assert missing(follow_up, "implemented", today) == []


def test_not_applicable_asks_who_can_and_any_status_explains_a_setback(follow_up, today):
    assert missing(follow_up, "not_applicable", today) == ["who_can"]
    follow_up.has_setback = True
    assert missing(follow_up, "not_started", today) == ["setback_explanation"]


@pytest.mark.parametrize(
    ("status", "updated", "is_stale"),
    [
        ("ongoing", datetime.date(2025, 3, 9), True),
        ("ongoing", datetime.date(2025, 3, 10), False),
        ("planned", datetime.date(2020, 1, 1), False),
    ],
)
def test_ongoing_is_stale_after_twelve_months_without_news(status, updated, is_stale, follow_up, today):
    follow_up.status = status
    follow_up.updated_at = datetime.datetime.combine(updated, datetime.time(12), tzinfo=datetime.UTC)
    assert follow_up.is_stale(today) is is_stale


def test_triage_writes_who_when_and_event(follow_up, approver, now, city):
    follow_up.triage("not-ours", by=approver, now=now, who_can=" Ministry ")
    row = FollowUp.objects.get()
    assert (row.relevance, row.who_can, row.status, row.updated_by) == (
        "not-ours",
        "Ministry",
        "not_applicable",
        approver,
    )
    event = Event.objects.about(row).get()
    assert (event.verb, event.by, event.at, event.local_government) == ("triaged", approver, now, city)
    assert event.before["relevance"] == "necessary"
    assert event.after == {"relevance": "not-ours", "who_can": "Ministry", "status": "not_applicable"}


def test_triage_taken_back_restores_what_its_event_tells(follow_up, approver, now):
    follow_up.triage("not-ours", by=approver, now=now, who_can="Ministry")
    event = Event.objects.about(follow_up).get()
    follow_up.restore_triage(event.before, by=approver, now=now)
    row = FollowUp.objects.get()
    assert (row.relevance, row.who_can, row.status) == ("necessary", "", "not_started")
    newest = Event.objects.about(follow_up).first()
    assert (newest.before, newest.after) == (event.after, event.before)


def test_triage_not_ours_without_who_can_changes_nothing(follow_up, officer, now):
    with pytest.raises(ValidationError):
        follow_up.triage("not-ours", by=officer, now=now, who_can=" ")
    assert FollowUp.objects.get().relevance == "necessary"
    assert not Event.objects.exists()


def test_triage_back_to_ours_starts_again(follow_up, officer, now):
    follow_up.triage("not-ours", by=officer, now=now, who_can="Ministry")
    follow_up.triage("helpful", by=officer, now=now)
    assert FollowUp.objects.get().status == "not_started"


def test_set_status_refused_names_each_field_and_changes_nothing(follow_up, officer, now):
    with pytest.raises(ValidationError) as caught:
        follow_up.set_status("implemented", by=officer, now=now, gap="typed")
    assert set(caught.value.message_dict) == {"status", "ended_on", "outcome"}
    row = FollowUp.objects.get()
    assert (row.status, row.gap) == ("not_started", "")
    assert not Event.objects.exists()


def test_set_status_writes_fields_and_event(follow_up, officer, now):
    with_step(follow_up, officer)
    follow_up.set_status("planned", by=officer, now=now, visibility="public")
    row = FollowUp.objects.get()
    assert (row.status, row.visibility, row.updated_at) == ("planned", "public", now)
    event = Event.objects.about(row).get()
    assert (event.before["status"], event.after["status"]) == ("not_started", "planned")


def test_write_reading_keeps_the_words_out_of_the_event(follow_up, officer, now):
    follow_up.write_reading(" Build homes. ", by=officer, now=now)
    assert FollowUp.objects.get().plain_reading == "Build homes."
    assert "homes" not in str(Event.objects.values().get())


def test_relevant_leaves_out_what_is_not_ours_or_not_sorted(city, review, officer):
    for relevance in ("", "not-ours", "necessary", "helpful", "support-only"):
        recommendation = factories.recommendation(review)
        factories.follow_up(city, recommendation, officer, relevance=relevance, who_can="Ministry")
    relevant = models.FollowUp.objects.relevant().values_list("relevance", flat=True)
    assert set(relevant) == {"necessary", "helpful", "support-only"}


def test_short_relevance_is_the_word_before_the_colon():
    assert [FollowUp.short_relevance(value) for value in ("necessary", "not-ours", "", None)] == [
        "Necessary",
        "Not ours",
        "",
        "",
    ]


@pytest.mark.parametrize(("zone", "is_begun"), [("UTC", False), ("Pacific/Auckland", True)])
def test_step_begins_on_the_day_of_the_site(follow_up, officer, settings, zone, is_begun):
    settings.TIME_ZONE = zone
    evening = datetime.datetime(2026, 3, 9, 20, tzinfo=datetime.UTC)  # 10 March in Auckland
    with_step(follow_up, officer, start_date=datetime.date(2026, 3, 10))
    if is_begun:
        follow_up.set_status("in_progress", by=officer, now=evening)
    else:
        with pytest.raises(ValidationError) as raised:
            follow_up.set_status("in_progress", by=officer, now=evening)
        assert list(raised.value.message_dict) == ["status"]


@pytest.mark.parametrize(("zone", "is_stale"), [("UTC", True), ("Pacific/Auckland", False)])
def test_ongoing_status_grows_stale_by_the_day_of_the_site_on_its_page_and_on_the_board(
    city, recommendation, officer, today, settings, zone, is_stale
):
    settings.TIME_ZONE = zone
    evening = datetime.datetime(2025, 3, 9, 20, tzinfo=datetime.UTC)  # 10 March in Auckland
    row = factories.follow_up(city, recommendation, officer, status="ongoing", updated_at=evening)
    assert row.is_stale(today) is is_stale
    assert board.stale(FollowUp.objects.all(), today).exists() is is_stale


def test_short_relevance_is_the_part_before_the_colon_in_every_language():
    assert FollowUp.short_relevance("necessary") == "Necessary"
    with translation.override("fr"):
        short = FollowUp.short_relevance("necessary")
    assert short == short.strip()
    assert ":" not in short


def test_published_status_speaks_of_the_government_in_the_third_person(follow_up):
    follow_up.status = "not_applicable"
    assert (follow_up.published_status_label, follow_up.get_status_display()) == (
        "Not in their competence",
        "Not in our competence",
    )
    follow_up.status = "planned"
    assert follow_up.published_status_label == "Planned"
