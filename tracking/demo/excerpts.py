"""What governments say to what the draft of the report has of their input."""

from .. import models
from .files import entries


def load(demo):
    """Show every government its excerpts, and let some answer."""
    facts = entries("excerpts")
    coordinator, sent = demo.people["coordinator@example.org"], demo.moment(facts["sent_in_days"])
    demo.call.send_excerpts(demo.day(facts["until_in_days"]), by=coordinator, now=sent)
    for entry in facts["answers"]:
        use = models.AnswerUse.objects.select_related("answer__contribution__call", "answer__recommendation").get(
            answer__contribution__call=demo.call,
            answer__contribution__local_government=demo.governments[entry["government"]],
            answer__recommendation=demo.recommendations[entry["paragraph"]],
        )
        who = {"by": demo.people[entry["by"]], "now": demo.moment(entry["in_days"])}
        if "objection" in entry:
            use.object(entry["objection"], **who)
        else:
            use.confirm(**who)
