"""Who may open what: one table of every address of the tracking app, asked as every role.

A row says what each role gets. An address that is missing here fails the test: add a row with the address.
"""

import dataclasses
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from tests import factories
from tests.tracking.sources.matrices import Sample, fourth_cycle
from tracking import models, urls

LOGIN = "login"  # sent to the sign-in page
CITY = ("officer", "approver", "viewer")
WRITERS = ("officer", "approver")
STATE = ("coordinator", "national_viewer")
ROLES = ("anonymous", *CITY, "outsider", *STATE, "stranger", "superuser")


def only(roles, status=200, *, others=404, anonymous=LOGIN, **exceptions):
    """Expected status by role: `status` for these roles, `others` for the rest, then the exceptions."""
    expected = {role: status if role in roles else others for role in ROLES}
    return {**expected, "anonymous": anonymous, **exceptions}


def all_of(status=200, anonymous=LOGIN):
    """Expected status by role: the same for everybody who signed in."""
    return only(ROLES, status, anonymous=anonymous)


@dataclasses.dataclass(frozen=True)
class Row:
    """One address: its name, how to call it, and what each role gets."""

    name: str
    expected: dict
    method: str = "get"
    kwargs: Callable = lambda world: {}
    data: Callable = lambda world: {}

    def __str__(self):
        return f"{self.method}-{self.name}"


def of_city(world):
    return {"pk": world.city.pk}


def of_follow_up(world):
    return {"pk": world.city.pk, "recommendation": world.recommendation.pk}


def of_step(world):
    return {"pk": world.step.pk}


def of_evidence(world):
    return {"pk": world.evidence.pk}


def of_call(world):
    return {"pk": world.call.pk}


def of_draft(world):
    return {"pk": world.draft.pk}


def of_submitted(world):
    return {"pk": world.submitted.pk}


def of_answer(world):
    return {"pk": world.draft.pk, "recommendation": world.recommendation.pk}


def of_report(world):
    return {"pk": world.report.pk}


def of_source_file(world):
    return {"pk": world.source_file.pk}


def of_nothing(world):
    return {"iso3": "XUL", "cycle": 4, "paragraph": "9"}


def in_words(world):
    return {"words": "Give a number."}


READ, EDIT = only(CITY), only(WRITERS, viewer=403)

TABLE = [
    # Reminders
    Row("delivery-list", all_of()),
    Row(
        "delivery-retry",
        only(("coordinator",), 302, officer=403, national_viewer=403),
        "post",
        lambda world: {"pk": world.delivery.pk},
    ),
    Row("kept-mail-list", all_of()),
    Row("kept-mail-detail", all_of(404), kwargs=lambda world: {"name": "none"}),
    # A government's work
    Row("home", all_of()),
    Row("workspace", READ, kwargs=of_city),
    Row("followup-triage", EDIT, kwargs=of_city),
    Row("followup-triage", only(WRITERS, 302, viewer=403), "post", of_city),
    Row("followup-edit", READ, kwargs=of_follow_up),
    Row("followup-edit", EDIT, "post", of_follow_up),
    Row("step-list", READ, kwargs=of_city),
    Row("step-add", EDIT, kwargs=of_city),
    Row("step-add", EDIT, "post", of_city),
    Row("step-detail", only((*CITY, *STATE), anonymous=404), kwargs=of_step),
    Row("step-edit", EDIT, kwargs=of_step),
    Row("step-edit", EDIT, "post", of_step),
    Row("evidence-add", EDIT, kwargs=of_step),
    Row("evidence-add", EDIT, "post", of_step),
    Row("evidence-remove", only(WRITERS, 302, viewer=403), "post", of_evidence),
    Row("evidence-remove", only((), others=405), kwargs=of_evidence),
    Row("evidence-file", only((*CITY, *STATE), anonymous=404), kwargs=of_evidence),
]


