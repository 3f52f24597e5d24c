"""Leaving a post in two pages, reading the note, the first hundred days, and the files of the pack."""

import io

import docx
import openpyxl
import pytest
from django.http import QueryDict

from tests import factories
from tracking import drafts, tasks
from tracking.models import HandoverNote, Invitation, Membership


@pytest.fixture
def step(city, officer):
    """An open step of the officer."""
    return factories.step(city, officer, owner=officer)


def leave_of(city):
    return f"/en/my-work/{city.pk}/leave/"


def test_second_page_lists_what_moves_and_changes_nothing(signed_in, city, officer, approver, step):
    typed = {"person": officer.pk, "successor": approver.pk, "note": "Mind the budget."}
    response = signed_in(officer).post(leave_of(city), typed)
    assert "Officer leaves; Approver takes over." in response.text
    assert step.title in response.text and "Mind the budget." in response.text
    assert officer.memberships.exists() and not HandoverNote.objects.exists()


def test_second_page_leads_back_with_what_was_typed(signed_in, city, officer, approver):
    typed = {"person": officer.pk, "successor": approver.pk, "note": "Mind the budget.", "change": "yes"}
    response = signed_in(officer).post(leave_of(city), typed)
    assert "Mind the budget." in response.text and "See what moves" in response.text


def test_officer_leaves_and_a_second_press_does_no_harm(signed_in, city, officer, approver, step):
    client = signed_in(officer)
    typed = {"person": officer.pk, "successor": approver.pk, "note": "Mind the budget.", "confirm": "yes"}
    assert [client.post(leave_of(city), typed).status_code for _press in range(2)] == [302, 302]
    step.refresh_from_db()
    assert step.owner == approver and HandoverNote.objects.get().note == "Mind the budget."
    assert client.get(f"/en/my-work/{city.pk}/").status_code == 404


def test_officer_leaves_for_nobody_else_and_invites_nobody(signed_in, city, officer, approver):
    client = signed_in(officer)
    typed = {"person": approver.pk, "successor": "vacant", "confirm": "yes"}
    assert client.post(leave_of(city), typed).status_code == 200
    typed = {"person": officer.pk, "successor": "invite", "email": "new@example.org", "confirm": "yes"}
    assert client.post(leave_of(city), typed).status_code == 200
    assert Membership.objects.filter(local_government=city).count() == 2 and not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["approver", "coordinator"])
