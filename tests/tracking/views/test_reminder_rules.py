"""The stages of a State and of a call in the browser."""

import pytest

from tests import factories
from tests.pages import sent_by, soup_of
from tracking.models import ReminderRule, State

STATE = "/en/states/xul/reminders/"


@pytest.fixture(autouse=True)
def site(db):
    """The site's stages of three kinds."""
    for days in (30, 14, 0, -7):
        ReminderRule.objects.create(kind="call-deadline", days_before=days)
    ReminderRule.objects.create(kind="call-deadline", days_before=-30, reach="coordinator")
    ReminderRule.objects.create(kind="step-due", days_before=14)
    ReminderRule.objects.create(kind="weekly-board", days_before=0)


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def card(response, kind):
    return " ".join(soup_of(response).select_one(f"#{kind}").text.split())


def change(client, url, **typed):
    return client.post(url, sent_by(client.get(url), **typed), follow=True)


def own(**owner):
    return {row.days_before: row.reach for row in ReminderRule.objects.filter(is_active=True, **owner)}


def test_every_kind_in_plain_words_with_whose_stages_they_are(state, coordinator, signed_in):
    response = signed_in(coordinator).get(STATE)
    assert (
        "30 and 14 days before the last day for input, on the day, then 7 and 30 days after, "
        "the last also to the alternate and the coordinator." in card(response, "call-deadline")
    )
    assert "The stages of the site" in card(response, "call-deadline")
    assert "cannot be switched off" in card(response, "call-deadline")
    assert "cannot be switched off" not in card(response, "step-due")
    assert "Switched off: nobody hears of it." in card(response, "term-end")
    assert "Use the stages" not in response.text


def test_national_viewer_reads_and_changes_nothing(state, national_viewer, signed_in):
    response = signed_in(national_viewer).get(STATE)
    assert "Change the stages" not in response.text
    assert not soup_of(response).select("main form")
    assert [tag.text for tag in soup_of(response).select("#week ~ ul li")][0] == "Monday"


def test_state_gives_itself_stages_and_gives_them_up(state, coordinator, signed_in):
    client = signed_in(coordinator)
    response = change(
        client, f"{STATE}call-deadline/", before="20 , 3;40", on_day="", after="7,30", alternate="2", coordinator="1"
    )
    assert own(state=state) == {40: "own", 20: "own", 3: "own", -7: "alternate", -30: "coordinator"}
    assert "40, 20 and 3 days before the last day for input, then 7 and 30 days after" in card(
        response, "call-deadline"
    )
    assert "The stages of Lumeria" in card(response, "call-deadline")
    response = client.post(f"{STATE}call-deadline/again/", follow=True)
    assert own(state=state) == {} and "The stages of the site" in card(response, "call-deadline")


