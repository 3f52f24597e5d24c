"""The demo's synthesis agrees with the input that it is made of."""

from tracking import demo
from tracking.models import WORD_LIMITS, AnswerUse, ContradictionNote, count_words


def test_synthesis_speaks_of_accepted_answers_within_the_limits():
    found = demo.entries("synthesis")
    accepted = {
        (entry["government"], answer["paragraph"])
        for entry in demo.entries("contributions")
        if entry["state"] == "accepted"
        for answer in entry["answers"]
    }
    for use in found["uses"]:
        assert (use["government"], use["paragraph"]) in accepted
        assert ("excerpt" in use) != ("reason" in use)
        assert use.get("reason", "same") in AnswerUse.Reason.values
    for measure in found["measures"]:
        assert all(count_words(measure.get(name, "")) <= limit for name, limit in WORD_LIMITS.items())
        assert measure["in_days"] <= measure["submitted_in_days"] <= measure["decided_in_days"] <= 0
    for text in found["texts"]:
        for row in text["sentences"]:
            assert "answer" not in row or (row["answer"], text["paragraph"]) in accepted
    assert {note["kind"] for note in found["settled"]} <= set(ContradictionNote.Kind.values)
