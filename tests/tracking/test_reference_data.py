"""Loading the reference files into the database."""

import datetime

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracking import reference_data
from tracking.models import (
    CalendarEntry,
    Cluster,
    Goal,
    Group,
    ReminderRule,
    ServiceArea,
    Session,
    State,
    Target,
    Theme,
)

pytestmark = pytest.mark.django_db

FILES = {
    "states": [
        {"iso3": "XUL", "iso2": "XU", "names": {"en": "Lumeria", "es": "Lumeria"}, "aliases": ["Republic of Lumeria"]},
        {"iso3": "XOB", "iso2": "XB", "names": {"en": "Observia"}, "aliases": [], "observer": True},
    ],
    "clusters": [{"code": "social", "labels": {"en": "Social rights"}}],
    "themes": [
        {
            "vocabulary": "3",
            "label": "Housing",
            "code": "",
            "cluster": "social",
            "labels": {"es": "Vivienda"},
            "current": "Right to housing",
        },
        {
            "vocabulary": "4",
            "label": "Right to housing",
            "code": "",
            "cluster": "social",
            "labels": {"es": "Derecho a la vivienda"},
            "current": None,
        },
    ],
    "groups": [{"code": "tenants", "labels": {"en": "Tenants"}, "aliases": ["tenants"], "hide_as_filter": True}],
    "goals": [{"number": 11, "labels": {"en": "Cities"}}],
    "targets": [{"code": "11.1", "goal": 11, "labels": {"en": "Homes for everyone"}}],
    "rights": [
        {"code": "housing", "labels": {"en": "Housing"}, "attributes": [{"code": "rent", "labels": {"en": "Rent"}}]}
    ],
    "service_areas": [
        {
            "code": "housing",
            "labels": {"en": "Housing"},
            "hint": {"en": "Homes with low rents"},
            "themes": ["Right to housing"],
            "targets": ["11.1"],
        }
    ],
    "calendar": {
        "sessions": [
            {
                "session": 47,
                "cycle": 4,
                "month": "2024-11",
                "starts": datetime.date(2024, 11, 4),
                "ends": None,
                "hrc_session": 58,
                "confirmed": False,
            }
        ],
        "reviews": [{"iso3": "XUL", "cycle": 4, "session": 47, "month": "2024-11", "confirmed": True}],
    },
}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, FILES)
    return tmp_path


def write(folder, files):
    for name, entries in files.items():
        (folder / f"{name}.yml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")


def counts(tallies):
    return [(tally.new, tally.changed, tally.same) for tally in tallies]


def test_load_puts_every_field_in_its_place(folder):
    reference_data.load(folder)
    state = State.objects.get(iso3="XUL")
    assert (state.iso2, state.name, state.names["es"]) == ("XU", "Lumeria", "Lumeria")
    assert (state.aliases, state.is_observer) == (["Republic of Lumeria"], False)
    assert State.objects.get(iso3="XOB").is_observer
    earlier = Theme.objects.get(vocabulary="3")
    assert (earlier.name, earlier.cluster.code, earlier.current.name) == ("Housing", "social", "Right to housing")
    assert Group.objects.get().is_hidden_as_filter
    assert Target.objects.get().goal == Goal.objects.get(number=11)
    area = ServiceArea.objects.get()
    assert area.hints == {"en": "Homes with low rents"}
    assert [theme.name for theme in area.themes.all()] == ["Right to housing"]
    assert [target.code for target in area.targets.all()] == ["11.1"]
    session = Session.objects.get()
    assert (session.number, session.month, session.starts) == (
        47,
        datetime.date(2024, 11, 1),
        datetime.date(2024, 11, 4),
    )
    entry = CalendarEntry.objects.get()
    assert (entry.state, entry.cycle, entry.session, entry.is_confirmed) == (state, 4, session, True)


def test_load_twice_changes_nothing(folder):
    first = reference_data.load(folder)
    assert all(tally.new and not tally.changed and not tally.same for tally in first)
    with CaptureQueriesContext(connection) as queries:
        second = reference_data.load(folder)
    assert [tally.same for tally in second] == [tally.new for tally in first]
    assert not any(tally.new or tally.changed for tally in second)
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in queries)


def test_load_corrects_what_a_file_says_anew(folder):
    reference_data.load(folder)
    files = {**FILES, "clusters": [{"code": "social", "labels": {"en": "Economic and social rights"}}]}
    write(folder, files)
    tallies = reference_data.load(folder)
    assert [tally.kind for tally in tallies if tally.changed] == ["clusters"]
    assert Cluster.objects.get().labels == {"en": "Economic and social rights"}


