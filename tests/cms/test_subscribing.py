"""Mails about what is new: nobody gets one without a yes, nobody gets one twice, and a way out is one click."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms import subscribing
from cms.models import Digest, Subscription
from tests import factories
from tests.cms import pages
from tests.cms.test_subscription import subscription
from tracking.models import FollowUp, Visibility

FORM = "/en/news/"
WISHES = {"address": "Reader@Example.org", "about": "practices", "language": "en", "rhythm": "at_once", "website": ""}
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def mailbox(settings):
    """Mails stay in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks, home):
    """Gives a function that sends the form and lets what follows happen."""

    def send(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(FORM, {**WISHES, **fields})

    return send


def link_in(message):
    """The first address of a subscription in a mail, as a path."""
    return re.search(r"https?://[^/\s]+(/\S+/subscriptions/\S+)", message.body)[1]


def told(now):
    """What became of the mails that are due at a moment."""
    return sorted(subscribing.deliver(subscribing.select_due(now), now=now).values())


def test_nothing_comes_before_the_address_says_yes(ask, client):
    assert ask().url == "/en/news/asked/"
    row = Subscription.objects.get()
    assert (row.address, row.confirmed_at) == ("reader@example.org", None)
    [message] = mail.outbox
    assert message.to == ["reader@example.org"]
    page = link_in(message)
    assert client.get(page).status_code == 200  # a mail program opens links by itself: that is no yes
    row.refresh_from_db()
    assert row.confirmed_at is None
    assert client.post(page).status_code == 302
    row.refresh_from_db()
    assert row.confirmed_at


def test_who_asks_learns_nothing_about_an_address(ask, client):
    first = ask()
    Subscription.objects.get().confirm(now=Subscription.objects.get().asked_at)
    again = ask()
    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert "already" in mail.outbox[1].subject
    assert Subscription.objects.count() == 1
    assert "Your mails" in client.get(link_in(mail.outbox[1])).content.decode()


def test_programs_that_fill_in_everything_write_nothing(ask):
    assert ask(website="http://spam.example").url == "/en/news/asked/"
    assert not Subscription.objects.exists()
    assert mail.outbox == []


def test_address_is_not_flooded_with_questions(ask):
    answers = [ask() for _time in range(5)]
    assert {answer.url for answer in answers} == {"/en/news/asked/"}
    assert len(mail.outbox) == 3


def test_visitor_who_asks_for_too_many_is_refused(ask):
    statuses = [ask(address=f"a{number}@example.org").status_code for number in range(22)]
    assert statuses == [302] * 20 + [429] * 2


def test_bad_input_says_what_is_wrong_and_gives_the_words_back(client, home):
    answer = client.post(FORM, {**WISHES, "address": "no address", "about": "theme-99999"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="no address"' in text
    assert "error-summary" in text
    assert not Subscription.objects.exists()


def test_unconfirmed_addresses_are_erased_after_seven_days(db, now):
    subscription(now, confirmed_at=None)
    subscription(now, address="kept@example.org")
    week = datetime.timedelta(days=7)
    assert subscribing.forget(now + week) == 0
    assert subscribing.forget(now + week + HOUR) == 1
    assert [row.address for row in Subscription.objects.all()] == ["kept@example.org"]


def test_mail_tells_of_what_is_new_once_and_with_a_way_out(practice_index, city, now):
    subscription(now, language="es")
    page = pages.practice(practice_index, city, title="Night & day")
    moment = page.first_published_at + HOUR
    assert told(moment) == ["sent"]
    assert told(moment + HOUR) == []
    [message] = mail.outbox
    off = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/es/subscriptions/" in off and off in message.body
    assert "Night & day" in message.body
    assert "Night &amp; day" in message.alternatives[0][0]
    assert Digest.objects.get().status == "sent"


def test_mail_says_what_the_recommendation_asks_for_and_names_the_city_alone(city, officer, recommendation, now):
    subscription(now, topic="city", government=city)
    factories.follow_up(city, recommendation, officer, visibility=Visibility.PUBLIC, updated_at=now + HOUR)
    told(now + 2 * HOUR)
    [message] = mail.outbox
    text = recommendation.texts.get().text
    assert message.subject == "1 new: Altamira"
    assert text in message.body and f'lang="en" dir="auto">{text}' in message.alternatives[0][0]


def test_link_that_nobody_opened_in_time_leads_nowhere_before_it_is_erased(client, home, now, monkeypatch):
    mine = subscription(now, confirmed_at=None)
    late = now + datetime.timedelta(days=8)
    monkeypatch.setattr("cms.subscription_views.timezone.now", lambda: late)
    for answer in (client.get, client.post):
        assert answer(f"/en/subscriptions/{mine.token}/confirm/").status_code == 404
    mine.refresh_from_db()
    assert mine.confirmed_at is None


def test_who_did_not_ask_can_erase_the_address_at_once(client, home):
    mine = subscription(timezone.now(), confirmed_at=None)
    page = client.get(f"/en/subscriptions/{mine.token}/confirm/").content.decode()
    way_out = re.search(r'href="(/en/subscriptions/[^"]+/end/)"', page)[1]
    assert client.post(way_out).status_code == 200
    assert not Subscription.objects.exists()


def test_nothing_new_is_no_mail(practice, now):
    subscription(practice.first_published_at + HOUR)
    assert told(practice.first_published_at + 9 * HOUR) == []
    assert mail.outbox == []


def test_each_subscription_hears_of_its_subject_alone(practice_index, city, other_city, officer, recommendation, now):
    theme, goal = factories.theme(), factories.goal()
    subscription(now, topic="theme", theme=theme, address="theme@example.org")
    subscription(now, topic="goal", goal=goal, address="goal@example.org")
    subscription(now, topic="city", government=city, address="city@example.org")
    subscription(now, topic="city", government=other_city, address="other@example.org")
    subscription(now, address="practices@example.org")
    row = factories.follow_up(city, recommendation, officer, visibility=Visibility.PUBLIC, updated_at=now + HOUR)
    factories.follow_up(other_city, recommendation, officer, updated_at=now + HOUR)  # not published
    told(now + 2 * HOUR)
    assert {message.to[0] for message in mail.outbox} == {"theme@example.org", "goal@example.org", "city@example.org"}
    assert all(f"#follow-up-{row.pk}" in message.body for message in mail.outbox)


def test_what_is_not_public_any_more_is_left_out_at_the_last_moment(city, officer, recommendation, now):
    subscription(now, topic="city", government=city)
    factories.follow_up(city, recommendation, officer, visibility=Visibility.PUBLIC, updated_at=now + HOUR)
    waiting = subscribing.select_due(now + 2 * HOUR)
    FollowUp.objects.update(visibility=Visibility.INTERNAL)
    assert list(subscribing.deliver(waiting, now=now + 2 * HOUR).values()) == ["skipped"]
    assert mail.outbox == []


def test_weekly_mail_comes_once_a_week_with_all_of_it(practice_index, city, now):
    first = pages.practice(practice_index, city)
    begun = first.first_published_at - HOUR
    subscription(begun, rhythm="weekly")
    pages.practice(practice_index, city)
    week = datetime.timedelta(days=7)
    assert told(begun + week - HOUR) == []
    assert told(begun + week) == ["sent"]
    assert mail.outbox[0].subject.startswith("2 new")


def test_empty_look_moves_on_and_keeps_the_week(practice_index, city, now):
    first = pages.practice(practice_index, city)
    begun = first.first_published_at + HOUR
    at_once = subscription(begun)
    weekly = subscription(begun, address="weekly@example.org", rhythm="weekly")
    week = datetime.timedelta(days=7)
    assert told(begun + week - HOUR) == []
    for row in (at_once, weekly):
        row.refresh_from_db()
    assert (weekly.told_until, at_once.told_until) == (begun, begun + week - HOUR - subscribing.selecting.SETTLED_AFTER)
    told(begun + week)
    weekly.refresh_from_db()
    assert weekly.told_until == begun + week - subscribing.selecting.SETTLED_AFTER
    later = begun + week + 2 * HOUR
    for moment, sent in ((later, ["sent", "sent"]), (later + 2 * HOUR, ["sent"]), (later + week, ["sent", "sent"])):
        page = pages.practice(practice_index, city)
        type(page).objects.filter(pk=page.pk).update(first_published_at=moment - HOUR)
        assert told(moment) == sent  # weekly: at once after a quiet week, then once a week
    assert [message.to for message in mail.outbox].count(["weekly@example.org"]) == 2


def test_theme_with_a_new_name_goes_on(city, officer, recommendation, now):
    theme, today = factories.theme("Shelter"), factories.theme("Housing")
    recommendation.theme_links.get_or_create(theme=theme)
    subscription(now, topic="theme", theme=theme)
    theme.current = today
    theme.save()
    factories.follow_up(city, recommendation, officer, visibility=Visibility.PUBLIC, updated_at=now + HOUR)
    assert told(now + 2 * HOUR) == ["sent"]


def test_editors_see_how_many_mails_were_lost_and_since_when(signed_in, editor, home, now):
    mine = subscription(now)
    panel = "lost-news"
    assert panel not in signed_in(editor).get("/admin/").content.decode()
    fields = {"subscription": mine, "made_at": now, "send_after": now, "claimed_at": now}
    Digest.objects.create(**fields, status="sent", finished_at=now - HOUR)
    for status, at in (("failed", now), ("failed", now + HOUR), ("unknown", now + 2 * HOUR)):
        Digest.objects.create(**fields, status=status, finished_at=at)
    assert Digest.objects.lost() == {"failed": 2, "unknown": 1, "since": now}
    page = signed_in(editor).get("/admin/").content.decode()
    assert panel in page and "failed: 2" in page and "look into it: 1" in page
    assert mine.address not in page


def test_crash_between_claim_and_end_never_mails_twice(practice, now):
    subscription(practice.first_published_at - HOUR)
    moment = practice.first_published_at + HOUR
    [pk] = subscribing.select_due(moment)
    assert Digest.objects.claim(pk, now=moment)
    assert subscribing.deliver([pk], now=moment) == {pk: "gone"}
    assert subscribing.select_due(moment + HOUR) == []
    assert subscribing.expire_stale(moment + HOUR) == 1
    assert Digest.objects.get().status == "unknown"
    assert mail.outbox == []


def test_two_beats_prepare_one_mail(practice):
    mine = subscription(practice.first_published_at - HOUR)
    moment = practice.first_published_at + HOUR
    assert subscribing.select_due(moment) == subscribing.select_due(moment)
    stale = Subscription.objects.get(pk=mine.pk)
    stale.told_until = practice.first_published_at - HOUR  # as the other one had read it
    subscribing.selecting.prepare(stale, [], until=moment, now=moment)
    assert Digest.objects.count() == 1


def test_mail_server_that_is_away_is_tried_again(practice, settings):
    subscription(practice.first_published_at - HOUR)
    moment = practice.first_published_at + HOUR
    settings.EMAIL_BACKEND = "upr_local.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert told(moment) == ["put-off"]
    assert told(moment) == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(moment + HOUR) == ["sent"]


def test_one_click_ends_it_and_erases_the_address(db, now):
    mine = subscription(now)
    strict = Client(enforce_csrf_checks=True)  # a mail program has no token of the site
    address = f"/en/subscriptions/{mine.token}/end/"
    assert strict.get(address).status_code == 200
    assert Subscription.objects.exists()
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert strict.post(address).status_code == 200
    assert strict.get(address).status_code == 404


def test_own_page_changes_and_ends_own_mails_alone(client, home, now):
    mine = subscription(now)
    second = subscription(now, topic="goal", goal=factories.goal())
    foreign = subscription(now, address="other@example.org")
    page = f"/en/subscriptions/{mine.token}/"
    assert client.get(page).content.decode().count('class="card"') == 2
    client.post(page, {"subscription": second.pk, "rhythm": "at_once"})
    client.post(page, {"subscription": foreign.pk, "end": "1"})
    client.post(page, {"subscription": "x", "rhythm": "never"})
    assert Subscription.objects.get(pk=second.pk).rhythm == "at_once"
    client.post(page, {"subscription": second.pk, "end": "1"})
    assert set(Subscription.objects.all()) == {mine, foreign}
    client.post(page, {"end_all": "1"})
    assert set(Subscription.objects.all()) == {foreign}


@pytest.mark.parametrize("path", ["", "confirm/", "end/"])
def test_forged_link_leads_nowhere(client, home, now, path):
    mine = subscription(now)
    answer = client.get(f"/en/subscriptions/{mine.token}x/{path}")
    assert answer.status_code == 404
    assert "leads nowhere" in answer.content.decode()
    assert "reader@example.org" not in answer.content.decode()


@pytest.mark.parametrize("item_count", [1, 3])
def test_looking_costs_the_same_however_much_is_new(practice_index, city, item_count, django_assert_num_queries, now):
    for _number in range(item_count):
        last = pages.practice(practice_index, city)
    subscription(now)
    with django_assert_num_queries(14):
        subscribing.select_due(last.first_published_at + HOUR)
