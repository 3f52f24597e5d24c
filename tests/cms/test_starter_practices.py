"""The starter practices: complete in three languages, safe to publish, made once and never again."""

import functools
import re
import shutil
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from wagtail.models import Locale

from cms import building, starter
from cms.building import TREE, practices
from cms.models import PracticeEvidence, PracticePage, StarterPage
from cms.models.practice_scales import ReviewStatus
from cms.publication import missing_for_publication
from tracking import personal_data, reference_data
from tracking.models import ImplementationStep, StepChallenge, count_words

FOLDER = starter.FOLDER / "practices"
REFERENCE = Path(reference_data.__file__).parent / "reference"
LANGUAGES = ("en", "es", "fr")
SLUGS = sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.yml")})
VERSIONS = {slug: [starter.read(slug, language, FOLDER) for language in LANGUAGES] for slug in SLUGS}
# Fields with words, which differ from language to language; the other fields are facts and do not.
WORDS = {
    *("title", "place_name", "search_description", "summary", "context", "problem", "participation", "legal_basis"),
    *("lead_department", "partners", "standing_collaboration", "what_was_done", "results", "costs", "challenges"),
    *("what_did_not_work", "lessons", "transfer", "sustainability", "second_reader", "source_note", "evidence"),
}
NEEDED = {"title", "place_name", "search_description", "summary", "participation", "what_was_done", "results", "costs"}
NEEDED |= {"what_did_not_work", "lessons", "transfer", "source_note", "results_date", "evidence", "review_status"}
OWN_REASONING = ("Our own reasoning: ", "Reflexión nuestra: ", "Notre réflexion\u00a0: ")
# Places, offices and papers of which nothing may be told in public, and case files in general.
KEPT_OUT = re.compile(
    r"\b(Tera|Oaxaca|Guanajuato|Quintana Roo|Ivano-Frankivsk|Lviv|Lemberg|Leópolis|Muratove|Pischane|Tabarre|Bel-Air"
    r"|Jujuy|San Cristóbal|Bassikounou|Nema|Tibesti|Aden|DIF|HRMMU|PPMES|OHCHR|mining|minera|minière|mapping paper"
    r"|internal mapping|mapeo interno|état des lieux interne)\b"
)

HARMLESS = {"050/450/2018"}  # the number of a decision, which looks like a telephone's


@functools.cache
def named(file, key="code"):
    """The entries of a file of the reference data by their name."""
    entries = yaml.safe_load((REFERENCE / f"{file}.yml").read_text(encoding="utf-8"))
    return {entry[key]: entry for entry in entries}


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_says_the_same_in_every_language(slug):
    english, spanish, french = VERSIONS[slug]
    assert set(english) == set(spanish) == set(french)
    assert set(english) >= NEEDED
    facts = [{name: version[name] for name in set(version) - WORDS} for version in VERSIONS[slug]]
    assert facts[0] == facts[1] == facts[2]
    sources = [[{**source, "title": ""} for source in version["evidence"]] for version in VERSIONS[slug]]
    assert sources[0] == sources[1] == sources[2]
    for name in NEEDED & WORDS - {"evidence", "place_name"}:
        assert len({version[name] for version in VERSIONS[slug]}) == len(LANGUAGES), name


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_fits_its_fields(slug):
    for version, prefix in zip(VERSIONS[slug], OWN_REASONING, strict=True):
        assert count_words(version["summary"]) <= 80
        assert version["transfer"].startswith(prefix)
        check_fields(PracticePage, version)
        for source in version["evidence"]:
            check_fields(PracticeEvidence, source)


def check_fields(model, content):
    """Every value is one that the model's field accepts, where the model has it and it is no link."""
    for name, value in content.items():
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field) and not field.is_relation:
            field.clean(value, None)


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_names_what_exists(slug):
    facts = VERSIONS[slug][0]
    themes, groups = named("themes", "label"), named("groups")
    assert set(facts["themes"]) <= set(themes)
    assert set(facts["groups"]) <= set(groups)
    assert set(facts["rights"]) <= set(named("rights"))
    assert set(facts["service_areas"]) <= set(named("service_areas"))
    assert set(facts["target_codes"].split(", ")) <= set(named("targets"))
    assert facts["country"] in named("states", "iso3")
    assert set(facts["challenge_kinds"]) <= set(StepChallenge.Kind)
    assert set(facts["result_kinds"]) <= set(ImplementationStep.Change)
    assert ("latitude" in facts) == ("longitude" in facts)
    sensitive = [themes[name] for name in facts["themes"]] + [groups[code] for code in facts["groups"]]
    assert "second_reader" in facts or not any(word.get("sensitive") for word in sensitive)


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_tells_nothing_that_may_not_be_published(slug):
    for language in LANGUAGES:
        text = (FOLDER / f"{slug}.{language}.yml").read_text(encoding="utf-8")
        assert not KEPT_OUT.search(text)
    for version in VERSIONS[slug]:
        for name in WORDS & set(version) - {"evidence"}:
            assert {finding.excerpt for finding in personal_data.find(version[name])} <= HARMLESS, name


