"""Rows under a section: what did not come is no deletion, and the page says so in plain words."""

import pytest

from tests import factories
from tests.tracking.views.test_step_sections import address, rows

SENTENCE = "The page was sent incompletely. Load it again."
PREFIX = "budget_lines"


@pytest.fixture
def step(city, officer, recommendation):
    step = factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])
    step.budget_lines.create(year=2025, currency="EUR", source="own", planned=7)
    step.budget_lines.create(year=2026, currency="EUR", source="own", planned=8)
    return step


@pytest.fixture
def send(step, officer, signed_in):
    """A function that sends the money section with changes to what a browser sends."""
    client, page = signed_in(officer), address(step, "money")
    lines = [{"year": year, "currency": "EUR", "source": "own", "planned": year} for year in (2025, 2026)]

    def send(*lost, **changes):
        data = {"version": client.get(page).context["form"].version_to_show, **rows(PREFIX, *lines)}
        data |= {f"{PREFIX}-INITIAL_FORMS": 2} | {f"{PREFIX}-{name}": value for name, value in changes.items()}
        return client.post(page, {name: value for name, value in data.items() if not name.startswith(lost)})

    return send


def planned(step):
    return sorted(step.budget_lines.values_list("planned", flat=True))


@pytest.mark.parametrize(
    "counts",
    [
        {"TOTAL_FORMS": -5},
        {"TOTAL_FORMS": -5, "INITIAL_FORMS": -5},
        {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        {"TOTAL_FORMS": 1},
        {"TOTAL_FORMS": "many"},
        {"TOTAL_FORMS": ""},
    ],
)
def test_count_below_the_rows_shown_deletes_nothing(counts, send, step):
    response = send(**counts)
    assert response.status_code == 200
    assert SENTENCE in response.content.decode()
    assert planned(step) == [7, 8]


@pytest.mark.parametrize("lost", [f"{PREFIX}-TOTAL", f"{PREFIX}-", f"{PREFIX}-1-"])
def test_rows_that_did_not_come_are_told_in_plain_words(lost, send, step):
    html = send(lost).content.decode()
    assert SENTENCE in html and "ManagementForm" not in html
    assert planned(step) == [7, 8]


def test_whole_page_saves_and_a_tick_deletes(send, step):
    assert send().status_code == 302
    assert planned(step) == [2025, 2026]
    assert send(**{"0-DELETE": "on"}).status_code == 302
    assert planned(step) == [2026]


def test_more_rows_than_fit_are_refused(send, step):
    assert send(TOTAL_FORMS=10**30).status_code == 200
    assert planned(step) == [7, 8]
