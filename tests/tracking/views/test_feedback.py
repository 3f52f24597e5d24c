"""What a government hears of its input, and its yes, its no and its reply."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking.models import AnswerUse, ContributionNote, Event
from tracking.todo import excerpts

UNTIL = datetime.date(2099, 5, 1)


@pytest.fixture
def call(review, recommendation, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def contribution(call, city, recommendation, review, officer, approver, coordinator):
    """The city's accepted input with three answers."""
    rows = [recommendation, factories.recommendation(review, "120.2"), factories.recommendation(review, "120.3")]
    return factories.accepted(call, city, rows, officer, approver, coordinator)


@pytest.fixture
def uses(contribution, coordinator):
    """The first answer is used in other words, the second left out; on the third nobody has decided."""
    first, second, _third = contribution.answers.order_by("pk")
    used = factories.excerpt(first, coordinator, excerpt="40 beds since May.")
    left = factories.excerpt(
        second, coordinator, is_used=False, excerpt="", order=0, reason="other", reason_words="It is about 2019."
    )
    return used, left


def page(government, call):
    return reverse("tracking:feedback-detail", args=[government.pk, call.pk])


def confirm(government, call):
    return reverse("tracking:feedback-confirm", args=[government.pk, call.pk])


def refuse(government, call, use):
    return reverse("tracking:feedback-object", args=[government.pk, call.pk, use.pk])


def seen(*uses):
    return [f"{use.pk}:{use.fingerprint}" for use in uses]


@pytest.fixture
def sent(call, uses, coordinator, now):
    """The call, its excerpts shown to the governments."""
    call.send_excerpts(UNTIL, by=coordinator, now=now)
    return call


def test_nothing_is_shown_before_the_coordinator_shows_it(call, uses, city, approver, signed_in):
    client = signed_in(approver)
    words = client.get(page(city, call)).content.decode()
    assert "Your input is accepted" in words
    assert "40 beds since May." not in words
    assert "about 2019" not in words
    client.post(confirm(city, call), {"seen": seen(uses[0])})
    uses[0].refresh_from_db()
    assert uses[0].confirmed_at is None


def test_what_was_sent_what_is_used_and_why_not(sent, city, viewer, approver, signed_in):
    words = signed_in(approver).get(page(city, sent)).content.decode()
    assert "Used: 1 of 3." in words
    assert "<del>" in words and "<ins>" not in words
    assert "It is about 2019." in words
    assert "Not decided yet" in words
    assert "Confirm the excerpt" in words
    assert "the only excerpt on this recommendation" in words
    for_viewer = signed_in(viewer).get(page(city, sent)).content.decode()
    assert "Confirm the excerpt" not in for_viewer
    assert "waits for an approver of your government" in for_viewer


def test_confirm_then_object_then_confirm_again(sent, uses, city, approver, signed_in):
    use, client = uses[0], signed_in(approver)
    for _twice in range(2):
        client.post(confirm(city, sent), {"use": use.pk, "seen": seen(use)})
    use.refresh_from_db()
    assert use.confirmed_by == approver
    assert Event.objects.filter(verb="confirmed", local_government=city).count() == 1
    client.post(refuse(city, sent, use), {"words": "It was June.", "seen": use.fingerprint})
    use.refresh_from_db()
    assert (use.objection, use.confirmed_at) == ("It was June.", None)
    assert "It was June." in client.get(page(city, sent)).content.decode()
    client.post(confirm(city, sent), {"use": use.pk, "seen": seen(use)})
    use.refresh_from_db()
    assert (use.objection, use.confirmed_by) == ("", approver)
    assert "June" not in str(list(Event.objects.values_list("before", "after")))


def test_after_the_last_day_nothing_is_confirmed_and_the_reply_is_pointed_to(
    sent, uses, city, approver, coordinator, signed_in, now, today
):
    use, client = uses[0], signed_in(approver)
    sent.send_excerpts(today, by=coordinator, now=now)  # the clock of the views is past that day
    told = "The last day to confirm excerpts was 10 March 2026. You may reply to the report once it is locked."
    shown = client.get(page(city, sent)).content.decode()
    assert told in shown
    assert "40 beds since May." in shown
    for words in ("Confirm the excerpt", "Ask for a change", "Please answer until"):
        assert words not in shown
    assert told in client.post(confirm(city, sent), {"seen": seen(use)}, follow=True).content.decode()
    assert told in client.post(refuse(city, sent, use), {"words": "No."}, follow=True).content.decode()
    use.refresh_from_db()
    assert (use.confirmed_at, use.objection) == (None, "")
    use.confirm(by=approver, now=now)
    with pytest.raises(ValidationError, match="last day to confirm"):
        use.object("No.", by=approver, now=now + datetime.timedelta(days=1))


