"""What a coordinator does from the board: filter, file, reminders, answering for a government."""

import csv
import datetime
import io

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tracking.models import Contribution, Event

AFTER = datetime.datetime(2026, 11, 9, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def address(call, verb, *args):
    return reverse(f"tracking:call-{verb}", args=[call.pk, *args])


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def shown(client, call, **asked):
    return [row.name for row in client.get(call.get_absolute_url(), asked).context["table"].data]


def test_board_filters_by_level_region_and_name(call, state, city, other_city, coordinator, signed_in):
    region = factories.government(state, "Sierra", level="region")
    city.parent = region
    city.save()
    client = signed_in(coordinator)
    for asked, names in [
        ({"level": "region"}, ["Sierra"]),
        ({"region": region.pk}, ["Altamira", "Sierra"]),
        ({"text": "bore"}, ["Borealis"]),
        ({"stage": "vacant", "level": "city"}, ["Altamira", "Borealis"]),
        ({"region": "x", "level": "moon"}, ["Altamira", "Borealis", "Sierra"]),
    ]:
        assert shown(client, call, **asked) == names


def test_board_lists_who_is_asked_and_counts_of_them(call, city, other_city, coordinator, signed_in):
    call.governments.set([other_city])
    client = signed_in(coordinator)
    assert shown(client, call) == ["Borealis"]
    assert "Submitted: 0 of 1 government" in client.get(call.get_absolute_url()).content.decode()


def test_city_that_is_not_asked_reads_so_and_cannot_start(call, city, other_city, officer, signed_in):
    call.governments.set([other_city])
    client = signed_in(officer)
    assert "This call asks other governments" in client.get(call.get_absolute_url()).content.decode()
    start = reverse("tracking:contribution-start", args=[city.pk, call.pk])
    assert "does not ask Altamira" in said(client.post(start, follow=True))
    assert not Contribution.objects.exists()


def test_board_as_a_file_holds_no_formula(call, state, city, officer, coordinator, national_viewer, signed_in):
    factories.government(state, "=SUM(A1)")
    response = signed_in(national_viewer).get(address(call, "board-export"), {"stage": "not_started"})
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert [(row["government"], row["people_who_write"], row["late"]) for row in rows] == [
        ("'=SUM(A1)", "0", "no"),
        ("Altamira", "1", "no"),
    ]


def test_one_click_reminds_once_a_day(
    call, city, officer, coordinator, national_viewer, signed_in, django_capture_on_commit_callbacks
):
    client, url = signed_in(coordinator), address(call, "remind-one", city.pk)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url, {"back": "level=city"})
        assert response["Location"] == f"{call.get_absolute_url()}?level=city#board"
    page = client.get(call.get_absolute_url()).content.decode()
    assert "mailed today" in page
    assert str(officer) in page
    seen_by_others = signed_in(national_viewer).get(call.get_absolute_url()).content.decode()
    assert str(officer) not in seen_by_others and "1 person" in seen_by_others
    with django_capture_on_commit_callbacks(execute=True):
        assert "not mailed again" in said(client.post(url, follow=True))
    assert len(mail.outbox) == 1
    assert Event.objects.about(call).get().verb == "reminded"


def test_who_gave_its_input_is_not_reminded(call, city, recommendation, officer, approver, coordinator, signed_in):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    response = signed_in(coordinator).post(address(call, "remind-one", city.pk), follow=True)
    assert "has given its input already" in said(response)


def test_all_that_are_late_are_reminded_together(
    call, city, other_city, officer, outsider, coordinator, signed_in, time_machine, django_capture_on_commit_callbacks
):
    time_machine.move_to(AFTER)
    client = signed_in(coordinator)
    assert "late: 2 governments, up to 2 mails" in client.get(address(call, "remind")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(call, "remind"), {"stage": "late"}, follow=True)
    assert "2 governments are reminded; 2 mails are on their way." in said(response)
    assert {message.to[0] for message in mail.outbox} == {officer.email, outsider.email}


def test_nobody_late_and_closed_calls_remind_nobody(call, city, officer, coordinator, now, signed_in):
    client = signed_in(coordinator)
    assert "Nobody is to be reminded" in said(client.post(address(call, "remind"), {"stage": "late"}, follow=True))
    assert "late: 0 governments" in client.post(address(call, "remind"), {"stage": "moon"}).content.decode()
    call.close(by=coordinator, now=now)
    assert "reminds nobody" in said(client.get(address(call, "remind"), follow=True))


def typed(**fields):
    return {"who": "Head of social services", "how": "phone", "day": "2026-03-09", **fields}


