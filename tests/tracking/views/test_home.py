"""Home: what waits for whom, each line a link."""

import datetime

import pytest
from django.urls import reverse

from tests import factories
from tests.tracking.reminders import mails
from tracking import models, todo

QUERIES = 25
TODAY = datetime.date(2026, 3, 10)


def page(client):
    return client.get("/en/my-work/").content.decode()


def texts(lines):
    return [line.text for line in lines]


def of(government, user, today=TODAY):
    """The lines of what is to be done now."""
    return [line for line in todo.of_government(government, user, today).lines if line.when == "now"]


def others(government, user, when, today=TODAY):
    return [line for line in todo.of_government(government, user, today).lines if line.when == when]


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


def test_home_counts_what_the_officer_has_to_do_with_links(
    time_machine, city, officer, recommendation, review, signed_in
):
    time_machine.move_to(factories.NOW)
    factories.recommendation(review)
    ongoing = factories.follow_up(
        city,
        factories.recommendation(review),
        officer,
        status="ongoing",
        updated_at=factories.NOW - datetime.timedelta(days=400),
    )
    factories.step(city, officer, [ongoing], due_date=datetime.date(2026, 3, 9))
    factories.step(city, officer, [ongoing], due_date=datetime.date(2026, 4, 9))
    factories.step(city, officer, [ongoing], due_date=datetime.date(2026, 4, 10))
    factories.step(city, officer, status="done", due_date=datetime.date(2026, 3, 1), end_date=datetime.date(2026, 3, 1))
    html = page(signed_in(officer))
    for text, link in [
        ("2 recommendations to sort", reverse("tracking:followup-triage", args=[city.pk])),
        ("1 step is overdue", f"/en/my-work/{city.pk}/steps/?due=overdue"),
        ("1 step is due in the next 30 days", f"/en/my-work/{city.pk}/steps/?due=soon"),
        ("1 ongoing status without news", f"/en/my-work/{city.pk}/?attention=stale"),
    ]:
        assert text in html
        assert f'href="{link}"' in html


def test_home_with_nothing_waiting_is_friendly(city, officer, signed_in):
    assert "Nothing waits for you" in page(signed_in(officer))


def test_home_shows_a_block_for_each_government(city, other_city, officer, signed_in):
    models.Membership.objects.create(user=officer, role="viewer", local_government=other_city)
    html = page(signed_in(officer))
    assert "Altamira" in html
    assert "Borealis" in html


def test_viewer_is_led_to_the_table_and_not_to_the_form(city, viewer, recommendation):
    (line,) = of(city, viewer)
    assert line.url == f"/en/my-work/{city.pk}/?relevance=none"


def test_call_without_contribution_is_a_button_for_those_who_write(city, officer, viewer, call):
    (line,) = of(city, officer)
    assert line.is_post
    assert line.url == reverse("tracking:contribution-start", args=[city.pk, call.pk])
    assert "243 days left" in line.text
    assert of(city, viewer) == []


@pytest.mark.parametrize(
    ("day", "words", "is_late"),
    [
        (datetime.date(2026, 11, 7), "1 day left", False),
        (datetime.date(2026, 11, 8), "today is the last day", False),
        (datetime.date(2026, 11, 9), "1 day late", True),
    ],
)
def test_call_says_how_long_there_is_time(day, words, is_late, city, officer, call):
    (line,) = of(city, officer, day)
    assert words in line.text
    assert line.is_late is is_late


def test_contribution_names_the_next_action_of_each_person(
    city, officer, approver, viewer, coordinator, call, recommendation, now
):
    factories.follow_up(city, recommendation, officer)
    contribution = factories.contribution(call, city, [recommendation])
    assert "hand it in" in texts(of(city, officer))[0]
    assert of(city, viewer) == []
    contribution.hand_in(by=officer, now=now)
    assert "Approve" in texts(of(city, approver))[0]
    assert "waits for approval" in texts(others(city, officer, "waiting"))[0]
    contribution.approve(by=approver, now=now)
    assert of(city, officer) == []
    assert "lies with the coordinator" in texts(others(city, officer, "waiting"))[0]
    contribution.return_("Add numbers.", by=coordinator, now=now)
    assert "returned" in texts(of(city, officer))[0]


def test_preparer_is_not_asked_to_approve_own_input(city, approver, call, recommendation, now):
    factories.follow_up(city, recommendation, approver)
    factories.contribution(call, city, [recommendation]).hand_in(by=approver, now=now)
    assert of(city, approver) == []
    assert "waits for approval" in texts(others(city, approver, "waiting"))[0]


