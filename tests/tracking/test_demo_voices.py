"""The demo's two other voices agree with what its cities publish."""

from tracking import demo
from tracking.models import Comment, Status, count_words


def published():
    return {
        (row["government"], row["paragraph"]): row for row in demo.entries("followups") if row["visibility"] == "public"
    }


def test_assessments_are_six_with_a_reason_and_one_is_internal():
    rows = demo.entries("assessments")
    paragraphs = {row["paragraph"] for row in demo.entries("recommendations")}
    assert len({row["paragraph"] for row in rows} & paragraphs) == 6
    assert sorted(row["visibility"] for row in rows) == ["internal", *["public"] * 5]
    for row in rows:
        assert row["reason"]
        assert row["status"] in Status.values


def test_comments_stand_beside_published_work_in_every_state():
    rows = demo.entries("comments")
    assert sorted(row["state"] for row in rows) == sorted(Comment.State.values)
    commenters = {
        person["email"]
        for person in demo.entries("people")
        for membership in person["memberships"]
        if membership["role"] == "commenter"
    }
    for row in rows:
        assert row["by"] in commenters
        assert (row["government"], row["paragraph"]) in published()
        assert row["stance"] in Comment.Stance.values
        assert count_words(row["text"]) <= 200
        assert ("refusal" in row) == (row["state"] == "refused")
        assert row["in_days"] <= row.get("decided_in_days", 0) <= row.get("replied_in_days", 0) <= 0


def test_departments_lead_what_the_government_does_something_about():
    led = [row for row in demo.entries("followups") if row.get("department")]
    assert len(led) > 20
    assert {row["relevance"] for row in led} <= {"necessary", "helpful", "support-only"}
