"""Implementation steps: list, form, page."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracking import models

QUERIES = 18


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)


@pytest.fixture
def step(city, officer, follow_up):
    return factories.step(city, officer, [follow_up])


@pytest.fixture
def adding(city):
    return f"/en/my-work/{city.pk}/steps/add/"


def typed(*recommendations, **fields):
    data = {
        "title": "Open a night shelter",
        "kind": "service",
        "responsible": "Social services",
        "status": "planned",
        "visibility": "internal",
        "recommendations": [recommendation.pk for recommendation in recommendations],
    }
    return {**data, **fields}


def errors(response):
    return response.context["form"].errors


def changed(step, *recommendations, **fields):
    version = f"{step.updated_at.isoformat()} {step.visibility}"
    return typed(*recommendations, version=version, due_date="2026-06-30", **fields)


def test_add_pressed_twice_makes_one_step(adding, officer, approver, follow_up, signed_in):
    data = typed(follow_up.recommendation)
    first, second = (signed_in(officer).post(adding, data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert models.ImplementationStep.objects.count() == 1
    signed_in(approver).post(adding, data)  # somebody else means another one
    signed_in(officer).post(adding, typed(follow_up.recommendation, title="Open a second shelter"))
    assert models.ImplementationStep.objects.count() == 3


def test_add_makes_one_step_that_answers_several_recommendations(adding, city, review, officer, follow_up, signed_in):
    second = factories.recommendation(review)
    factories.follow_up(city, second, officer)
    data = typed(
        follow_up.recommendation, second, due_date="2026-06-30", start_date="2026-01-01", description="12 beds"
    )
    response = signed_in(officer).post(adding, data)
    step = models.ImplementationStep.objects.get()
    assert response["Location"] == f"/en/steps/{step.pk}/"
    assert set(step.follow_ups.values_list("recommendation", flat=True)) == {follow_up.recommendation_id, second.pk}
    assert (step.added_by, step.updated_by, step.due_date) == (officer, officer, datetime.date(2026, 6, 30))
    event = models.Event.objects.get()
    assert (event.verb, event.by, event.after["due_date"]) == ("added", officer, "2026-06-30")
    assert "12 beds" not in str(event.after)


def test_add_preselects_a_recommendation_and_makes_its_follow_up_on_save(
    adding, city, recommendation, officer, signed_in
):
    client = signed_in(officer)
    form = f"{adding}?recommendation={recommendation.pk}"
    html = client.get(form).content.decode()
    assert f'value="{recommendation.pk}" checked' in html
    assert not models.FollowUp.objects.exists()
    client.post(form, typed(recommendation))
    assert models.FollowUp.objects.get().local_government == city
    assert models.FollowUp.objects.get().relevance == ""


@pytest.mark.parametrize("value", ["x", "999999", "9" * 40])
def test_add_ignores_a_recommendation_that_is_not_the_states(value, adding, officer, signed_in):
    response = signed_in(officer).get(f"{adding}?recommendation={value}")
    assert response.context["groups"] == []
    assert "Sort the recommendations first" in response.content.decode()


def test_add_offers_what_is_ours_by_cluster(adding, city, review, officer, signed_in):
    relevant, foreign, police = (factories.recommendation(review, f"120.{number}") for number in (1, 2, 3))
    police.theme_links.update(theme=factories.theme("Police", cluster="civil"))
    factories.follow_up(city, relevant, officer)
    factories.follow_up(city, police, officer, relevance="support-only")
    factories.follow_up(city, foreign, officer, relevance="not-ours", who_can="Ministry")
    groups = signed_in(officer).get(adding).context["groups"]
    assert {str(cluster): [row.paragraph for row, chosen in rows] for cluster, rows, count in groups} == {
        "Economic-Social": ["120.1"],
        "Civil": ["120.3"],
    }


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"responsible": ""}, "responsible"),
        ({"kind": "magic"}, "kind"),
        ({"recommendations": []}, "recommendations"),
        ({"start_date": "2026-02-02", "due_date": "2026-02-01"}, "due_date"),
        ({"start_date": "2026-02-02", "end_date": "2026-02-01"}, "end_date"),
        ({"status": "done"}, "end_date"),
        ({"due_date": "soon"}, "due_date"),
    ],
)
def test_add_refuses_what_is_missing_or_wrong_and_keeps_what_was_typed(
    fields, field, adding, follow_up, officer, signed_in
):
    data = {**typed(follow_up.recommendation, description="Typed words"), **fields}
    response = signed_in(officer).post(adding, data)
    assert set(errors(response)) == {field}
    assert "Typed words" in response.content.decode()
    assert not models.ImplementationStep.objects.exists()


def test_add_refuses_recommendations_of_others(adding, follow_up, officer, signed_in):
    other = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    assert "recommendations" in errors(signed_in(officer).post(adding, typed(other)))


def test_public_step_asks_for_a_tick_for_personal_data(adding, follow_up, officer, signed_in):
    words = "Call +34 600 123 456"
    client, data = signed_in(officer), typed(follow_up.recommendation, visibility="public", description=words)
    assert "confirmed" in errors(client.post(adding, data))
    assert client.post(adding, {**data, "confirmed": "on"}).status_code == 302
    assert models.ImplementationStep.objects.get().visibility == "public"


def test_edit_changes_the_step_and_records_codes_and_dates_only(step, follow_up, officer, approver, signed_in):
    data = changed(step, follow_up.recommendation, status="under-way", description="New words")
    assert signed_in(approver).post(f"/en/steps/{step.pk}/edit/", data).status_code == 302
    step.refresh_from_db()
    assert (step.status, step.description, step.added_by, step.updated_by) == (
        "under-way",
        "New words",
        officer,
        approver,
    )
    event = models.Event.objects.get()
    assert (event.verb, event.before, event.after) == ("changed", {"status": "planned"}, {"status": "under-way"})


def test_edit_shows_both_when_somebody_else_was_faster(step, follow_up, officer, approver, signed_in):
    address, row = f"/en/steps/{step.pk}/edit/", follow_up.recommendation
    signed_in(approver).post(address, changed(step, row, title="Their title"))
    response = signed_in(officer).post(address, changed(step, row, title="My title"))
    assert ("Title", "Their title", "My title") in [
        (str(label), stored, mine) for label, stored, mine in response.context["conflicts"]
    ]
    step.refresh_from_db()
    assert step.title == "Their title"
    assert "My title" in response.content.decode()
    assert signed_in(officer).post(address, changed(step, row, title="My title")).status_code == 302


def test_edit_sent_twice_is_saved_once(step, follow_up, officer, signed_in):
    client, data = signed_in(officer), changed(step, follow_up.recommendation, title="New title")
    assert [client.post(f"/en/steps/{step.pk}/edit/", data).status_code for _ in range(2)] == [302, 302]
    assert models.Event.objects.count() == 1


def test_edit_warns_where_a_status_lost_what_it_asks_for(step, follow_up, officer, signed_in):
    models.FollowUp.objects.update(status="in_progress")
    data = changed(step, follow_up.recommendation, status="stopped")
    html = signed_in(officer).post(f"/en/steps/{step.pk}/edit/", data, follow=True).content.decode()
    assert "Look at the status of 120.1: In progress needs a step that has begun." in html


def test_edit_warns_of_a_status_whose_step_answers_something_else_now(step, follow_up, review, officer, signed_in):
    other = factories.follow_up(step.local_government, factories.recommendation(review, "120.9"), officer)
    models.FollowUp.objects.filter(pk=follow_up.pk).update(status="in_progress")
    data = changed(step, other.recommendation)
    html = signed_in(officer).post(f"/en/steps/{step.pk}/edit/", data, follow=True).content.decode()
    assert "Look at the status of 120.1: In progress needs a step that has begun." in html


@pytest.mark.parametrize(("method", "is_held"), [("get", False), ("post", True)])
def test_edit_holds_the_database_only_while_it_saves(step, follow_up, officer, signed_in, method, is_held):
    client, data = signed_in(officer), changed(step, follow_up.recommendation)
    for address in (f"/en/steps/{step.pk}/edit/", follow_up.get_absolute_url()):
        with CaptureQueriesContext(connection) as queries:
            getattr(client, method)(address, data)
        assert any(query["sql"].startswith("SAVEPOINT") for query in queries) is is_held


def test_public_step_is_read_by_anyone_with_its_public_evidence_only(step, officer, signed_in):
    models.ImplementationStep.objects.update(visibility="public")
    factories.evidence(step, officer, title="Public proof", visibility="public")
    factories.evidence(step, officer, title="Inner proof")
    html = signed_in(None).get(f"/en/steps/{step.pk}/").content.decode()
    assert "Public proof" in html
    assert "Inner proof" not in html
    for hidden in (officer.email, str(officer), "/edit/", "/remove/"):
        assert hidden not in html
    assert "Inner proof" in signed_in(officer).get(f"/en/steps/{step.pk}/").content.decode()


@pytest.mark.parametrize(("visibility", "national"), [("internal", 200), ("restricted", 404)])
def test_step_is_shown_to_those_whom_its_visibility_allows(
    visibility, national, step, coordinator, national_viewer, outsider, signed_in
):
    models.ImplementationStep.objects.update(visibility=visibility)
    people = {None: 404, outsider: 404, coordinator: 200, national_viewer: national}
    for person, status in people.items():
        assert signed_in(person).get(f"/en/steps/{step.pk}/").status_code == status


def test_list_narrows_by_due_status_kind_and_title(time_machine, city, officer, follow_up, signed_in):
    time_machine.move_to(factories.NOW)
    late = factories.step(city, officer, [follow_up], title="Late", due_date=datetime.date(2026, 3, 9))
    soon = factories.step(city, officer, [follow_up], title="Soon", due_date=datetime.date(2026, 4, 9), kind="law")
    done = factories.step(
        city,
        officer,
        title="Done",
        status="done",
        due_date=datetime.date(2026, 3, 1),
        end_date=datetime.date(2026, 3, 1),
    )
    client = signed_in(officer)

    def shown(query):
        table = client.get(f"/en/my-work/{city.pk}/steps/{query}").context["table"]
        return [row.record.pk for row in table.page.object_list]

    assert shown("") == [done.pk, late.pk, soon.pk]
    assert shown("?due=overdue") == [late.pk]
    assert shown("?due=soon") == [soon.pk]
    assert shown("?status=done") == [done.pk]
    assert shown("?kind=law") == [soon.pk]
    assert shown("?text=lat") == [late.pk]


def test_list_narrows_by_department_plan_group_and_resources(city, other_city, outsider, officer, signed_in):
    plan, group = factories.plan(city, officer), factories.group()
    ours = factories.step(city, officer, title="Ours", responsible="Housing", plan=plan, resources="no")
    ours.groups.add(group)
    factories.step(city, officer, title="Other")
    foreign = factories.step(
        other_city, outsider, responsible="Secret office", plan=factories.plan(other_city, outsider)
    )
    foreign.groups.add(factories.group("secret"))
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/steps/"
    for query in ("department=Housing", f"plan={plan.pk}", f"group={group.code}", "resources=no"):
        rows = client.get(f"{address}?{query}").context["table"].page.object_list
        assert [row.record.title for row in rows] == ["Ours"], query
    html = client.get(address).content.decode()
    assert "Secret" not in html
    for query in (f"plan={foreign.plan_id}", "department=Secret+office", "group=secret"):
        assert len(client.get(f"{address}?{query}").context["table"].page.object_list) == 2


def test_list_shows_own_steps_only_and_says_what_to_do_while_empty(city, other_city, outsider, officer, signed_in):
    factories.step(other_city, outsider, title="Elsewhere")
    html = signed_in(officer).get(f"/en/my-work/{city.pk}/steps/").content.decode()
    assert "Elsewhere" not in html
    assert "No steps yet" in html


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    city, officer, follow_up, signed_in, django_assert_num_queries
):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/steps/"
    client.get(address)
    for count in (1, 2):
        for _ in range(count):
            factories.evidence(factories.step(city, officer, [follow_up]), officer)
        with django_assert_num_queries(QUERIES):
            client.get(address)
