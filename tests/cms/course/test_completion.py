"""Counts of who finished: for the people of a government and the State's coordinators, and for nobody else."""

import datetime

import pytest
from django.template import Context, Template
from django.urls import reverse

from cms.course import completion
from cms.models import ModuleProgress
from tests import factories
from tests.cms.course import courses
from tests.pages import soup_of

DAY = datetime.date(2026, 5, 4)


def finish(person, *modules):
    for module in modules:
        ModuleProgress.objects.record(person, module.translation_key, 90, passed_on=DAY)


def rows_of(answer):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in soup_of(answer).select("tbody tr")
    ]


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Governments are counted alone from one person on, where a test does not say otherwise."""
    monkeypatch.setattr(completion, "FEWEST_PEOPLE", 1)


@pytest.fixture
def address():
    """The coordinators' table."""
    return reverse("cms:course-completion", args=["XUL"])


@pytest.mark.parametrize(
    "role, status",
    [("officer", 404), ("approver", 404), ("viewer", 404), ("outsider", 404), ("collector", 404), ("commenter", 404)]
    + [("stranger", 404), ("editor", 404), ("national_viewer", 403), ("coordinator", 200)],
)
def test_table_is_for_coordinators_of_the_state(request, signed_in, address, state, module, role, status):
    person = request.getfixturevalue(role)
    assert signed_in(person).get(address).status_code == status


def test_table_asks_strangers_to_sign_in(client, address, state):
    assert client.get(address).url.startswith(reverse("account_login"))


def test_counts_stand_in_the_order_of_names_and_name_nobody(
    signed_in, address, city, other_city, coordinator, officer, approver, outsider, module, second
):
    finish(officer, module)
    finish(outsider, module, second)
    ModuleProgress.objects.record(approver, second.translation_key, 20, passed_on=None)
    factories.models.Membership.objects.create(
        user=officer, role="approver", local_government=city
    )  # two roles, one person
    answer = signed_in(coordinator).get(address)
    assert rows_of(answer) == [
        ["Altamira", "0 of 2", "1 of 2", "0 of 2"],
        ["Borealis", "1 of 1", "1 of 1", "1 of 1"],
    ]
    for person in (officer, approver, outsider):
        assert person.email not in answer.content.decode()


def test_closed_account_counts_no_more(signed_in, address, city, coordinator, officer, approver, module):
    finish(officer, module)
    officer.is_active = False
    officer.save()
    assert rows_of(signed_in(coordinator).get(address)) == [["Altamira", "0 of 1", "0 of 1"]]


def test_same_queries_for_three_governments_as_for_one(
    signed_in, address, state, city, officer, coordinator, module, django_assert_num_queries
):
    client = signed_in(coordinator)
    finish(officer, module)
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)
    for name in ("Cala", "Dorada"):
        finish(factories.member("officer", factories.government(state, name)), module)
    with django_assert_num_queries(14):
        assert len(rows_of(client.get(address))) == 3


def test_people_page_of_a_government_shows_its_own_counts(signed_in, city, officer, approver, outsider, module):
    finish(officer, module)
    finish(outsider, module)
    text = soup_of(signed_in(approver).get(reverse("tracking:people-list", args=[city.pk]))).select_one(
        "[aria-labelledby=course-completion]"
    )
    assert [dd.text for dd in text.select("dd")] == ["1 of 2", "1 of 2"]


def test_without_a_course_nothing_is_shown(city, home, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = Template("{% load course_tags %}{% course_completion city %}").render(Context({"city": city}))
    assert page.strip() == ""


def test_public_pages_of_the_course_show_no_counts(client, city, officer, course, module):
    finish(officer, module)
    for page in (course, module):
        assert "Whole course" not in client.get(page.url).content.decode()
    assert "Whole course" not in client.get(city.get_absolute_url()).content.decode()


def test_unpublished_course_is_not_counted(signed_in, address, coordinator, city, course, module):
    course.unpublish()
    assert "No course is published" in signed_in(coordinator).get(address).content.decode()
    courses.course(course.get_parent(), slug="other", title="Without modules")
    assert "No course is published" in signed_in(coordinator).get(address).content.decode()


def test_counts_wait_for_the_second_factor_that_the_state_asks_for(signed_in, address, state, coordinator, module):
    state.requires_second_factor = True
    state.save()
    assert signed_in(coordinator).get(address).url == reverse("tracking:second-factor-needed")


def test_small_governments_are_counted_together_and_only_if_they_are_enough_people(
    signed_in, address, state, city, other_city, coordinator, officer, approver, outsider, module, monkeypatch
):
    monkeypatch.setattr(completion, "FEWEST_PEOPLE", 3)
    finish(officer, module)
    few = "fewer than 3 people: not counted alone"
    asked = signed_in(coordinator)
    assert rows_of(asked.get(address)) == [
        ["Altamira", few],
        ["Borealis", few],
        ["Governments with fewer than 3 people, together", "1 of 3", "1 of 3"],
    ]
    people = reverse("tracking:people-list", args=[city.pk])
    shown = soup_of(signed_in(approver).get(people)).select_one("[aria-labelledby=course-completion]")
    assert "Fewer than" in shown.text and "1 of 2" not in shown.text
    outsider.is_active = False
    outsider.save()
    assert rows_of(asked.get(address)) == [["Altamira", few], ["Borealis", "no people yet"]]
    factories.member("officer", city)
    assert rows_of(asked.get(address))[0] == ["Altamira", "1 of 3", "1 of 3"]
