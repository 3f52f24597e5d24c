"""The demo's records of the State agree with its recommendations and with the rules of the models."""

from tracking import demo
from tracking.models import AssistanceNeed, Consultation, NationalInstitution, Pledge, PositionChange, Status

POSITIONS = {row["paragraph"]: row["position"] for row in demo.entries("recommendations")}


def test_positions_change_and_were_decided_after_the_adoption():
    adopted = demo.entries("state")["review"]["adoption_in_days"]
    rows = demo.entries("positions")
    assert [row["paragraph"] for row in rows] == ["120.2"]
    for row in rows:
        assert POSITIONS[row["paragraph"]] == "noted"
        assert row["new_position"] in dict(PositionChange._meta.get_field("new_position").choices)
        assert adopted < row["decided_in_days"] <= 0


def test_needs_name_recommendations_that_exist():
    rows = demo.entries("assistance")
    assert len(rows) == 2
    for row in rows:
        assert set(row["paragraphs"]) <= set(POSITIONS)
        assert row["kind"] in AssistanceNeed.Kind.values


def test_consultations_count_no_more_than_were_invited_and_one_stays_out():
    rows = demo.entries("consultations")
    assert [row["is_in_report"] for row in rows] == [True, True, False]
    for row in rows:
        assert row["attended_number"] <= row["invited_number"]
        assert row["held_in_days"] <= row.get("held_until_in_days", 0) <= 0
        assert row["kind"] in Consultation.Kind.values
        assert row["format"] in Consultation.Format.values


def test_pledges_and_institutions_use_the_words_of_the_models():
    assert {row["status"] for row in demo.entries("pledges")} <= set(Status.values)
    assert {row["kind"] for row in demo.entries("institutions")} <= set(NationalInstitution.Kind.values)
    assert {len(row["number"]) for row in demo.entries("pledges")} == {1}
    assert max(len(row["made_at"]) for row in demo.entries("pledges")) <= Pledge._meta.get_field("made_at").max_length
