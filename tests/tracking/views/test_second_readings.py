"""The page of the second reader, the decisions on it, and taking back what is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracking import models, second_reading


@pytest.fixture
def step(city, review, officer, now):
    """An internal step on a sensitive topic, with a number in it, that waits for a second reader."""
    delicate = factories.recommendation(review, is_sensitive=True)
    follow_up = factories.follow_up(city, delicate, officer)
    row = factories.step(city, officer, [follow_up], description="Call +34 600 123 456 <b>now</b>")
    second_reading.ask(row, by=officer, now=now)
    return row


@pytest.fixture
def reading(step):
    return second_reading.open_reading(step)


@pytest.fixture
def page(city):
    return f"/en/my-work/{city.pk}/second-readings/"


def act(reading, verb):
    return f"/en/second-readings/{reading.pk}/{verb}/"


def note(reading, text):
    return {f"reading{reading.pk}-note": text}


def seen(row):
    return type(row).objects.values_list("visibility", flat=True).get(pk=row.pk)


def test_page_shows_the_reader_every_public_word_with_what_points_to_a_person_marked(page, step, approver, signed_in):
    html = signed_in(approver).get(page).content.decode()
    assert "<mark>+34 600 123 456</mark> <strong>(telephone number)</strong>" in html
    assert "&lt;b&gt;now" in html
    for word in (step.title, step.responsible, "asked by Officer", "Publish", "Keep it internal"):
        assert word in html


def test_page_gives_the_author_no_button_but_the_way_back(page, reading, officer, signed_in):
    html = signed_in(officer).get(page).content.decode()
    assert "Nothing waits for you" in html
    assert act(reading, "publish") not in html
    assert act(reading, "withdraw") in html


def test_page_gives_a_viewer_nothing_to_press(page, reading, viewer, signed_in):
    html = signed_in(viewer).get(page).content.decode()
    assert "/second-readings/{reading.pk}/" not in html
    assert "<mark>" in html


def test_publish_shows_it_to_everybody(reading, step, page, approver, signed_in):
    response = signed_in(approver).post(act(reading, "publish"))
    assert response["Location"] == page
    assert seen(step) == "public"
    assert signed_in(None).get(f"/en/steps/{step.pk}/").status_code == 200


def test_publish_by_the_author_changes_nothing(reading, step, officer, signed_in):
    html = signed_in(officer).post(act(reading, "publish"), follow=True).content.decode()
    assert "waits for somebody else" in html
    assert seen(step) == "internal"


def test_publish_after_a_change_says_so(reading, step, approver, signed_in):
    models.ImplementationStep.objects.update(outcome="Ana has a bed")
    html = signed_in(approver).post(act(reading, "publish"), follow=True).content.decode()
    assert "changed since it was asked" in html
    assert seen(step) == "internal"


def test_keep_tells_the_author(reading, step, page, approver, officer, signed_in):
    signed_in(approver).post(act(reading, "keep"), note(reading, "Name no <i>district</i>."))
    html = signed_in(officer).get(page).content.decode()
    assert "Came back to you" in html
    assert "Name no &lt;i&gt;district" in html
    assert seen(step) == "internal"


def test_keep_without_words_asks_for_them_at_the_right_text(reading, page, approver, signed_in):
    response = signed_in(approver).post(act(reading, "keep"), note(reading, " "))
    assert response.status_code == 200
    assert "Say in a sentence why it stays internal." in response.content.decode()
    assert second_reading.decidable_by(approver).count() == 1


def test_withdraw_asks_no_longer(reading, step, officer, signed_in):
    signed_in(officer).post(act(reading, "withdraw"))
    assert second_reading.open_reading(step) is None


def test_other_city_sees_and_decides_nothing(page, reading, step, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(page).status_code == 404
    for verb in ("publish", "keep", "withdraw"):
        assert client.post(act(reading, verb), note(reading, "x")).status_code == 404
    assert second_reading.open_reading(step) == reading


def test_coordinator_reads_where_the_city_has_one_person_only(page, reading, step, coordinator, signed_in):
    client = signed_in(coordinator)
    home = client.get("/en/my-work/").content.decode()
    assert "Altamira: 1 text waits for a second reader" in home
    assert "+34 600 123 456" in client.get(page).content.decode()
    assert client.post(act(reading, "withdraw")).status_code == 403
    assert client.post(act(reading, "publish"))["Location"] == "/en/my-work/"
    assert seen(step) == "public"


def test_coordinator_has_no_part_where_a_colleague_can_read(page, reading, approver, coordinator, signed_in):
    client = signed_in(coordinator)
    assert client.get(page).status_code == 404
    assert client.post(act(reading, "publish")).status_code == 404
    assert "second reader" not in client.get("/en/my-work/").content.decode()


def test_home_tells_the_reader_and_the_author(reading, officer, approver, signed_in):
    assert "1 text waits for a second reader: read it" in signed_in(approver).get("/en/my-work/").content.decode()
    assert "somebody else" in signed_in(officer).get("/en/my-work/").content.decode()


def test_page_asks_as_often_for_three_as_for_one(page, city, reading, review, officer, approver, now, signed_in):
    client, counts = signed_in(approver), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
        for _more in range(2):
            row = factories.recommendation(review, is_sensitive=True)
            step = factories.step(city, officer, [factories.follow_up(city, row, officer)])
            second_reading.ask(step, by=officer, now=now)
    assert counts[0] == counts[1]


def test_evidence_is_read_with_its_file(page, step, officer, approver, signed_in, now):
    evidence = factories.evidence(step, officer, link="", file="evidence/2026/x.pdf", file_name="decision.pdf")
    second_reading.ask(evidence, by=officer, now=now)
    assert f"/en/evidence/{evidence.pk}/file/" in signed_in(approver).get(page).content.decode()


def test_saving_a_public_step_on_a_sensitive_topic_says_that_it_waits(step, officer, signed_in):
    follow_up = step.follow_ups.get()
    data = {"version": "", "relevance": "necessary", "status": "not_started", "visibility": "public"}
    data["version"] = f"{follow_up.updated_at.isoformat()} internal"
    address = f"/en/my-work/{step.local_government_id}/recommendations/{follow_up.recommendation_id}/"
    html = signed_in(officer).post(address, data, follow=True).content.decode()
    assert "It is not public yet" in html


def back(row, kind="implementationstep", government=None):
    government = government or row.publisher
    return f"/en/my-work/{government.pk}/published/{kind}/{row.pk}/take-back/"


def test_take_back_hides_at_once_with_an_event(step, officer, signed_in):
    models.ImplementationStep.objects.update(visibility="public")
    response = signed_in(officer).post(back(step))
    assert response["Location"] == f"/en/steps/{step.pk}/"
    assert seen(step) == "internal"
    assert models.Event.objects.about(step).filter(verb="taken-back").count() == 1
    html = signed_in(officer).post(back(step), follow=True).content.decode()
    assert "It was not public." in html


@pytest.mark.parametrize("kind", ["followup", "evidence"])
def test_take_back_of_other_kinds(kind, step, officer, signed_in):
    row = step.follow_ups.get() if kind == "followup" else factories.evidence(step, officer)
    type(row).objects.update(visibility="public")
    assert signed_in(officer).post(back(row, kind)).status_code == 302
    assert seen(row) == "internal"


def test_take_back_of_others_and_of_nothing_is_404(step, other_city, outsider, officer, signed_in):
    models.ImplementationStep.objects.update(visibility="public")
    assert signed_in(outsider).post(back(step)).status_code == 404
    assert signed_in(outsider).post(back(step, government=other_city)).status_code == 404
    for kind in ("user", "nothing", "event"):
        assert signed_in(officer).post(back(step, kind)).status_code == 404
    assert seen(step) == "public"


def test_take_back_is_offered_on_what_is_public(step, officer, viewer, signed_in):
    address = f"/en/steps/{step.pk}/"
    assert "take-back" not in signed_in(officer).get(address).content.decode()
    models.ImplementationStep.objects.update(visibility="public")
    assert back(step) in signed_in(officer).get(address).content.decode()
    assert "take-back" not in signed_in(viewer).get(address).content.decode()
