"""From the compiled edition to the public: editions, approvals, excerpts, replies, and what everybody reads."""

import datetime

from tests import factories
from tests.tracking.access.rows import CITY, ROLES, STATE, Row, of_call, of_report, only
from tracking import models

UNTIL = datetime.date(2099, 5, 1)


def things(review, city, recommendation, officer, approver, coordinator, report):
    """What the rows below speak of, for the world: an approval, an excerpt that waits, a published edition."""
    asked = factories.call(review, coordinator)
    contribution = factories.accepted(asked, city, [recommendation], officer, approver, coordinator)
    asked.send_excerpts(UNTIL, by=coordinator, now=factories.NOW)
    approval = models.ReportApproval(
        report=report, step="coordinator", body="National coordination", approved_on=factories.NOW.date()
    )
    approval.record(by=coordinator, now=factories.NOW)
    published = factories.locked(factories.call(review, coordinator), coordinator, published=True)
    models.ReportDocument.objects.keep(published, "html", "report.html", b"<style>p{}</style><p>Hello</p>")
    published.publish(published.documents.values("pk"), by=coordinator, now=factories.NOW)
    return {
        "approval": approval,
        "excerpt": factories.excerpt(contribution.answers.get(), coordinator),
        "public_report": published,
        "template": models.ReportTemplate.objects.take(
            review.state, "own.docx", b"PK", by=coordinator, now=factories.NOW
        ),
    }


def of_public(world):
    report = world.public_report
    return {"iso3": "XUL", "cycle": 4, "call": report.call_id, "number": report.edition}


def of_unpublished(world):
    return {**of_public(world), "call": world.report.call_id}


def of_public_document(world):
    return {**of_public(world), "document": world.public_report.documents.get(kind="docx").pk}


def of_document(world):
    return {"pk": world.report.pk, "document": world.report.documents.get(kind="docx").pk}


def of_foreign_document(world):
    return {**of_document(world), "document": world.public_report.documents.get(kind="docx").pk}


def of_pair(world):
    return {"pk": world.city.pk, "call": world.excerpt.answer.contribution.call_id}


def of_excerpt(world):
    return {**of_pair(world), "use": world.excerpt.pk}


def of_state(world):
    return {"iso3": "XUL"}


def of_template(world):
    return {"pk": world.template.pk}


def said(world):
    return {"step": "government", "body": "Council of Ministers", "approved_on": "2026-03-10"}


def chosen(world):
    return {"documents": [world.public_report.documents.get(kind="docx").pk]}


READS = only(STATE, **dict.fromkeys((*CITY, "outsider"), 403))
COMPILE = only(("coordinator",), national_viewer=403)
COMPILED = {**COMPILE, "coordinator": 302}
APPROVE = only(("approver",), 302, officer=403, viewer=403, collector=403)
OPEN, NOWHERE = dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 404)
ROWS = [
    Row("report-list", READS, kwargs=of_call),
    Row("report-detail", only(STATE), kwargs=of_report),
    Row("report-difference", only(STATE), kwargs=of_report),
    Row("report-read", only(STATE), kwargs=lambda world: {"pk": world.public_report.pk}),
    Row("report-download", only(STATE), kwargs=of_document),
    Row("report-download", only(()), kwargs=of_foreign_document),
    Row("approval-add", COMPILED, "post", of_report, said),
    Row("approval-add", only((), others=405), kwargs=of_report),
    Row("approval-remove", COMPILED, "post", lambda world: {"pk": world.approval.pk}),
    Row("report-lock", COMPILE, kwargs=of_report),
    Row("report-lock", COMPILED, "post", of_report),
    Row("report-publish", COMPILED, kwargs=of_report),
    Row("report-publish", COMPILE, kwargs=lambda world: {"pk": world.public_report.pk}),
    Row("report-publish", COMPILED, "post", lambda world: {"pk": world.public_report.pk}, chosen),
    Row("report-unpublish", COMPILED, "post", lambda world: {"pk": world.public_report.pk}),
    Row("report-unpublish", only((), others=405), kwargs=of_report),
    Row("excerpt-list", READS, kwargs=of_call),
    Row(
        "excerpt-send",
        {**READS, "coordinator": 302, "national_viewer": 403},
        "post",
        of_call,
        lambda world: {"until": UNTIL.isoformat()},
    ),
    Row("feedback-detail", only(CITY), kwargs=of_pair),
    Row("feedback-confirm", APPROVE, "post", of_pair),
    Row("feedback-confirm", only((), others=405), kwargs=of_pair),
    Row("feedback-object", APPROVE, "post", of_excerpt, lambda world: {"words": "It was June."}),
    Row("reply-add", APPROVE, kwargs=of_pair),
    Row("reply-add", APPROVE, "post", of_pair),
    Row("report-template-list", COMPILE, kwargs=of_state),
    Row("report-template-list", COMPILE, "post", of_state),
    Row("report-template-starter", COMPILE, kwargs=of_state),
    Row("report-template-none", COMPILED, "post", of_state),
    Row("report-template-use", COMPILED, "post", of_template),
    Row("report-template-file", COMPILE, kwargs=of_template),
    Row("public-report-list", OPEN),
    Row("public-report", OPEN, kwargs=of_public),
    Row("public-report", NOWHERE, kwargs=of_unpublished),
    Row("public-report-read", OPEN, kwargs=of_public),
    Row("public-report-read", NOWHERE, kwargs=of_unpublished),
    Row("public-report-download", OPEN, kwargs=of_public_document),
]