def test_objection_without_words_comes_back(sent, uses, city, approver, signed_in):
    response = signed_in(approver).post(refuse(city, sent, uses[0]), {"words": " "})
    assert response.status_code == 200
    assert "Say what should be changed." in response.content.decode()


def test_words_that_changed_meanwhile_are_not_confirmed(sent, uses, city, approver, coordinator, signed_in):
    use = uses[0]
    old = seen(use)
    AnswerUse.objects.filter(pk=use.pk).update(excerpt="Quite other words.")
    client = signed_in(approver)
    assert (
        "changed these words meanwhile" in client.post(confirm(city, sent), {"seen": old}, follow=True).content.decode()
    )
    said = {"words": "No.", "seen": old[0].split(":")[1]}
    assert "changed these words meanwhile" in client.post(refuse(city, sent, use), said, follow=True).content.decode()
    use.refresh_from_db()
    assert (use.confirmed_at, use.objection) == (None, "")


def test_what_is_left_out_cannot_be_confirmed(sent, uses, city, approver, signed_in, now):
    left = uses[1]
    assert signed_in(approver).post(refuse(city, sent, left), {"words": "No.", "is_final": "on"}).status_code == 404
    with pytest.raises(ValidationError, match="nothing to confirm"):
        left.confirm(by=approver, now=now)


def test_another_city_and_another_state_see_nothing(
    sent, uses, city, other_city, outsider, stranger, coordinator, signed_in
):
    for person in (outsider, stranger, coordinator):
        client = signed_in(person)
        assert client.get(page(city, sent)).status_code == 404
        assert client.post(confirm(city, sent), {"seen": seen(uses[0])}).status_code == 404
        assert client.post(refuse(city, sent, uses[0]), {"words": "No.", "is_final": "on"}).status_code == 404
    client = signed_in(factories.member("approver", other_city))
    assert "You sent nothing" in client.get(page(other_city, sent)).content.decode()
    assert client.post(refuse(other_city, sent, uses[0]), {"words": "No.", "is_final": "on"}).status_code == 404
    client.post(confirm(other_city, sent), {"seen": seen(uses[0])})
    uses[0].refresh_from_db()
    assert (uses[0].confirmed_at, uses[0].objection) == (None, "")


def test_page_costs_the_same_for_one_answer_and_for_more(sent, city, viewer, review, coordinator, signed_in):
    client = signed_in(viewer)
    with CaptureQueriesContext(connection) as few:
        client.get(page(city, sent))
    draft = factories.contribution(sent, city, [factories.recommendation(review) for _ in range(6)], version=2)
    draft.hand_in(by=factories.member("officer", city), now=factories.NOW)
    draft.approve(by=factories.member("approver", city), now=factories.NOW)
    draft.accept(by=coordinator, now=factories.NOW)
    for answer in draft.answers.all():
        factories.excerpt(answer, coordinator)
    with CaptureQueriesContext(connection) as many:
        response = client.get(page(city, sent))
    assert len(response.context["feedback"].used) == 6
    assert len(many) == len(few)


@pytest.fixture
def locked(sent, contribution, coordinator):
    """The locked edition that used the city's input."""
    report = factories.locked(sent, coordinator)
    report.contributions.add(contribution)
    return report


def reply(government, call):
    return reverse("tracking:reply-add", args=[government.pk, call.pk])