def test_form_begins_with_what_holds_and_saving_it_makes_it_ones_own(state, coordinator, signed_in):
    client, url = signed_in(coordinator), f"{STATE}call-deadline/"
    sent = sent_by(client.get(url))
    assert (sent["before"], sent["after"], sent["alternate"], sent["coordinator"]) == ("30, 14", "7, 30", "1", "1")
    client.post(url, sent)
    assert own(state=state) == {30: "own", 14: "own", 0: "own", -7: "own", -30: "coordinator"}


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"before": "30, soon"}, "“soon” is not a number of days"),
        ({"before": "30, -7"}, "“-7” is not a number of days"),
        ({"before": "1.5"}, "is not a number of days"),
        ({"before": ", ".join(str(number) for number in range(1, 101))}, "These are too many days"),
        ({"before": " ".join(str(number) for number in range(1, 401))}, "at most 400 characters"),
        ({"after": "99999"}, "99999 is out of range"),
        ({"after": "0"}, "0 is out of range"),
        ({"before": "9" * 399}, "is out of range"),
        ({"before": "14, 7, 14"}, "14 stands there twice"),
        ({"before": "", "on_day": "", "after": ""}, "Give at least one day"),
        ({"before": "14", "on_day": "", "after": "", "alternate": "2"}, "There are only 1 days above"),
        ({"alternate": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_in_the_field(state, coordinator, signed_in, typed, words):
    client = signed_in(coordinator)
    response = change(client, f"{STATE}step-due/", **typed)
    assert words in response.text and own(state=state) == {}
    name = next(name for name in typed if typed[name]) if any(typed.values()) else "before"
    assert soup_of(response).select_one(f"[name={name}]").get("value", "") == typed[name]


def test_switching_off_where_it_can_be(state, coordinator, signed_in):
    client = signed_in(coordinator)
    response = change(client, f"{STATE}step-due/", is_off="on", before="soon")  # what does not count is no mistake
    assert "Switched off: nobody hears of it." in card(response, "step-due")
    assert soup_of(client.get(f"{STATE}call-deadline/")).select("[name=is_off]") == []
    change(client, f"{STATE}call-deadline/", before="", on_day="", after="", is_off="on")
    assert own(state=state) == {}


def test_board_of_the_week_is_the_coordinators_own(state, coordinator, signed_in):
    client = signed_in(coordinator)
    assert soup_of(client.get(f"{STATE}weekly-board/")).select("[name=alternate]") == []
    change(client, f"{STATE}weekly-board/", after="1")
    assert own(state=state) == {0: "own", -1: "own"}


def test_who_saves_after_somebody_else_sees_what_stands(state, coordinator, signed_in, now):
    client, url = signed_in(coordinator), f"{STATE}step-due/"
    sent = sent_by(client.get(url), before="9")
    ReminderRule.objects.set_for("step-due", {5: "own"}, state=state, by=coordinator, now=now)
    response = client.post(url, sent)
    assert "Somebody else saved this while you were writing." in response.text
    assert own(state=state) == {5: "own"}


def test_call_has_stages_of_its_own(call, state, coordinator, signed_in, now):
    client, url = signed_in(coordinator), f"/en/calls/{call.pk}/reminders/"
    ReminderRule.objects.set_for("call-deadline", {9: "own"}, state=state, by=coordinator, now=now)
    response = client.get(url)
    assert "9 days before" in card(response, "call-deadline") and "step-due" not in response.text
    response = change(client, f"{url}call-deadline/", before="3", on_day="", after="")
    assert "This call’s own stages" in card(response, "call-deadline")
    assert "Use the stages of Lumeria again" in card(response, "call-deadline")
    assert own(call=call) == {3: "own"} and own(state=state) == {9: "own"}
    response = client.post(f"{url}call-deadline/again/", follow=True)
    assert "9 days before" in card(response, "call-deadline")


def test_working_days_at_least_one(state, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "Tick at least one day" in client.post(STATE, {}).text
    assert "Select a valid choice" in client.post(STATE, {"days": ["9"]}).text
    assert State.objects.get(pk=state.pk).working_days == "12345"
    response = client.post(STATE, {"days": ["7", "1", "2"]}, follow=True)
    assert State.objects.get(pk=state.pk).working_days == "127"
    assert len(soup_of(response).select("[name=days][checked]")) == 3


def test_each_state_changes_its_own_alone(state, coordinator, stranger, signed_in):
    client = signed_in(stranger)
    assert client.get(STATE).status_code == 404
    assert client.post(f"{STATE}step-due/", {"before": "1"}).status_code == 404
    change(client, "/en/states/xot/reminders/step-due/", before="1")
    assert own(state=state) == {} and own(state__iso3="XOT") == {1: "own"}


def test_ways_to_the_stages(call, coordinator, officer, signed_in):
    link = f"/en/calls/{call.pk}/reminders/"
    assert link in signed_in(coordinator).get(call.get_absolute_url()).text
    assert link not in signed_in(officer).get(call.get_absolute_url()).text
    assert "/en/states/XUL/reminders/" in signed_in(coordinator).get("/en/reminders/").text
    assert "/reminders/preview/" not in signed_in(officer).get("/en/reminders/").text
