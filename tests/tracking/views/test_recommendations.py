"""The public list of recommendations and its download: what anyone sees, finds and takes along."""

import csv
import gzip
import io

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tracking import recommendation_csv, search
from tracking.models import Goal, Group, RecommendationText, State, Target, TargetTag, Theme, ThemeLink

LIST, EXPORT = "/en/recommendations/", "/en/recommendations/export.csv"
QUERIES = 11  # nine of the list, one of published reports, one of the navigation above it
EXPORT_QUERIES = 12
MOST_BYTES = 60_000  # of a compressed page: sixteen seconds on a slow line


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def shown(soup):
    return [row.th.get_text(strip=True) for row in soup.select("tbody tr")]


def many(review, number, **fields):
    rows = [factories.recommendation(review, f"120.{item}", **fields) for item in range(1, number + 1)]
    search.reindex()
    return rows


def exported(client, query=""):
    content = b"".join(client.get(EXPORT + query).streaming_content).decode()
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content[1:], newline="")))


def test_list_before_the_first_import_says_what_comes(db, client):
    soup = page(client, LIST)
    assert "No recommendations yet" in soup.main.get_text()
    assert client.get(EXPORT).status_code == 404


def test_list_shows_a_row_of_each_recommendation(client, review, city, other_city, officer):
    [row] = many(review, 1, position="noted")
    ThemeLink.objects.create(recommendation=row, theme=factories.theme("Right to health"), position=1)
    factories.follow_up(city, row, officer, status="planned", visibility="public")
    factories.follow_up(other_city, row, officer, status="in_progress", visibility="public")
    search.reindex()
    [cells] = [tr.find_all(["th", "td"]) for tr in page(client, LIST).select("tbody tr")]
    assert [" ".join(cell.get_text().split()) for cell in cells] == [
        "120.1",
        "Continue to build homes that people can afford.",
        "noted",
        "Right to adequate housing and 1 more",
        "Farland, Nearland",
        "1 planned, 1 in progress",
    ]
    assert cells[0].a["href"] == "/en/recommendations/XUL/4/120.1/"
    assert cells[0].bdi["dir"] == "ltr"
    assert cells[1].span["lang"] == "en"
    assert cells[2].svg


def test_list_names_the_recommending_states_by_name_whichever_came_first(client, review):
    [row] = many(review, 1)
    row.recommending_states.clear()
    for iso3, iso2, name in [("XSO", "XS", "Sorland"), ("XNE", "XN", "Nearland"), ("XAR", "XR", "Arland")]:
        row.recommending_states.add(factories.state(iso3, iso2, name))
    search.reindex()
    assert page(client, LIST).select("tbody td")[3].get_text(strip=True) == "Arland, Nearland, Sorland"


def test_list_shortens_a_long_text(client, review):
    factories.recommendation(review, text=" ".join(["word"] * 50))
    text = page(client, LIST).select_one("td.text").get_text(strip=True)
    assert text == " ".join(["word"] * 40) + " …"


def test_list_shows_the_text_in_the_language_of_the_page(client, review):
    row = factories.recommendation(review)
    RecommendationText.objects.create(recommendation=row, language="es", text="Construir viviendas.")
    assert page(client, "/es/recommendations/").select_one("td.text span[lang=es]").get_text() == "Construir viviendas."
    assert page(client, "/fr/recommendations/").select_one("td.text span[lang=en]")


def test_list_is_sorted_as_people_count_and_25_a_page(client, review):
    many(review, 30)
    soup = page(client, LIST)
    assert shown(soup) == [f"120.{item}" for item in range(1, 26)]
    next_page = soup.select_one("a[rel=next]")["href"]
    assert shown(page(client, LIST + next_page)) == [f"120.{item}" for item in range(26, 31)]
    assert len(shown(page(client, f"{LIST}?per_page=30"))) == 25


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999", "9" * 40])
def test_list_survives_any_page_number(client, review, number):
    many(review, 2)
    assert len(shown(page(client, f"{LIST}?page={number}"))) == 2


