"""The benchmarks run at small sizes, refuse to compare different answers, and print ratios. No time is asserted."""

import os
import re
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from benchmarks import __main__ as program
from benchmarks import compiling, finding, generate, importing, listing, reminding, report, serving, timing, workspace
from tracking import search
from tracking.models import FollowUp, ImplementationStep, Recommendation, ReminderDelivery, Report

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def few(monkeypatch):
    """Every action is timed once only."""
    monkeypatch.setattr(listing, "REPEATS", 1)
    monkeypatch.setattr(workspace, "REPEATS", 1)
    monkeypatch.setattr(finding, "REPEATS", 1)


@pytest.fixture
def generated(db):
    """A generated review with 300 recommendations."""
    return generate.review(300)


def drafts(count, vocabulary):
    return [(draft.paragraph, draft.text, draft.themes) for draft in generate.drafts(count, vocabulary)]


def test_drafts_are_the_same_every_time(db):
    vocabulary = generate.Vocabulary.loaded()
    assert drafts(20, vocabulary) == drafts(20, vocabulary)
    assert drafts(20, vocabulary) == drafts(30, vocabulary)[:20]
    assert len({text for _paragraph, text, _themes in drafts(20, vocabulary)}) == 20


def test_generated_review_is_complete(generated):
    assert generated.recommendations.count() == 300
    stats = generated.recommendations.all().stats()
    assert stats["theme_links"] > 300
    assert min(stats["supported"], stats["noted"], stats["group_links"], stats["sdg_goal_links"]) > 0
    assert FollowUp.objects.published().count() == generate.PUBLISHING * 300


def test_generated_review_is_found_by_words_and_tags(generated):
    holds = generated.recommendations.filter(texts__text__contains=generate.SEARCHED)
    assert 0 < holds.count() < 300
    assert search.count(generate.SEARCHED, review=generated) == holds.count()
    assert (
        search.count(review=generated, position="noted") == generated.recommendations.filter(position="noted").count()
    )


def test_generated_paragraphs_sort_as_numbers(generated):
    paragraphs = list(generated.recommendations.in_order().values_list("paragraph", flat=True))
    assert paragraphs[:3] == ["101.1", "101.2", "101.3"]
    assert paragraphs[-1] == "101.300"


def test_list_is_measured_in_three_ways(few, db):
    found = list(listing.measure(300, "SQLite"))
    assert [line.name for line in found] == [
        "list: first page, 300 rows",
        "list: filtered, 300 rows",
        "list: filtered with text, 300 rows",
    ]
    assert all(line.ours > 0 and line.floor > 0 for line in found)


def test_choices_narrow_the_list(generated):
    counts = [
        {listing.fetch(generated, way)[0] for way in listing.conditions(generated, **chosen)}
        for chosen in listing.choices(generated).values()
    ]
    assert [len(found) for found in counts] == [1, 1, 1]  # every way to ask finds the same
    everything, filtered, with_text = (found.pop() for found in counts)
    assert everything > filtered > with_text > 0


def page_of(review):
    return Client().get(f"/en/recommendations/?review={review.pk}").content.decode()


def test_page_with_other_rows_is_refused(generated):
    page, answer = page_of(generated), listing.fetch(generated, listing.Condition())
    listing.check(page, *answer)
    generated.recommendations.filter(paragraph="101.7").update(paragraph="101.7 bis")
    with pytest.raises(listing.WrongAnswer, match="the SQL finds"):
        listing.check(page, *listing.fetch(generated, listing.Condition()))


def test_page_with_another_number_is_refused(generated):
    _count, *rows = listing.fetch(generated, listing.Condition())
    with pytest.raises(listing.WrongAnswer, match="4711"):
        listing.check(page_of(generated), 4711, *rows)


def test_page_with_other_text_is_refused(generated):
    page = page_of(generated)
    generated.recommendations.get(paragraph="101.3").texts.update(text="Plant lime trees.")
    with pytest.raises(listing.WrongAnswer, match="Plant lime trees"):
        listing.check(page, *listing.fetch(generated, listing.Condition()))


def test_import_is_measured_new_and_again(db):
    found = list(importing.measure(40, "SQLite"))
    assert [line.name for line in found] == ["import: 40 new rows", "import: the same 40 rows again"]
    assert Recommendation.objects.filter(review__state__iso3="XBC").count() == 40


def test_import_with_another_outcome_is_refused(db):
    vocabulary = generate.Vocabulary.loaded()
    state = generate.state_under_review("XBC", "XC", "Import C")
    with pytest.raises(importing.WrongAnswer, match="'new': 3"):
        importing.run(importing.word_file(3, vocabulary), state, generate.someone(), {"same": 3})


def test_workspace_is_measured_page_by_page(few, db):
    found = list(workspace.measure(12, 10, 100, "SQLite"))
    assert [line.name.split(",")[0] for line in found][:2] == ["home page", "board"]
    assert ImplementationStep.objects.count() == 100
    assert FollowUp.objects.filter(local_government__slug="town-9").count() == 12
    assert all(line.ours > 0 and line.floor > 0 for line in found)


def test_page_that_asks_more_in_a_larger_state_is_refused(few, db, monkeypatch):
    answers = iter([(1.0, 20)] * 6 + [(1.0, 21)] * 6)
    monkeypatch.setattr(workspace, "timed", lambda client, address: next(answers))
    with pytest.raises(listing.WrongAnswer, match="21 queries with 9 cities, 20 with 8"):
        list(workspace.measure(3, 9, 9, "SQLite"))


