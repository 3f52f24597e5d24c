"""The coordinator's sentences: none twice from the same source, counted in words, and read-only after the lock."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.models import NationalSentence


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def answer(call, city, recommendation, officer, approver, coordinator):
    return factories.said(
        call, city, (officer, approver, coordinator), **{f"r{recommendation.pk}": {"headline": "40 beds."}}
    ).answers.get()


def address(name, call, *args):
    return reverse(f"tracking:{name}", args=[call.pk, *args])


def rows(*pairs, version=""):
    data = {"version": version, "sentences-TOTAL_FORMS": len(pairs), "sentences-INITIAL_FORMS": 0}
    for number, (sentence, origin) in enumerate(pairs):
        data |= {f"sentences-{number}-{name}": "" for name in ("source", "order")}
        data |= {f"sentences-{number}-sentence": sentence, f"sentences-{number}-origin": origin}
    return data


def test_same_sentence_from_the_same_source_stands_once(call, recommendation, answer, coordinator, signed_in):
    client, origin = signed_in(coordinator), f"answer-{answer.pk}"
    where = address("national-text-edit", call, recommendation.pk)
    html = client.post(where, rows(("40 beds.", origin), ("40  beds.", origin))).content.decode()
    assert "This stands in row 1 already." in html
    assert not NationalSentence.objects.exists()
    html = client.post(where, rows(("40 beds.", origin), ("40 beds.", "")), follow=True).content.decode()
    assert "Saved. 4 words; 1 sentence without a source." in html
    again = client.get(where, {"from": origin}).content.decode()
    assert "This sentence stands here already, from the same source." in again
    assert again.count("40 beds.</textarea>") == 2


def test_after_the_lock_nothing_offers_to_write(call, recommendation, answer, coordinator, signed_in):
    factories.national_text(call, coordinator, "We built homes.", recommendation=recommendation)
    client = signed_in(coordinator)
    detail = address("synthesis-detail", call, recommendation.pk)
    assert "Use as a sentence" in client.get(detail).content.decode()
    factories.locked(call, coordinator)
    html = client.get(detail).content.decode()
    for words in ("Use as a sentence", "Write the paragraph", "Shorten, translate or leave out"):
        assert words not in html
    html = client.get(address("national-text-edit", call, recommendation.pk)).content.decode()
    assert "We built homes." in html
    assert "The report is locked" in html
    assert "<textarea" not in html
    sent = client.get(address("answer-use-edit", call, recommendation.pk, answer.pk), follow=True)
    assert "The report is locked" in sent.content.decode()
    assert sent.redirect_chain[0][0].startswith(detail)


def test_after_the_lock_measures_are_read_only(call, recommendation, state, national_viewer, coordinator, signed_in):
    client = signed_in(national_viewer)
    add = address("measure-add", call, recommendation.pk)
    assert add in client.get(address("measure-list", call)).content.decode()
    factories.locked(call, coordinator)
    html = client.get(address("measure-list", call)).content.decode()
    assert add not in html
    assert "The report is locked" in html
    assert client.get(add).url == address("measure-list", call)


def test_over_long_excerpt_has_one_error(call, recommendation, answer, coordinator, signed_in):
    where = address("answer-use-edit", call, recommendation.pk, answer.pk)
    form = signed_in(coordinator).post(where, {"decision": "use", "excerpt": "x" * 100_000}).context["form"]
    assert list(form.errors) == ["excerpt"]
    assert len(form.errors["excerpt"]) == 1


def test_headlines_that_leave_with_the_first_choice_are_told(call, recommendation, answer, coordinator, signed_in):
    client = signed_in(coordinator)
    places = [
        address("synthesis-list", call),
        address("synthesis-detail", call, recommendation.pk),
        address("answer-use-edit", call, recommendation.pk, answer.pk),
    ]
    for place in places:
        assert "That is 1 headline now." in client.get(place).content.decode()
    factories.excerpt(answer, coordinator)
    for place in places:
        assert "Until you choose the first excerpt" not in client.get(place).content.decode()