# The mid-term input: calls are seen by all of the State, drafts by their own government, reports by the State's people.
MANAGE = only(("coordinator",), 302, **dict.fromkeys((*CITY, "outsider", "national_viewer"), 403))
MANAGE_PAGE = {**MANAGE, "coordinator": 200}
DECIDE = only(("coordinator",), 302, **dict.fromkeys((*CITY, "national_viewer"), 403))
WRITE = only(WRITERS, 302, viewer=403)
APPROVE = only(("approver",), 302, officer=403, viewer=403)
TABLE += [
    Row("call-list", all_of()),
    Row("call-add", only(("coordinator", "stranger"), national_viewer=403)),
    Row("call-detail", only((*CITY, "outsider", *STATE)), kwargs=of_call),
    Row("call-edit", MANAGE_PAGE, kwargs=of_call),
    Row("call-edit", MANAGE_PAGE, "post", of_call),
    Row("call-open", MANAGE, "post", of_call),
    Row("call-open", only((), others=405), kwargs=of_call),
    Row("call-close", MANAGE, "post", of_call),
    Row("call-close", only((), others=405), kwargs=of_call),
    Row("contribution-start", WRITE, "post", lambda world: {"pk": world.city.pk, "call": world.call.pk}),
    Row("contribution-detail", READ, kwargs=of_draft),
    Row("contribution-detail", only((*CITY, *STATE)), kwargs=of_submitted),
    Row("answer-edit", EDIT, kwargs=of_answer),
    Row("answer-edit", EDIT, "post", of_answer),
    Row("answer-remove", WRITE, "post", of_answer),
    Row("contribution-hand-in", WRITE, "post", of_draft),
    Row("contribution-hand-in", only((), others=405), kwargs=of_draft),
    Row("contribution-send-back", APPROVE, "post", of_draft, in_words),
    Row("contribution-approve", APPROVE, "post", of_draft),
    Row("contribution-accept", only((), **dict.fromkeys(CITY, 403)), "post", of_draft),
    Row("contribution-accept", DECIDE, "post", of_submitted),
    Row("contribution-return", DECIDE, "post", of_submitted, in_words),
    Row("contribution-next-version", {**WRITE, **dict.fromkeys(STATE, 403)}, "post", of_submitted),
    Row("report-compile", MANAGE, "post", of_call, lambda world: {"language": "en"}),
    Row("report-compile", only((), others=405), kwargs=of_call),
    Row("report-detail", only(STATE), kwargs=of_report),
    Row("report-download", only(STATE), kwargs=lambda world: {"pk": world.report.pk, "format": "docx"}),
    Row("report-download", only(()), kwargs=lambda world: {"pk": world.report.pk, "format": "exe"}),
]

# What everybody reads, and the import, which is the State's.
OPEN = dict.fromkeys(ROLES, 200)
IMPORT = only(("coordinator",), national_viewer=403)
TABLE += [
    Row("recommendation-list", OPEN),
    Row("recommendation-export", OPEN),
    Row("recommendation-detail", OPEN, kwargs=lambda world: {"iso3": "XUL", "cycle": 4, "paragraph": "120.1"}),
    Row(
        "recommendation-detail",
        dict.fromkeys(ROLES, 404),
        kwargs=of_nothing,
    ),
    Row("government-detail", OPEN, kwargs=lambda world: {"iso3": "XUL", "slug": "altamira"}),
    Row("government-detail", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"iso3": "XUL", "slug": "nowhere"}),
    Row("import-list", only((*STATE, "stranger"))),
    Row("import-add", {**IMPORT, "stranger": 200}),
    Row("import-add", {**IMPORT, "stranger": 200}, "post"),
    Row("import-detail", only(STATE), kwargs=of_source_file),
    Row("import-confirm", {**IMPORT, "coordinator": 302}, "post", of_source_file),
    Row("import-confirm", only((), others=405), kwargs=of_source_file),
    Row("import-discard", {**IMPORT, "coordinator": 302}, "post", of_source_file),
    Row("import-discard", only((), others=405), kwargs=of_source_file),
]


def failed_delivery(recipient, call, government):
    """A reminder mail that could not be sent, about the call's last day."""
    delivery = models.ReminderDelivery.objects.create(
        recipient=recipient,
        language="en",
        local_date=factories.NOW.date(),
        status="failed",
        selected_at=factories.NOW,
        claimed_at=factories.NOW,
        finished_at=factories.NOW,
    )
    rule, _ = models.ReminderRule.objects.get_or_create(kind="call-deadline", days_before=30)
    delivery.items.create(
        rule=rule, recipient=recipient, local_government=government, object_id=call.pk, due_date=call.deadline
    )
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
    call = factories.call(review, coordinator)
    delivery = failed_delivery(officer, call, city)
    draft = factories.contribution(call, city, [recommendation])
    submitted = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    submitted.hand_in(by=officer, now=factories.NOW)
    submitted.approve(by=approver, now=factories.NOW)
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
        "superuser": models.User.objects.create_superuser("it@example.org", "correct horse"),
    }
    return SimpleNamespace(
        people=people,
        state=state,
        city=city,
        review=review,
        recommendation=recommendation,
        follow_up=follow_up,
        step=step,
        evidence=evidence,
        call=call,
        delivery=delivery,
        draft=draft,
        submitted=submitted,
        report=report,
        source_file=source_file,
    )


def answer(row, world, client):
    """The status that a client gets, or LOGIN; whatever the request changed is taken back."""
    address = reverse(f"tracking:{row.name}", kwargs=row.kwargs(world))
    with transaction.atomic():
        response = getattr(client, row.method)(address, row.data(world))
        response.getvalue()  # a file is closed once it is read to its end
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return LOGIN
    return response.status_code


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_access_by_every_role(row, world, signed_in):
    answers = {role: answer(row, world, signed_in(person)) for role, person in world.people.items()}
    assert answers == row.expected


def test_every_address_has_a_row():
    assert {pattern.name for pattern in urls.urlpatterns} == {row.name for row in TABLE}
