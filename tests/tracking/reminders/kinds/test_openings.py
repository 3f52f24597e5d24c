"""What opens next: phases of a review, the call to be opened, the stages of a call's plan."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderItem

DAY = datetime.timedelta(days=1)


def noon(text):
    return datetime.datetime.fromisoformat(f"{text}T09:00+00:00")


@pytest.fixture(autouse=True)
def stage(rule):
    rule("phase")


def test_coordinator_hears_that_it_is_time_to_open_the_call(review, coordinator, hear):
    """Mid-term is on 8 May 2027; nine months earlier is a Saturday."""
    assert hear(noon("2026-08-06")) == {}
    (line,) = hear(noon("2026-08-07"))[coordinator]
    assert line["facts"] == ["Time to open the call for input: 8 August 2026 (not confirmed)"]
    assert line["path"] == f"/en/calls/add/?review={review.pk}"
    assert hear(noon("2026-08-10")) == {}


def test_call_that_is_there_is_not_asked_for_but_a_draft_is_to_be_opened(review, coordinator, hear):
    call = factories.call(review, coordinator)
    assert hear(noon("2026-08-07")) == {}
    type(call).objects.update(status="draft", opened_by=None, opened_at=None)
    (line,) = hear(noon("2026-08-07"))[coordinator]
    assert line["facts"] == ["Call for input opens: 8 August 2026 (not confirmed)"]
    assert line["path"] == call.get_absolute_url()


@pytest.mark.parametrize("status", ["open", "closed"])
def test_stages_of_a_call_are_told_also_once_it_is_closed(review, coordinator, hear, status):
    call = factories.call(review, coordinator, status=status)
    (line,) = hear(noon("2026-12-08"))[coordinator]
    assert line["facts"] == ["Questions are clarified: 8 December 2026 (not confirmed)"]
    assert line["path"] == call.get_absolute_url()


def test_published_report_ends_the_plan(review, coordinator, hear):
    call = factories.call(review, coordinator)
    factories.locked(call, coordinator, published=True)
    assert hear(noon("2026-12-08")) == {}


def test_day_that_moved_is_left_out_and_told_on_its_new_day(review, coordinator, hear):
    call = factories.call(review, coordinator)
    reminders.select_due(noon("2026-12-08"))
    call.move({"clarify": datetime.date(2026, 12, 15)})
    call.save()
    assert hear(noon("2026-12-08")) == {}
    assert ReminderItem.objects.get().left_out == "moved"
    assert coordinator in hear(noon("2026-12-15"))


def test_governments_hear_when_they_can_sort_and_when_consultation_begins(review, city, other_city, officer, hear):
    (line,) = hear(noon("2025-03-20"))[officer]
    assert line["path"] == f"/en/my-work/{city.pk}/triage/"
    assert line["title"] == "Lumeria, cycle 4"
    (line,) = hear(noon("2028-02-08"))[officer]
    assert line["facts"] == ["Consultation for the next report begins: 8 February 2028 (not confirmed)"]


def test_adoption_that_nobody_entered_opens_nothing(review, city, officer, hear):
    review.adoption_date = None
    review.save()
    assert hear(noon("2025-05-08")) == {}


def test_next_review_knows_its_consultation_better(review, city, officer, coordinator, hear):
    factories.review(review.state, cycle=5, session=60, review_date=datetime.date(2029, 5, 1), adoption_date=None)
    assert hear(noon("2028-02-08")) == {}
    assert set(hear(noon("2027-11-01"))) == {officer, coordinator}


def test_what_opened_long_ago_is_no_news(review, coordinator, hear):
    assert hear(noon("2026-09-20")) == {}


def test_review_by_another_mechanism_has_no_such_phases(state, coordinator, hear):
    factories.review(state, mechanism="vnr", session=None)
    assert hear(noon("2026-08-07")) == {}


def test_two_openings_on_one_day_are_one_line(review, coordinator, hear):
    call = factories.call(review, coordinator)
    call.move({"clarify": datetime.date(2026, 12, 15), "consult": datetime.date(2026, 12, 15)})
    call.save()
    (line,) = hear(noon("2026-12-15"))[coordinator]
    assert len(line["facts"]) == 2


def test_phase_of_the_review_leads_to_its_dates(review, coordinator, hear):
    (line,) = hear(noon("2025-11-07"))[coordinator]
    assert line["facts"] == ["Plan of implementation: 8 November 2025 (not confirmed)"]
    assert line["path"] == f"/en/reviews/{review.pk}/dates/"
