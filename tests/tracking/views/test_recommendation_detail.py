"""The public page of one recommendation: its official text, its tags, and nothing that was not published."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from tests import factories
from tracking.models import Group, RecommendationText, TargetTag

QUERIES = 21  # one of them for the navigation, one each for practices, changes of position and published reports
READERS = ("nobody", "officer", "outsider", "viewer", "coordinator", "national_viewer", "stranger")


def page(client, row):
    response = client.get(row.get_absolute_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def main_text(soup):
    return " ".join(soup.main.get_text(" ").split())


@pytest.fixture
def reader(request):
    return None if request.param == "nobody" else request.getfixturevalue(request.param)


@pytest.fixture
def published(recommendation, city, officer):
    """The city's public follow-up with a public step and public evidence."""
    follow_up = factories.follow_up(
        city,
        recommendation,
        officer,
        status="partly",
        gap="Homes in the old port",
        plain_reading="Homes people can pay for",
        visibility="public",
    )
    step = factories.step(city, officer, [follow_up], visibility="public")
    evidence = factories.evidence(step, officer, visibility="public")
    return follow_up, step, evidence


def test_page_shows_text_position_and_tags(client, recommendation, review, officer, now):
    TargetTag.objects.create(recommendation=recommendation, target=factories.target(), set_by=officer, set_at=now)
    type(recommendation).objects.filter(pk=recommendation.pk).update(source_of_position="A/HRC/58/9/Add.1, para. 7")
    soup = page(client, recommendation)
    assert soup.h1.get_text() == "Recommendation 120.1"
    assert soup.select_one("blockquote.official")["lang"] == "en"
    assert soup.select_one("blockquote.official p").get_text() == "Continue to build homes that people can afford."
    text = main_text(soup)
    assert "A/HRC/58/9/Add.1, para. 7" in text
    assert "supported" in text
    links = {link.get_text(strip=True): link["href"] for link in soup.main.select("a[href*='review=']")}
    theme, group = recommendation.themes.get(), recommendation.groups.get()
    assert links["Right to adequate housing"] == f"/en/recommendations/?review={review.pk}&theme={theme.pk}"
    assert links["Economic-Social"].endswith(f"&cluster={theme.cluster_id}")
    assert links["Children"].endswith(f"&group={group.pk}")
    assert links["11 Goal 11 title"].endswith(f"&goal={recommendation.goals.get().pk}")
    assert links["11.1 Target 11.1 label"].endswith(f"&target={factories.target().pk}")
    assert links["Farland"].endswith(f"&state={factories.state('XFA').pk}")


def test_page_names_a_hidden_group_without_a_link(client, recommendation):
    recommendation.groups.set([Group.objects.create(code="o", labels={"en": "Officials"}, is_hidden_as_filter=True)])
    soup = page(client, recommendation)
    assert "Officials" in main_text(soup)
    assert soup.select("a[href*='group=']") == []


def test_page_marks_other_languages_as_unofficial(client, recommendation):
    RecommendationText.objects.create(recommendation=recommendation, language="ar", text="نص")
    soup = page(client, recommendation)
    assert "unofficial" in soup.find(id="translations").get_text()
    assert soup.select_one("p[lang=ar]")["dir"] == "auto"
    assert page(client, factories.recommendation(recommendation.review)).find(id="translations") is None


def test_page_works_without_any_text(client, recommendation):
    recommendation.texts.all().delete()
    assert "The official text is not stored yet." in main_text(page(client, recommendation))


def test_page_shows_what_cities_publish(client, recommendation, published, other_city):
    follow_up, step, evidence = published
    soup = page(client, recommendation)
    text = main_text(soup)
    for words in ["Homes people can pay for", "Homes in the old port", "Open a night shelter", "Last update: 10 March"]:
        assert words in text
    assert "1 of 2 local governments publish something on it." in text
    assert soup.find("a", string="Altamira")["href"] == "/en/governments/XUL/altamira/"
    assert soup.find("a", string="Open a night shelter")["href"] == step.get_absolute_url()
    assert soup.find("a", string="Council decision")["href"] == "https://example.org/decision"
    shares = [" ".join(row.get_text(" ").split()) for row in soup.select(".distribution > div")]
    assert shares == ["Partly implemented 1 of 2", "Nothing published yet 1 of 2"]


def test_page_leads_to_an_evidence_file_through_its_view(client, recommendation, published, officer):
    _follow_up, step, _evidence = published
    file = factories.evidence(step, officer, title="Minutes", link="", file="evidence/minutes.pdf", visibility="public")
    withheld = factories.evidence(step, officer, title="Told in trust", link="", kind="withheld", visibility="public")
    soup = page(client, recommendation)
    assert soup.find("a", string="Minutes")["href"] == reverse("tracking:evidence-file", args=[file.pk])
    assert withheld.title in main_text(soup)
    assert soup.find("a", string=withheld.title) is None


def test_page_flags_a_setback_and_old_news(client, recommendation, city, officer, now):
    factories.follow_up(
        city,
        recommendation,
        officer,
        status="ongoing",
        has_setback=True,
        setback_explanation="The programme ended",
        visibility="public",
        updated_at=now - datetime.timedelta(days=3000),
    )
    text = main_text(page(client, recommendation))
    assert "Setback" in text
    assert "The programme ended" in text
    assert "No update for more than twelve months." in text