def test_somebody_who_manages_people_does_it_for_a_person_who_is_gone(
    signed_in, city, officer, approver, coordinator, step, mailoutbox, django_capture_on_commit_callbacks, role
):
    by = {"approver": approver, "coordinator": coordinator}[role]
    typed = {"person": officer.pk, "successor": "invite", "email": "New@example.org", "confirm": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(by).post(leave_of(city), typed).status_code == 302
    note = HandoverNote.objects.get()
    assert (note.from_user, note.written_by, note.waiting_steps) == (officer, by, [step.pk])
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    assert by.memberships.exists() and not officer.memberships.exists()


def test_missing_address_comes_back_with_what_was_typed(signed_in, city, officer, approver):
    typed = {"person": officer.pk, "successor": "invite", "note": "Mind the budget."}
    response = signed_in(approver).post(leave_of(city), typed)
    assert "Write the address of the person whom you invite." in response.text and "Mind the budget." in response.text


def test_person_of_a_collecting_region_has_no_post_to_leave(signed_in, city, collector):
    assert "You hold no role of your own here" in signed_in(collector).get(leave_of(city)).text


@pytest.fixture
def note(city, officer, approver, now):
    """The officer left to the approver."""
    return HandoverNote.objects.create(
        local_government=city, from_user=officer, to_user=approver, written_by=officer, at=now, note="Mind the budget."
    )


def test_successor_reads_the_note_and_takes_over(signed_in, city, approver, note):
    client = signed_in(approver)
    address = f"/en/my-work/{city.pk}/handover/"
    assert "I have read it and take over" in client.get(address).text
    assert client.post(f"/en/handovers/{note.pk}/read/").status_code == 302
    assert client.post(f"/en/handovers/{note.pk}/read/").status_code == 302
    assert "I have read it and take over" not in client.get(address).text
    assert "Mind the budget." in client.get(address).text


def test_note_of_another_city_is_none(signed_in, note, outsider):
    assert signed_in(outsider).post(f"/en/handovers/{note.pk}/read/").status_code == 404


def decide(client, city, step, **typed):
    data = {f"step-{step.pk}-{name}": value for name, value in typed.items()}
    return client.post(f"/en/my-work/{city.pk}/first-hundred-days/{step.pk}/", data)


@pytest.mark.parametrize(
    "typed, expected",
    [
        ({"decision": "confirm"}, ("planned", "officer")),
        ({"decision": "pass-on", "owner": "approver"}, ("planned", "approver")),
        ({"decision": "pass-on", "owner": "officer"}, ("planned", "officer")),
        ({"decision": "stop", "reason": "No money."}, ("stopped", "officer")),
    ],
    ids=lambda value: value["decision"] if isinstance(value, dict) else "",
)
def test_each_step_is_decided_once(signed_in, city, officer, approver, step, typed, expected):
    people, client = {"officer": officer, "approver": approver}, signed_in(approver)
    if "owner" in typed:
        typed = {**typed, "owner": people[typed["owner"]].pk}
    assert decide(client, city, step, **typed).status_code == 302
    step.refresh_from_db()
    assert (step.status, step.owner) == (expected[0], people[expected[1]])
    assert "Every open step is decided" in client.get(f"/en/my-work/{city.pk}/first-hundred-days/").text


def test_step_is_not_given_to_somebody_of_another_city(signed_in, city, officer, outsider, step):
    response = decide(signed_in(officer), city, step, decision="pass-on", owner=outsider.pk)
    assert "Choose who keeps it up to date from now on." in response.text or "valid choice" in response.text
    step.refresh_from_db()
    assert step.owner == officer


def test_stop_without_a_reason_comes_back(signed_in, city, officer, step):
    response = decide(signed_in(officer), city, step, decision="stop")
    assert response.status_code == 200 and "Say in a sentence why it stops." in response.text


def test_step_of_another_city_is_none(signed_in, city, other_city, officer, outsider):
    foreign = factories.step(other_city, outsider)
    assert decide(signed_in(officer), city, foreign, decision="confirm").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_open_steps_asks_the_same_questions(signed_in, city, officer, count, django_assert_num_queries):
    for _number in range(count):
        factories.step(city, officer, owner=officer)
    client = signed_in(officer)
    client.get(f"/en/my-work/{city.pk}/first-hundred-days/")
    with django_assert_num_queries(14):
        client.get(f"/en/my-work/{city.pk}/first-hundred-days/")


def test_pack_is_downloaded_in_both_forms(signed_in, city, viewer, step):
    client = signed_in(viewer)
    word = client.get(f"/en/my-work/{city.pk}/handover.docx")
    sheet = client.get(f"/en/my-work/{city.pk}/handover.xlsx")
    assert word["Content-Disposition"].startswith('attachment; filename="handover-altamira-')
    assert "Hand-over pack of Altamira" in [p.text for p in docx.Document(io.BytesIO(word.getvalue())).paragraphs]
    assert openpyxl.load_workbook(io.BytesIO(sheet.getvalue()))["Open steps"]["B2"].value == step.title


def test_invitation_goes_out_even_where_no_worker_can_be_woken(
    signed_in, city, officer, approver, mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    def fail():
        raise ConnectionError("no broker")

    monkeypatch.setattr(tasks.select_reminders, "delay", fail)
    typed = {"person": officer.pk, "successor": "invite", "email": "new@example.org", "confirm": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(approver).post(leave_of(city), typed).status_code == 302
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_second_page_names_drafts_to_their_owner_alone(signed_in, city, officer, approver, step, now):
    drafts.keep(officer, f"/en/steps/{step.pk}/edit/", QueryDict("title=New"), now=now)
    typed = {"person": officer.pk, "successor": approver.pk}
    own = signed_in(officer).post(leave_of(city), typed).text
    assert f"/steps/{step.pk}/edit/" in own and "gets these and can read them" in own
    others = signed_in(approver).post(leave_of(city), typed | {"successor": "vacant"}).text
    assert f"/steps/{step.pk}/edit/" not in others and "they are deleted" in others
