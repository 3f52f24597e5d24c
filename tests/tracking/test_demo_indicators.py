"""The demo's indicators agree with the other files, and show what the product can do."""

import datetime

import pytest
import yaml

from tests.tracking.test_demo_files import load
from tracking import demo, indicators, reference_data
from tracking.demo.files import FOLDER
from tracking.models import Event, Indicator

ENTRIES = yaml.safe_load((FOLDER / "indicators.yml").read_text(encoding="utf-8"))


def test_entries_name_governments_and_their_follow_ups():
    follow_ups = {(row["government"], row["paragraph"]) for row in load("followups")}
    measured = {(entry["government"], paragraph) for entry in ENTRIES for paragraph in entry["paragraphs"]}
    assert measured <= follow_ups
    assert len({entry["government"] for entry in ENTRIES}) == 3
    assert len(ENTRIES) in (6, 7, 8)


def test_nothing_public_measures_a_sensitive_topic():
    sensitive = {row["paragraph"] for row in load("recommendations") if row["sensitive"]}
    assert not [entry for entry in ENTRIES if entry["visibility"] == "public" and sensitive & {*entry["paragraphs"]}]


def test_values_count_one_a_year_and_name_categories_of_the_sheet():
    for entry in ENTRIES:
        years = [value["year"] for value in entry["values"]]
        assert len(set(years)) == len(years) and all(year < 0 for year in years), entry["code"]
        for value in entry["values"]:
            for dimension, cells in value.get("cells", {}).items():
                assert set(cells) <= {*entry["dimensions"][dimension], ""}, entry["code"]
                if entry["unit"] == "number":
                    assert sum(cells.values()) == value["number"], entry["code"]


@pytest.mark.django_db
def test_demo_loads_with_a_gap_a_small_number_and_a_wrong_way():
    reference_data.load()
    demo.load(datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC), "correct horse")
    rows = Indicator.objects.published().prefetch_related("values__categories")
    shown = {row.code: indicators.figures(row, is_full=False) for row in rows}
    trends = {row.code: indicators.trend(row, shown[row.code]) for row in rows}
    assert trends["VIV-1"] == "better"
    assert trends["DOM-1"] == "worse"
    assert shown["ACC-1"][0].value.reason == "no-budget"
    assert shown["VIV-1"][0].has_hidden
    assert shown["H-2"][0].is_hidden
    assert not Event.objects.filter(at__gt=datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC)).exists()
    for row in Indicator.objects.all():
        row.full_clean()
