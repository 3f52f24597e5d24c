"""What a call asks, whom, and its own questions, as a coordinator chooses them."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.models import Event, QuestionAnswer


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def address(call, verb):
    return reverse(f"tracking:call-{verb}", args=[call.pk])


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def ticked(client, url, rows, do="save", **fields):
    """What a browser sends that shows the page and has these rows ticked."""
    scope = client.get(url).context["scope"]
    data = {"version": scope.version, "shown": scope.shown_ids, "chosen": [row.pk for row in rows], "do": do}
    return client.post(url, data | fields, follow=True)


def test_choose_recommendations_one_by_one_by_cluster_and_all(call, recommendation, coordinator, signed_in):
    plain = factories.recommendation(call.review, "120.3")
    plain.theme_links.all().delete()
    client, url = signed_in(coordinator), address(call, "recommendations")
    assert "1 of 2 are chosen" in ticked(client, url, [plain]).content.decode()
    assert list(call.recommendations_asked()) == [plain]
    ticked(client, url, [], do="tick:economic-social")
    assert list(call.recommendations_asked()) == [recommendation]
    assert "asks about all of them" in said(ticked(client, url, [recommendation], do="all"))
    assert not call.recommendations.exists()


def test_filters_keep_what_they_hide(call, recommendation, coordinator, signed_in):
    noted = factories.recommendation(call.review, "120.3", position="noted")
    factories.recommendation(call.review, "120.4")
    call.recommendations.set([recommendation])
    client, url = signed_in(coordinator), address(call, "recommendations")
    ticked(client, f"{url}?position=noted", [], do="tick-shown")
    assert set(call.recommendations.all()) == {recommendation, noted}


def test_somebody_else_chose_meanwhile(call, recommendation, coordinator, signed_in):
    other = factories.recommendation(call.review, "120.3")
    factories.recommendation(call.review, "120.4")
    client, url = signed_in(coordinator), address(call, "recommendations")
    version = client.get(url).context["scope"].version
    call.recommendations.set([other])
    page = ticked(client, url, [recommendation], version=version)
    assert "Somebody else changed the choice" in page.content.decode()
    assert f'id="row-{recommendation.pk}" checked' in page.content.decode()
    assert list(call.recommendations.all()) == [other]


def test_choose_governments_by_level_and_keep_who_has_begun(
    call, state, city, other_city, recommendation, coordinator, signed_in
):
    region = factories.government(state, "Sierra", level="region")
    client, url = signed_in(coordinator), address(call, "governments")
    ticked(client, f"{url}?level=region", [], do="tick-shown")
    assert list(call.governments_asked()) == [region]
    call.governments.clear()
    factories.contribution(call, city, [recommendation])
    assert "Altamira stays part of the call" in said(ticked(client, url, [other_city]))
    assert call.asks(city)


def test_closed_call_is_not_chosen_anew(call, coordinator, now, signed_in):
    call.close(by=coordinator, now=now)
    client = signed_in(coordinator)
    for verb in ("recommendations", "governments", "questions"):
        assert "A closed call cannot be changed" in said(client.get(address(call, verb), follow=True))


def test_call_whose_report_is_locked_is_not_changed(call, coordinator, signed_in):
    factories.locked(call, coordinator)
    client = signed_in(coordinator)
    for verb in ("recommendations", "governments", "questions", "edit"):
        for ask in (client.get, client.post):
            assert "The report is locked; nothing changes any more." in said(ask(address(call, verb), follow=True))
    page = client.get(call.get_absolute_url()).content.decode()
    assert "The report is locked; nothing changes any more." in page
    assert address(call, "recommendations") not in page
    assert address(call, "edit") not in page


def asked(client, call, *texts, **fields):
    """Post these questions as somebody who has just opened the page."""
    form = client.get(address(call, "questions")).context["form"]
    total = max(len(texts), len(form.questions.forms))
    data = {"version": form.version_to_show, "questions-TOTAL_FORMS": total, "questions-INITIAL_FORMS": 0}
    for number in range(total):
        text = texts[number] if number < len(texts) else ""
        data |= {f"questions-{number}-text": text, f"questions-{number}-word_limit": "100"}
        data |= {f"questions-{number}-help_text": ""}
    return client.post(address(call, "questions"), data | fields, follow=True)


def test_questions_are_written_and_shown_with_the_call(call, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "Saved." in said(asked(client, call, "What helped?", "What  hindered?"))
    assert [question.text for question in call.questions.all()] == ["What helped?", "What hindered?"]
    assert Event.objects.about(call).get().after["questions"] == 2
    assert "What hindered?" in signed_in(officer).get(call.get_absolute_url()).content.decode()


def test_questions_come_back_with_mistakes(call, coordinator, signed_in):
    client = signed_in(coordinator)
    page = asked(client, call, "What helped?", "What helped?").content.decode()
    assert "This stands in row 1 already" in page
    assert not call.questions.exists()
    page = asked(client, call, "What helped?", more="questions").content.decode()
    assert "questions-4-text" in page
    assert "What helped?" in page


def test_questions_that_were_not_saved_come_back(call, coordinator, signed_in):
    client = signed_in(coordinator)
    asked(client, call, "What helped?", keep_draft="yes")
    assert not call.questions.exists()
    assert "What helped?" in client.get(address(call, "questions")).content.decode()


def test_answered_question_is_not_taken_away(call, city, coordinator, signed_in):
    question = call.questions.create(text="What helped?")
    QuestionAnswer.objects.create(contribution=factories.contribution(call, city), question=question, text="Money.")
    page = asked(signed_in(coordinator), call, "What hindered?").content.decode()
    assert "has 1 answer already" in page
    assert list(call.questions.all()) == [question]


def test_two_people_writing_questions_are_told(call, coordinator, signed_in):
    client = signed_in(coordinator)
    version = client.get(address(call, "questions")).context["form"].version_to_show
    call.questions.create(text="What helped?")
    page = asked(client, call, "What hindered?", version=version).content.decode()
    assert "Somebody else saved this while you were writing" in page
    assert [question.text for question in call.questions.all()] == ["What helped?"]
