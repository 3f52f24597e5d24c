"""The board of a government: rows, filters, tabs."""

import datetime

import pytest
from django.urls import reverse

from tests import factories
from tracking import search

QUERIES = 19


@pytest.fixture
def board(city, officer, signed_in):
    """Gives the paragraphs that the board shows for a query string."""
    client = signed_in(officer)

    def paragraphs(query=""):
        response = client.get(f"/en/my-work/{city.pk}/{query}")
        return [row.record.paragraph for row in response.context["table"].page.object_list]

    return paragraphs


def test_board_shows_each_recommendation_with_the_governments_own_answer(
    time_machine, city, other_city, officer, outsider, recommendation, review, signed_in
):
    time_machine.move_to(factories.NOW)
    follow_up = factories.follow_up(
        city, recommendation, officer, status="planned", has_setback=True, setback_explanation="x"
    )
    factories.step(city, officer, [follow_up], due_date=datetime.date(2026, 3, 9))
    factories.step(city, officer, [follow_up], due_date=datetime.date(2026, 5, 1))
    factories.step(
        city,
        officer,
        [follow_up],
        status="done",
        due_date=datetime.date(2026, 1, 1),
        end_date=datetime.date(2026, 1, 1),
    )
    factories.follow_up(other_city, factories.recommendation(review, "120.2"), outsider, status="ongoing")
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/")
    first, second = [row.record for row in response.context["table"].page.object_list]
    assert (first.relevance, first.status, first.step_count) == ("necessary", "planned", 3)
    assert first.next_due == datetime.date(2026, 3, 9)
    assert (second.relevance, second.status, second.step_count, second.next_due) == (None, None, 0, None)
    html = response.content.decode()
    for words in ("Overdue", "Setback", "Planned", "Not sorted yet", "Continue to build homes"):
        assert words in html


def test_board_sorts_paragraphs_as_people_read_them(board, review):
    for paragraph in ("120.10", "120.9", "121.1"):
        factories.recommendation(review, paragraph)
    assert board() == ["120.9", "120.10", "121.1"]
    assert board("?sort=-paragraph") == ["121.1", "120.10", "120.9"]


def test_board_narrows_by_what_the_government_said(board, city, officer, review):
    rows = {name: factories.recommendation(review, f"120.{name}") for name in range(1, 5)}
    factories.follow_up(city, rows[1], officer, relevance="helpful", status="in_progress")
    factories.follow_up(city, rows[2], officer, relevance="", status="not_started")
    old = factories.NOW - datetime.timedelta(days=500)
    factories.follow_up(city, rows[3], officer, status="ongoing", updated_at=old)
    assert board("?relevance=helpful") == ["120.1"]
    assert board("?relevance=none") == ["120.2", "120.4"]
    assert board("?status=in_progress") == ["120.1"]
    assert board("?status=not_started") == ["120.2", "120.4"]
    assert board("?attention=stale") == ["120.3"]
    assert board("?relevance=helpful&status=ongoing") == []


def test_board_narrows_by_position_cluster_and_words(board, review):
    housing = factories.recommendation(review, "120.1")
    noted = factories.recommendation(review, "120.2", "Train the police.", position="noted")
    noted.theme_links.update(theme=factories.theme("Police", cluster="civil-political"))
    search.reindex()
    assert board("?position=noted") == ["120.2"]
    assert board(f"?cluster={housing.themes.get().cluster_id}") == ["120.1"]
    assert board("?text=police") == ["120.2"]
    assert board("?text=zebra") == []


def test_board_ignores_values_that_do_not_exist(board, recommendation):
    assert board("?status=nonsense&cluster=999&page=77") == ["120.1"]


def test_board_shows_the_filters_in_use_and_how_to_take_them_away(city, officer, recommendation, signed_in):
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/?relevance=none&position=supported&page=2")
    chips = {chip["label"]: chip for chip in response.context["chips"]}
    assert chips["Ours?"]["value"] == "Not sorted yet"
    assert chips["Ours?"]["url"] == f"/en/my-work/{city.pk}/?position=supported"


def test_board_finds_what_wants_a_look(time_machine, board, city, officer, review):
    time_machine.move_to(factories.NOW)
    rows = {
        name: factories.follow_up(city, factories.recommendation(review, f"120.{name}"), officer) for name in "12345"
    }
    half_a_year = factories.NOW - datetime.timedelta(days=184)
    factories.step(city, officer, [rows["1"]], due_date=datetime.date(2026, 3, 9))
    factories.step(city, officer, [rows["2"]], due_date=datetime.date(2026, 3, 10), updated_at=half_a_year)
    done = {"status": "done", "end_date": datetime.date(2026, 1, 1), "updated_at": half_a_year}
    factories.step(city, officer, [rows["3"]], due_date=datetime.date(2026, 1, 1), **done)
    type(rows["4"]).objects.filter(pk=rows["4"].pk).update(has_setback=True, setback_explanation="Cut.")
    assert board("?attention=overdue") == ["120.1"]
    assert board("?attention=quiet") == ["120.2"]
    assert board("?attention=no-step") == ["120.4", "120.5"]
    assert board("?attention=setback") == ["120.4"]
    assert board("?attention=nonsense") == ["120.1", "120.2", "120.3", "120.4", "120.5"]


