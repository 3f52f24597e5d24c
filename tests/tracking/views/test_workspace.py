"""The board of a government: rows, filters, tabs."""

import datetime

import pytest
from django.urls import reverse

from tests import factories
from tracking import search

QUERIES = 15


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
    assert board("?status=stale") == ["120.3"]
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
    assert "Mid-term input" not in html
    assert triage not in signed_in(viewer).get(f"/en/my-work/{city.pk}/").content.decode()
    contribution = factories.contribution(factories.call(review, coordinator), city)
    assert contribution.get_absolute_url() in client.get(f"/en/my-work/{city.pk}/").content.decode()


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