def test_list_keeps_filters_in_its_links(client, review):
    many(review, 30)
    soup = page(client, f"{LIST}?review={review.pk}&q=homes&position=supported&sort=-paragraph")
    assert shown(soup)[0] == "120.30"
    for link in [soup.select_one("a[rel=next]"), *soup.select("thead a")]:
        assert "q=homes" in link["href"]
        assert "position=supported" in link["href"]
    assert "q=homes" in soup.select_one("a[download]")["href"]
    assert "page=" not in soup.select_one("a[download]")["href"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("paragraph", ["120.1", "120.2", "120.3"]),
        ("-paragraph", ["120.3", "120.2", "120.1"]),
        ("position", ["120.1", "120.3", "120.2"]),
        ("-position", ["120.2", "120.1", "120.3"]),
        ("published", ["120.1", "120.2", "120.3"]),
        ("-published", ["120.3", "120.2", "120.1"]),
        ("text", ["120.1", "120.2", "120.3"]),
        ("nonsense", ["120.1", "120.2", "120.3"]),
    ],
)
def test_list_sorts(client, review, city, other_city, officer, sort, expected):
    first, second, third = many(review, 3)
    type(first).objects.filter(pk__in=[first.pk, third.pk]).update(position="noted")
    factories.follow_up(city, second, officer, visibility="public")
    for government in (city, other_city):
        factories.follow_up(government, third, officer, visibility="public")
        factories.follow_up(factories.government(city.state, f"{government}-2"), first, officer, visibility="internal")
    search.reindex()
    assert shown(page(client, f"{LIST}?sort={sort}")) == expected
    assert [row["paragraph"] for row in exported(client, f"?sort={sort}")] == expected


def test_list_counts_are_links_to_what_they_count(client, review, city, officer):
    rows = many(review, 3)
    type(rows[0]).objects.filter(pk=rows[0].pk).update(position="noted")
    factories.follow_up(city, rows[1], officer, status="planned", visibility="public")
    search.reindex()
    links = page(client, LIST).select("p.counts a")
    counts = [link.get_text(strip=True) for link in links]
    assert counts == ["3 recommendations", "2 supported", "1 noted", "1 planned", "2 with nothing published yet"]
    for link in links:
        assert len(shown(page(client, link["href"]))) == int(link.get_text().split()[0])


def test_list_shows_chips_and_says_what_was_not_used(client, review):
    many(review, 1)
    soup = page(client, f"{LIST}?q=homes&theme=777&review=888")
    assert [chip["href"] for chip in soup.select("a.chip")] == [f"{LIST}?review={review.pk}"]
    notices = [notice.get_text(" ", strip=True) for notice in soup.select(".notice--warning")]
    assert len(notices) == 2
    assert "777" in notices[0]
    assert "888" in notices[1]


def test_list_without_results_says_what_to_do(client, review):
    many(review, 1)
    soup = page(client, f"{LIST}?q=nowhere")
    assert "Nothing fits all of these filters" in soup.main.get_text()
    assert soup.select_one(".empty-state a")["href"] == f"{LIST}?review={review.pk}"
    assert soup.select("a[download]") == []


def test_list_escapes_what_was_typed(client, review):
    many(review, 1)
    html = client.get(f"{LIST}?q=<script>alert(1)</script>&theme=<b>").content.decode()
    assert "<script>alert" not in html
    assert "<b>”" not in html


