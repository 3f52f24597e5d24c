"""The questions of the self-assessment, the sheet of a round, and its download."""

import csv
import io

import pytest
from django.utils.translation import override

from tests import factories
from tracking import self_assessment


def test_items_are_whole_in_every_language_and_codes_are_unique():
    items = self_assessment.items()
    assert len({item.code for item in items}) == len(items)
    assert 17 <= len(items) <= 20
    for item in items:
        assert item.part in self_assessment.PARTS
        for texts in (item.labels, item.hints):
            assert set(texts) == {"en", "es", "fr", "ar"}
            assert len(set(texts.values())) == 4
    assert all(self_assessment.items_of(part) for part in self_assessment.PARTS)


@pytest.mark.parametrize(("language", "start"), [("es", "El pleno"), ("fr", "Le conseil"), ("ru", "The council")])
def test_item_speaks_the_language_of_the_page_and_else_english(language, start):
    with override(language):
        assert self_assessment.items()[0].label.startswith(start)


def test_sheet_has_every_item_and_keeps_answers_on_former_ones(city, officer, django_assert_num_queries):
    row = factories.self_assessment(city, officer, office="yes", asked_long_ago="no")
    with django_assert_num_queries(1):
        parts = self_assessment.sheet(row)
    lines = {line.item.code: line.answer.answer for _part, _name, lines in parts for line in lines}
    assert set(lines) == {item.code for item in self_assessment.items()} | {"asked-long-ago"}
    assert (lines["office"], lines["budget"], lines["asked-long-ago"]) == ("yes", "", "no")
    assert parts[-1][0] == ""


def test_csv_has_a_row_an_item_and_no_formula_and_no_total(city, officer, now):
    row = factories.self_assessment(city, officer)
    fields = {"answer": "partly", "answered_on": now.date(), "evidence": "=1+1", "link": "", "note": "@here"}
    row.save_answers({"office": fields}, by=officer, now=now)
    text = self_assessment.csv_of(row)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(self_assessment.items())
    found = next(row for row in rows if row["code"] == "office")
    assert (found["answer"], found["date"], found["evidence"], found["note"]) == (
        "partly",
        "2026-03-10",
        "'=1+1",
        "'@here",
    )
    assert {row["answer"] for row in rows} == {"", "partly"}
