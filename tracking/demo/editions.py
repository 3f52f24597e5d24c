"""A report of an earlier occasion, so that a newcomer sees where all this leads: compiled, approved, locked, public."""

from .. import models
from ..midterm import compiling, documents, stamping
from . import contributions
from .files import entries


def load(demo):
    """By the same steps that people take, on the days on which they would have taken them."""
    facts = entries("editions")
    call = load_call(demo, facts["call"])
    for entry in facts["contributions"]:
        # What the input rested on so long ago nobody recorded: today's steps and figures would stand there.
        contributions.load_one(demo, call, entry, approve=models.Contribution.approve)
    call.close(by=demo.coordinator, now=demo.moment(facts["call"]["closed_in_days"]))
    for entry in facts["uses"]:
        use = models.AnswerUse(answer=answer_of(demo, call, entry), is_used=True, excerpt=entry["excerpt"])
        use.decide(by=demo.coordinator, now=demo.moment(entry["in_days"]))
    load_text(demo, call, facts["text"])
    load_edition(demo, call, facts["edition"])


def load_call(demo, entry):
    """The call, opened long ago."""
    fields = ("title", "occasion", "occasion_name", "note")
    call = models.Call.objects.create(
        review=demo.review,
        target_date=demo.day(entry["target_in_days"]),
        deadline=demo.day(entry["deadline_in_days"]),
        **{field: entry[field] for field in fields},
    )
    call.recommendations.set(demo.recommendations[paragraph] for paragraph in entry["paragraphs"])
    call.open(by=demo.people[entry["opened_by"]], now=demo.moment(entry["opened_in_days"]))
    return call


def answer_of(demo, call, entry):
    """What a government answered on a paragraph."""
    answers = models.ContributionAnswer.objects.filter(contribution__call=call)
    government, recommendation = demo.governments[entry["government"]], demo.recommendations[entry["paragraph"]]
    return answers.get(contribution__local_government=government, recommendation=recommendation)


def load_text(demo, call, entry):
    """One sentence of the national text, with the answer that it rests on."""
    text = models.NationalText(call=call, recommendation=demo.recommendations[entry["paragraph"]])
    sentence = models.NationalSentence(sentence=entry["sentence"], answer=answer_of(demo, call, entry))
    text.write([sentence], by=demo.coordinator, now=demo.moment(entry["in_days"]))


def load_edition(demo, call, entry):
    """Compile the edition without its PDF files, which take longest; then approve, lock and publish it."""
    by, asked = demo.people[entry["by"]], demo.moment(entry["compiled_in_days"])
    made = compiling.start(call, by=by, now=asked, language=entry["language"])
    quick = {kind: render for kind, render in documents.RENDERERS.items() if not kind.startswith("pdf")}
    compiling.run(made.pk, now=asked, renderers=quick)
    models.Report.objects.filter(pk=made.pk).update(finished_at=asked)
    report = models.Report.objects.get(pk=made.pk)
    for row in entry["approvals"]:
        approval = models.ReportApproval(
            report=report, step=row["step"], body=row["body"], approved_on=demo.day(row["in_days"])
        )
        approval.record(by=by, now=demo.moment(row["in_days"]))
    report.lock(by=by, now=demo.moment(entry["locked_in_days"]))
    stamping.stamp(report)
    usual = report.documents.filter(kind__in=documents.USUALLY_PUBLIC).values("pk")
    report.publish(usual, by=by, now=demo.moment(entry["published_in_days"]))