def test_answer_on_behalf_starts_input_that_says_who_answered(call, other_city, coordinator, signed_in):
    client, url = signed_in(coordinator), address(call, "answer", other_city.pk)
    client.post(url, typed())
    contribution = Contribution.objects.get()
    assert contribution.on_behalf_of == "Head of social services, by phone, 9 March 2026"
    assert (contribution.local_government, contribution.status) == (other_city, "draft")
    assert client.post(url, typed())["Location"] == contribution.get_absolute_url()
    assert contribution.get_absolute_url() in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields, sentence",
    [({"who": ""}, "required"), ({"how": "pigeon"}, "valid choice"), ({"day": "2026-03-11"}, "has not come yet")],
)
def test_answer_on_behalf_keeps_what_was_typed(call, other_city, coordinator, signed_in, fields, sentence):
    page = signed_in(coordinator).post(address(call, "answer", other_city.pk), typed(**fields)).content.decode()
    assert sentence in page
    assert not Contribution.objects.exists()


def test_nobody_answers_for_a_city_that_writes_itself(call, city, recommendation, coordinator, signed_in):
    factories.contribution(call, city, [recommendation])
    response = signed_in(coordinator).post(address(call, "answer", city.pk), typed(), follow=True)
    assert "has begun its input itself" in said(response)
    assert Contribution.objects.get().on_behalf_of == ""


def test_government_of_another_state_is_not_on_the_board(call, coordinator, stranger, signed_in):
    foreign = factories.government(factories.state("XOT", "XO", "Otheria"), "Elsewhere")
    client = signed_in(coordinator)
    for verb in ("answer", "remind-one"):
        assert client.post(address(call, verb, foreign.pk)).status_code == 404
    assert signed_in(stranger).get(address(call, "board-export")).status_code == 404


def test_locked_call_reminds_nobody(call, city, officer, coordinator, signed_in):
    factories.locked(call, coordinator)
    client = signed_in(coordinator)
    for response in (
        client.get(address(call, "remind"), follow=True),
        client.post(address(call, "remind"), {"stage": "not_started"}, follow=True),
        client.post(address(call, "remind-one", city.pk), follow=True),
    ):
        assert "The report is locked" in said(response)
    assert not mail.outbox and not Event.objects.filter(verb="reminded").exists()


def test_who_could_approve_is_said_before_it_is_begun(call, state, other_city, coordinator, signed_in):
    client, url = signed_in(coordinator), address(call, "answer", other_city.pk)
    page = client.get(url).content.decode()
    assert "Nobody else can approve: Borealis has no approver, and there is no second national coordinator." in page
    second = factories.member("coordinator", state)
    page = client.get(url).content.decode()
    assert "Nobody else can approve" not in page and f"Who can approve: {second}" in page


def test_answers_on_behalf_are_chosen_where_nothing_was_sorted(
    call, recommendation, other_city, coordinator, officer, signed_in
):
    other = factories.recommendation(recommendation.review, "120.9", "Train the police.")
    client = signed_in(coordinator)
    page = client.post(address(call, "answer", other_city.pk), typed(), follow=True).content.decode()
    begun = Contribution.objects.get()
    choose = reverse("tracking:answer-choose", args=[begun.pk])
    assert choose in page and "/triage/" not in page
    listed = client.get(choose).content.decode()
    edit = reverse("tracking:answer-edit", args=[begun.pk, recommendation.pk])
    assert edit in listed and reverse("tracking:answer-edit", args=[begun.pk, other.pk]) in listed
    assert edit not in client.get(choose, {"text": "police"}).content.decode()
    answer = {"status": "in_progress", "headline": "Two new lines of buses.", "seen": ""}
    client.post(edit, answer)
    assert begun.answers.get().recommendation == recommendation
    assert edit not in client.get(choose).content.decode()
    assert "Handed in. It is not sent yet: an approver of Borealis, or another national coordinator" in said(
        client.post(reverse("tracking:contribution-hand-in", args=[begun.pk]), follow=True)
    )
    assert client.get(choose)["Location"] == begun.get_absolute_url()


def test_draft_on_behalf_is_removed_by_a_coordinator(call, city, other_city, recommendation, coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(address(call, "answer", other_city.pk), typed())
    begun = Contribution.objects.get()
    begun.answers.create(recommendation=recommendation, status="in_progress", headline="Two new lines.")
    remove = reverse("tracking:contribution-remove", args=[begun.pk])
    assert remove in client.get(begun.get_absolute_url()).content.decode()
    assert "is removed" in said(client.post(remove, follow=True))
    assert not Contribution.objects.exists()
    event = Event.objects.get(verb="removed", object_kind="contribution", object_id=begun.pk)
    assert (event.by, event.local_government, event.on_behalf_of) == (coordinator, other_city, begun.on_behalf_of)
    assert client.get(call.get_absolute_url()).context["board"].counts["not_started"] == 2
    assert client.post(remove).status_code == 404
