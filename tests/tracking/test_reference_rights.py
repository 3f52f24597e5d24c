"""The file of rights and their attributes agrees with itself, and reaches the database."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from tracking import reference_data
from tracking.models import Attribute, Right

FILE = Path(__file__).resolve().parents[2] / "tracking" / "reference" / "rights.yml"
LANGUAGES = {"en", "es", "fr", "ar"}


@cache
def rights():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def attributes():
    return [attribute for right in rights() for attribute in right["attributes"]]


def test_file_begins_with_comment_on_source_and_extension():
    head = FILE.read_text(encoding="utf-8").split("- code")[0]
    assert "Source of facts:" in head
    assert "How to extend:" in head


def test_rights_are_sixteen_with_three_to_five_attributes_each():
    assert len(rights()) == 16
    assert {
        right["code"]: len(right["attributes"]) for right in rights() if not 3 <= len(right["attributes"]) <= 5
    } == {}


@pytest.mark.parametrize("entries", [rights, attributes])
def test_codes_are_unique_slugs_and_labels_stand_in_every_language(entries):
    codes = Counter(entry["code"] for entry in entries())
    assert [code for code, times in codes.items() if times > 1 or not re.fullmatch("[a-z-]+", code)] == []
    for entry in entries():
        assert set(entry["labels"]) == LANGUAGES, entry["code"]
        assert all(text and text == text.strip() for text in entry["labels"].values()), entry["code"]


def test_no_two_labels_of_a_language_are_the_same():
    for language in LANGUAGES:
        labels = Counter(entry["labels"][language] for entry in [*rights(), *attributes()])
        assert [label for label, times in labels.items() if times > 1] == []


def test_load_keeps_the_order_of_the_file_and_what_the_site_translated(db):
    reference_data.load()
    assert list(Right.objects.values_list("code", flat=True)) == [right["code"] for right in rights()]
    assert list(Attribute.objects.values_list("code", flat=True)) == [one["code"] for one in attributes()]
    housing = Right.objects.get(code="adequate-housing")
    assert [str(one) for one in housing.attributes.all()][-1] == "Security of tenure"
    Right.objects.filter(pk=housing.pk).update(labels={**housing.labels, "ar": "الحق في السكن"})
    kinds = {tally.kind: tally for tally in reference_data.load()}
    assert (kinds["human rights"].same, kinds["attributes of rights"].same) == (16, len(attributes()))
    assert Right.objects.get(pk=housing.pk).labels["ar"] == "الحق في السكن"


def test_load_without_the_file_says_which_one_is_missing(db, tmp_path):
    for path in FILE.parent.glob("*.yml"):
        if path != FILE:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(reference_data.BrokenReference, match="rights.yml cannot be read"):
        reference_data.load(tmp_path)
    assert not Right.objects.exists()
