"""Home of every role: what is to be done now, what comes soon, and what lies with others."""

import datetime

import pytest

from tests import factories
from tracking import models, todo

TODAY = datetime.date(2026, 3, 10)


@pytest.fixture(autouse=True)
def today_is_fixed(time_machine):
    time_machine.move_to(factories.NOW)


def lines(government, user, today=TODAY):
    return {line.text: line for line in todo.of_government(government, user, today).lines}


def page(client):
    return client.get("/en/my-work/").content.decode()


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer, visibility="public")


def hold(person, post):
    models.Membership.objects.filter(user=person).update(post=post)


def test_officer_hears_of_steps_without_news_for_six_months(city, officer, follow_up):
    half_a_year = datetime.datetime(2025, 9, 10, tzinfo=datetime.UTC)
    factories.step(city, officer, [follow_up], updated_at=half_a_year)
    words = "1 step without news for six months"
    assert words not in lines(city, officer)
    models.ImplementationStep.objects.update(updated_at=half_a_year - datetime.timedelta(days=1))
    assert lines(city, officer)[words].url == f"/en/my-work/{city.pk}/?attention=quiet"
    models.ImplementationStep.objects.update(status="stopped")
    assert words not in lines(city, officer)


def test_officer_hears_of_necessary_recommendations_without_a_step(city, officer, follow_up):
    words = "1 necessary recommendation has no step yet"
    assert lines(city, officer)[words].when == "soon"
    factories.step(city, officer, [follow_up])
    assert words not in lines(city, officer)


def test_vacant_posts_are_named_to_those_who_write(city, officer, approver, viewer):
    vacant = "Nobody is focal point: reminders have no first address"
    assert lines(city, officer)[vacant].url == f"/en/my-work/{city.pk}/people/"
    assert vacant not in lines(city, viewer)
    hold(officer, "focal-point")
    assert "Nobody is alternate of the focal point" in lines(city, officer)
    hold(approver, "alternate")
    assert lines(city, officer) == {}


@pytest.mark.parametrize(("days", "is_said"), [(-1, False), (0, True), (90, True), (91, False)])
def test_end_of_the_term_asks_for_a_hand_over_from_ninety_days_before(city, officer, days, is_said):
    city.term_ends_on = TODAY + datetime.timedelta(days=days)
    assert any("prepare the hand-over" in text for text in lines(city, officer)) is is_said


def test_published_comment_asks_for_a_reply_until_there_is_one(
    city, officer, viewer, commenter, coordinator, follow_up, now
):
    comment = factories.comment(follow_up, commenter)
    words = "1 published comment on your work: you may reply"
    assert words not in lines(city, officer)
    comment.decide("published", by=coordinator, now=now)
    assert (lines(city, officer)[words].when, lines(city, viewer)[words].when) == ("now", "waiting")
    comment.answer("Thank you.", by=officer, now=now)
    assert words not in lines(city, officer)


def test_coordinator_hears_of_comments_and_missing_assessments(
    state, coordinator, national_viewer, commenter, follow_up
):
    factories.comment(follow_up, commenter)
    texts = {line.text for line in todo.of_state(state, coordinator, TODAY).lines}
    assert {
        "1 comment waits for your decision",
        "1 recommendation with published work has no national assessment",
    } <= texts
    assert not texts & {line.text for line in todo.of_state(state, national_viewer, TODAY).lines}
    factories.national_assessment(follow_up.recommendation, coordinator)
    texts = {line.text for line in todo.of_state(state, coordinator, TODAY).lines}
    assert "1 recommendation with published work has no national assessment" not in texts


def test_commenter_sees_what_was_published_lately_and_the_way_to_comment(
    city, review, officer, commenter, follow_up, signed_in
):
    old = factories.NOW - datetime.timedelta(days=91)
    aged = factories.follow_up(city, factories.recommendation(review), officer, visibility="public", updated_at=old)
    hidden = factories.follow_up(city, factories.recommendation(review), officer)
    html = page(signed_in(commenter))
    assert f"/en/follow-ups/{follow_up.pk}/comments/add/" in html
    for row in (aged, hidden):
        assert f"/en/follow-ups/{row.pk}/comments/add/" not in html
    assert "You have commented on it" not in html
    factories.comment(follow_up, commenter)
    assert "You have commented on it" in page(signed_in(commenter))


def test_commenter_sees_nothing_of_other_states(commenter, signed_in):
    elsewhere = factories.government(factories.state("XOT", "XO", "Otheria"), "Faraway")
    writer = factories.member("officer", elsewhere)
    row = factories.recommendation(factories.review(elsewhere.state))
    factories.follow_up(elsewhere, row, writer, visibility="public")
    html = page(signed_in(commenter))
    assert "Faraway" not in html
    assert "Nothing was published in the last 90 days" in html


def test_commenter_sees_what_became_of_own_comments(state, commenter, coordinator, officer, follow_up, now, signed_in):
    for kind in ("waiting", "refused", "published"):
        factories.comment(follow_up, commenter, kind, coordinator)
    models.Comment.objects.get(state="published").answer("Thank you.", by=officer, now=now)
    found = {line.text: line.when for line in todo.of_commenter(state, commenter, now).lines}
    assert found == {
        "1 government replied to your comment": "now",
        "1 comment was refused: read why": "now",
        "1 comment waits for the coordinator’s decision": "waiting",
    }


def test_home_of_several_roles_shows_all_of_them(city, other_city, state, officer, signed_in):
    models.Membership.objects.create(user=officer, role="viewer", local_government=other_city)
    models.Membership.objects.create(user=officer, role="commenter", state=state, organisation="Homes for All")
    html = page(signed_in(officer))
    for words in ("Altamira", "Borealis", "Comments on Lumeria"):
        assert words in html
    assert "You have no role yet" not in html


def test_governments_that_one_collects_for_have_a_line_each(
    state, city, collector, recommendation, officer, signed_in, django_assert_num_queries
):
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up], due_date=datetime.date(2026, 3, 9))
    region = city.parent
    client = signed_in(collector)
    html = page(client)
    assert "Governments you collect for (1)" in html
    assert "Altamira: 1 step is overdue" in html
    client.get("/en/my-work/")
    with django_assert_num_queries(26):
        client.get("/en/my-work/")
    for name in ("Vega", "Rio"):
        factories.government(state, name, parent=region, is_collected_by_parent=True)
    with django_assert_num_queries(26):
        html = page(client)
    assert "Vega: 1 recommendation to sort" in html
    assert html.index("Altamira:") < html.index("Rio:") < html.index("Vega:")  # what is late comes first


def test_what_is_late_comes_first_and_others_come_last():
    now, late = todo.Line("now", "/", "x"), todo.Line("late", "/", "x", is_late=True)
    waiting = todo.Line("waiting", "/", "x", when=todo.When.WAITING)
    assert list(todo.Todo("place", [waiting, now, late]).sections) == [
        ("Now", [late, now]),
        ("Waiting for others", [waiting]),
    ]
    assert todo.Todo("place", [waiting]).is_calm
    assert not todo.Todo("place", [now]).is_calm
