"""OHCHR's real matrices, through the reference data, into the database: every count is the official one."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracking import importing, reference_data
from tracking.models import Event, Recommendation, Review, State, Theme, ThemeLink

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "ohchr"
NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.exists(), reason="the real documents are not part of the repository"),
]


def import_real(pattern, cycle, **options):
    (path,) = FOLDER.glob(pattern)
    slovenia = State.objects.get(iso3="SVN")
    with path.open("rb") as file:
        return importing.import_file(
            file, filename=path.name, state=slovenia, cycle=cycle, language="en", by=None, now=NOW, **options
        )


@pytest.mark.parametrize(
    ("pattern", "cycle", "rows", "supported", "themes", "groups", "goals", "pairs", "states"),
    [
        ("upr48*.docx", 4, 254, 217, 676, 609, 412, 262, 94),
        ("UPR34*.docx", 3, 215, 182, 526, 485, 317, 223, 81),
    ],
)
def test_real_matrix_is_imported_to_the_last_link(
    pattern, cycle, rows, supported, themes, groups, goals, pairs, states
):
    reference_data.load()
    known_themes = Theme.objects.count()
    comparison = import_real(pattern, cycle)
    assert comparison.counts == {"new": rows, "changed": 0, "same": 0, "rejected": 0}
    assert not [compared.notices for compared in comparison.rows if compared.notices]
    review = Review.objects.get()
    recommendations = review.recommendations
    assert recommendations.count() == rows
    assert recommendations.filter(position="supported").count() == supported
    assert recommendations.filter(position="noted").count() == rows - supported
    assert ThemeLink.objects.count() == themes
    assert Recommendation.groups.through.objects.count() == groups
    assert Recommendation.goals.through.objects.count() == goals
    assert Recommendation.recommending_states.through.objects.count() == pairs
    assert State.objects.filter(made_recommendations__review=review).distinct().count() == states
    assert Theme.objects.count() == known_themes


def test_real_matrix_a_second_time_writes_nothing():
    reference_data.load()
    import_real("upr48*.docx", 4)
    with CaptureQueriesContext(connection) as queries:
        comparison = import_real("upr48*.docx", 4)
    assert comparison.counts == {"new": 0, "changed": 0, "same": 254, "rejected": 0}
    written = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert not written
    assert Event.objects.count() == 1


def test_real_matrix_in_a_dry_run_leaves_nothing_behind():
    reference_data.load()
    assert import_real("upr48*.docx", 4, is_dry_run=True).counts["new"] == 254
    assert not Recommendation.objects.exists()
    assert not Review.objects.exists()
    assert not Event.objects.exists()
