"""Starter indicators: the file agrees with the others; a government gets proposals from its own service areas."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from tests import factories
from tracking import indicator_templates
from tracking.models import Attribute, Competence, Indicator, ServiceArea

REFERENCE = Path(__file__).resolve().parents[2] / "tracking" / "reference"
LANGUAGES = {"en", "es", "fr"}


def load(name):
    return yaml.safe_load((REFERENCE / f"{name}.yml").read_text(encoding="utf-8"))


ENTRIES = load("indicator_templates")


@pytest.fixture
def housing(city):
    """The city may act on housing, and not on schools."""
    for code, kind, who in (("housing", "own", ""), ("education", "none", "Ministry")):
        area = ServiceArea.objects.create(code=code, labels={"en": code.title()})
        Competence.objects.create(local_government=city, service_area=area, kind=kind, who_can=who)
    for code in {entry["attribute"] for entry in ENTRIES}:
        Attribute.objects.create(code=code, right=factories.right(), labels={"en": code})


def test_every_local_service_area_has_three_to_five():
    local = {area["code"] for area in load("service_areas") if not area.get("national")}
    counts = Counter(entry["area"] for entry in ENTRIES)
    assert set(counts) == local
    assert [area for area, count in counts.items() if not 3 <= count <= 5] == []


def test_entries_name_what_stands_in_the_other_files():
    attributes = {attribute["code"] for right in load("rights") for attribute in right["attributes"]}
    targets = {target["code"] for target in load("targets")}
    assert {entry["attribute"] for entry in ENTRIES} <= attributes
    assert {entry["sdg"].rpartition(".")[0] for entry in ENTRIES if "sdg" in entry} <= targets
    assert all(re.fullmatch(r"\d+\.[\da-d]+\.\d+", entry["sdg"]) for entry in ENTRIES if "sdg" in entry)


def test_codes_are_unique_and_scales_are_known():
    assert [code for code, times in Counter(entry["code"] for entry in ENTRIES).items() if times > 1] == []
    for name, scale in (("kind", Indicator.Kind), ("unit", Indicator.Unit), ("direction", Indicator.Direction)):
        assert {entry[name] for entry in ENTRIES} <= set(scale.values)
    assert {entry["periodicity"] for entry in ENTRIES if "periodicity" in entry} <= set(Indicator.Periodicity.values)


@pytest.mark.parametrize("field", ["name", "definition", "unit_word"])
def test_words_stand_in_three_languages_and_fit(field):
    longest = {"name": 200, "definition": 1000, "unit_word": 60}[field]
    for entry in ENTRIES:
        texts = entry.get(field, dict.fromkeys(LANGUAGES, "-"))
        assert set(texts) == LANGUAGES, entry["code"]
        assert all(text.strip() == text and 0 < len(text) <= longest for text in texts.values()), entry["code"]


def test_proposals_come_from_own_service_areas(housing, city, other_city, officer):
    found = indicator_templates.suggestions(city)
    assert {one.code for one in found} == {entry["code"] for entry in ENTRIES if entry["area"] == "housing"}
    assert {one.area for one in found} == {"Housing"}
    assert indicator_templates.suggestions(other_city) == []
    factories.indicator(city, officer, code=found[0].code)
    assert found[0].code not in {one.code for one in indicator_templates.suggestions(city)}


def test_one_click_takes_a_proposal_over_once(housing, city, officer, signed_in):
    client, address = signed_in(officer), f"/en/my-work/{city.pk}/indicators/"
    assert 'value="HOU-1"' in client.get(address).content.decode()
    answers = [client.post(f"{address}take/", {"template": "HOU-1"}) for _ in range(2)]
    indicator = Indicator.objects.get()
    assert {answer["Location"] for answer in answers} == {indicator.get_absolute_url()}
    assert (indicator.name, indicator.direction, indicator.attribute.code) == (
        "Households evicted",
        "down",
        "housing-security",
    )
    assert indicator.added_by == officer
    indicator.full_clean()


def test_proposal_is_taken_over_in_the_language_of_the_page(housing, city):
    with translation.override("es"):
        assert indicator_templates.new_indicator(city, "HOU-1").name == "Hogares desalojados"


def test_unknown_proposal_is_404(housing, city, officer, signed_in):
    assert signed_in(officer).post(f"/en/my-work/{city.pk}/indicators/take/", {"template": "X"}).status_code == 404


def test_proposals_stay_away_from_those_who_only_read(housing, city, viewer, signed_in):
    assert "HOU-1" not in signed_in(viewer).get(f"/en/my-work/{city.pk}/indicators/").content.decode()
