"""The pages about open data: links that lead somewhere, and words made of the same definitions."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as site

from tracking.opendata import schema

PAGES = ("/en/open-data/", "/en/open-data/dictionary/", "/en/open-data/api/")
CSS = 60 * 1024 - 22 * 1024  # what the style sheet leaves of the budget


def soup_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_every_file_on_the_page_can_be_downloaded(publish, client):
    publish()
    links = [link["href"] for link in soup_of(client, PAGES[0]).main.find_all("a", download=True)]
    assert len(links) == len(set(links)) > 40
    assert {client.get(link).status_code for link in links} == {200}


def test_page_tells_licence_and_last_change(publish, client):
    publish()
    main = soup_of(client, PAGES[0]).main
    assert main.find("a", rel="license")["href"].startswith("https://creativecommons.org/")
    assert main.find("time")["datetime"]
    assert "120 files an hour" in " ".join(main.get_text().split()) or site.DOWNLOAD_RATE != "120/hour"


def test_documentation_names_every_address_and_field(db, client):
    text = soup_of(client, PAGES[2]).main.get_text()
    told = schema.document("en")
    assert all(f"GET {address}" in text for address in told["paths"])
    assert {"national_assessment", "updated_since", "If-None-Match", "Retry-After"} <= {
        word for word in ("national_assessment", "updated_since", "If-None-Match", "Retry-After") if word in text
    }


@pytest.mark.parametrize("address", PAGES)
def test_page_is_light_and_asks_no_other_host(publish, client, address):
    publish()
    content = client.get(address).content
    assert len(gzip.compress(content)) < CSS
    soup = BeautifulSoup(content, "html.parser")
    levels = [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_footer_leads_to_open_data(db, client):
    assert soup_of(client, "/en/recommendations/").select_one(".site-footer a[href='/en/open-data/']")


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_the_same_queries_for_one_and_for_three(publish, client, rows, django_assert_max_num_queries):
    for _ in range(rows):
        publish()
    client.get(PAGES[0])
    with django_assert_max_num_queries(60):
        client.get(PAGES[0])