def test_practice_with_one_hidden_source_only_is_marked_as_self_reported():
    for slug, (facts, *_others) in VERSIONS.items():
        is_public = any(source.get("link") or source["independence"] != "self-reported" for source in facts["evidence"])
        expected = ReviewStatus.CHECKED if is_public else ReviewStatus.SELF_REPORTED
        assert facts["review_status"] == expected, slug


@pytest.fixture
def small_tree(db, monkeypatch):
    """build_site makes the home page and the list of practices only, and what stands below it."""
    monkeypatch.setattr("cms.building.pages.TREE", [plan for plan in TREE if plan.key in ("home", "practices")])


@pytest.fixture
def two_practices(small_tree, monkeypatch, tmp_path):
    """A folder with two of the practices, from which the site is built."""
    folder = tmp_path / "two"
    folder.mkdir()
    for slug in SLUGS[:2]:
        for path in FOLDER.glob(f"{slug}.*.yml"):
            shutil.copy(path, folder)
    monkeypatch.setattr(practices, "FOLDER", folder)
    return folder


def test_every_practice_is_published_with_its_links(small_tree, client, use_languages, monkeypatch):
    use_languages("en")
    reference_data.load()
    monkeypatch.setattr(practices, "FOLDER", FOLDER)
    building.build_site()
    made = {page.slug: page for page in PracticePage.objects.live()}
    assert sorted(made) == SLUGS
    for slug, page in made.items():
        facts = VERSIONS[slug][0]
        assert missing_for_publication(page) == {}
        assert page.get_parent().slug == "practices"
        assert (page.themes.count(), page.groups.count()) == (len(facts["themes"]), len(facts["groups"]))
        assert page.targets.count() == len(facts["target_codes"].split(","))
        assert page.evidence.count() == len(facts["evidence"])
        assert page.live_revision_id and not page.has_unpublished_changes
    for address in (made[SLUGS[0]].get_url(), f"{made[SLUGS[1]].get_url()}?format=json", "/en/practices/"):
        assert client.get(address).status_code == 200, address


def test_practices_are_made_once_in_every_language(use_languages, two_practices):
    use_languages("en", "es", "ar")
    made = building.build_site()
    assert {(f"practices/{slug}", code) for slug in SLUGS[:2] for code in ("en", "es", "ar")} <= set(made)
    versions = {page.locale.language_code: page for page in PracticePage.objects.filter(slug=SLUGS[0])}
    english, spanish, arabic = (versions[code] for code in ("en", "es", "ar"))
    assert spanish.title != english.title and spanish.alias_of_id is None
    assert arabic.alias_of_id == english.pk
    assert english.get_translation(Locale.objects.get(language_code="es")).pk == spanish.pk
    before = list(PracticePage.objects.order_by("pk").values())
    assert building.build_site() == []
    assert list(PracticePage.objects.order_by("pk").values()) == before


def test_what_editors_changed_or_deleted_stays(use_languages, two_practices):
    use_languages("en")
    building.build_site()
    first, second = (PracticePage.objects.get(slug=slug) for slug in SLUGS[:2])
    first.title, first.slug = "Ours", "ours"
    first.save_revision().publish()
    second.delete()
    assert building.build_site() == []
    assert list(PracticePage.objects.values_list("title", "slug")) == [("Ours", "ours")]
    assert StarterPage.objects.filter(key=f"practices/{SLUGS[1]}", page=None).exists()


def test_site_without_reference_data_gets_practices_too_and_later_ones(use_languages, two_practices):
    use_languages("en")
    building.build_site()
    page = PracticePage.objects.get(slug=SLUGS[0])
    assert page.live and not page.themes.exists() and page.target_codes == ""
    shutil.copy(FOLDER / f"{SLUGS[2]}.en.yml", two_practices)
    assert building.build_site() == [(f"practices/{SLUGS[2]}", "en")]


def test_fields_and_rows_that_do_not_exist_are_left_out(db):
    content = {"title": "T", "colour": "red", "themes": ["No such theme"], "target_codes": "99.9"}
    assert practices.fields_of(PracticePage, content) == {"title": "T", "themes": [], "target_codes": ""}