def test_compiling_is_measured_and_asks_the_same_for_more_cities(db, monkeypatch):
    monkeypatch.setattr(compiling, "FEW", 1)
    [line] = compiling.measure(3, 2, 4, "SQLite")
    assert "3 recommendations x 2 governments" in line.name
    assert line.ours > 0 and line.floor > 0
    assert Report.objects.filter(status="ready").count() == 2


def test_compiling_that_asks_more_for_more_cities_is_refused(db, monkeypatch):
    answers = iter([(None, 50, 1.0, 1.0), (None, 51, 1.0, 1.0)])
    monkeypatch.setattr(compiling, "compiled", lambda call: next(answers))
    with pytest.raises(listing.WrongAnswer, match="51 queries with 9 cities, 50 with 8"):
        list(compiling.measure(2, 9, 9, "SQLite"))


def test_search_is_measured_from_the_index_to_the_page(few, db):
    found = list(finding.measure(30, 20, "SQLite"))
    assert [line.name.split(",")[0] for line in found] == [
        "search: index 30 pages",
        "search: a frequent word",
        "search: three words",
        "search: a rare word",
    ]
    assert all(line.ours > 0 and line.floor > 0 for line in found)


def test_reminding_is_measured_to_the_last_mail(db):
    selecting, sending = reminding.measure(5, "SQLite")
    assert "select 5 people" in selecting.name and "send to 5 people" in sending.name
    assert min(selecting.ours, selecting.floor, sending.ours, sending.floor) > 0
    assert ReminderDelivery.objects.filter(status="sent").count() == 5


def test_reminding_that_forgets_somebody_is_refused(db, monkeypatch):
    monkeypatch.setattr(reminding.reminders, "due_items", lambda now: [])
    with pytest.raises(listing.WrongAnswer, match="0 lines for 3 people"):
        list(reminding.measure(5, "SQLite"))


def test_api_is_measured_page_by_page(db, monkeypatch):
    monkeypatch.setattr(serving, "REPEATS", 1)
    found = list(serving.measure(250, "SQLite"))
    assert [line.name for line in found] == ["api: first page of 250 rows", "api: page in the middle of 250 rows"]
    assert all(line.ours > 0 and line.floor > 0 for line in found)


def test_api_that_tells_other_rows_is_refused(db, monkeypatch):
    monkeypatch.setattr(serving, "plain", lambda review, page: '{"count": 1, "results": []}')
    with pytest.raises(listing.WrongAnswer, match="tells other rows"):
        list(serving.measure(3, "SQLite"))


def test_report_is_measured_in_both_formats():
    found = list(report.measure(4, 3))
    assert [line.name.split(":")[0] for line in found] == ["docx", "xlsx"]
    assert "4 recommendations x 3 governments" in found[0].name


def test_bare_word_file_holds_the_words():
    words = ["One & two", "three <four>"]
    document = report.bare_docx(words)
    assert report.paragraphs(document) == words
    assert zipfile.ZipFile(BytesIO(document)).testzip() is None


def test_prepared_things_are_made_anew_for_each_run():
    made, used = iter(range(10)), []
    found = timing.compare("x", "none", used.append, [lambda: None], repeats=3, prepared=lambda: next(made))
    assert used[:4] == [0, 1, 2, 3]  # the first one is not counted
    assert found.database == "none"


def test_quickest_floor_counts():
    found = timing.compare("x", "none", lambda: time.sleep(0.001), [lambda: time.sleep(0.05), lambda: None], 1)
    assert found.floor < 25


def test_high_ratio_is_explained_and_low_one_is_not():
    slow = timing.compare("slow", "none", lambda: [str(n) for n in range(20_000)], [lambda: None])
    assert "tests.test_benchmarks" in slow.reason
    even = timing.compare("even", "none", lambda: time.sleep(0.01), [lambda: time.sleep(0.01)])
    assert even.reason == ""
    lines = "\n".join(program.table([slow, even]))
    assert "slow (none), " in lines
    assert "even (none), " not in lines


def test_driver_counts_as_database(django_assert_num_queries, db):
    with django_assert_num_queries(200):
        parts = timing.shares(lambda: [Recommendation.objects.filter(pk=pk).exists() for pk in range(200)])
    assert "database" in parts
    assert "django.db" in parts


def test_program_prints_a_table_and_leaves_no_folder(tmp_path):
    # One part of it: every other one would build a database of its own, and is measured above in this process.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--database=sqlite", "--only=list", "--recommendations=120"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},  # with the run's template of a migrated database, where it has one
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    line = re.compile(r"^list\b.*\d\.\d +\d+\.\d +(\d+|-)$", re.MULTILINE)
    assert len(line.findall(done.stdout)) == 3, done.stdout
    assert list(tmp_path.iterdir()) == []


def test_program_without_server_programs_says_what_is_left_out(monkeypatch, capsys):
    def missing():
        raise program.servers.ServerMissing("PostgreSQL (initdb and postgres)")

    monkeypatch.setattr(program.servers, "postgresql_programs", missing)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only=list", "--database=postgresql"])
    assert program.main() == 0
    assert "LEFT OUT: PostgreSQL, because PostgreSQL (initdb and postgres) is not installed" in capsys.readouterr().out


def test_failed_measurement_fails_the_program(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--only=report", "--reported=2", "--governments=2"])
    monkeypatch.setenv("UPLOAD_MAX_MB", "many")  # the settings refuse it
    assert program.main() == 1
    assert "FAILED: none, exit code 1" in capsys.readouterr().out