def test_load_keeps_what_the_site_added(folder):
    reference_data.load(folder)
    Cluster.objects.update(labels={"en": "Social rights", "ar": "حقوق"})
    State.objects.filter(iso3="XUL").update(aliases=["Republic of Lumeria", "Lumeria (Republic of)"])
    Session.objects.update(ends=datetime.date(2024, 11, 15), is_confirmed=True)
    extra = Theme.objects.create(vocabulary="4", name="Right to quiet")
    ServiceArea.objects.get().themes.add(extra)
    tallies = reference_data.load(folder)
    assert not any(tally.new or tally.changed for tally in tallies)
    assert Cluster.objects.get().labels["ar"] == "حقوق"
    assert "Lumeria (Republic of)" in State.objects.get(iso3="XUL").aliases
    assert (Session.objects.get().ends, Session.objects.get().is_confirmed) == (datetime.date(2024, 11, 15), True)
    assert ServiceArea.objects.get().themes.count() == 2


def test_load_brings_arabic_where_the_site_has_none_of_its_own(folder):
    reference_data.load(folder)
    Goal.objects.update(labels={"en": "Cities", "ar": "المدن"})
    said = {"ar": "من الملف"}
    clusters = [{"code": "social", "labels": {"en": "Social rights", **said}}]
    write(folder, {**FILES, "clusters": clusters, "goals": [{"number": 11, "labels": {"en": "Towns", **said}}]})
    for changed in ({"clusters", "SDG goals"}, set()):
        assert {tally.kind for tally in reference_data.load(folder) if tally.changed} == changed
    assert Cluster.objects.get().labels["ar"] == "من الملف"
    assert Goal.objects.get().labels == {"en": "Towns", "ar": "المدن"}


def test_load_never_deletes(folder):
    reference_data.load(folder)
    write(folder, {**FILES, "groups": [], "calendar": {"sessions": [], "reviews": []}})
    reference_data.load(folder)
    assert Group.objects.count() == Session.objects.count() == CalendarEntry.objects.count() == 1


def test_load_makes_the_default_reminder_rules(folder):
    reference_data.load(folder)
    rules = ReminderRule.objects.order_by("-days_before").values_list("kind", "days_before", "reach")
    assert [(days, told) for kind, days, told in rules if kind == "call-deadline"] == [
        (180, "own"),
        (90, "own"),
        (30, "own"),
        (14, "own"),
        (7, "own"),
        (1, "own"),
        (0, "own"),
        (-7, "alternate"),
        (-30, "coordinator"),
    ]
    assert [(days, told) for kind, days, told in rules if kind == "step-due"] == [
        (14, "own"),
        (0, "own"),
        (-7, "own"),
        (-30, "alternate"),
    ]
    assert {kind for kind, _days, _reach in rules} == set(reference_data.REMINDER_STAGES)
    assert not ReminderRule.objects.filter(is_active=False).exists()


def test_load_leaves_a_reminder_rule_off(folder):
    reference_data.load(folder)
    ReminderRule.objects.filter(kind="step-due").update(is_active=False)
    ReminderRule.objects.filter(days_before=180).delete()
    assert counts(reference_data.load(folder))[-1] == (1, 0, 34)
    assert not ReminderRule.objects.filter(kind="step-due", is_active=True).exists()


@pytest.mark.parametrize(
    ("name", "entries", "said"),
    [
        ("targets", [{"code": "12.1", "goal": 12, "labels": {"en": "x"}}], "targets.yml names “12”"),
        (
            "service_areas",
            [{**FILES["service_areas"][0], "themes": ["Right to quiet"]}],
            "service_areas.yml names “4 Right to quiet”",
        ),
    ],
)
def test_load_of_a_name_that_is_in_no_file_loads_nothing(folder, name, entries, said):
    write(folder, {name: entries})
    with pytest.raises(reference_data.BrokenReference, match=said):
        reference_data.load(folder)
    assert not State.objects.exists()


@pytest.mark.parametrize("content", [None, "- [unclosed"])
def test_load_of_a_missing_or_unsound_file_loads_nothing(folder, content):
    path = folder / "goals.yml"
    path.unlink()
    if content:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(reference_data.BrokenReference, match="goals.yml cannot be read"):
        reference_data.load(folder)
    assert not State.objects.exists()


def test_load_of_the_shipped_files_is_whole_and_repeatable():
    first = reference_data.load()
    assert State.objects.count() == 195
    assert Target.objects.count() == 169
    assert CalendarEntry.objects.count() == 386
    second = reference_data.load()
    assert counts(second) == [(0, 0, tally.new) for tally in first]