def test_page_says_that_nothing_is_published(client, recommendation, city, other_city):
    soup = page(client, recommendation)
    assert "0 of 2 local governments publish something on it." in main_text(soup)
    assert soup.select(".distribution") == []


def test_page_without_local_governments(client, recommendation):
    assert "No local government of Lumeria takes part yet." in main_text(page(client, recommendation))


@pytest.mark.parametrize("reader", READERS, indirect=True)
@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_page_never_shows_a_follow_up_that_is_not_public(signed_in, reader, recommendation, published, visibility):
    follow_up, _step, _evidence = published
    type(follow_up).objects.update(visibility=visibility)
    text = main_text(page(signed_in(reader), recommendation))
    assert "0 of" in text
    for words in ["Homes", "old port", "night shelter", "Council decision", "Partly implemented"]:
        assert words not in text.replace("Continue to build homes", "")


@pytest.mark.parametrize("reader", READERS, indirect=True)
@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_page_never_shows_a_step_that_is_not_public(signed_in, reader, recommendation, published, visibility):
    _follow_up, step, _evidence = published
    type(step).objects.update(visibility=visibility)
    text = main_text(page(signed_in(reader), recommendation))
    assert "Homes in the old port" in text
    assert "night shelter" not in text
    assert "Council decision" not in text


@pytest.mark.parametrize("reader", READERS, indirect=True)
@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_page_never_shows_evidence_that_is_not_public(signed_in, reader, recommendation, published, visibility):
    _follow_up, _step, evidence = published
    type(evidence).objects.update(visibility=visibility)
    text = main_text(page(signed_in(reader), recommendation))
    assert "night shelter" in text
    assert "Council decision" not in text


def test_page_names_no_person(client, recommendation, published, officer):
    html = client.get(recommendation.get_absolute_url()).content.decode()
    assert officer.email not in html
    assert str(officer) not in main_text(BeautifulSoup(html, "html.parser"))


@pytest.mark.parametrize(
    ("reader", "may"),
    [("nobody", False), ("officer", True), ("approver", True), ("viewer", False), ("coordinator", False)],
    indirect=["reader"],
)
def test_page_offers_the_work_to_those_who_may(signed_in, reader, may, recommendation, city):
    link = reverse("tracking:followup-edit", args=[city.pk, recommendation.pk])
    assert bool(page(signed_in(reader), recommendation).select(f"a[href='{link}']")) == may


def test_page_offers_no_work_on_another_states_recommendation(signed_in, officer):
    elsewhere = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    assert "Work on it" not in main_text(page(signed_in(officer), elsewhere))


def test_page_leads_to_the_earlier_and_the_next(client, review):
    for paragraph in ("120.2", "120.10", "120.9"):
        factories.recommendation(review, paragraph)
    rows = {row.paragraph: row for row in review.recommendations.select_related("review__state")}
    soup = page(client, rows["120.9"])
    assert soup.select_one("a[rel=prev]")["href"].endswith("/120.2/")
    assert soup.select_one("a[rel=next]")["href"].endswith("/120.10/")
    assert page(client, rows["120.2"]).select("a[rel=prev]") == []
    assert page(client, rows["120.10"]).select("a[rel=next]") == []


def test_page_says_how_to_cite_it(client, recommendation):
    soup = page(client, recommendation)
    cite = " ".join(soup.find(id="cite").parent.get_text().split())
    assert "Lumeria, cycle 4, recommendation 120.1" in cite
    address = f"{settings.SITE_URL}/en/recommendations/XUL/4/120.1/"  # whatever host was asked
    assert address in cite
    assert f"Read on {datetime.datetime.now(datetime.UTC):%-d %B %Y}" in cite
    assert soup.select_one("link[rel=canonical]")["href"] == address


@pytest.mark.parametrize(
    "address", ["XUL/4/120.2/", "XUL/3/120.1/", "XXX/4/120.1/", "XUL/99999999999999999999/120.1/", "XUL/4/%00/"]
)
def test_unknown_address_is_404(client, recommendation, address):
    assert client.get(f"/en/recommendations/{address}").status_code == 404


def test_any_paragraph_has_an_address(client, review):
    for paragraph in ("A/HRC/58/9, 12", "140.17 (a)", "?x=1#y"):
        assert page(client, factories.recommendation(review, paragraph)).h1.get_text().endswith(paragraph)


def test_upr_comes_before_another_mechanism_of_the_same_cycle(client, review, recommendation):
    other = factories.review(review.state, mechanism="vnr")
    factories.recommendation(other, recommendation.paragraph, text="Report to New York.")
    assert "Continue to build homes" in main_text(page(client, recommendation))


def test_page_only_reads(client, recommendation):
    assert client.post(recommendation.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_the_same_queries_for_one_and_for_three(
    client, recommendation, state, officer, rows, django_assert_num_queries
):
    for number in range(rows):
        city = factories.government(state, f"City {number}")
        follow_up = factories.follow_up(city, recommendation, officer, visibility="public")
        for _ in range(rows):
            factories.evidence(
                factories.step(city, officer, [follow_up], visibility="public"), officer, visibility="public"
            )
    client.get(recommendation.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(recommendation.get_absolute_url())
