"""Comments of organisations: written beside what is published, decided on by the coordinator, answered by the city."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models
from tracking.models import Comment

TEXT = "Half of the beds are closed since the autumn."


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer, status="ongoing", visibility="public")


@pytest.fixture
def comment(follow_up, commenter):
    return factories.comment(follow_up, commenter)


@pytest.fixture
def published(follow_up, commenter, coordinator):
    return factories.comment(follow_up, commenter, "published", coordinator)


def add(client, follow_up, **fields):
    return client.post(
        f"/en/follow-ups/{follow_up.pk}/comments/add/", {"stance": "disputes", "text": TEXT, "link": "", **fields}
    )


def decide(client, comment, **fields):
    return client.post(
        f"/en/comments/{comment.pk}/decide/", {"decision": "published", "refusal": "", **fields}, follow=True
    )


def reply(client, comment, text="They open again in May.", version="", **fields):
    return client.post(f"/en/comments/{comment.pk}/reply/", {"reply": text, "version": version, **fields}, follow=True)


def public_page(client, recommendation):
    return client.get(recommendation.get_absolute_url()).content.decode()


def test_comment_waits_under_the_organisations_name_with_the_status_of_that_day(
    follow_up, commenter, signed_in, client
):
    assert add(signed_in(commenter), follow_up).status_code == 302
    row = Comment.objects.get()
    assert (row.organisation, row.state, row.status_then, row.by) == ("Homes for All", "waiting", "ongoing", commenter)
    assert models.Event.objects.about(row).get().verb == "added"
    assert TEXT not in public_page(client, follow_up.recommendation)


def test_comment_sent_twice_stands_once(follow_up, commenter, signed_in):
    client = signed_in(commenter)
    add(client, follow_up)
    add(client, follow_up)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "word " * 201}, "text"),
        ({"stance": ""}, "stance"),
        ({"link": "ftp://example.org/x"}, "link"),
        ({"text": "Ask her at jane@example.org."}, "confirmed"),
    ],
)
def test_comment_with_a_fault_comes_back_as_it_was_typed(follow_up, commenter, signed_in, fields, field):
    response = add(signed_in(commenter), follow_up, **fields)
    assert field in response.context["form"].errors
    assert response.context["form"]["text"].value() == fields.get("text", TEXT)
    assert not Comment.objects.exists()


def test_comment_that_points_to_a_person_needs_a_tick(follow_up, commenter, signed_in):
    add(signed_in(commenter), follow_up, text="Write to office@example.org.", confirmed="on")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_only_what_is_published_can_be_commented_on(follow_up, commenter, signed_in, now, visibility):
    type(follow_up).objects.update(visibility=visibility)
    assert add(signed_in(commenter), follow_up).status_code == 404
    follow_up.refresh_from_db()
    with pytest.raises(ValidationError):
        Comment(follow_up=follow_up, organisation="x", text="x").write(by=commenter, now=now)


def test_commenter_of_another_state_writes_nothing_here(follow_up, signed_in):
    other = factories.member("commenter", factories.state("XOT", "XO", "Otheria"), organisation="Elsewhere")
    assert add(signed_in(other), follow_up).status_code == 403


def test_published_comment_stands_with_its_date_under_the_status(
    comment, commenter, coordinator, recommendation, signed_in, client
):
    decide(signed_in(coordinator), comment)
    html = public_page(client, recommendation)
    for words in ("Homes for All", comment.text, "disputes the status", "10 March 2026"):
        assert words in html
    for person in (commenter, coordinator):
        assert person.email not in html
        assert person.get_full_name() not in html


def test_changed_status_is_said_beside_the_comment(published, follow_up, recommendation, client):
    assert "Written when the status was" not in public_page(client, recommendation)
    type(follow_up).objects.update(status="not_started")
    assert "Written when the status was “Ongoing”; today it is “Not started”." in public_page(client, recommendation)


def test_refusal_gives_its_reason_to_the_organisation_and_to_nobody_else(
    comment, commenter, coordinator, recommendation, signed_in, client
):
    response = decide(signed_in(coordinator), comment, decision="refused")
    assert "Say why it is refused." in response.content.decode()
    assert Comment.objects.get().state == "waiting"
    decide(signed_in(coordinator), comment, decision="refused", refusal="It names a person.")
    assert "It names a person." in signed_in(commenter).get(f"/en/comments/{comment.pk}/").content.decode()
    assert comment.text not in public_page(client, recommendation)
    assert models.Event.objects.about(comment).first().verb == "refused"


def test_decision_is_made_once(comment, coordinator, signed_in):
    decide(signed_in(coordinator), comment)
    html = decide(signed_in(coordinator), comment, decision="refused", refusal="Late.").content.decode()
    assert "Somebody else has decided already." in html
    assert Comment.objects.get().state == "published"


def test_moderation_marks_what_points_to_a_person_and_says_that_the_topic_is_sensitive(
    follow_up, recommendation, commenter, coordinator, signed_in
):
    comment = factories.comment(follow_up, commenter, text="Ask jane@example.org about it.")
    client = signed_in(coordinator)
    html = client.get(f"/en/comments/{comment.pk}/").content.decode()
    assert "<mark>jane@example.org</mark>" in html
    assert "The topic is sensitive" not in html
    type(recommendation).objects.update(is_sensitive=True)
    assert "The topic is sensitive" in client.get(f"/en/comments/{comment.pk}/").content.decode()


def test_reply_of_the_government_stands_under_the_comment_without_a_name(
    published, officer, recommendation, signed_in, client
):
    reply(signed_in(officer), published)
    html = public_page(client, recommendation)
    assert "They open again in May." in html
    assert "Altamira replies" in html
    assert officer.email not in html
    published.refresh_from_db()
    assert (published.replied_by, published.text) == (officer, "Half of the beds are closed.")


def test_reply_that_points_to_a_person_needs_a_tick(published, officer, signed_in):
    response = reply(signed_in(officer), published, "Call 0034 600 123 456.")
    assert "confirmed" in response.context["form"].errors
    assert not Comment.objects.get().reply
    reply(signed_in(officer), published, "Call 0034 600 123 456.", confirmed="on")
    assert Comment.objects.get().reply


def test_reply_of_a_colleague_is_not_overwritten_unseen(published, officer, approver, signed_in):
    reply(signed_in(approver), published, "First.")
    html = reply(signed_in(officer), published, "Second.").content.decode()
    assert "A colleague has replied meanwhile" in html
    assert "Second." in html
    assert Comment.objects.get().reply == "First."
    reply(signed_in(officer), published, "Second.", version=Comment.objects.get().replied_at.isoformat())
    assert Comment.objects.get().reply == "Second."


def test_only_a_published_comment_can_be_answered(comment, officer, signed_in, now):
    assert "Only a published comment can be answered." in reply(signed_in(officer), comment).content.decode()
    with pytest.raises(ValidationError):
        comment.answer("Too early.", by=officer, now=now)
    assert not Comment.objects.get().reply


def test_comment_on_what_was_taken_back_is_not_shown_to_everybody(published, follow_up, recommendation, client):
    assert list(Comment.objects.published()) == [published]
    type(follow_up).objects.update(visibility="internal")
    assert not Comment.objects.published().exists()
    assert published.text not in public_page(client, recommendation)


def test_list_shows_each_person_what_concerns_them(
    comment, officer, viewer, outsider, coordinator, national_viewer, stranger, commenter, signed_in
):
    sees = {
        person: comment.text in signed_in(person).get("/en/comments/").content.decode()
        for person in (officer, viewer, outsider, coordinator, national_viewer, stranger, commenter)
    }
    assert sees == {
        **dict.fromkeys((officer, viewer, coordinator, national_viewer, commenter), True),
        **dict.fromkeys((outsider, stranger), False),
    }


def test_comments_of_one_city_are_closed_to_the_other(published, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(f"/en/comments/{published.pk}/").status_code == 404
    assert reply(client, published).status_code == 404
    assert list(Comment.objects.visible_to(outsider)) == [published]  # as everybody, on the public page
    assert not Comment.objects.concerning(outsider).exists()


def test_list_narrows_by_state(follow_up, commenter, coordinator, officer, signed_in, now):
    kinds = {state: factories.comment(follow_up, commenter, state, coordinator) for state in Comment.State.values}
    answered = factories.comment(follow_up, commenter, "published", coordinator)
    answered.answer("Yes.", by=officer, now=now)
    client = signed_in(coordinator)

    def shown(key):
        return {row.record for row in client.get(f"/en/comments/?show={key}").context["table"].page.object_list}

    assert shown("waiting") == {kinds["waiting"]}
    assert shown("refused") == {kinds["refused"]}
    assert shown("unanswered") == {kinds["published"]}
    assert shown("answered") == {answered}
    assert len(shown("nonsense")) == 4


def test_list_asks_the_same_number_of_queries_for_one_and_three(
    follow_up, commenter, coordinator, signed_in, django_assert_num_queries
):
    client = signed_in(coordinator)
    client.get("/en/comments/")
    for count in (1, 2):
        for _ in range(count):
            factories.comment(follow_up, commenter, "published", coordinator)
        with django_assert_num_queries(6):
            client.get("/en/comments/")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"organisation": ""},
        {"state": "published"},
        {"refusal": "", "state": "refused"},
        {"reply": "Who said so?"},
    ],
)
def test_database_refuses_half_a_comment(follow_up, commenter, fields):
    whole = {"organisation": "x", "stance": "adds", "text": "x", "status_then": "ongoing"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(follow_up=follow_up, by=commenter, at=factories.NOW, **{**whole, **fields})


def take_back(client, comment, **fields):
    return client.post(f"/en/comments/{comment.pk}/take-back/", fields, follow=True)


def test_organisation_takes_its_comment_off_the_site(
    published, commenter, coordinator, recommendation, signed_in, client
):
    assert published.text in public_page(client, recommendation)
    page = take_back(signed_in(commenter), published).content.decode()
    assert "taken back by the organisation" in page
    assert "Why it was refused" not in page
    assert published.text not in public_page(client, recommendation)
    assert models.Event.objects.about(published).latest("pk").verb == "taken-back"
    assert "not on the site any more" in take_back(signed_in(commenter), published).content.decode()
    assert "was refused" not in signed_in(commenter).get("/en/my-work/").content.decode()


def test_organisation_takes_back_what_nobody_has_decided_on(comment, commenter, coordinator, signed_in):
    take_back(signed_in(commenter), comment)
    decide(signed_in(coordinator), comment)
    comment.refresh_from_db()
    assert (comment.state, comment.is_taken_back) == ("refused", True)


def test_coordinator_takes_a_comment_off_the_site_with_the_reason(
    published, commenter, coordinator, recommendation, signed_in, client
):
    bare = take_back(signed_in(coordinator), published, reason="  ")
    assert "reason" in bare.context["back_form"].errors
    assert published.text in public_page(client, recommendation)
    take_back(signed_in(coordinator), published, reason="It lets a witness be recognised.")
    assert published.text not in public_page(client, recommendation)
    assert "lets a witness be recognised" in signed_in(commenter).get(published.get_absolute_url()).content.decode()


def test_what_waits_is_decided_on_and_not_taken_back_by_others(comment, coordinator, now):
    with pytest.raises(ValidationError):
        comment.take_back(by=coordinator, now=now, reason="x")
    assert Comment.objects.get().state == "waiting"
