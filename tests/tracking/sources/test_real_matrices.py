"""The totals of two published matrices, counted by hand; the files are not part of the project."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from tracking.sources.detect import read_rows
from tracking.sources.names import StateNames

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT.parent / "shared" / "data" / "ohchr"
STATES = ROOT / "tracking" / "reference" / "states.yml"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"OHCHR's own files are not at {FOLDER}")

THIRD = "UPR34_Slovenia_Thematic_list_of_Recommendations.docx"
FOURTH = "upr48-slovenia-thematic-list-of-recommendatio.docx"


@pytest.fixture(scope="module")
def published_names():
    states = yaml.safe_load(STATES.read_text(encoding="utf-8"))
    return StateNames((state["iso3"], name) for state in states for name in _spellings(state))


@pytest.fixture(scope="module", params=[THIRD, FOURTH], ids=["third cycle", "fourth cycle"])
def matrix(request, published_names):
    with (FOLDER / request.param).open("rb") as file:
        return request.param, read_rows(file, request.param, published_names)


def _spellings(state):
    return [*state["names"].values(), *state.get("aliases", [])]


def test_totals(matrix):
    filename, rows = matrix
    states = [iso3 for row in rows for iso3 in row.recommending_states]
    totals = {
        "recommendations": len({row.paragraph for row in rows}),
        "positions": Counter(row.position for row in rows),
        "pairs": len(states),
        "states": len(set(states)),
        "themes": sum(len(row.themes) for row in rows),
        "groups": sum(len(row.groups) for row in rows),
        "goals": sum(len(row.goals) for row in rows),
    }
    expected = {
        THIRD: [215, {"supported": 182, "noted": 33}, 223, 81, 526, 485, 317],
        FOURTH: [254, {"supported": 217, "noted": 37}, 262, 94, 676, 609, 412],
    }
    assert list(totals.values()) == expected[filename]
    assert len(rows) == totals["recommendations"]


def test_nothing_is_in_doubt(matrix):
    _filename, rows = matrix
    assert [row for row in rows if row.problems or row.unrecognised_states or not row.recommending_states] == []


def test_every_row_is_complete(matrix):
    _filename, rows = matrix
    assert all(row.text and row.heading and row.themes[0] == row.heading for row in rows)
    assert all(row.source_of_position.startswith("A/HRC/") for row in rows)
    assert not any(row.text.endswith((";", " ")) or "  " in row.text or "\u2011" in row.text for row in rows)


def test_states_leave_the_text_except_in_compound_recommendations(matrix):
    filename, rows = matrix
    keeping = {row.paragraph for row in rows if row.text.endswith(")") and row.text[-2].islower()}
    assert keeping == ({"121.2", "122.3", "122.11"} if filename == THIRD else set())