def test_list_shows_the_newest_review_and_offers_the_others(client, review, state):
    many(review, 1)
    earlier = factories.review(state, cycle=3, review_date="2019-11-12", adoption_date=None)
    planned = factories.review(state, cycle=5, review_date=None, adoption_date=None)
    factories.recommendation(earlier, "5.1")
    factories.recommendation(planned, "6.1")
    soup = page(client, LIST)
    assert shown(soup) == ["120.1"]
    options = [option["value"] for option in soup.select("select[name=review] option")]
    assert options == [str(review.pk), str(earlier.pk), str(planned.pk)]
    assert shown(page(client, f"{LIST}?review={earlier.pk}")) == ["5.1"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_one_and_for_three(
    client, review, city, officer, rows, django_assert_num_queries
):
    for row in many(review, rows):
        factories.follow_up(city, row, officer, visibility="public")
    client.get(f"{LIST}?q=homes")
    with django_assert_num_queries(QUERIES):
        client.get(f"{LIST}?q=homes")


def test_list_page_stays_light(client, review, officer, now):
    """25 rows, and as many options as the largest review has."""
    rows = many(review, 25, text="Take every measure that the convention asks for, with means and dates. " * 4)
    themes = Theme.objects.bulk_create(
        Theme(vocabulary="4", name=f"Right number {item} with a rather long heading") for item in range(45)
    )
    groups = Group.objects.bulk_create(
        Group(code=f"g{item}", labels={"en": f"Persons in situation {item}"}) for item in range(40)
    )
    goals = [factories.goal(number) for number in range(1, 18)]
    targets = Target.objects.bulk_create(
        Target(code=f"{item % 17 + 1}.{item // 17}", goal=goals[item % 17], labels={"en": f"Do the thing {item} well"})
        for item in range(169)
    )
    states = State.objects.bulk_create(
        State(iso3=f"Q{item:02x}", iso2=f"{item:02x}", name=f"Commonwealth of Place {item}") for item in range(130)
    )
    ThemeLink.objects.bulk_create(ThemeLink(recommendation=rows[0], theme=theme) for theme in themes)
    TargetTag.objects.bulk_create(
        TargetTag(recommendation=rows[0], target=target, set_by=officer, set_at=now) for target in targets
    )
    rows[1].groups.set(groups), rows[1].goals.set(Goal.objects.all()), rows[1].recommending_states.set(states)
    search.reindex()
    response = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode().count("<option") > 400
    assert len(response.content) < MOST_BYTES


def test_list_only_reads(client, review):
    many(review, 1)
    assert client.post(LIST).status_code == client.post(EXPORT).status_code == 405


def test_list_never_tells_what_is_not_public(client, review, city, officer, signed_in, coordinator):
    [row] = many(review, 1)
    factories.follow_up(city, row, officer, status="partly", gap="A hidden gap", visibility="internal")
    factories.follow_up(
        factories.government(city.state, "Cor"), row, officer, status="ongoing", visibility="restricted"
    )
    for reader in (None, officer, coordinator):
        text = page(signed_in(reader), LIST).main.get_text().lower()
        assert "nothing published yet" in text
        assert "partly implemented" not in text
        assert "ongoing" not in text
        [line] = exported(signed_in(reader))
        assert line["published_statuses"] == ""


def test_export_holds_everything_about_a_recommendation(client, review, city, officer, now):
    [row] = many(review, 1)
    row.groups.add(factories.group("women"))
    for code in ("11.10", "11.2"):
        TargetTag.objects.create(recommendation=row, target=factories.target(code), set_by=officer, set_at=now)
    factories.follow_up(city, row, officer, status="planned", visibility="public")
    [line] = exported(client)
    assert line == {
        "state": "Lumeria",
        "cycle": "4",
        "session": "47",
        "paragraph": "120.1",
        "position": "supported",
        "text": "Continue to build homes that people can afford.",
        "language": "en",
        "recommending_states": "Farland; Nearland",
        "themes": "Right to adequate housing",
        "groups": "Children; Women",
        "goals": "11",
        "targets": "11.2; 11.10",
        "published_statuses": "Planned: 1",
        "url": "http://testserver/en/recommendations/XUL/4/120.1/",
    }


def test_export_speaks_of_a_governments_competence_as_others_do(client, review, city, officer):
    [row] = many(review, 1)
    factories.follow_up(city, row, officer, status="not_applicable", who_can="The ministry", visibility="public")
    [line] = exported(client)
    assert line["published_statuses"] == "Not in their competence: 1"


def test_export_holds_all_pages_of_what_is_shown(client, review, monkeypatch):
    monkeypatch.setattr(recommendation_csv, "CHUNK", 10)
    many(review, 30)
    factories.recommendation(review, "121.1", text="Plant trees.")
    search.reindex()
    assert [row["paragraph"] for row in exported(client, "?q=homes")] == [f"120.{item}" for item in range(1, 31)]
    assert [row["paragraph"] for row in exported(client, "?q=trees&position=supported")] == ["121.1"]


def test_export_is_a_file_for_spreadsheets(client, review):
    many(review, 1)
    response = client.get(EXPORT)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="recommendations-XUL-4.csv"'
    assert response.streaming


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_export_defuses_formulas(client, review, start):
    factories.recommendation(review, text=f"{start}HYPERLINK(1)")
    [line] = exported(client)
    assert line["text"] == f"'{start}HYPERLINK(1)"


def test_export_speaks_the_language_of_the_page(client, review):
    row = factories.recommendation(review)
    RecommendationText.objects.create(recommendation=row, language="es", text="Construir viviendas, ya.")
    content = b"".join(client.get("/es/recommendations/export.csv").streaming_content).decode()
    assert '"Construir viviendas, ya.",es' in content
    assert "/es/recommendations/XUL/4/" in content


@pytest.mark.parametrize("rows", [1, 3])
def test_export_takes_the_same_queries_for_one_and_for_three(
    client, review, city, officer, now, rows, django_assert_num_queries
):
    for row in many(review, rows):
        factories.follow_up(city, row, officer, visibility="public")
        TargetTag.objects.create(recommendation=row, target=factories.target(), set_by=officer, set_at=now)
    exported(client)
    with django_assert_num_queries(EXPORT_QUERIES):
        exported(client)
