"""Contradictions on screen: found, explained, filtered, settled with a note."""

import pytest
from django.urls import reverse

from tests import factories
from tracking.midterm import contradictions
from tracking.models import ContradictionNote


@pytest.fixture
def call(review, coordinator, city, recommendation, officer, approver):
    """With one answer that is implemented without evidence."""
    made = factories.call(review, coordinator)
    bare = {"status": "implemented", "basis": {"evidence": 0}}
    factories.said(made, city, (officer, approver, coordinator), **{f"r{recommendation.pk}": bare})
    return made


def of_list(call):
    return reverse("tracking:contradiction-list", args=[call.pk])


def of_flag(call, key):
    [flag] = contradictions.find(call)
    return reverse("tracking:contradiction-settle", args=[call.pk, flag.recommendation, key or flag.key])


def test_flag_explains_itself_and_is_settled_once(call, coordinator, signed_in):
    client = signed_in(coordinator)
    html = client.get(of_list(call)).content.decode()
    assert "Implemented, and no evidence was recorded when it was submitted: Altamira." in html
    for _twice in range(2):
        client.post(of_flag(call, ""), {"note": "I saw the by-law."})
    assert ContradictionNote.objects.get().note == "I saw the by-law."
    html = client.get(of_list(call)).content.decode()
    assert "I saw the by-law." not in html
    assert "I saw the by-law." in client.get(of_list(call), {"settled": "settled"}).content.decode()
    detail = reverse("tracking:synthesis-detail", args=[call.pk, ContradictionNote.objects.get().recommendation_id])
    assert "settled" in client.get(detail).content.decode()


def test_note_wants_words_and_facts_that_still_stand(call, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "Say why." in client.post(of_flag(call, ""), {"note": " \0"}, follow=True).content.decode()
    html = client.post(of_flag(call, "0" * 64), {"note": "x"}, follow=True).content.decode()
    assert "has changed meanwhile" in html
    assert not ContradictionNote.objects.exists()


def test_return_address_stays_on_the_site(call, coordinator, signed_in):
    back = f"{of_list(call)}?kind=no-evidence"
    response = signed_in(coordinator).post(of_flag(call, ""), {"note": "x", "back": back})
    assert response["Location"] == back
    response = signed_in(coordinator).post(of_flag(call, ""), {"note": "x", "back": "https://example.org/"})
    assert response["Location"] == of_list(call)


def test_filters(call, coordinator, signed_in, recommendation):
    client = signed_in(coordinator)

    def shown(**asked):
        return [row.flag.kind for row in client.get(of_list(call), asked).context["rows"]]

    assert shown() == shown(kind="no-evidence") == shown(cluster="economic-social") == ["no-evidence"]
    assert shown(recommendation=recommendation.pk) == shown(settled="all") == ["no-evidence"]
    assert shown(kind="disputed") == shown(settled="settled") == shown(recommendation="x") == []


def test_list_costs_the_same_at_one_and_at_three(
    call, state, review, coordinator, officer, approver, signed_in, django_assert_max_num_queries
):
    counts = []
    for number in (0, 2):
        for _more in range(number):
            row = factories.recommendation(review)
            bare = {f"r{row.pk}": {"status": "implemented", "basis": {}}}
            place = factories.government(state, f"City {row.pk}")
            factories.said(call, place, (officer, approver, coordinator), **bare)
        with django_assert_max_num_queries(60) as context:
            response = signed_in(coordinator).get(of_list(call))
        assert len(response.context["page"].object_list) == number + 1
        counts.append(len(context))
    assert counts[0] == counts[1]


def test_another_state_sees_and_settles_nothing(call, stranger, signed_in):
    assert signed_in(stranger).get(of_list(call)).status_code == 404
    assert signed_in(stranger).post(of_flag(call, ""), {"note": "x"}).status_code == 404


def test_note_is_corrected_and_the_page_tells_who_wrote_before(call, coordinator, state, national_viewer, signed_in):
    client, second = signed_in(coordinator), factories.member("coordinator", state)
    client.post(of_flag(call, ""), {"note": "I saw the by-low."})
    note, settled = ContradictionNote.objects.get(), {"settled": "settled"}
    assert note.moment in client.get(of_list(call), settled).content.decode()
    other = signed_in(second)
    other.post(of_flag(call, ""), {"note": "I saw the by-law.", "seen": note.moment})
    html = other.get(of_list(call), settled).content.decode()
    assert "I saw the by-law." in html
    assert "by-low" not in html
    assert f"Before, with other words: {coordinator}" in html
    late = signed_in(coordinator).post(of_flag(call, ""), {"note": "No.", "seen": note.moment}, follow=True)
    assert "somebody settled it meanwhile" in late.content.decode()
    reader = signed_in(national_viewer).get(of_list(call), settled).content.decode()
    assert "Write another note" not in reader
    history = signed_in(second).get(reverse("tracking:state-history"), {"kind": "contradictionnote"})
    assert "note on a contradiction" in history.content.decode().lower()
