"""How the API answers: checksums, limits, other sites, errors, and never more than reading."""

import pytest
from django.core.cache import cache

from tests import factories
from tracking.opendata.throttling import ApiThrottle, visitor

URL = "/api/v1/recommendations/"


def test_same_bytes_are_not_sent_twice(recommendation, client):
    first = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(URL, headers={"If-None-Match": f'"x", W/{first["ETag"]}'}).status_code == 304
    recommendation.texts.update(text="Plant lime trees.")
    changed = client.get(URL, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert first["Cache-Control"] == "public, max-age=300"


def test_date_tells_of_the_newest_row_and_never_hides_what_was_taken_back(city, officer, client):
    step = factories.step(city, officer, visibility="public")
    answer = client.get("/api/v1/steps/")
    assert answer["Last-Modified"] == "Tue, 10 Mar 2026 09:00:00 GMT"
    step.unpublish(by=officer, now=factories.NOW)
    later = client.get("/api/v1/steps/", headers={"If-Modified-Since": answer["Last-Modified"]})
    assert (later.status_code, later.json()["count"]) == (200, 0)


def test_too_many_requests_are_told_when_to_come_back(recommendation, client, settings):
    settings.API_RATE = "2/min"
    answers = [client.get(URL, REMOTE_ADDR="192.0.2.1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert answers[2].json()["status"] == 429
    assert client.get(URL, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_files_have_a_limit_of_their_own(db, client, settings):
    settings.DOWNLOAD_RATE = "1/hour"
    assert client.get("/en/open-data/goals.csv").status_code == 200
    refused = client.get("/en/open-data/goals.csv")
    assert (refused.status_code, refused["Content-Type"]) == (429, "text/plain; charset=utf-8")
    assert refused["Retry-After"] in refused.content.decode()


def test_address_of_a_visitor_is_stored_nowhere(recommendation, client, rf):
    client.get(URL, REMOTE_ADDR="192.0.2.77")
    key = ApiThrottle().get_cache_key(rf.get(URL, REMOTE_ADDR="192.0.2.77"), None)
    assert "192.0.2" not in key and cache.get(key)
    assert "192.0.2" not in repr(cache._cache)
    assert visitor("2001:db8::1") == visitor("2001:db8::2") != visitor("2001:db8:1::1")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(recommendation, client, method):
    answer = getattr(client, method)(URL, {}, content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["title"] == "Method Not Allowed"


def test_head_and_options(recommendation, client):
    head = client.head(URL)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", client.get(URL)["ETag"])
    options = client.options(URL)
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("address", [URL, f"{URL}0/", "/api/v1/nothing/", "/api/v2/", "/api/v1/states/%00/"])
def test_other_sites_may_read_every_answer_and_errors_are_json(recommendation, client, address):
    answer = client.get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == "application/json"
    assert answer.status_code == (200 if address == URL else 404)
    assert not answer.cookies


def test_other_pages_stay_closed_to_other_sites(db, client):
    assert "Access-Control-Allow-Origin" not in client.get("/en/open-data/")


def test_beginning_names_every_subject(db, client, codes):
    told = client.get("/api/v1/").json()
    assert [row["subject"] for row in told["subjects"]] == codes
    assert told["licence"]["name"] == "CC BY 4.0"
