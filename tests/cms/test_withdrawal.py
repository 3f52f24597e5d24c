"""A government takes back all that it shows: its page, feed, lists and data know it no more, and others' stay."""

import pytest

from cms import finding
from tests import factories
from tracking import second_reading, withdrawal
from tracking.models import Comment, Event, LocalGovernment, Publishable, RegionalDialogue

ADDRESSES = ("/en/governments/XUL/altamira/", "/en/feeds/governments/XUL/altamira/")
TELLING = (
    *("/en/", "/en/governments/", "/en/overview/XUL/", "/sitemap-pages-1.xml", "/en/goals/11/"),
    *("/en/recommendations/XUL/4/120.1/", "/en/search/?q=lumeria", "/en/news/", "/api/v1/governments/"),
    *("/api/v1/statuses/", "/api/v1/steps/", "/en/open-data/governments.csv", "/en/open-data/statuses.csv"),
)


def said(client, address):
    """All that an address tells, in small letters."""
    return b"".join(client.get(address)).decode().lower()


@pytest.fixture
def shown(city, other_city, recommendation, officer, outsider, commenter, coordinator):
    """All that the city shows, one row a kind; another city that shows a status too."""
    goal = factories.goal()
    recommendation.goals.add(goal)
    public = {"visibility": "public"}
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", **public)
    factories.follow_up(other_city, recommendation, outsider, status="planned", **public)
    step = factories.step(city, officer, [follow_up], **public)
    factories.evidence(step, officer, **public)
    factories.plan(city, officer, **public)
    factories.indicator(city, officer, [follow_up], **public)
    factories.comment(follow_up, commenter, "published", coordinator)
    return follow_up


def test_withdrawn_government_is_nowhere(client, home, shown, city, officer, now):
    finding.refresh()
    for address in (*ADDRESSES, *TELLING):
        assert "altamira" in said(client, address), address
    assert withdrawal.withdraw(city, by=officer, now=now) == 5
    assert {client.get(address).status_code for address in ADDRESSES} == {404}
    for address in TELLING:
        assert "altamira" not in said(client, address), address
    assert "Borealis" in client.get("/en/governments/").content.decode()
    assert not Comment.objects.published()


def test_withdrawing_writes_events_voids_readings_and_leaves_what_is_the_states(
    shown, city, officer, coordinator, review, now
):
    factories.dialogue(city, review, coordinator, visibility="public")
    waiting = factories.step(city, officer, [])
    second_reading.ask(waiting, by=officer, now=now)
    withdrawal.withdraw(city, by=officer, now=now)
    assert Event.objects.filter(verb="taken-back", local_government=city).count() == 5
    assert second_reading.open_reading(waiting) is None
    assert RegionalDialogue.objects.get().visibility == "public"
    assert withdrawal.withdraw(city, by=officer, now=now) == 0
    assert Event.objects.filter(verb="taken-back").count() == 5


def test_every_kind_says_whose_it_is():
    for model in second_reading.publishable().values():
        assert issubclass(model, Publishable)
        assert model is RegionalDialogue or model.objects.filter(**{f"{model.PUBLISHER}__name": "x"}).query


def test_button_asks_first_and_then_does_it(signed_in, officer, shown, city):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/place/withdraw/"
    assert "implementation steps" in client.get(address).content.decode().lower()
    assert LocalGovernment.objects.publishing().filter(pk=city.pk).exists()
    assert client.post(address).status_code == 302
    assert not LocalGovernment.objects.publishing().filter(pk=city.pk).exists()
    assert "shows nothing to everybody" in client.get(address).content.decode()


def test_practice_names_its_city_and_leads_there_only_while_it_publishes(client, practice, city, officer, now):
    factories.step(city, officer, visibility="public")
    assert 'href="/en/governments/XUL/altamira/"' in said_as_written(client, practice)
    withdrawal.withdraw(city, by=officer, now=now)
    assert "Altamira" in said_as_written(client, practice)
    assert "/governments/XUL/altamira/" not in said_as_written(client, practice)


def said_as_written(client, practice):
    """The page of a practice."""
    return client.get(practice.get_url(), follow=True).content.decode()