def test_board_shows_the_open_step_that_is_due_first_and_the_newest_news(board, city, officer, review, signed_in):
    follow_up = factories.follow_up(city, factories.recommendation(review, "120.1"), officer)
    factories.step(city, officer, [follow_up], title="Without a date", due_date=None)
    news = factories.NOW + datetime.timedelta(days=3)
    step = factories.step(city, officer, [follow_up], title="Open the desk", updated_at=news)
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/")
    [row] = [row.record for row in response.context["table"].page.object_list]
    assert (row.next_step, row.next_title, row.last_news) == (step.pk, "Open the desk", news)
    assert "Open the desk" in response.content.decode()


def headings(client, city, query):
    rows = client.get(f"/en/my-work/{city.pk}/{query}").context["table"].page.object_list
    return [(row.record.paragraph, getattr(row.record, "heading", None)) for row in rows]


def test_board_groups_by_cluster_goal_and_department(city, officer, review, signed_in):
    client = signed_in(officer)
    for number, (department, cluster, goal) in enumerate(
        [("Housing", "economic-social", 11), ("", "civil-political", 16), ("Housing", "economic-social", 1)], 1
    ):
        row = factories.recommendation(review, f"120.{number}")
        row.theme_links.update(theme=factories.theme(cluster.title(), cluster=cluster))
        row.goals.set([factories.goal(goal), factories.goal(17)])
        factories.follow_up(city, row, officer, department=department)
    assert headings(client, city, "?group=department") == [
        ("120.2", ("No department named", 1)),
        ("120.1", ("Housing", 2)),
        ("120.3", None),
    ]
    assert headings(client, city, "?group=department&sort=-paragraph")[1:] == [
        ("120.3", ("Housing", 2)),
        ("120.1", None),
    ]
    by_goal = headings(client, city, "?group=goal")
    assert [paragraph for paragraph, _heading in by_goal] == ["120.3", "120.1", "120.2"]
    assert by_goal[0][1] == (str(factories.goal(1)), 1)
    by_cluster = dict(headings(client, city, "?group=cluster"))
    assert {label for label, _count in filter(None, by_cluster.values())} == {"Economic-Social", "Civil-Political"}
    assert headings(client, city, "?department=Housing") == [("120.1", None), ("120.3", None)]


def test_board_goes_on_with_the_heading_of_a_group_on_the_next_page(city, officer, review, signed_in):
    for number in range(1, 28):
        factories.follow_up(city, factories.recommendation(review, f"120.{number}"), officer, department="Housing")
    second_page = headings(signed_in(officer), city, "?group=department&page=2")
    assert second_page == [("120.26", ("Housing", 27)), ("120.27", None)]


def test_board_narrows_by_goal_and_group_of_persons(board, review):
    first, second = (factories.recommendation(review, f"120.{number}") for number in (1, 2))
    second.goals.set([factories.goal(5)])
    second.groups.set([factories.group("women")])
    assert board(f"?goal={factories.goal(5).pk}") == ["120.2"]
    assert board(f"?group_of_persons={factories.group().pk}") == ["120.1"]


def test_board_of_the_newest_review_only(board, state, recommendation):
    newest = factories.review(state, 5, review_date=datetime.date(2029, 5, 1), adoption_date=None)
    assert board() == ["120.1"]
    factories.recommendation(newest, "99.1")
    assert board() == ["99.1"]


def test_board_without_recommendations_says_what_happens_next(city, officer, signed_in):
    assert "No recommendations yet" in signed_in(officer).get(f"/en/my-work/{city.pk}/").content.decode()


def test_board_has_25_rows_a_page(board, review):
    for number in range(1, 28):
        factories.recommendation(review, f"120.{number}")
    assert len(board()) == 25
    assert len(board("?page=2")) == 2


def test_tabs_name_what_the_person_may_do(city, officer, viewer, recommendation, review, coordinator, signed_in):
    triage = reverse("tracking:followup-triage", args=[city.pk])
    client = signed_in(officer)
    html = client.get(f"/en/my-work/{city.pk}/").content.decode()
    assert "To sort (1)" in html
    assert ">Input<" not in html
    assert triage not in signed_in(viewer).get(f"/en/my-work/{city.pk}/").content.decode()
    contribution = factories.contribution(factories.call(review, coordinator), city)
    html = client.get(f"/en/my-work/{city.pk}/").content.decode()
    assert f'<a href="{contribution.get_absolute_url()}">Input</a>' in html


def test_board_asks_the_same_number_of_queries_for_one_and_three_rows(
    city, officer, review, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(f"/en/my-work/{city.pk}/")  # what the process keeps from the first page on
    for count in (1, 2):
        for _ in range(count):
            factories.step(city, officer, [factories.follow_up(city, factories.recommendation(review), officer)])
        with django_assert_num_queries(QUERIES):
            client.get(f"/en/my-work/{city.pk}/")
        with django_assert_num_queries(QUERIES + 2):  # the labels of the groups, and how many rows each has
            client.get(f"/en/my-work/{city.pk}/?group=goal")
