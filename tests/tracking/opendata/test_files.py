"""Files: the same rows as the API, harmless in spreadsheets, and told in full by the dictionary."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracking.opendata import files
from tracking.opendata.catalogue import subjects
from tracking.opendata.columns import sheets

PLACE = "/en/open-data/"


def table(client, name, place=PLACE):
    """The lines of a CSV file as dicts."""
    answer = client.get(f"{place}{name}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.getvalue().decode()
    assert text[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_csv_has_a_line_a_row_and_its_parts_apart(publish, client):
    made = publish()
    recommendation = made["recommendation"]
    recommendation.texts.create(language="es", text="Construir viviendas.")
    row = next(row for row in table(client, "recommendations") if row["id"] == str(recommendation.pk))
    assert (row["state"], row["groups"], row["recommending_states"]) == ("XUL", "children", "XFA; XNE")
    texts = [
        (one["recommendation"], one["language"], one["is_original"]) for one in table(client, "recommendations-texts")
    ]
    assert texts == [(row["id"], "en", "true"), (row["id"], "es", "false")]
    assert table(client, "statuses")[0]["national_assessment_status"] == "partly"
    assert table(client, "steps-evidence")[0]["title"] == "Council decision"


def test_json_says_the_same_as_the_api(publish, ask, client, codes):
    publish()
    for code in codes:
        told = json.loads(client.get(f"{PLACE}{code}.json").getvalue())
        assert told["rows"] == ask(code, page_size=200, language="en").json()["results"], code
        assert told["licence"]["name"] == "CC BY 4.0"


def test_no_cell_is_a_formula(city, officer, client):
    factories.step(city, officer, visibility="public", title="=HYPERLINK()", outcome="＝1+1", lesson="-4.5")
    [row] = table(client, "steps")
    assert (row["title"], row["outcome"], row["lesson"]) == ("'=HYPERLINK()", "'＝1+1", "-4.5")


def test_labels_are_in_the_language_of_the_page(recommendation, client):
    assert table(client, "recommendations", "/es/open-data/")[0]["position_label"] == "aceptada"


def test_dictionary_names_every_column_of_every_file(publish, client):
    publish()
    entries = table(client, "dictionary")
    found = {}
    for entry in entries:
        assert entry["meaning"] and entry["type"]
        found.setdefault(entry["file"], []).append(entry["column"])
    spanish = table(client, "dictionary", "/es/open-data/")
    assert [(row["file"], row["column"]) for row in spanish] == [(row["file"], row["column"]) for row in entries]
    held = {}
    for name in found:
        answer = client.get(PLACE + name)
        assert answer.status_code == 200
        held[name] = next(csv.reader([answer.getvalue().decode()[1:].splitlines()[0]]))
    assert held == found
    assert set(held) == {f"{sheet.name}.csv" for subject in subjects() for sheet in sheets(subject)}
    told = json.loads(client.get(f"{PLACE}dictionary.json").getvalue())
    assert [(row["file"], row["column"], row["meaning"]) for row in told] == [
        (row["file"], row["column"], row["meaning"]) for row in entries
    ]


def test_codes_in_files_are_those_of_the_dictionary(publish, client):
    publish()
    allowed = {}
    for row in table(client, "dictionary"):
        if row["values"]:
            allowed.setdefault(row["file"], {})[row["column"]] = {*row["values"].split("; "), ""}
    assert len(allowed) > 10
    for name, columns in allowed.items():
        rows = table(client, name.removesuffix(".csv"))
        for column, values in columns.items():
            assert {row[column] for row in rows} <= values, (name, column)


def test_archive_holds_every_file(publish, client):
    publish()
    answer = client.get(f"{PLACE}open-data.zip")
    package = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert package.testzip() is None
    names = {f"{sheet.name}.csv" for subject in subjects() for sheet in sheets(subject)}
    names |= {f"{subject.code}.json" for subject in subjects()}
    assert set(package.namelist()) == {*names, "README.txt", "dictionary.csv", "dictionary.json", "codes.csv"}
    assert package.read("steps.csv") == client.get(f"{PLACE}steps.csv").getvalue()
    assert "CC BY 4.0" in package.read("README.txt").decode()


def test_same_data_gives_the_same_bytes_and_they_are_not_sent_twice(publish, client, settings):
    publish()
    for name in ("open-data.zip", "steps.csv", "practices.json"):
        first = client.get(PLACE + name)
        assert len(first.getvalue()) == int(first["Content-Length"])
        again = client.get(PLACE + name, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.getvalue(), again["Access-Control-Allow-Origin"]) == (304, b"", "*"), name
        assert settings.OPEN_DATA_LICENCE[1] in first["Link"]


def test_codes_are_told_in_every_language(db, client):
    rows = {(row["file"], row["column"], row["code"]): row for row in table(client, "codes")}
    supported = rows["recommendations.csv", "position", "supported"]
    assert [supported[f"label_{code}"] for code in ("en", "es")] == ["supported", "aceptada"]
    told = {(row["file"], row["column"]) for row in table(client, "dictionary") if row["values"]}
    assert told == {(name, column) for name, column, _code in rows}


def test_file_is_written_chunk_by_chunk(review, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 2)
    for _ in range(5):
        factories.recommendation(review)
    subject = next(one for one in subjects() if one.code == "recommendations")
    with CaptureQueriesContext(connection) as asked:
        pieces = list(files.chunks(subject, "en"))
    assert [len(piece) for piece in pieces] == [2, 2, 1]
    assert len(asked) <= 1 + 3 * 9


@pytest.mark.parametrize("name", ["nothing.csv", "steps.xml", "steps-owner.csv", "steps-evidence.json", "people.csv"])
def test_file_that_nobody_offers_is_404(db, client, name):
    assert client.get(PLACE + name).status_code == 404


def test_only_reading(db, client):
    assert client.post(f"{PLACE}steps.csv").status_code == 405
