"""The synthesis on screen: tick, order, shorten, leave out, write; two coordinators are told of each other."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.models import AnswerUse, Event, NationalText
from tracking.views import synthesis


@pytest.fixture
def people(officer, approver, coordinator):
    return officer, approver, coordinator


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def key(recommendation):
    return f"r{recommendation.pk}"


@pytest.fixture
def answers(call, city, other_city, people, key):
    """Two accepted answers: Altamira's and Borealis'."""
    rows = [(city, "40 beds."), (other_city, "12 homes.")]
    return [factories.said(call, place, people, **{key: {"headline": words}}).answers.get() for place, words in rows]


def address(name, call, *args):
    return reverse(f"tracking:{name}", args=[call.pk, *args])


def test_ticked_headlines_go_in_and_the_rest_is_left_out(call, recommendation, answers, coordinator, signed_in):
    client, where = signed_in(coordinator), address("synthesis-decide", call, recommendation.pk)
    for _twice in range(2):
        response = client.post(where, {"action": "use-ticked", "answer": answers[1].pk}, follow=True)
        assert response.status_code == 200
    assert [(use.answer, use.excerpt) for use in AnswerUse.objects.all()] == [(answers[1], "12 homes.")]
    response = client.post(where, {"action": "leave-rest"})
    assert response.context["bulk"].errors == {"reason": ["Say why it is left out."]}
    client.post(where, {"action": "leave-rest", "reason": "other", "reason_words": "Said above."})
    assert AnswerUse.objects.get(answer=answers[0]).reason_words == "Said above."
    assert AnswerUse.objects.get(answer=answers[1]).is_used
    assert Event.objects.filter(verb="decided").count() == 2
    assert "Nothing was ticked." in client.post(where, {"action": "use-ticked"}, follow=True).content.decode()


def test_decision_of_somebody_else_stays_and_is_told(call, recommendation, answers, coordinator, signed_in, now):
    AnswerUse(answer=answers[0], is_used=True, excerpt="Theirs.").decide(by=coordinator, now=now)
    data = {"action": "leave-ticked", "reason": "same", "answer": answers[0].pk, f"seen-{answers[0].pk}": ""}
    response = signed_in(coordinator).post(address("synthesis-decide", call, recommendation.pk), data, follow=True)
    assert "Somebody else decided on these meanwhile; they stay as they are: Altamira." in response.content.decode()
    assert AnswerUse.objects.get().excerpt == "Theirs."


def test_bulk_reads_only_once_the_call_is_held(call, recommendation, answers, coordinator, signed_in, now, monkeypatch):
    """Another coordinator is faster by what the hold waits for: the second sees it, and overwrites nothing."""
    holding = synthesis.hold_unlocked

    def wait(held):
        monkeypatch.undo()
        AnswerUse(answer=answers[0], is_used=True, excerpt="Theirs.").decide(by=coordinator, now=now)
        holding(held)

    monkeypatch.setattr(synthesis, "hold_unlocked", wait)
    data = {"action": "leave-ticked", "reason": "same", "answer": answers[0].pk, f"seen-{answers[0].pk}": ""}
    page = signed_in(coordinator).post(address("synthesis-decide", call, recommendation.pk), data, follow=True)
    assert "Somebody else decided on these meanwhile; they stay as they are: Altamira." in page.content.decode()
    assert AnswerUse.objects.get().excerpt == "Theirs."


def test_input_that_was_replaced_while_a_page_was_open_is_not_decided_on(
    call, city, recommendation, answers, people, key, coordinator, signed_in
):
    factories.said(call, city, people, version=2, **{key: {"headline": "50 beds."}})
    client = signed_in(coordinator)
    ticked = {"action": "use-ticked", "answer": answers[0].pk, f"seen-{answers[0].pk}": ""}
    page = client.post(address("synthesis-decide", call, recommendation.pk), ticked, follow=True).content.decode()
    assert "Nothing was decided on input that was withdrawn or replaced meanwhile." in page
    where = address("answer-use-edit", call, recommendation.pk, answers[0].pk)
    page = client.post(where, {"version": "", "decision": "use", "excerpt": "My long work."}).content.decode()
    assert "replaced by a newer version meanwhile: Altamira, version 1" in page
    assert "My long work." in page
    assert "replaced by a newer version" in client.get(where, follow=True).content.decode()
    assert not AnswerUse.objects.exists()


def test_order_by_numbers_and_by_buttons(call, recommendation, answers, coordinator, signed_in, now):
    for answer in answers:
        AnswerUse(answer=answer, is_used=True, excerpt=answer.headline).decide(by=coordinator, now=now)
    first, second = AnswerUse.objects.order_by("order")
    client, where = signed_in(coordinator), address("synthesis-order", call, recommendation.pk)

    def order():
        return list(AnswerUse.objects.order_by("order").values_list("pk", flat=True))

    client.post(where, {f"number-{second.pk}": "1", f"number-{first.pk}": "1"})
    assert order() == [second.pk, first.pk]
    client.post(where, {"move": f"up-{first.pk}"})
    assert order() == [first.pk, second.pk]
    client.post(where, {"move": f"down-{first.pk}"})
    assert order() == [second.pk, first.pk]
    for nonsense in ({"move": "up-x"}, {"move": "up-" + "9" * 30}, {f"number-{first.pk}": "-1"}, {}):
        assert client.post(where, nonsense).status_code == 302
    assert order() == [second.pk, first.pk]


def test_excerpt_is_shortened_translated_or_left_out(call, recommendation, answers, coordinator, signed_in):
    where = address("answer-use-edit", call, recommendation.pk, answers[0].pk)
    client = signed_in(coordinator)
    assert client.get(where).context["form"]["excerpt"].value() == "40 beds."
    wrong = client.post(where, {"version": "", "decision": "leave"})
    assert "reason" in wrong.context["form"].errors
    client.post(where, {"version": "", "decision": "use", "excerpt": "Forty beds.", "is_translated": "on"})
    use = AnswerUse.objects.get()
    assert (use.is_used, use.excerpt, use.is_translated) == (True, "Forty beds.", True)
    html = client.post(where, {"version": "", "decision": "leave", "reason": "same"}).content.decode()
    assert "Somebody else saved this" in html
    assert AnswerUse.objects.get().is_used
    client.post(where, {"version": use.decision_stamp, "decision": "leave", "reason": "same"})
    assert AnswerUse.objects.get().reason == "same"


def test_answers_are_found_by_what_they_are(call, recommendation, answers, coordinator, signed_in, now):
    AnswerUse(answer=answers[0], is_used=True, excerpt="40.").decide(by=coordinator, now=now)
    where, client = address("synthesis-detail", call, recommendation.pk), signed_in(coordinator)

    def shown(**asked):
        return [row.government.name for row in client.get(where, asked).context["page"]]

    assert shown() == ["Altamira", "Borealis"]
    assert shown(decision="used") == shown(q="BEDS") == shown(q="altam") == ["Altamira"]
    assert shown(decision="undecided") == ["Borealis"]
    assert shown(status="implemented") == shown(level="region") == shown(flagged="yes") == []
    assert shown(status="nonsense") == ["Altamira", "Borealis"]
    assert shown(page="99") == ["Altamira", "Borealis"]


def test_page_shows_the_same_queries_for_one_government_and_for_more(
    call, state, recommendation, people, key, coordinator, signed_in, django_assert_max_num_queries
):
    client, counts = signed_in(coordinator), []
    factories.national_text(call, coordinator, "One.", recommendation=recommendation)
    for number in range(3):
        made = factories.said(call, factories.government(state, f"City {number}"), people, **{key: {"basis": {}}})
        AnswerUse(answer=made.answers.get(), is_used=True, excerpt="40 beds.").decide(by=coordinator, now=factories.NOW)
        if number in (0, 2):
            with django_assert_max_num_queries(29) as context:
                html = client.get(address("synthesis-detail", call, recommendation.pk)).content.decode()
            counts.append(len(context))
    assert "City 2" in html
    assert counts[0] == counts[1]


def sentences(*rows, version=""):
    data = {"version": version, "sentences-TOTAL_FORMS": len(rows), "sentences-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"sentences-{number}-{name}": value for name, value in {"sentence": "", "source": "", **row}.items()}
    return data


def test_paragraph_is_written_with_sources(call, recommendation, answers, coordinator, signed_in):
    where, client = address("national-text-edit", call, recommendation.pk), signed_in(coordinator)
    origin = f"answer-{answers[0].pk}"
    html = client.get(where, {"from": origin}).content.decode()
    assert f'value="{origin}" selected' in html
    assert "40 beds.</textarea>" in html
    rows = [{"sentence": "Later.", "order": "2"}, {"sentence": "First.", "origin": origin, "order": "1"}]
    for _twice in range(2):
        client.post(where, sentences(*rows))
    text = NationalText.objects.with_sentences().get()
    assert [(row.sentence, row.origin) for row in text.written] == [("First.", origin), ("Later.", "")]
    assert Event.objects.about(text).count() == 1
    html = client.get(address("synthesis-detail", call, recommendation.pk)).content.decode()
    assert "1 sentence without a source" in html
    assert "Altamira, version 1" in html
    html = client.get(address("synthesis-sources", call, recommendation.pk)).content.decode()
    assert "No source is named." in html


def test_two_who_write_a_paragraph_are_told(call, recommendation, coordinator, signed_in):
    text = factories.national_text(call, coordinator, "Theirs.", recommendation=recommendation)
    where, client = address("national-text-edit", call, recommendation.pk), signed_in(coordinator)
    html = client.post(where, sentences({"sentence": "Mine."})).content.decode()
    assert "Somebody else saved this" in html
    assert "Theirs." in html
    assert "Mine." in html
    assert NationalText.objects.get().written[0].sentence == "Theirs."
    client.post(where, sentences({"sentence": "Mine."}, version=text.stamp))
    assert [row.sentence for row in NationalText.objects.get().written] == ["Mine."]


def test_more_rows_and_faults_keep_what_was_typed(call, recommendation, coordinator, signed_in):
    where, client = address("national-text-edit", call, recommendation.pk), signed_in(coordinator)
    response = client.post(where, {**sentences({"sentence": "Mine."}), "more": "sentences"})
    assert len(response.context["form"].rows.forms) == 4
    assert "Mine." in response.content.decode()
    wrong = sentences({"sentence": "Mine.", "origin": "answer-999"}, {"source": "A law."})
    html = client.post(where, wrong).content.decode()
    assert "Choose again." in html
    assert not NationalText.objects.exists()
    html = client.get(where, {"from": "answer-999"}).content.decode()  # the draft is there
    assert "Mine." in html


def test_clusters_and_chapters_have_texts_of_their_own(call, recommendation, answers, coordinator, signed_in, now):
    AnswerUse(answer=answers[0], is_used=True, excerpt="40 beds.").decide(by=coordinator, now=now)
    client = signed_in(coordinator)
    origin = f"answer-{answers[0].pk}"
    where = address("cluster-text-edit", call, "economic-social", "context")
    assert origin in client.get(where).content.decode()
    assert client.post(where, sentences({"sentence": "Here.", "origin": origin})).status_code == 302
    where = address("chapter-text-edit", call, "summary")
    assert client.post(where, sentences({"sentence": "All in all."})).status_code == 302
    assert NationalText.objects.count() == 2
    for wrong in (("economic-social", "paragraph"), ("nothing", "context")):
        assert client.get(address("cluster-text-edit", call, *wrong)).status_code == 404
    assert client.get(address("chapter-text-edit", call, "nothing")).status_code == 404
    html = client.get(address("synthesis-list", call)).content.decode()
    assert "Excerpts and your own words so far: 6 of 10,700 words" in html


def test_decisions_are_carried_over_from_the_list(call, city, people, key, coordinator, signed_in, now):
    made = factories.said(call, city, people, **{key: {"headline": "Same."}})
    AnswerUse(answer=made.answers.get(), is_used=True, excerpt="S.").decide(by=coordinator, now=now)
    factories.said(call, city, people, version=2, **{key: {"headline": "Same."}})
    client = signed_in(coordinator)
    assert (
        "1 answer of a newer version has the same headline"
        in client.get(address("synthesis-list", call)).content.decode()
    )
    client.post(address("synthesis-carry", call))
    assert AnswerUse.objects.filter(excerpt="S.").count() == 2


def test_list_is_narrowed(call, review, recommendation, answers, coordinator, signed_in):
    factories.recommendation(review, "121.7", text="Train judges.")
    client = signed_in(coordinator)

    def shown(**asked):
        groups = client.get(address("synthesis-list", call), asked).context["groups"]
        return [row.recommendation.paragraph for group in groups for row in group.rows]

    assert shown() == shown(cluster="economic-social") == shown(todo="unwritten") == ["120.1", "121.7"]
    assert shown(todo="open") == shown(q="120.1") == ["120.1"]
    assert shown(todo="silent") == shown(q="judges") == ["121.7"]
    assert shown(todo="flagged") == shown(position="noted") == shown(todo="untraced") == []


def test_locked_report_is_shown_and_not_changed(call, recommendation, answers, coordinator, signed_in):
    factories.locked(call, coordinator)
    client = signed_in(coordinator)
    html = client.get(address("synthesis-detail", call, recommendation.pk)).content.decode()
    assert "The report is locked" in html
    assert 'name="action"' not in html
    data = {"action": "use-ticked", "answer": answers[0].pk}
    client.post(address("synthesis-decide", call, recommendation.pk), data)
    where = address("answer-use-edit", call, recommendation.pk, answers[0].pk)
    assert "locked" in client.post(where, {"version": "", "decision": "use", "excerpt": "x"}).content.decode()
    assert not AnswerUse.objects.exists()


def test_another_state_and_another_call_are_closed(
    call, recommendation, answers, stranger, coordinator, signed_in, review
):
    for name in ("synthesis-detail", "national-text-edit", "synthesis-sources"):
        assert signed_in(stranger).get(address(name, call, recommendation.pk)).status_code == 404
    other = factories.call(review, coordinator)
    where = address("answer-use-edit", other, recommendation.pk, answers[0].pk)
    assert signed_in(coordinator).get(where).status_code == 404
    call.recommendations.add(factories.recommendation(review))
    assert signed_in(coordinator).get(address("synthesis-detail", call, recommendation.pk)).status_code == 404


def test_restricted_words_are_for_coordinators(
    call, city, people, recommendation, key, coordinator, national_viewer, signed_in
):
    beyond = {"beyond": "The mayor objects.", "beyond_visibility": "restricted"}
    factories.said(call, city, people, **{key: beyond})
    where = address("synthesis-detail", call, recommendation.pk)
    assert "The mayor objects." in signed_in(coordinator).get(where).content.decode()
    assert "The mayor objects." not in signed_in(national_viewer).get(where).content.decode()
