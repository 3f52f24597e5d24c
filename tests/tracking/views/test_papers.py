"""Drafts and paper on a real page: the answer to one recommendation."""

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tracking import drafts, paper
from tracking.models import FormDraft


@pytest.fixture
def address(review, coordinator, city, recommendation):
    contribution = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    return f"/en/contributions/{contribution.pk}/answers/{recommendation.pk}/"


def typed(client, address, **fields):
    """What a browser would send: the page's own values, with some changed."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    form = soup.find("textarea").find_parent("form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}
    return data | {area["name"]: area.text for area in form.select("textarea")} | {"status": "planned"} | fields


def test_kept_draft_is_shown_when_the_person_returns(signed_in, officer, approver, address):
    client = signed_in(officer)
    response = client.post(address, typed(client, address, headline="Half a sent", keep_draft="yes"), follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Your draft is kept" in soup.get_text()
    assert soup.find(id="id_headline").text.strip() == "Half a sent"
    assert "Throw the draft away" in soup.get_text()
    other = BeautifulSoup(signed_in(approver).get(address).content, "html.parser")
    assert other.find(id="id_headline").text.strip() != "Half a sent"


def test_script_keeps_a_draft_without_a_page(signed_in, officer, address):
    response = signed_in(officer).post(address, {"headline": "Half", "keep_draft": "auto"})
    assert (response.status_code, response.content) == (204, b"")
    long = signed_in(officer).post(address, {"headline": "a" * (drafts.LONGEST + 1), "keep_draft": "auto"})
    assert long.status_code == 413


def test_saving_ends_the_draft(signed_in, officer, address):
    client = signed_in(officer)
    data = typed(client, address, headline="A whole sentence.")
    client.post(address, {**data, "keep_draft": "auto"})
    assert client.post(address, data).status_code == 302
    assert not FormDraft.objects.exists()


def test_faulty_form_keeps_the_draft(signed_in, officer, address):
    client = signed_in(officer)
    data = typed(client, address, headline="word " * 60)
    client.post(address, {**data, "keep_draft": "auto"})
    assert client.post(address, data).status_code == 200
    assert FormDraft.objects.count() == 1


def test_draft_is_thrown_away_on_demand(signed_in, officer, address):
    client = signed_in(officer)
    client.post(address, {"headline": "Half", "keep_draft": "auto"})
    response = client.post(address, {"keep_draft": "no"}, follow=True)
    assert "The draft is thrown away." in response.content.decode()
    assert not FormDraft.objects.exists()


def test_form_prints_empty_and_with_what_is_known(signed_in, officer, address):
    client = signed_in(officer)
    client.post(address, typed(client, address, headline="Forty homes since March."))
    filled, blank = (client.get(f"{address}?print={way}").content.decode() for way in ("filled", "blank"))
    assert "Forty homes since March." in filled
    assert "Forty homes since March." not in blank
    code = BeautifulSoup(blank, "html.parser").select_one(".paper-code strong").text
    assert paper.address_of(code) == address
    found = client.get(f"/en/my-work/paper/?code={code.lower()}")
    assert (found.status_code, found["Location"]) == (302, address)


def test_wrong_code_says_so_and_stays_typed(signed_in, officer):
    response = signed_in(officer).get("/en/my-work/paper/?code=S-1-X<b>")
    assert response.status_code == 404
    assert "No form has the code" in response.content.decode()
    assert "<b>" not in BeautifulSoup(response.content, "html.parser").find(id="code")["value"].replace("<b>", "", 1)
