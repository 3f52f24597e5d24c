"""Drafts and paper on the forms of a city's work: kept, given back, dropped, printed."""

import pytest

from tests import factories
from tests.pages import sent_by, soup_of
from tracking import paper
from tracking.models import FormDraft


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer, visibility="public")


@pytest.fixture
def step(city, officer, follow_up):
    return factories.step(city, officer, [follow_up], title="Open shelters")


@pytest.fixture
def places(city, officer, follow_up, step):
    """{what: address} of forms that keep drafts and print."""
    indicator = factories.indicator(city, officer, [follow_up])
    value = factories.indicator_value(indicator, officer)
    return {
        "follow-up": f"/en/my-work/{city.pk}/recommendations/{follow_up.recommendation_id}/",
        "new step": f"/en/my-work/{city.pk}/steps/add/",
        "step": f"/en/steps/{step.pk}/edit/",
        **{part: f"/en/steps/{step.pk}/edit/{part}/" for part in ("place", "money", "results", "lessons")},
        "note": f"/en/steps/{step.pk}/notes/add/",
        "new plan": f"/en/my-work/{city.pk}/plans/add/",
        "plan": f"/en/plans/{factories.plan(city, officer).pk}/edit/",
        "new indicator": f"/en/my-work/{city.pk}/indicators/add/",
        "indicator": f"/en/indicators/{indicator.pk}/edit/",
        "new value": f"/en/indicators/{indicator.pk}/values/add/",
        "value": f"/en/indicator-values/{value.pk}/correct/",
        "facts": f"/en/my-work/{city.pk}/place/facts/",
        "areas": f"/en/my-work/{city.pk}/place/areas/",
        "body": f"/en/my-work/{city.pk}/structures/add-body/",
    }


def line(step, **fields):
    return step.budget_lines.create(year=2026, currency="EUR", source="own", **fields)


def test_every_form_offers_a_draft_and_paper_with_its_own_code(places, officer, signed_in):
    client, codes = signed_in(officer), set()
    for what, place in places.items():
        soup = soup_of(client.get(place))
        assert soup.select_one(".save-bar button[name=keep_draft][value=yes]"), what
        assert soup.select_one('a[href="?print=blank"]') and soup.select_one('a[href="?print=filled"]'), what
        for way in paper.WAYS:
            code = soup_of(client.get(f"{place}?print={way}")).select_one(".paper-code strong").text
            assert paper.address_of(code) == place, what
        codes.add(code)
    assert len(codes) == len(places)


TYPED = {
    "follow-up": {"gap": "Beds are missing.", "status": "partly"},
    "step": {"title": "Half a ti"},
    "lessons": {"lesson": "Begin earl"},
    "indicator": {"name": "Half a na", "by_age": "0 to 17; 18 and older"},
    "value": {"note": "Counted twi"},
    "plan": {"purpose": "To gro"},
    "note": {"text": "The roof is o"},
    "facts": {"other_languages": "Quech"},
}


@pytest.mark.parametrize("what", sorted(TYPED))
def test_draft_is_kept_given_back_and_thrown_away(what, places, officer, approver, signed_in):
    client, place = signed_in(officer), places[what]
    before = sent_by(client.get(place))
    client.post(place, {**before, **TYPED[what], "keep_draft": "yes"})
    back = client.get(place)
    assert sent_by(back) == {**before, **TYPED[what]}
    assert "have not saved it yet" in back.text
    assert sent_by(signed_in(approver).get(place)) == before
    client.post(place, {"keep_draft": "no"})
    assert sent_by(client.get(place)) == before
    assert not FormDraft.objects.exists()


def test_ticks_of_a_draft_come_back(places, city, review, officer, step, signed_in):
    other = factories.recommendation(review, "120.2")
    factories.follow_up(city, other, officer)
    client, place = signed_in(officer), places["step"]
    client.post(place, sent_by(client.get(place), recommendations=[str(other.pk)], keep_draft="yes"))
    assert sent_by(client.get(place))["recommendations"] == [str(other.pk)]


def test_rows_of_a_draft_come_back_with_those_that_were_added(places, officer, step, signed_in):
    line(step, planned=700)
    client, place = signed_in(officer), places["money"]
    typed = {"budget_lines-0-planned": "800", "budget_lines-1-planned": "x", "budget_lines-1-currency": "USD"}
    data = sent_by(client.get(place), **typed)
    client.post(place, {**data, "keep_draft": "auto"})
    back = client.get(place)
    assert {name: sent_by(back)[name] for name in typed} == typed
    assert not soup_of(back).select(".field-error")
    client.post(place, {"keep_draft": "no"})
    assert sent_by(client.get(place))["budget_lines-0-planned"] == "700"
    assert client.post(place, {**data, "budget_lines-1-planned": "12"}).status_code == 302
    assert sorted(step.budget_lines.values_list("planned", flat=True)) == [12, 800]


def test_save_that_fails_keeps_what_was_typed_without_a_script(places, officer, signed_in):
    client, place = signed_in(officer), places["step"]
    assert client.post(place, sent_by(client.get(place), title="", description="My words")).status_code == 200
    back = client.get(place)
    assert sent_by(back)["description"] == "My words"
    assert client.post(place, sent_by(back, title="Now whole")).status_code == 302
    assert not FormDraft.objects.exists()


KNOWN = {"step": "Open shelters", "money": "From the fund", "indicator": "Who was evicted", "follow-up": "Beds"}


@pytest.mark.parametrize("what", sorted(KNOWN))
def test_paper_shows_what_is_known_or_nothing_of_it(what, places, officer, step, follow_up, signed_in):
    line(step, planned=70123, note="From the fund")
    follow_up.local_government.indicators.update(definition="Who was evicted")
    type(follow_up).objects.update(gap="Beds")
    filled, blank = (signed_in(officer).get(f"{places[what]}?print={way}") for way in ("filled", "blank"))
    assert KNOWN[what] in soup_of(filled).select_one(".paper-questions").text
    assert KNOWN[what] not in soup_of(blank).select_one(".paper-questions").text


def test_draft_is_not_printed(places, officer, signed_in):
    client, place = signed_in(officer), places["follow-up"]
    client.post(place, sent_by(client.get(place), gap="Only a thought", keep_draft="yes"))
    assert "Only a thought" not in client.get(f"{place}?print=filled").text


def test_viewer_reads_without_buttons_of_drafts(places, viewer, signed_in):
    page = signed_in(viewer).get(places["follow-up"])
    assert page.status_code == 200
    assert 'name="keep_draft"' not in page.text
