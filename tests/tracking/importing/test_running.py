"""The import itself: all or nothing, once, and only what the file says."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.tracking.importing import files
from tracking import importing, search
from tracking.importing import running
from tracking.models import (
    Event,
    Group,
    Recommendation,
    RecommendationText,
    SourceFile,
    TargetTag,
    Theme,
    ThemeLink,
)

LATER = datetime.timedelta(minutes=21)


def outcomes(source_file):
    return dict(source_file.rows.values_list("paragraph", "outcome"))


def test_run_imports_everything_a_row_says(run, review):
    source_file = run(files.sample())
    recommendation = Recommendation.objects.get()
    assert (recommendation.review, recommendation.paragraph, recommendation.position) == (review, "120.1", "supported")
    assert recommendation.order == 120 * 100_000 + 1
    assert recommendation.source_of_position == "A/HRC/99/7/Add.1 - Para.3"
    text = recommendation.texts.get()
    assert (text.language, text.text, text.is_official) == ("en", files.TEXT, True)
    assert set(recommendation.recommending_states.values_list("iso3", flat=True)) == {"XFA", "XNE"}
    assert list(recommendation.themes.values_list("name", flat=True)) == ["Right to adequate housing"]
    assert list(recommendation.groups.values_list("code", flat=True)) == ["children"]
    assert list(recommendation.goals.values_list("number", flat=True)) == [11]
    assert (source_file.status, source_file.error) == ("imported", "")
    assert outcomes(source_file) == {"120.1": "new"}


def test_run_records_who_imported_and_how_much(run, coordinator, now):
    source_file = run(*files.samples(2))
    event = Event.objects.about(source_file).get(verb="imported")
    assert (event.by, event.at) == (coordinator, now)
    assert event.after == {"new": 2, "changed": 0, "same": 0, "rejected": 0, "missing": []}


def test_run_makes_what_it_imported_findable(run):
    run(files.sample())
    assert Recommendation.objects.filter(pk__in=search.matching("homes")).count() == 1


def test_run_of_changed_rows_updates_and_keeps_the_row(run):
    run(*files.samples(2, position="Under consideration"))
    before = dict(Recommendation.objects.values_list("paragraph", "pk"))
    changed = files.sample(
        "120.1",
        position="Noted",
        text="Build more homes",
        states=("Farland",),
        groups=(),
        goals=(),
        source="A/HRC/99/8",
    )
    source_file = run(changed, files.sample("120.2", position="Under consideration"))
    assert outcomes(source_file) == {"120.1": "changed", "120.2": "same"}
    recommendation = Recommendation.objects.get(paragraph="120.1")
    assert dict(Recommendation.objects.values_list("paragraph", "pk")) == before
    assert (recommendation.position, recommendation.source_of_position) == ("noted", "A/HRC/99/8")
    assert recommendation.official_text.text == "Build more homes"
    assert [state.iso3 for state in recommendation.recommending_states.all()] == ["XFA"]
    assert not recommendation.groups.exists()
    assert not recommendation.goals.exists()
    assert Recommendation.objects.get(paragraph="120.2").groups.count() == 1


def test_run_keeps_the_order_of_themes_with_the_heading_first(run):
    factories.theme("Right to food")
    run(files.sample(themes=("Right to adequate housing", "Right to food")))
    run(files.sample(themes=("Right to food", "Right to adequate housing")))
    names = ThemeLink.objects.order_by("position").values_list("theme__name", flat=True)
    assert list(names) == ["Right to food", "Right to adequate housing"]


def test_run_leaves_alone_what_people_added(run, coordinator, now):
    run(files.sample())
    recommendation = Recommendation.objects.get()
    RecommendationText.objects.create(recommendation=recommendation, language="es", text="Construir viviendas")
    target = factories.target()
    TargetTag.objects.create(recommendation=recommendation, target=target, set_by=coordinator, set_at=now)
    Recommendation.objects.update(is_sensitive=True)
    run(files.sample(text="Build more homes", position="Noted"))
    assert recommendation.texts.get(language="es").text == "Construir viviendas"
    assert recommendation.target_tags.get().target == target
    assert Recommendation.objects.get().is_sensitive


def test_run_in_another_language_adds_a_text_beside_the_official_one(run):
    run(files.sample())
    run(files.sample(text="Construir viviendas"), language="es")
    texts = RecommendationText.objects.values_list("language", "text", "is_official").order_by("language")
    assert list(texts) == [("en", files.TEXT, True), ("es", "Construir viviendas", False)]


def test_run_adds_unknown_themes_and_groups_once(run):
    new = {"themes": ("Right to quiet", "Right to adequate housing"), "groups": ("Night workers",)}
    run(files.sample("120.1", **new), files.sample("120.2", position="Noted", **new))
    theme = Theme.objects.get(name="Right to quiet")
    assert (theme.vocabulary, theme.cluster, theme.recommendations.count()) == ("4", None, 2)
    group = Group.objects.get(code="night-workers")
    assert (group.labels, group.recommendations.count()) == ({"en": "Night workers"}, 2)
    assert outcomes(run(files.sample("120.1", **new), files.sample("120.2", **new)))["120.1"] == "same"


def test_run_imports_good_rows_and_lists_rejected_ones(run):
    source_file = run(files.sample("120.1"), files.sample("120.2", position="Perhaps"))
    assert outcomes(source_file) == {"120.1": "new", "120.2": "rejected"}
    assert list(Recommendation.objects.values_list("paragraph", flat=True)) == ["120.1"]
    row = source_file.rows.get(outcome="rejected")
    assert "Perhaps" in row.problems[0]
    assert row.place


def test_run_reports_what_is_missing_and_deletes_nothing(run):
    run(*files.samples(3))
    source_file = run(files.sample("120.2"))
    assert importing.missing_from(source_file) == ["120.1", "120.3"]
    assert Recommendation.objects.count() == 3
    run(files.sample("120.1", text="Something else"))
    assert importing.missing_from(source_file) == ["120.1", "120.3"]  # as of its own import


def test_run_twice_does_nothing_the_second_time(run, now):
    source_file = run(files.sample())
    assert importing.run(source_file.pk, now=now) == "nothing to do"
    assert Event.objects.filter(verb="imported").count() == 1


def test_run_of_an_unconfirmed_or_vanished_file_does_nothing(receive, now):
    source_file = receive(files.upload())
    assert importing.run(source_file.pk, now=now) == "nothing to do"
    assert importing.run(source_file.pk + 1, now=now) == "nothing to do"
    assert not Recommendation.objects.exists()


@pytest.fixture
def confirmed(receive, coordinator, now):
    source_file = receive(files.upload(*files.samples(2)))
    importing.confirm(source_file, by=coordinator, now=now)
    return source_file


def test_run_that_breaks_half_way_imports_nothing_and_says_so(confirmed, now, monkeypatch):
    def broken(keys):
        assert Recommendation.objects.count() == 2  # everything was written by then
        raise RuntimeError("disk full")

    monkeypatch.setattr(search, "reindex", broken)
    with pytest.raises(RuntimeError):
        importing.run(confirmed.pk, now=now)
    confirmed.refresh_from_db()
    assert not Recommendation.objects.exists()
    assert not Event.objects.filter(verb="imported").exists()
    assert (confirmed.status, confirmed.finished_at) == ("failed", now)
    assert confirmed.error.startswith("The import stopped before its end, so nothing was imported.")
    assert set(confirmed.rows.values_list("outcome", flat=True)) == {"new"}


def test_run_that_failed_can_be_confirmed_again(confirmed, coordinator, now, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(search, "reindex", lambda keys: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            importing.run(confirmed.pk, now=now)
    confirmed.refresh_from_db()
    assert importing.confirm(confirmed, by=coordinator, now=now) == importing.Confirmation.DONE
    importing.run(confirmed.pk, now=now)
    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.error) == ("imported", "")


def test_run_of_a_file_that_cannot_be_read_any_more_fails_with_a_sentence(confirmed, now):
    confirmed.file.storage.delete(confirmed.file.name)
    assert importing.run(confirmed.pk, now=now).startswith("failed: ")
    confirmed.refresh_from_db()
    assert confirmed.status == "failed"
    assert confirmed.error == "The site's copy of the file cannot be opened. Discard it and upload it again."


def test_run_takes_over_from_a_worker_that_vanished(confirmed, now):
    assert SourceFile.objects.claim(confirmed.pk, now=now)
    assert importing.run(confirmed.pk, now=now + LATER / 2) == "nothing to do"
    assert importing.run(confirmed.pk, now=now + LATER) == "2 new, 0 changed, 0 same, 0 rejected"
    assert Recommendation.objects.count() == 2


def test_run_that_was_taken_for_lost_leaves_the_import_to_the_other(confirmed, now, monkeypatch):
    def slow(keys):
        SourceFile.objects.filter(pk=confirmed.pk).update(started_at=now + LATER)  # another worker's claim

    monkeypatch.setattr(search, "reindex", slow)
    assert importing.run(confirmed.pk, now=now) == "another worker has it"
    assert not Recommendation.objects.exists()
    confirmed.refresh_from_db()
    assert confirmed.status == "running"


def test_run_says_how_far_it_is_and_forgets_it(confirmed, now, monkeypatch):
    seen = []
    monkeypatch.setattr(search, "reindex", lambda keys: seen.append(importing.percent(confirmed.pk)))
    importing.run(confirmed.pk, now=now)
    assert seen == [running.WRITTEN]
    assert importing.percent(confirmed.pk) == 0


def test_run_words_its_reasons_in_the_language_of_who_confirmed(run, coordinator):
    coordinator.language = "es"
    coordinator.save()
    source_file = run(files.sample(source="A/HRC/99/7 " * 30))
    assert "Asegúrese" in source_file.rows.get().problems[0]


def queries_of(count, receive, coordinator, now, text):
    source_file = receive(files.upload(*files.samples(count, text=text)))
    importing.confirm(source_file, by=coordinator, now=now)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        importing.run(source_file.pk, now=now)
    return len(queries)


def test_run_asks_the_same_questions_for_more_rows(receive, review, coordinator, now):
    first = queries_of(3, receive, coordinator, now, "One text")
    Recommendation.objects.all().delete()
    assert queries_of(60, receive, coordinator, now, "One text") == first


def test_run_of_changes_asks_the_same_questions_for_more_rows(run, receive, coordinator, now):
    run(*files.samples(60))
    few = queries_of(3, receive, coordinator, now, "Another text")
    assert queries_of(60, receive, coordinator, now, "A third text") == few