def test_coordinator_sees_submissions_decisions_and_mails(
    state, city, other_city, officer, approver, coordinator, call, recommendation, now
):
    contribution = factories.contribution(call, city, [recommendation])
    contribution.hand_in(by=officer, now=now)
    contribution.approve(by=approver, now=now)
    failed_mail(officer, call, city)
    (now_heading, urgent), (others_heading, waiting) = todo.of_state(state, coordinator, TODAY).sections
    assert (now_heading, others_heading) == ("Now", "Waiting for others")
    assert texts(urgent) == [
        "1 reminder could not be sent",  # what is late comes first
        "1 contribution to “Mid-term input” waits for your decision",
    ]
    assert "1 of 2 governments submitted" in texts(waiting)[0]
    assert [line.url for line in urgent] == [
        reverse("tracking:delivery-list") + "?status=failed",
        reverse("tracking:call-detail", args=[call.pk]),
    ]


def test_second_coordinator_is_asked_to_approve_what_a_colleague_typed_in(
    state, city, coordinator, call, recommendation, now
):
    typed = factories.contribution(call, city, [recommendation], on_behalf_of="The mayor")
    typed.hand_in(by=coordinator, now=now)
    words = "1 contribution to “Mid-term input” waits for your decision"
    second = factories.member("coordinator", state)
    asked = {person: texts(todo.of_state(state, person, TODAY).lines) for person in (coordinator, second)}
    assert words not in asked[coordinator]
    assert words in asked[second]


def failed_mail(recipient, call, government):
    rule = models.ReminderRule.objects.create(kind="call-deadline", days_before=5)
    delivery = mails.mail(recipient, "failed")
    mails.line(rule, recipient, government, call.pk, call.deadline, delivery=delivery)


def test_coordinator_without_recommendations_is_led_to_the_import(state, coordinator):
    (line,) = todo.of_state(state, coordinator, TODAY).lines
    assert line.url == reverse("tracking:import-add")


def test_national_viewer_reads_numbers_and_decides_nothing(state, national_viewer, call, signed_in):
    assert len(todo.of_state(state, national_viewer, TODAY).lines) == 1
    html = page(signed_in(national_viewer))
    assert "0 of 0 governments submitted" in html
    assert reverse("tracking:import-list") not in html


def test_home_without_a_role_says_whom_to_ask(db, signed_in):
    assert "You have no role yet" in page(signed_in(factories.person()))


def test_home_of_an_editor_leads_to_the_pages(db, signed_in):
    it_desk = models.User.objects.create_superuser("it@example.org", "correct horse")
    html = page(signed_in(it_desk))
    assert reverse("wagtailadmin_home") in html
    assert "You have no role yet" not in html


@pytest.mark.parametrize("is_keeping", [True, False])
def test_home_links_kept_mails_only_where_mails_are_kept(is_keeping, settings, officer, signed_in):
    settings.IS_KEEPING_MAIL = is_keeping
    assert (reverse("tracking:kept-mail-list") in page(signed_in(officer))) is is_keeping


def test_home_asks_the_same_number_of_queries_for_one_and_three_of_everything(
    city, officer, review, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get("/en/my-work/")  # what the process keeps from the first page on
    for count in (1, 2):
        for _ in range(count):
            factories.step(city, officer, [factories.follow_up(city, factories.recommendation(review), officer)])
        with django_assert_num_queries(QUERIES):
            client.get("/en/my-work/")


def test_coordinator_hears_of_addresses_that_fail_in_the_own_state(state, officer, coordinator, stranger, call, now):
    for _ in range(2):
        officer.note_failing_mail("address", now=now)
    found = [line for line in todo.of_state(state, coordinator, TODAY).lines if "do not arrive" in line.text]
    assert [(line.text, line.url, line.is_late) for line in found] == [
        ("Mails to 1 person do not arrive", "/en/states/XUL/people/#failing", True)
    ]
    other = stranger.memberships.get().state
    assert not any("do not arrive" in line.text for line in todo.of_state(other, stranger, TODAY).lines)


def test_mails_that_a_person_looked_into_leave_the_list(state, city, officer, coordinator, call, now):
    failed_mail(officer, call, city)
    models.ReminderDelivery.objects.update(resolved_at=now, resolved_by=coordinator)
    assert not any("could not be sent" in line.text for line in todo.of_state(state, coordinator, TODAY).lines)
