"""What the coordinator has made of the demo's input: excerpts, a paragraph with its sources, a settled flag."""

from ..midterm import contradictions
from ..models import AnswerUse, ContradictionNote, NationalMeasure, NationalSentence, NationalText
from .files import entries

BODY = "Ministry of Housing"
SAID = ("body", "headline", "detail", "challenge", "next_step", "programme", "programme_year")


def load(demo):
    """By the same steps that people take."""
    found = entries("synthesis")
    for entry in found["measures"]:
        load_measure(demo, entry)
    for entry in found["uses"]:
        use = AnswerUse(answer=answer_of(demo, entry), is_used="excerpt" in entry)
        for name in ("excerpt", "reason", "reason_words"):
            setattr(use, name, entry.get(name, ""))
        use.decide(by=demo.coordinator, now=demo.moment(entry["in_days"]))
    for entry in found["texts"]:
        load_text(demo, entry)
    for entry in found["settled"]:
        settle(demo, entry)


def answer_of(demo, entry):
    """The accepted answer of a government on a paragraph."""
    government = demo.governments[entry["government"]]
    contribution = demo.call.contributions.accepted().get(local_government=government)
    return contribution.answers.get(recommendation=demo.recommendations[entry["paragraph"]])


def load_measure(demo, entry):
    """One measure, written and submitted by the ministry, accepted by the coordinator."""
    said = {name: entry[name] for name in SAID if name in entry}
    recommendation, by = demo.recommendations[entry["paragraph"]], demo.people[entry["by"]]
    measure = NationalMeasure(call=demo.call, recommendation=recommendation, **{"body": BODY, **said})
    measure.write(by=by, now=demo.moment(entry["in_days"]))
    measure.submit(by=by, now=demo.moment(entry["submitted_in_days"]))
    if entry["state"] == "accepted":
        measure.accept(by=demo.coordinator, now=demo.moment(entry["decided_in_days"]))


def load_text(demo, entry):
    """One national paragraph, each sentence with what it rests on."""
    recommendation = demo.recommendations[entry["paragraph"]]
    sentences = []
    for row in entry["sentences"]:
        sentence = NationalSentence(sentence=row["words"])
        if "answer" in row:
            sentence.answer = answer_of(demo, {"government": row["answer"], "paragraph": entry["paragraph"]})
        if "measure" in row:
            sentence.measure = demo.call.measures.get(recommendation=recommendation, body=row["measure"])
        sentences.append(sentence)
    text = NationalText(call=demo.call, recommendation=recommendation)
    text.write(sentences, by=demo.coordinator, now=demo.moment(entry["in_days"]))


def settle(demo, entry):
    """The note on one flag; nothing where the demo's figures give no such flag any more."""
    recommendation = demo.recommendations[entry["paragraph"]]
    for flag in contradictions.find(demo.call, [recommendation]):
        if flag.kind == entry["kind"]:
            ContradictionNote.objects.settle(
                demo.call,
                kind=flag.kind,
                key=flag.key,
                recommendation=recommendation,
                note=entry["note"],
                by=demo.coordinator,
                now=demo.moment(entry["in_days"]),
            )
