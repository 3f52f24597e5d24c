"""The audit trail: in words for every kind of object, known or not, with names only as far as they stand."""

import datetime

import pytest
from django.apps import apps

from tests import factories
from tracking import history
from tracking.history import kinds
from tracking.history.export import lines
from tracking.models import Competence, Event, Membership, ServiceArea


@pytest.fixture
def step(city, officer):
    """A step."""
    return factories.step(city, officer)


def record(verb, on, by, now, **values):
    return Event.objects.record(verb, on, by=by, now=now, **values)


def told(government):
    return history.tell(history.of_government(government))


def test_change_is_told_with_who_what_and_both_values(city, officer, step, now):
    values = {"before": {"status": "planned"}, "after": {"status": "under-way", "due_date": "2026-06-30"}}
    record("changed", step, officer, now, local_government=city, on_behalf_of="Housing office", **values)
    entry = told(city)[0]
    assert (entry.by, entry.what, entry.on_behalf_of, entry.at) == (officer, "changed", "Housing office", now)
    assert (entry.kind_label, entry.title, entry.url) == ("step", "Open a night shelter", step.get_absolute_url())
    assert entry.changes == [("due", "–", "30 Jun 2026"), ("status", "planned", "under way")]


def test_people_in_changes_are_named_and_forgotten_with_their_account(city, officer, approver, step, now):
    record(
        "handed-over",
        step,
        officer,
        now,
        local_government=city,
        before={"owner": officer.pk},
        after={"owner": approver.pk},
    )
    assert told(city)[0].changes == [("who keeps it up to date", "Officer", "Approver")]
    officer.former_roles, officer.erased_at, officer.first_name = [["officer", "Altamira"]], now, ""
    officer.save()
    entry = told(city)[0]
    assert str(entry.by) == "former officer of Altamira"
    assert entry.changes[0][1] == "former officer of Altamira"


def test_object_that_is_gone_keeps_its_line(city, officer, now):
    area = ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    row = Competence(local_government=city, service_area=area, kind="own")
    row.save_work(by=officer, now=now)
    row.remove(by=officer, now=now)
    removed, added = told(city)
    assert (removed.what, removed.title, removed.url) == ("removed", "", "")
    assert ("service area", "Housing", "–") in removed.changes
    assert (added.kind_label, added.changes[0]) == ("service area", ("service area", "–", "Housing"))


def test_kind_that_nobody_registered_is_told_from_its_model(city, officer, now):
    assert "group" not in kinds.KINDS
    record("added", factories.group(), officer, now, local_government=city, after={"code": "children", "odd_name": "x"})
    entry = told(city)[0]
    assert (entry.kind_label, entry.title) == ("group of persons", "Children")
    assert ("odd name", "–", "x") in entry.changes


def test_kind_of_a_table_that_no_longer_exists_is_told_all_the_same(city, officer, now):
    Event.objects.create(verb="added", object_kind="vanished", object_id=1, by=officer, at=now, local_government=city)
    assert told(city)[0].kind_label == "vanished"


def test_every_model_can_be_told(db):
    for model in apps.get_app_config("tracking").get_models():
        kind = history.kind_of(model._meta.model_name)
        assert kind.heading
        list(model._default_manager.select_related(*kind.related)[:1])
        for field in model._meta.fields:
            label, _choices = kind.field(field.name)
            assert label or field.name == "id", (model, field)


def test_trail_of_a_government_is_its_own(city, other_city, officer, outsider, step, now):
    record("changed", step, officer, now, local_government=city)
    record("changed", factories.step(other_city, outsider), outsider, now, local_government=other_city)
    assert [entry.title for entry in told(city)] == ["Open a night shelter"]
    assert len(told(other_city)) == 1


def test_trail_of_a_state_holds_its_own_objects_alone(state, review, city, officer, coordinator, stranger, step, now):
    call = factories.call(review, coordinator)
    record("opened", call, coordinator, now)
    record("changed", step, officer, now, local_government=city)
    record("added", Membership.objects.get(user=coordinator), coordinator, now)
    foreign = factories.review(Membership.objects.get(user=stranger).state)
    record("imported", foreign, stranger, now, after={"new": 3})
    assert [entry.kind for entry in history.tell(history.of_state(state))] == ["membership", "call"]


@pytest.mark.parametrize(
    "asked, count",
    [
        ({"kind": "implementationstep"}, 2),
        ({"kind": "implementationstep", "object_id": 0}, 2),
        ({"since": datetime.date(2026, 3, 10)}, 2),
        ({"until": datetime.date(2026, 3, 9)}, 1),
        ({}, 3),
    ],
    ids=str,
)
def test_trail_is_narrowed(city, officer, approver, step, now, asked, count):
    record("changed", step, officer, now - datetime.timedelta(days=1), local_government=city)
    record("changed", step, approver, now, local_government=city)
    record("changed", city, approver, now, local_government=city)
    found = history.narrowed(history.of_government(city), **asked)
    assert found.count() == count
    assert history.narrowed(found, person=officer).count() <= 1


@pytest.mark.parametrize("count", [1, 3])
def test_trail_asks_the_same_questions_however_long_it_is(city, officer, now, count, django_assert_num_queries):
    for _number in range(count):
        step = factories.step(city, officer)
        record("changed", step, officer, now, local_government=city, after={"owner": officer.pk})
    with django_assert_num_queries(3):
        assert len(told(city)) == count


def test_file_holds_a_line_for_each_change_and_no_formula(city, officer, step, now):
    officer.first_name = "=cmd"
    officer.save()
    values = {"before": {"status": "planned"}, "after": {"status": "done", "end_date": "2026-03-10"}}
    record("changed", step, officer, now, local_government=city, **values)
    text = "".join(lines(history.of_government(city), language="en"))
    assert text.startswith("\ufeffat,person,on_behalf_of,what,kind,object,title,field,before,after")
    assert text.count("2026-03-10T09:00:00+00:00,'=cmd") == 2
    assert "status,planned,done" in text


def test_history_of_a_step_tells_its_evidence(city, officer, step, now):
    record("added", step, officer, now, local_government=city, after={"evidence": "by-law"})
    assert [entry.what for entry in history.of_step(step)] == ["evidence added"]
