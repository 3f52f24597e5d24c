"""The pages of the audit trail: filters, pages, files."""

import pytest

from tests import factories
from tracking.models import Event


@pytest.fixture
def step(city, officer):
    """A step."""
    return factories.step(city, officer)


def record(on, by, now, government=None, **values):
    return Event.objects.record("changed", on, by=by, now=now, local_government=government, **values)


def test_people_read_what_happened_with_a_way_to_the_object(signed_in, city, viewer, officer, step, now):
    values = {"before": {"status": "planned"}, "after": {"status": "under-way"}, "on_behalf_of": "Housing office"}
    record(step, officer, now, city, **values)
    text = signed_in(viewer).get(f"/en/my-work/{city.pk}/history/").text
    assert f'href="{step.get_absolute_url()}"' in text
    assert "<del>planned</del>" in text and "<ins>under way</ins>" in text
    assert "on behalf of Housing office" in text


def test_filter_keeps_what_was_asked_for(signed_in, city, officer, approver, step, now):
    record(step, officer, now, city)
    record(city, approver, now, city)
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/history/"
    kept = client.get(address, {"person": approver.pk}).context["entries"]
    assert [entry.kind for entry in kept] == ["localgovernment"]
    kept = client.get(address, {"kind": "implementationstep", "object": step.pk, "since": "2026-03-10"})
    assert [entry.kind for entry in kept.context["entries"]] == ["implementationstep"]
    assert client.get(address, {"until": "2020-01-01"}).context["entries"] == []
    wrong = client.get(address, {"since": "2026-03-10", "until": "2026-03-01", "person": "x", "object": "9" * 30})
    assert "lies before its start" in wrong.text and len(wrong.context["entries"]) == 2


def test_trail_is_paged_and_keeps_its_filter(signed_in, city, officer, step, now):
    for _number in range(51):
        record(step, officer, now, city)
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/history/", {"kind": "implementationstep", "page": "2"})
    assert len(response.context["entries"]) == 1
    assert "?kind=implementationstep&amp;page=1" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions(signed_in, city, officer, now, count, django_assert_num_queries):
    for _number in range(count):
        record(factories.step(city, officer), officer, now, city, after={"owner": officer.pk})
    client = signed_in(officer)
    client.get(f"/en/my-work/{city.pk}/history/")
    with django_assert_num_queries(15):
        client.get(f"/en/my-work/{city.pk}/history/")


def test_file_holds_what_the_filter_keeps(signed_in, city, officer, approver, step, now):
    record(step, officer, now, city)
    record(city, approver, now, city)
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/history.csv", {"person": officer.pk})
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Open a night shelter" in text and len(text.splitlines()) == 2


def test_coordinator_reads_the_states_own_trail(signed_in, review, city, officer, coordinator, step, now):
    record(factories.call(review, coordinator), coordinator, now)
    record(step, officer, now, city)
    response = signed_in(coordinator).get("/en/history/")
    assert [entry.kind for entry in response.context["entries"]] == ["call"]


def test_empty_trail_says_so(signed_in, city, officer):
    assert "Nothing happened yet" in signed_in(officer).get(f"/en/my-work/{city.pk}/history/").text
