"""Action plans: list, form, the page that prints, the public page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking import models


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


@pytest.fixture
def plan(city, officer):
    return factories.plan(city, officer)


def typed(plan=None, **fields):
    data = {"title": "Rights plan", "visibility": "internal", **fields}
    return data | {"version": f"{plan.updated_at.isoformat()} {plan.visibility}"} if plan else data


def test_plan_is_added_once_with_its_steps(city, step, officer, signed_in):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/plans/add/"
    data = typed(steps=[step.pk], starts_on="2026-01-01", ends_on="2029-12-31", adopted_by="City council")
    responses = [client.post(address, data) for _ in range(2)]
    plan = models.ActionPlan.objects.get()
    assert {response["Location"] for response in responses} == {f"/en/plans/{plan.pk}/"}
    assert (list(plan.steps.all()), plan.adopted_by, plan.updated_by) == ([step], "City council", officer)
    html = client.get(f"/en/my-work/{city.pk}/plans/").content.decode()
    assert "Rights plan" in html
    assert "1 step" in html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"starts_on": "2026-02-02", "ends_on": "2026-02-01"}, "__all__"),
        ({"title": "Human rights action plan"}, "__all__"),
        ({"steps": ["999999"]}, "steps"),
    ],
)
def test_wrong_plan_comes_back_as_typed(fields, field, city, plan, step, officer, approver, signed_in):
    data = typed(steps=[step.pk], purpose="Typed words") | fields
    response = signed_in(approver).post(f"/en/my-work/{city.pk}/plans/add/", data)
    assert set(response.context["form"].errors) == {field}
    assert "Typed words" in response.content.decode()
    assert models.ActionPlan.objects.count() == 1


def test_steps_of_others_cannot_be_chosen(city, other_city, outsider, officer, signed_in):
    foreign = factories.step(other_city, outsider)
    response = signed_in(officer).post(f"/en/my-work/{city.pk}/plans/add/", typed(steps=[foreign.pk]))
    assert "steps" in response.context["form"].errors


def test_edit_says_where_a_step_stands_now_and_moves_it(city, plan, step, officer, signed_in):
    factories.plan(city, officer, title="Old plan").steps.add(step)
    client, address = signed_in(officer), f"/en/plans/{plan.pk}/edit/"
    assert "now in “Old plan”" in client.get(address).content.decode()
    assert client.post(address, typed(plan, steps=[step.pk])).status_code == 302
    step.refresh_from_db()
    assert step.plan == plan


def test_edit_shows_both_when_somebody_else_was_faster(plan, officer, approver, signed_in):
    address, mine = f"/en/plans/{plan.pk}/edit/", typed(plan, title="My title")
    signed_in(approver).post(address, typed(plan, title="Their title"))
    response = signed_in(officer).post(address, mine)
    assert ("Title", "Their title", "My title") in [
        (str(label), stored, typed) for label, stored, typed in response.context["conflicts"]
    ]
    assert "My title" in response.content.decode()
    assert (
        signed_in(officer).post(address, mine | {"version": response.context["form"].version_to_show}).status_code
        == 302
    )


def test_other_citys_plan_is_nobodys_business(plan, outsider, signed_in):
    client = signed_in(outsider)
    for address in (f"/en/plans/{plan.pk}/", f"/en/plans/{plan.pk}/edit/", f"/en/my-work/{plan.pk}/plans/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/en/plans/{plan.pk}/edit/", typed(plan, title="Taken")).status_code == 404


def test_public_plan_shows_its_public_steps_only(city, plan, step, officer, signed_in):
    public = factories.step(city, officer, title="Public shelter", visibility="public")
    plan.steps.set([step, public])
    assert signed_in(None).get(f"/en/plans/{plan.pk}/").status_code == 404
    models.ActionPlan.objects.update(visibility="public")
    html = signed_in(None).get(f"/en/plans/{plan.pk}/").content.decode()
    assert "Public shelter" in html
    assert step.title not in html
    assert "Some steps of the plan are not shown here." in html
    assert str(officer) not in html
    own = signed_in(officer).get(f"/en/plans/{plan.pk}/").content.decode()
    assert step.title in own
    assert "not shown here" not in own


def test_plan_with_a_sensitive_step_goes_to_the_second_reader(city, plan, step, officer, approver, signed_in):
    models.Recommendation.objects.update(is_sensitive=True)
    client, address = signed_in(officer), f"/en/plans/{plan.pk}/edit/"
    data = typed(plan, steps=[step.pk], visibility="public")
    html = client.post(address, data, follow=True).content.decode()
    assert "waits for a second reader" in html
    plan.refresh_from_db()
    assert plan.visibility == "internal"
    reading = models.SecondReading.objects.open().about(plan).get()
    assert signed_in(approver).post(reverse("tracking:second-reading-publish", args=[reading.pk])).status_code == 302
    plan.refresh_from_db()
    assert plan.visibility == "public"


def test_page_tells_its_history_to_own_people_only(plan, officer, approver, signed_in):
    models.ActionPlan.objects.update(visibility="public")
    plan.refresh_from_db()
    signed_in(approver).post(f"/en/plans/{plan.pk}/edit/", typed(plan, title="New title", visibility="public"))
    assert "History" in signed_in(officer).get(f"/en/plans/{plan.pk}/").content.decode()
    html = signed_in(None).get(f"/en/plans/{plan.pk}/").content.decode()
    assert "History" not in html
    assert str(approver) not in html


def test_public_page_of_the_government_names_public_plans(city, plan, signed_in):
    page = city.get_absolute_url()
    assert plan.title not in signed_in(None).get(page).content.decode()
    models.ActionPlan.objects.update(visibility="public")
    assert plan.get_absolute_url() in signed_in(None).get(page).content.decode()


def test_step_page_names_a_plan_only_to_those_who_may_see_it(plan, step, officer, signed_in):
    plan.steps.add(step)
    models.ImplementationStep.objects.update(visibility="public")
    address = f"/en/steps/{step.pk}/"
    assert plan.title in signed_in(officer).get(address).content.decode()
    assert plan.title not in signed_in(None).get(address).content.decode()


def test_steps_stand_under_their_clusters_once(plan, step, city, review, officer, signed_in):
    police = factories.recommendation(review, "120.9")
    police.theme_links.update(theme=factories.theme("Police", cluster="civil"))
    step.follow_ups.add(factories.follow_up(city, police, officer))
    bare = factories.step(city, officer, title="Answers nothing")
    plan.steps.set([step, bare])
    groups = signed_in(officer).get(f"/en/plans/{plan.pk}/").context["content"].groups
    assert [(str(cluster), rows) for cluster, rows in groups] == [("Economic-Social", [step]), ("None", [bare])]


def test_list_says_what_to_do_while_empty(city, viewer, signed_in):
    html = signed_in(viewer).get(f"/en/my-work/{city.pk}/plans/").content.decode()
    assert "No action plan yet" in html
    assert "/plans/add/" not in html


def test_pages_ask_the_same_number_of_queries_for_one_and_three_rows(city, plan, officer, follow_up_maker, signed_in):
    client, asked = signed_in(officer), []
    addresses = (f"/en/my-work/{city.pk}/plans/", f"/en/plans/{plan.pk}/", f"/en/plans/{plan.pk}/edit/")
    for count in (1, 2):
        for _ in range(count):
            row = factories.step(city, officer, [follow_up_maker()], plan=plan)
            row.budget_lines.create(year=2026, currency="EUR", planned=1)
            factories.plan(city, officer, title=f"Plan {row.pk}")
        if not asked:
            [client.get(address) for address in addresses]
        with CaptureQueriesContext(connection) as queries:
            [client.get(address) for address in addresses]
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.fixture
def follow_up_maker(city, review, officer):
    return lambda: factories.follow_up(city, factories.recommendation(review), officer)


def test_second_press_with_other_words_comes_back_as_typed(city, officer, signed_in):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/plans/add/"
    assert client.post(address, typed()).status_code == 302
    for fields in ({"purpose": "Typed since"}, {"starts_on": "soon"}):
        response = client.post(address, typed(**fields))
        assert response.status_code == 200
        assert next(iter(fields.values())) in response.content.decode()
    assert models.ActionPlan.objects.get().purpose == ""


def test_second_press_with_other_steps_is_no_twin(city, step, officer, signed_in):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/plans/add/"
    client.post(address, typed())
    assert client.post(address, typed(steps=[step.pk])).status_code == 200


def test_public_plan_names_only_recommendations_tied_in_public(city, plan, step, review, officer, signed_in):
    open_one = factories.recommendation(review, "120.7")
    step.follow_ups.add(factories.follow_up(city, open_one, officer, visibility="public"))
    models.ImplementationStep.objects.update(visibility="public", plan=plan)
    models.ActionPlan.objects.update(visibility="public")
    address = f"/en/plans/{plan.pk}/"
    html = signed_in(None).get(address).content.decode()
    assert "120.7" in html and "120.1" not in html
    assert "120.1" in signed_in(officer).get(address).content.decode()
