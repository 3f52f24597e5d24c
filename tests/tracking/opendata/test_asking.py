"""What may be asked for, and what is refused in words."""

import pytest

from tests import factories


def problems(answer):
    """{parameter: message} of a refusal."""
    told = answer.json()
    assert (answer.status_code, told["status"]) == (400, 400)
    return {row["parameter"]: row["message"] for row in told["errors"]}


@pytest.mark.parametrize(
    "asked, parameter, words",
    [
        ({"colour": "red"}, "colour", "There is no “colour” here. There are: cluster, cycle,"),
        ({"state": "QQQ"}, "state", "“QQQ” is not known here."),
        ({"goal": "x"}, "goal", "“x” is not known here."),
        ({"position": "maybe"}, "position", "maybe is not one of the available choices."),
        ({"cycle": "four"}, "cycle", "Enter a whole number."),
        ({"cycle": "4.5"}, "cycle", "Enter a whole number."),
        ({"state": ""}, "state", "Give a value, or leave it out."),
        ({"q": "…"}, "q", "Give at least one letter or digit."),
        ({"ordering": "text"}, "ordering", "The orders are: paragraph, -paragraph, cycle, -cycle."),
        ({"page": "last"}, "page", "Give a whole number from 1 to"),
        ({"page_size": "201"}, "page_size", "Give a whole number from 1 to 200."),
        ({"language": "xx"}, "language", "The languages are: en, es, fr, ar."),
        ({"cycle": ["4", "5"]}, "cycle", "Ask for it once."),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(recommendation, ask, asked, parameter, words):
    assert words in problems(ask("recommendations", **asked))[parameter]


def test_date_is_checked(db, ask):
    assert "updated_since" in problems(ask("steps", updated_since="31/12/2025"))


def test_filters_combine(review, recommendation, ask):
    noted = factories.recommendation(review, "120.2", position="noted")
    other = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")), "9.1")

    def found(**asked):
        return {row["id"] for row in ask("recommendations", **asked).json()["results"]}

    assert found(state="XUL") == {recommendation.pk, noted.pk}
    assert found(state="XUL", position="noted") == {noted.pk}
    assert found(state="XOT", position="noted") == set()
    assert found(goal=11, recommending_state="XFA", group="children") == {recommendation.pk, noted.pk, other.pk}


def test_status_filter_knows_silence(city, officer, review, recommendation, ask):
    factories.follow_up(city, recommendation, officer, visibility="public")
    factories.follow_up(city, silent := factories.recommendation(review), officer)
    assert [row["id"] for row in ask("recommendations", status="not_started").json()["results"]] == [recommendation.pk]
    assert [row["id"] for row in ask("recommendations", status="no_information").json()["results"]] == [silent.pk]


def test_pages_join_without_gaps(review, ask, client):
    made = [factories.recommendation(review, f"120.{item}").pk for item in range(1, 8)]
    found, address = [], "/api/v1/recommendations/?page_size=3&ordering=-paragraph"
    while address:
        told = client.get(address).json()
        found += [row["id"] for row in told["results"]]
        address = told["next"]
    assert found == made[::-1]
    assert ask("recommendations", page=9).status_code == 404


def test_language_of_labels_and_texts(recommendation, ask, client):
    recommendation.texts.create(language="es", text="Construir viviendas.")
    told = ask("recommendations", language="es").json()["results"][0]
    assert (told["position_label"], told["text"], told["text_language"]) == ("aceptada", "Construir viviendas.", "es")
    assert "/es/recommendations/" in told["url"]
    assert [row["is_original"] for row in told["texts"]] == [True, False]
    accepted = client.get("/api/v1/recommendations/", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert accepted["Content-Language"] == "es"
    assert "Accept-Language" in accepted["Vary"]
    fallback = client.get("/api/v1/recommendations/", headers={"Accept-Language": "de"})
    assert fallback.json()["results"][0]["text_language"] == "en"
