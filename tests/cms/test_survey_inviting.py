"""Invitations: one a body, mailed in its language, reminded once, counted, erased."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.models import SurveyAnswer, SurveyContact, SurveyInvitation
from cms.surveys import erasing, inviting, results
from tests.cms import surveys
from tracking.reminders import outcomes


@pytest.fixture
def survey(home):
    return surveys.survey(access="invited")


@pytest.fixture
def invite(survey, coordinator, now):
    """Gives a function that invites a body: invite("Clinic", "clinic@example.org", "es")."""

    def make(body="Clinic", address="clinic@example.org", language="en"):
        return inviting.invite(survey, [(body, address, language)], by=coordinator, now=now)[0][0]

    return make


def send(now):
    return inviting.send_waiting(SurveyInvitation.objects.values_list("pk", flat=True), now=now)


def test_lines_are_read_with_names_addresses_and_languages():
    pasted = inviting.read("Clinic; Clinic@example.org; es\n\n\tOffice\toffice@example.org", "fr")
    assert pasted.rows == [
        ("Clinic", "clinic@example.org", "es"),
        ("Office", "office@example.org", "fr"),
    ]
    csv = inviting.read('"Clinic, mobile",clinic@example.org,ES\nOffice, west, office@example.org', "en")
    assert csv.rows == [
        ("Clinic, mobile", "clinic@example.org", "es"),
        ("Office, west", "office@example.org", "en"),
    ]
    wrong = inviting.read("Clinic; nowhere\nOffice; office@example.org; xx", "en")
    assert wrong.rows == [] and [problem[:7] for problem in wrong.problems] == ["Line 1:", "Line 2:"]


@pytest.mark.parametrize(
    "line",
    [
        "lone@example.org",
        "lone@example.org; lone@example.org; es",
        "; lone@example.org",
        ", lone@example.org",
        "Clinic (lone (at) example.org); lone@example.org",
    ],
)
def test_line_without_a_name_is_refused_so_that_no_address_becomes_one(line):
    pasted = inviting.read(f"Clinic; clinic@example.org\n\n{line}", "en")
    assert [body for body, _address, _language in pasted.rows] == ["Clinic"]
    (problem,) = pasted.problems
    assert problem.startswith("Line 3:") and ("rights@lindhaven.example; es" in problem or "not a mail" in problem)


def test_one_invitation_a_body_mailed_once_in_its_language(survey, invite, coordinator, now):
    invited = invite(language="es")
    _new, known = inviting.invite(survey, [("CLINIC", "other@example.org", "en")], by=coordinator, now=now)
    assert known == ["CLINIC"]
    assert send(now) == 1 and send(now) == 0
    message = mail.outbox[0]
    assert f"/es/surveys/invitations/{invited.token}/" in message.body and "Trabajo con ciudades" in message.subject
    html = message.alternatives[0].content
    assert invited.token in html and '<html lang="es"' in html
    assert all("Twenty minutes." in words for words in (message.body, html))  # what it is about, in both


def test_invited_body_comes_back_to_its_own_answer(client, survey, invite):
    invited = invite()
    address = f"/en/surveys/invitations/{invited.token}/"
    assert 'name="body"' not in client.get(f"/en/surveys/{survey.slug}/").content.decode()
    first = client.post(address).url
    assert client.post(address).url == first == client.get(address).url
    assert SurveyAnswer.objects.get().body == "Clinic"


def test_withdrawn_or_guessed_invitation_is_not_found(client, invite, coordinator, now):
    invited = invite()
    assert client.get(f"/en/surveys/invitations/{invited.token}/").status_code == 200
    assert client.get(f"/en/surveys/invitations/{invited.token_hash}/").status_code == 404
    invited.withdraw(by=coordinator, now=now)
    assert client.get(f"/en/surveys/invitations/{invited.token}/").status_code == 404


def test_draft_of_a_withdrawn_invitation_is_gone_and_never_sent(client, survey, invite, coordinator, now):
    invited, done = invite(), invite("Office", "office@example.org")
    nature = survey.questions.get(code="nature")
    draft, kept = [one.begin(language="en", now=now) for one in (invited, done)]
    for one in (draft, kept):
        one.keep({nature: ("answered", "Words.")}, language="en")
    kept.send(now=datetime.datetime.now(datetime.UTC))
    held = SurveyAnswer.objects.select_related("invitation").get(pk=draft.pk)  # a page that was open before
    for one in (invited, done):
        one.withdraw(by=coordinator, now=now)
    for rest in ("", "1/", "paper/"):
        assert client.get(f"/en/surveys/answers/{draft.token}/{rest}").status_code == 404
    assert client.post(f"/en/surveys/answers/{draft.token}/send/").status_code == 404
    assert client.get(f"/en/surveys/answers/{kept.token}/").status_code == 200
    with pytest.raises(ValidationError):
        held.send(now=datetime.datetime.now(datetime.UTC))
    with pytest.raises(ValidationError):
        held.keep({nature: ("answered", "More.")}, language="en")
    assert SurveyAnswer.objects.get(pk=draft.pk).is_draft


def test_reminder_goes_once_and_not_to_who_answered(survey, invite, now):
    invite()
    done = invite("Office", "office@example.org")
    send(now)
    answer = done.begin(language="en", now=now)
    answer.keep({survey.questions.get(code="nature"): ("answered", "Words.")}, language="en")
    answer.send(now=datetime.datetime.now(datetime.UTC))
    mail.outbox.clear()
    assert inviting.remind(survey) == 1 and send(now) == 1
    assert inviting.remind(survey) == 0 and send(now) == 0
    assert [message.to for message in mail.outbox] == [["clinic@example.org"]]
    assert "Words." not in mail.outbox[0].body


def test_mail_that_fails_is_shown_and_can_be_sent_again(invite, now, monkeypatch):
    invited = invite()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("down")))
    assert send(now) == 0
    invited.refresh_from_db()
    assert invited.failed_at == now and invited.mailed_at is None
    assert invited.failure_words and not invited.is_mail_tried_again
    monkeypatch.undo()
    assert inviting.send_again(invited.survey) == [invited] and inviting.send_again(invited.survey) == []
    assert send(now) == 1
    invited.refresh_from_db()
    assert (invited.failed_at, invited.failure_words) == (None, "")


def test_mail_that_is_put_off_goes_out_by_itself_for_two_days(invite, now, monkeypatch):
    invited = invite()
    put_off = outcomes.of_error(smtplib.SMTPDataError(451, b"4.7.1 Try later"), is_handing_over=False)
    monkeypatch.setattr(inviting.Carrier, "send", lambda self, mail: put_off)
    assert send(now) == 0
    invited.refresh_from_db()
    assert invited.is_mail_tried_again and "4.7.1" in invited.failure_words
    assert send(now + inviting.TRIED_FOR) == 0
    invited.refresh_from_db()
    assert invited.waits_for == "" and not invited.is_mail_tried_again and invited.failed_at


def test_database_keeps_no_reason_without_a_failure(invite, now):
    invited = SurveyInvitation.objects.filter(pk=invite().pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        invited.update(failure="address 5.1.1")
    invited.update(failure="address 5.1.1", failed_at=now)


def test_mail_that_cannot_be_written_is_marked_and_the_next_goes_out(invite, now, monkeypatch):
    broken, sound = invite(), invite("Office", "office@example.org")
    write = inviting.mails.invitation

    def fail(invited):
        if invited.pk == broken.pk:
            raise ValueError("no such word")
        return write(invited)

    monkeypatch.setattr(inviting.mails, "invitation", fail)
    assert send(now) == 1
    broken.refresh_from_db(), sound.refresh_from_db()
    assert (broken.failed_at, broken.is_mail_unknown, sound.mailed_at) == (now, False, now)


def test_mail_without_a_mark_is_unknown_until_it_is_sent_again(invite, now):
    invited = invite()
    assert not invited.is_mail_unknown
    SurveyInvitation.objects.update(waits_for="")  # claimed, and then the worker broke off
    invited.refresh_from_db()
    assert invited.is_mail_unknown
    invited.mail_again()
    assert send(now) == 1
    invited.refresh_from_db()
    assert not invited.is_mail_unknown


def test_mail_for_a_survey_that_is_over_is_not_delivered(survey, invite):
    invited = invite()
    later = datetime.datetime.combine(survey.closes_on, datetime.time(), datetime.UTC) + datetime.timedelta(days=1)
    assert send(later) == 0
    invited.refresh_from_db()
    assert invited.failed_at == later and not invited.is_mail_unknown


def test_response_counts_bodies_invited_begun_and_answered(survey, invite, coordinator, now):
    invite("A", "a@example.org").begin(language="en", now=now)
    answer = invite("B", "b@example.org").begin(language="en", now=now)
    answer.keep({survey.questions.get(code="nature"): ("answered", "Words.")}, language="en")
    answer.send(now=datetime.datetime.now(datetime.UTC))
    invite("C", "c@example.org").withdraw(by=coordinator, now=now)
    assert results.response(survey) == {"invited": 2, "started": 2, "answered": 1, "sent": 1}


def test_contacts_addresses_and_drafts_are_erased_months_after_the_end(survey, invite, now):
    draft = invite().begin(language="en", now=now)
    kept = surveys.sent(survey, body="Other")
    SurveyContact.objects.create(answer=kept, email="a@example.org")
    assert erasing.erase_due(survey.erases_on - datetime.timedelta(days=1)) == 0
    assert erasing.erase_due(survey.erases_on) == 3
    assert erasing.erase_due(survey.erases_on) == 0
    assert SurveyInvitation.objects.get().email == "" and not SurveyContact.objects.exists()
    assert list(SurveyAnswer.objects.all()) == [kept] and draft.pk != kept.pk


@pytest.mark.parametrize(
    "change",
    [
        {"state": "sent"},
        {"state": "set-aside", "reason": "x"},
        {"state": "accepted"},
        {"channel": "phone"},
        {"body": ""},
        {"withdrawn_at": surveys.NOW},
        {"reviewed_at": surveys.NOW},
        {"reason": "Without a decision"},
    ],
)
def test_database_refuses_a_half_made_answer(survey, change):
    answer = surveys.answer(survey)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyAnswer.objects.filter(pk=answer.pk).update(**change)
    SurveyAnswer.objects.filter(pk=answer.pk).update(state="sent", sent_at=surveys.NOW)  # the whole is taken


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tags"},
        {"vocabulary": "themes"},
        {"register_part": "outcome"},
        {"code": "horizon"},
    ],
)
def test_database_refuses_a_half_made_question(survey, change):
    question = survey.questions.filter(code="nature")
    with pytest.raises(IntegrityError), transaction.atomic():
        question.update(**change)
    question.update(kind="tags", vocabulary="themes")


def test_database_refuses_a_part_that_is_both(survey):
    answer = surveys.answer(survey, nature=("answered", "Words."))
    for change in ({"value": None}, {"kind": "none"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            answer.parts.update(**change)
    answer.parts.update(kind="none", value=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        survey.closes_on = survey.opens_on - datetime.timedelta(days=1)
        survey.save()
