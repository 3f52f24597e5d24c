"""Rounds of self-assessment: private, kept year by year, answered item by item."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models


def said(answer="yes", **fields):
    return {"answer": answer, "answered_on": None, "evidence": "", "link": "", "note": "", **fields}


@pytest.fixture
def assessment(city, officer):
    return factories.self_assessment(city, officer)


@pytest.mark.parametrize("is_shared", [False, True])
def test_round_is_seen_by_own_people_and_where_shared_by_the_coordinator_alone(
    is_shared, assessment, officer, viewer, outsider, coordinator, national_viewer, stranger
):
    models.SelfAssessment.objects.update(is_shared=is_shared)
    superuser = models.User.objects.create_superuser("it@example.org", "correct horse")

    def sees(person):
        return models.SelfAssessment.objects.visible_to(person).exists()

    assert sees(officer) and sees(viewer)
    assert sees(coordinator) is is_shared
    assert not any(sees(person) for person in (outsider, national_viewer, stranger, superuser, AnonymousUser()))


def test_share_tells_it_once(assessment, officer, now):
    models.Event.objects.all().delete()
    for _press in range(2):
        assessment.share(True, by=officer, now=now)
    event = models.Event.objects.get()
    assert (event.before, event.after) == ({"shared": False}, {"shared": True})
    assessment.refresh_from_db()
    assert assessment.is_shared


def test_answers_are_saved_with_codes_in_the_event_and_no_text(assessment, approver, now):
    models.Event.objects.all().delete()
    assessment.save_answers(
        {"office": said("yes", evidence="Two posts"), "budget": said("", note="Ask finance"), "data": said("")},
        by=approver,
        now=now,
    )
    assert set(assessment.answers.values_list("item", "answer")) == {("office", "yes"), ("budget", "")}
    event = models.Event.objects.get()
    assert (event.before, event.after) == ({}, {"office": "yes"})


def test_answers_that_did_not_change_are_left_alone(assessment, officer, approver, now):
    assessment.save_answers({"office": said()}, by=officer, now=now)
    models.Event.objects.all().delete()
    later = now + datetime.timedelta(days=1)
    assessment.save_answers({"office": said()}, by=approver, now=later)
    assert not models.Event.objects.exists()
    assert assessment.answers.get().updated_by == officer
    assessment.save_answers({"office": said("no")}, by=approver, now=later)
    assert assessment.answers.get().updated_by == approver
    assert models.Event.objects.get().before == {"office": "yes"}


def test_a_new_round_takes_the_answers_over_and_leaves_the_old_one(city, officer, approver, now):
    day = datetime.date(2025, 2, 1)
    old = factories.self_assessment(city, officer, year=2025)
    old.save_answers({"office": said("partly", answered_on=day, note="Half a post")}, by=officer, now=now)
    new, is_new = models.SelfAssessment.objects.start(city, 2026, by=approver, now=now)
    assert is_new and new.is_newest and not old.is_newest
    copied = new.answers.get()
    assert (copied.answer, copied.answered_on, copied.note, copied.updated_by) == (
        "partly",
        day,
        "Half a post",
        officer,
    )
    new.save_answers({"office": said("yes")}, by=approver, now=now)
    assert old.answers.get().answer == "partly"


def test_starting_a_year_twice_makes_one_round(city, other_city, officer, now):
    first, _new = models.SelfAssessment.objects.start(city, 2026, by=officer, now=now)
    again, is_new = models.SelfAssessment.objects.start(city, 2026, by=officer, now=now)
    assert (again, is_new) == (first, False)
    assert models.SelfAssessment.objects.start(other_city, 2026, by=officer, now=now)[1]


def test_database_refuses_a_second_round_a_second_answer_and_other_words(assessment, city, officer, now):
    answer = {"item": "office", "updated_by": officer, "updated_at": now}
    assessment.answers.create(answer="", **answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment.answers.create(answer="no", **answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment.answers.create(answer="7", **{**answer, "item": "budget"})
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SelfAssessment.objects.create(local_government=city, year=2026, started_at=now, started_by=officer)