def test_after_the_lock_the_page_shows_what_stands_and_takes_a_reply(
    locked, sent, uses, city, approver, officer, client, coordinator, signed_in, now
):
    mine = signed_in(approver)
    words = mine.get(page(city, sent)).content.decode()
    assert "The report was locked" in words
    assert "Confirm the excerpt" not in words
    answer = mine.post(confirm(city, sent), {"seen": seen(uses[0])}, follow=True).content.decode()
    assert "The report is locked" in answer
    for _twice in range(2):
        mine.post(reply(city, sent), {"words": "We had 44 beds.", "is_public": "on", "is_final": "on"})
    note = ContributionNote.objects.get()
    assert (note.kind, note.is_public, note.by, note.report) == ("reply", True, approver, locked)
    mine.post(reply(city, sent), {"words": "Between us.", "is_final": "on"})
    assert "Between us." in mine.get(page(city, sent)).content.decode()
    assert signed_in(officer).get(reply(city, sent)).status_code == 403
    locked.publish(locked.documents.values("pk"), by=coordinator, now=now)
    public = client.get(locked.public_address).content.decode()
    assert "We had 44 beds." in public
    assert "Between us." not in public


def test_reply_before_the_lock_is_too_early(sent, city, approver, signed_in):
    words = (
        signed_in(approver).post(reply(city, sent), {"words": "No.", "is_final": "on"}, follow=True).content.decode()
    )
    assert "once the report that uses your input is locked" in words
    assert not ContributionNote.objects.exists()


def test_public_reply_that_may_point_to_a_person_wants_a_tick(locked, sent, city, approver, signed_in):
    said = {"words": "Ask ana.ruiz@example.org.", "is_public": "on", "is_final": "on"}
    client = signed_in(approver)
    assert "may point to a person" in client.post(reply(city, sent), said).content.decode()
    assert not ContributionNote.objects.exists()
    client.post(reply(city, sent), {**said, "confirmed": "on"})
    assert ContributionNote.objects.get().is_public


def test_reply_that_is_sent_twice_at_once_is_one_reply(locked, contribution, approver, now):
    def sent_once(**fields):
        said = {"report": locked, "kind": "reply", "words": "We had 44 beds.", **fields}
        note = ContributionNote(contribution=contribution, **said)
        return note.add(by=approver, now=now), note.pk

    is_new, pk = sent_once()
    assert is_new
    assert sent_once(words=" We had 44 beds. ") == (False, pk)
    assert Event.objects.filter(object_kind="contributionnote").count() == 1
    assert sent_once(is_public=True)[0]
    assert sent_once(words="We had 45 beds.")[0]
    assert ContributionNote.objects.count() == 3


def test_note_needs_words_and_a_locked_edition(contribution, call, approver, now):
    report = factories.report(call)
    for words, sentence in ((" ", "Write something"), ("We say more.", "not locked yet")):
        note = ContributionNote(contribution=contribution, report=report, kind="reply", words=words)
        with pytest.raises(ValidationError, match=sentence):
            note.add(by=approver, now=now)


def texts(lines):
    return [line.text for line in lines]


def test_to_do_of_city_and_coordinator(
    call, uses, city, state, coordinator, approver, today, now, django_assert_num_queries
):
    assert not list(excerpts.lines(city, today, may_approve=True))
    call.send_excerpts(UNTIL, by=coordinator, now=now)
    with django_assert_num_queries(2):
        (line,) = excerpts.lines(city, today, may_approve=True)
    assert line.text.startswith("Confirm 1 excerpt in the report")
    assert (line.url, line.is_late, line.when) == (page(city, call), False, "now")
    assert not list(excerpts.lines(city, UNTIL + datetime.timedelta(days=1), may_approve=True))
    line = next(excerpts.lines(city, today, may_approve=False))
    assert (line.when, "an approver confirms it" in line.text) == ("waiting", True)
    assert not list(excerpts.lines_of_state(state))
    uses[0].object("It was June.", by=approver, now=now)
    assert not list(excerpts.lines(city, today, may_approve=True))
    (line,) = excerpts.lines_of_state(state)
    assert line.text == "1 excerpt in “Mid-term input”: its government wants it changed"


def test_to_do_after_the_lock_leads_to_what_was_used(locked, city, other_city, state, today):
    (line,) = excerpts.lines(city, today, may_approve=True)
    assert "is locked" in line.text
    assert not list(excerpts.lines(other_city, today, may_approve=True))
    assert not list(excerpts.lines(city, today + datetime.timedelta(days=90), may_approve=True))
    assert not list(excerpts.lines_of_state(state))


def test_page_of_the_input_leads_there(contribution, call, city, viewer, coordinator, signed_in):
    assert page(city, call) in signed_in(viewer).get(contribution.get_absolute_url()).content.decode()
    assert page(city, call) not in signed_in(coordinator).get(contribution.get_absolute_url()).content.decode()
