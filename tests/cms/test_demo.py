"""The demo's practices become published pages in every language, once."""

import datetime

import pytest
import yaml

from cms import building
from cms import demo as cms_demo
from cms.models import PracticePage
from cms.publication import missing_for_publication
from tests.cms import pages
from tracking import demo, reference_data
from tracking.models import State

PASSWORD = "correct horse battery"


@pytest.fixture
def ulmaria(db, now):
    """The demo State with its reference data."""
    reference_data.load()
    demo.load(now, PASSWORD)
    return State.objects.get(iso3="XUL")


def test_practices_are_published_in_every_language_once(ulmaria, client, today, settings):
    building.build_site()
    entries = yaml.safe_load(cms_demo.FILE.read_text(encoding="utf-8"))
    made = cms_demo.load_practices(ulmaria, today)
    assert len(made) == 3 * len(entries)
    assert cms_demo.load_practices(ulmaria, today) == []
    assert len({page.translation_key for page in made}) == len(entries)
    for page in PracticePage.objects.all():
        assert page.live and page.live_revision_id and not page.has_unpublished_changes
        assert missing_for_publication(page) == {}
        assert page.recommendations.exists() and page.targets.exists() and page.themes.exists()
        assert client.get(page.get_url()).status_code == 200
    PracticePage.objects.first().delete()
    assert cms_demo.load_practices(ulmaria, today) == []


def test_dates_count_from_the_day_of_loading(ulmaria, home, today):
    pages.practice_index(home)
    made = {page.slug: page for page in cms_demo.load_practices(ulmaria, today)}
    assert made["climate-shelters-in-libraries"].last_verified == today - datetime.timedelta(days=90)


def test_nothing_is_made_without_a_list_of_practices(ulmaria, home, today):
    assert cms_demo.load_practices(ulmaria, today) == []


def test_unknown_city_stops_everything(ulmaria, home, today, tmp_path):
    pages.practice_index(home)
    entries = yaml.safe_load(cms_demo.FILE.read_text(encoding="utf-8"))
    entries[-1]["city"] = "atlantis"
    file = tmp_path / "practices.yml"
    file.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(KeyError, match="atlantis"):
        cms_demo.load_practices(ulmaria, today, file)
    assert not PracticePage.objects.exists()
