"""The world of which the addresses speak: everything is the city's and not public, and everybody may ask."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile

from tests import factories
from tests.tracking.access import release
from tests.tracking.reminders import mails
from tests.tracking.sources.matrices import Sample, fourth_cycle
from tracking import models


def failed_delivery(recipient, call, government):
    """A reminder mail that could not be sent, about the call's last day."""
    delivery = mails.mail(recipient, "failed")
    rule, _ = models.ReminderRule.objects.get_or_create(kind="call-deadline", days_before=30)
    mails.line(rule, recipient, government, call.pk, call.deadline, delivery=delivery)
    return delivery


@pytest.fixture
def world(
    settings,
    state,
    city,
    officer,
    approver,
    viewer,
    outsider,
    coordinator,
    national_viewer,
    stranger,
    commenter,
    collector,
    review,
    recommendation,
):
    """Everything that an address may speak of, all of it the city's and not public, and everybody who may ask."""
    settings.IS_KEEPING_MAIL = True
    follow_up = factories.follow_up(city, recommendation, officer)
    step = factories.step(city, officer, [follow_up])
    evidence = factories.evidence(
        step, officer, link="", file_name="decision.pdf", file=ContentFile(b"%PDF-1.4", "x.pdf")
    )
    indicator = factories.indicator(city, officer, [follow_up])
    indicator_value = factories.indicator_value(indicator, officer)
    published = factories.follow_up(
        city, factories.recommendation(review, "120.2"), officer, visibility="public", status="ongoing"
    )
    comment = factories.comment(published, commenter)
    call = factories.call(review, coordinator)
    delivery = failed_delivery(officer, call, city)
    draft = factories.contribution(call, city, [recommendation])
    submitted = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    submitted.hand_in(by=officer, now=factories.NOW)
    submitted.approve(by=approver, now=factories.NOW)
    third = factories.call(review, coordinator)
    on_behalf = factories.contribution(third, city, [recommendation], on_behalf_of="The mayor")
    report = factories.report(call)
    source_file = models.SourceFile.objects.create(
        review=review,
        name="matrix.docx",
        file=ContentFile(fourth_cycle(Sample("120.1", "Build homes")), "matrix.docx"),
        sha256="0" * 64,
        uploaded_by=coordinator,
        uploaded_at=factories.NOW,
    )
    people = {
        "anonymous": None,
        "officer": officer,
        "approver": approver,
        "viewer": viewer,
        "outsider": outsider,
        "coordinator": coordinator,
        "national_viewer": national_viewer,
        "stranger": stranger,
        "commenter": commenter,
        "collector": collector,
        "superuser": models.User.objects.create_superuser("it@example.org", "correct horse"),
    }
    return SimpleNamespace(
        people=people,
        state=state,
        city=city,
        review=review,
        recommendation=recommendation,
        follow_up=follow_up,
        published=published,
        comment=comment,
        step=step,
        plan=factories.plan(city, officer),
        evidence=evidence,
        indicator=indicator,
        indicator_value=indicator_value,
        call=call,
        delivery=delivery,
        draft=draft,
        submitted=submitted,
        on_behalf=on_behalf,
        report=report,
        source_file=source_file,
        workbook_upload=factories.workbook_upload(city, officer),
        **release.things(review, city, recommendation, officer, approver, coordinator, report),
    )
