"""What a government records of itself: events, twins, constraints, and who may see it."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models

ANYONE = AnonymousUser()


def new_participation(city, review, **fields):
    row = {"phase": "observers", "title": "One observer", "text": "Ms Somebody went", "people_count": 2}
    return models.Participation(local_government=city, review=review, **{**row, **fields})


def test_save_work_records_codes_and_numbers_only(city, review, officer, approver, now):
    row = new_participation(city, review)
    row.save_work(by=officer, now=now)
    row.phase, row.title = "advice", "Wrote a letter"
    row.save_work(by=approver, now=now)
    added, changed = models.Event.objects.order_by("pk")
    assert (added.verb, added.by, added.local_government) == ("added", officer, city)
    assert added.after == {"phase": "observers", "people_count": "2", "visibility": "internal"}
    assert (changed.verb, changed.before, changed.after) == ("changed", {"phase": "observers"}, {"phase": "advice"})
    assert (row.updated_by, row.updated_at) == (approver, now)


def test_remove_leaves_its_event(city, review, officer, now):
    row = factories.participation(city, review, officer)
    row.remove(by=officer, now=now)
    event = models.Event.objects.get()
    assert (event.verb, event.before["phase"]) == ("removed", "consultation")
    assert not models.Participation.objects.exists()


def test_twin_is_the_same_words_of_the_same_person_within_a_minute(city, review, officer, approver, now):
    new_participation(city, review).save_work(by=officer, now=now)
    find = models.Participation.objects.twin_of
    seconds = datetime.timedelta(seconds=50)
    assert find(new_participation(city, review), by=officer, now=now + seconds)
    assert not find(new_participation(city, review), by=officer, now=now + 2 * seconds)
    assert not find(new_participation(city, review), by=approver, now=now)
    assert not find(new_participation(city, review, text="Other words"), by=officer, now=now)


@pytest.mark.parametrize(
    ("visibility", "expected"),
    [
        ("public", {"anyone", "officer", "viewer", "outsider", "coordinator", "national_viewer", "stranger"}),
        ("internal", {"officer", "viewer", "coordinator", "national_viewer"}),
        ("restricted", {"officer", "viewer", "coordinator"}),
    ],
)
def test_participation_visible_to(
    visibility, expected, city, review, officer, viewer, outsider, coordinator, national_viewer, stranger
):
    factories.participation(city, review, officer, visibility=visibility)
    people = {
        "anyone": ANYONE,
        "officer": officer,
        "viewer": viewer,
        "outsider": outsider,
        "coordinator": coordinator,
        "national_viewer": national_viewer,
        "stranger": stranger,
    }
    seen = {name for name, person in people.items() if models.Participation.objects.visible_to(person).exists()}
    assert seen == expected


@pytest.mark.parametrize("fields", [{"title": ""}, {"phase": "party"}, {"people_count": 0}])
def test_participation_refuses(fields, city, review, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.participation(city, review, officer, **fields)


@pytest.mark.parametrize("fields", [{"people_count": 1}, {"people_count": None}, {"phase": "national-body"}])
def test_participation_accepts(fields, city, review, officer):
    assert factories.participation(city, review, officer, **fields).pk


def test_body_name_stands_once_in_a_government(city, other_city, officer):
    factories.human_rights_body(city, officer)
    assert factories.human_rights_body(other_city, officer).pk
    assert factories.human_rights_body(city, officer, name="Another").pk
    for name in ("Human rights commission", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.human_rights_body(city, officer, name=name)


def test_body_tells_the_seats_that_were_counted(city, officer):
    body = factories.human_rights_body(city, officer, government_seats=3, academia_seats=0, religious_seats=2)
    assert [count for _sector, count in body.seats()] == [3, 2]


def test_human_rights_city_names_its_act(city, officer):
    assert factories.commitment(city, officer, kind="human-rights-city", act="Decision 12").pk
    assert factories.commitment(city, officer, kind="charter", act="").pk
    for fields in ({"kind": "human-rights-city", "act": ""}, {"title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.commitment(city, officer, **fields)


def test_local_review_stands_once_and_has_a_year_of_the_goals(city, officer):
    assert factories.local_review(city, officer, year=2015).pk
    assert factories.local_review(city, officer, year=2016).pk
    for fields in ({"year": 2015}, {"year": 2014}, {"year": 2101}, {"title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.local_review(city, officer, **fields)
