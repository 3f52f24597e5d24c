"""manage.py import_recommendations."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.tracking.importing import files
from tracking.models import CalendarEntry, Event, Recommendation, RecommendationText, Review, Session, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path, state):
    files.words()
    path = tmp_path / "matrix.docx"
    path.write_bytes(
        files.matrix(files.sample("120.1"), files.sample("120.2"), files.sample("120.3", position="Perhaps"))
    )
    return path


def run(path, *options, state="XUL"):
    out = io.StringIO()
    call_command("import_recommendations", str(path), "--state", state, "--cycle", "4", *options, stdout=out)
    return out.getvalue()


def test_import_recommendations_answers_in_json(path):
    answer = json.loads(run(path, "--json"))
    reasons = answer.pop("rejected_rows")
    assert answer == {"rows": 3, "new": 2, "changed": 0, "same": 0, "rejected": 1, "missing": [], "dry_run": False}
    assert [(row["place"], row["paragraph"]) for row in reasons] == [("table 1, row 5", "120.3")]
    assert "Perhaps" in reasons[0]["reasons"][0]
    assert Recommendation.objects.count() == 2


def test_import_recommendations_again_changes_nothing(path):
    run(path)
    before = list(Recommendation.objects.values())
    answer = json.loads(run(path, "--json"))
    assert (answer["new"], answer["changed"], answer["same"], answer["rejected"]) == (0, 0, 2, 1)
    assert list(Recommendation.objects.values()) == before
    assert Event.objects.count() == 1


def test_import_recommendations_makes_the_review_from_the_calendar(path, state):
    session = Session.objects.create(
        number=47, cycle=4, month=datetime.date(2024, 11, 1), starts=datetime.date(2024, 11, 4)
    )
    CalendarEntry.objects.create(state=state, session=session, cycle=4)
    run(path)
    review = Review.objects.get()
    assert (review.session, review.review_date) == (47, datetime.date(2024, 11, 4))
    event = Event.objects.get()
    assert (event.object_kind, event.object_id, event.by) == ("review", review.pk, None)


def test_import_recommendations_in_a_dry_run_writes_nothing(path):
    said = run(path, "--dry-run")
    assert said.startswith("Rows: 3. New: 2, changed: 0, same: 0, rejected: 1.")
    assert said.rstrip().endswith("This was a dry run: nothing was written.")
    assert not Recommendation.objects.exists()
    assert not Review.objects.exists()
    assert not Event.objects.exists()


def test_import_recommendations_says_what_to_look_at(path, tmp_path):
    run(path)
    other = tmp_path / "other.docx"
    other.write_bytes(files.matrix(files.sample("120.2", themes=("Right to quiet",))))
    lines = run(other).splitlines()
    assert lines[0] == "Rows: 1. New: 0, changed: 1, same: 0, rejected: 0."
    assert lines[1].startswith("changed: table 1, row 3 120.2: New theme “Right to quiet”")
    assert lines[2] == "Not in this file, and kept: 120.1"
    assert Recommendation.objects.count() == 2


def test_import_recommendations_takes_the_language_of_the_texts(path):
    run(path, "--language", "fr")
    assert set(RecommendationText.objects.values_list("language", flat=True)) == {"fr"}


def test_import_recommendations_takes_the_code_in_any_case(path):
    assert run(path, state="xul").startswith("Rows: 3.")


def test_import_recommendations_of_an_unreadable_file_imports_nothing(tmp_path, state):
    path = tmp_path / "notes.docx"
    path.write_text("only words")
    with pytest.raises(CommandError, match="“notes.docx” is plain text"):
        run(path)
    assert not Review.objects.exists()


def test_import_recommendations_of_a_missing_file_says_so(tmp_path, state):
    with pytest.raises(CommandError, match="nowhere.docx cannot be opened: No such file or directory"):
        run(tmp_path / "nowhere.docx")


def test_import_recommendations_of_an_unknown_state_names_near_ones(path):
    factories.state("XOT", "XO", "Otheria")
    with pytest.raises(CommandError) as caught:
        run(path, state="XUT")
    assert str(caught.value).startswith("No State has the code “XUT”. Did you mean: ")
    assert "XUL (Lumeria)" in str(caught.value)
    with pytest.raises(CommandError, match=r"XOT \(Otheria\)"):
        run(path, state="Otherya")
    with pytest.raises(CommandError) as caught:
        run(path, state="???")
    assert str(caught.value) == "No State has the code “???”."


def test_import_recommendations_without_reference_data_says_what_to_do(path):
    State.objects.all().delete()
    with pytest.raises(CommandError, match="manage.py load_reference"):
        run(path)


def test_import_recommendations_of_an_impossible_cycle_is_refused(path):
    with pytest.raises(CommandError, match="--cycle is the number of the review's cycle"):
        run(path, "--cycle", "0")
