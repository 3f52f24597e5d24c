"""The chapters of a call's report and its budget of words, as the coordinator sees and arranges them."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tracking import models

QUERIES = 32
CODES = list(models.ReportChapter.Code.values)


@pytest.fixture
def call(review, recommendation, coordinator):
    return factories.call(review, coordinator)


def address(call, name="chapter-list"):
    return reverse(f"tracking:{name}", args=[call.pk])


def typed(client, call, **fields):
    """What a browser sends of the page as it stands, with some fields changed; None leaves one out."""
    form = client.get(address(call)).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return {"version": form.version_to_show, **data, **fields}


def order(call):
    return [code for code, _is_included, _budget in models.ReportChapter.objects.of_call(call)]


def test_page_shows_all_chapters_and_what_they_hold(call, coordinator, national_viewer, signed_in):
    factories.pledge(call.review, coordinator)
    factories.pledge(call.review, coordinator, number="2", is_in_report=False)
    page = signed_in(coordinator).get(address(call)).content.decode()
    places = [page.index(f'id="{code}"') for code in CODES]
    assert places == sorted(places)
    assert "Would hold now: 1 pledge<" in page
    assert "Would hold now: 1 recommendation, 0 excerpts chosen" in page
    assert page.count("Always in the report.") == 3
    read = signed_in(national_viewer).get(address(call)).content.decode()
    assert "Would hold now: 1 pledge<" in read
    assert "<button" not in read[read.index('id="chapters"') : read.index("</section>", read.index('id="chapters"'))]


def test_save_keeps_ticks_places_and_words(call, coordinator, signed_in):
    client = signed_in(coordinator)
    data = typed(client, call, at_pledges=1, words_progress=6000, word_budget=9000)
    data.pop("in_practices")
    assert client.post(address(call), data)["Location"] == address(call)
    found = {chapter.code: chapter for chapter in models.ReportChapter.objects.of_call(call)}
    assert order(call) == ["pledges", *(code for code in CODES if code != "pledges")]
    assert not found["practices"].is_included
    assert found["progress"].budget == 6000
    call.refresh_from_db()
    assert call.word_budget == 9000
    page = client.get(address(call)).content.decode()
    assert "not in the report" in page
    assert re.search(r"of 9,000 words.*9,000 words left", page, re.DOTALL)


@pytest.mark.parametrize(
    ("code", "place", "there"), [("next_steps", 2, 1), ("methodology", 10, 9), ("summary", 2, 1), ("pledges", 7, 6)]
)
def test_chapter_comes_to_the_place_that_was_typed(code, place, there, call, coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(address(call), typed(client, call, **{f"at_{code}": place}))
    assert order(call).index(code) == there


def test_up_and_down_move_by_one_and_sent_twice_by_one_only(call, coordinator, signed_in):
    client = signed_in(coordinator)
    data = typed(client, call, move="up:pledges", words_pledges=100)
    for _time in range(2):
        assert client.post(address(call), data)["Location"] == f"{address(call)}#pledges"
    assert order(call).index("pledges") == CODES.index("pledges") - 1
    client.post(address(call), typed(client, call, move="down:pledges"))
    assert order(call) == CODES
    client.post(address(call), typed(client, call, move="up:summary"))
    client.post(address(call), typed(client, call, move="sideways:nothing"))
    assert order(call) == CODES
    assert models.Event.objects.filter(verb="changed").count() == 2


def test_needed_chapters_have_no_tick_and_stay(call, coordinator, signed_in):
    client = signed_in(coordinator)
    data = {name: value for name, value in typed(client, call).items() if not name.startswith("in_")}
    client.post(address(call), data)
    included = [code for code, is_included, _budget in models.ReportChapter.objects.of_call(call) if is_included]
    assert included == ["summary", "methodology", "progress"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("at_pledges", "0"), ("at_pledges", "11"), ("words_pledges", "-5"), ("word_budget", ""), ("word_budget", "0")],
)
def test_save_refuses_and_keeps_what_was_typed(field, value, call, coordinator, signed_in):
    client = signed_in(coordinator)
    response = client.post(address(call), typed(client, call, words_summary=321, **{field: value}))
    assert set(response.context["form"].errors) == {field}
    assert "321" in response.content.decode()
    assert not models.ReportChapter.objects.exists()


def test_save_tells_of_what_somebody_else_arranged_meanwhile(call, coordinator, signed_in):
    client = signed_in(coordinator)
    data = typed(client, call, words_summary=400)
    client.post(address(call), typed(client, call, words_summary=300))
    response = client.post(address(call), data)
    page = response.content.decode()
    assert "Somebody else saved this" in page
    assert response.context["conflicts"] == [("Summary: words planned", "300", "400")]
    client.post(address(call), {**data, "version": response.context["form"].version_to_show})
    assert models.ReportChapter.objects.get(code="summary").budget == 400


def test_locked_report_keeps_its_chapters(call, coordinator, signed_in, now):
    client = signed_in(coordinator)
    data = typed(client, call, at_pledges=1)
    factories.report(call, locked_by=coordinator, locked_at=now)
    assert "is locked" in client.post(address(call), data, follow=True).content.decode()
    assert order(call) == CODES
    assert 'name="at_pledges"' not in client.get(address(call)).content.decode()


def test_other_state_sees_nothing(call, stranger, signed_in):
    for name in ("chapter-list", "call-budget"):
        assert signed_in(stranger).get(address(call, name)).status_code == 404
    assert signed_in(stranger).post(address(call), {}).status_code == 404


def test_budget_page_says_in_words_what_is_too_long_and_where_to_cut(call, coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(address(call), typed(client, call, words_pledges=3))
    factories.pledge(call.review, coordinator, text="One two three four five six", made_at="", progress="", lead="")
    page = client.get(address(call, "call-budget")).content.decode()
    assert "3 words over the plan" in page
    assert "<h3>Over the plan</h3>" in page
    assert "Only texts that people wrote are counted yet." in page


def test_pages_ask_the_same_number_of_queries_for_one_and_three_rows(
    call, coordinator, signed_in, django_assert_num_queries
):
    client = signed_in(coordinator)
    factories.report(call)
    client.get(address(call))
    for numbers in ([1], [2, 3]):
        for number in numbers:
            factories.pledge(call.review, coordinator, number=str(number))
            factories.recommendation(call.review, f"121.{number}")
        with django_assert_num_queries(QUERIES):
            client.get(address(call))
