"""Answering a survey: without an account, by link, in every language, sent once, taken back."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import Survey, SurveyAnswer, SurveyContact
from cms.models.survey_link import hash_of
from cms.surveys import inviting, protecting, reviewing
from tests.cms import surveys
from tracking.models import Right


@pytest.fixture
def survey(home):
    return surveys.survey()


def begin(client, survey, body="Clinic of Altamira"):
    """Begin as the page offers it; gives the address of the answer."""
    page = client.get(f"/en/surveys/{survey.slug}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    response = client.post(f"/en/surveys/{survey.slug}/", {"body": body, "key": key})
    return response.url, key


def test_answer_from_first_page_to_receipt(client, survey):
    address, _key = begin(client, survey)
    assert client.get(address).status_code == 200
    response = client.post(f"{address}1/", {"nature": "We trained staff.", "horizon": "soon", "go": "on"})
    assert response.url == f"{address}2/"
    client.post(f"{address}2/", {"places": "Altamira\nBorealis", "contact.-email": "a@example.org", "go": "on"})
    assert client.post(f"{address}send/").url == address
    page = client.get(address).content.decode()
    answer = SurveyAnswer.objects.get()
    assert answer.receipt in page and "We trained staff." in page and "Borealis" in page
    assert "a@example.org" not in page
    assert SurveyContact.objects.get().email == "a@example.org"
    assert [part.kind for part in answer.parts.all()] == ["answered", "answered", "answered"]


def test_second_click_on_begin_finds_the_first_answer(client, survey):
    address, key = begin(client, survey)
    again = client.post(f"/en/surveys/{survey.slug}/", {"body": "Clinic of Altamira", "key": key})
    assert again.url == address and SurveyAnswer.objects.count() == 1


def test_key_of_one_survey_begins_an_answer_of_its_own_to_another(client, survey):
    address, key = begin(client, survey)
    other = surveys.survey("second")
    response = client.post(f"/en/surveys/{other.slug}/", {"body": "Clinic of Altamira", "key": key})
    assert response.status_code == 302 and response.url != address
    assert [survey.answers.count(), other.answers.count()] == [1, 1]


def test_name_of_a_body_is_no_mail_address(client, survey):
    page = client.get(f"/en/surveys/{survey.slug}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    page = client.post(f"/en/surveys/{survey.slug}/", {"body": "ana@example.org", "key": key}).content.decode()
    assert "not a mail address" in page and "ana@example.org" in page and not SurveyAnswer.objects.exists()


def test_key_of_another_origin_is_refused(client, survey):
    response = client.post(f"/en/surveys/{survey.slug}/", {"body": "Clinic", "key": "1"})
    assert response.status_code == 200 and not SurveyAnswer.objects.exists()
    assert "Clinic" in response.content.decode()


def test_program_that_fills_the_hidden_field_begins_nothing(client, survey):
    page = client.get(f"/en/surveys/{survey.slug}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    client.post(f"/en/surveys/{survey.slug}/", {"body": "Clinic", "key": key, "website": "http://spam.example"})
    assert not SurveyAnswer.objects.exists()


def test_flood_of_new_answers_is_stopped_and_keeps_what_was_typed(client, survey, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "survey_start": "1/h/key"}
    begin(client, survey)
    page = client.get(f"/en/surveys/{survey.slug}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    response = client.post(f"/en/surveys/{survey.slug}/", {"body": "Second office", "key": key})
    assert SurveyAnswer.objects.count() == 1 and "Second office" in response.content.decode()
    assert "127.0.0.1" not in repr(cache._cache)  # the visitor is counted, the address is not kept


def test_link_of_another_answer_is_not_found(client, survey):
    answer = surveys.answer(survey)
    wrong = answer.token[:-1] + ("0" if answer.token[-1] != "0" else "1")
    for rest in ("", "1/", "withdraw/", "paper/"):
        assert client.get(f"/en/surveys/answers/{wrong}/{rest}").status_code == 404
        assert client.get(f"/en/surveys/answers/{answer.token_hash}/{rest}").status_code == 404
    for rest in ("send/", "mail/"):
        assert client.post(f"/en/surveys/answers/{wrong}/{rest}").status_code == 404
    assert len(answer.token) == 64 and answer.secret not in answer.token and hash_of(answer.token) == answer.token_hash


def test_draft_is_gone_on_with_in_another_language(client, survey):
    address, _key = begin(client, survey)
    client.post(f"{address}1/", {"nature": "We trained staff.", "go": "later"})
    spanish = address.replace("/en/", "/es/")
    page = client.get(f"{spanish}1/").content.decode()
    assert "¿Qué hicieron?" in page and "We trained staff." in page
    assert '<span lang="en" dir="ltr">When?</span>' in page  # falls back, and says in which language
    client.post(f"{spanish}1/", {"nature": "Formamos personal.", "go": "later"})
    answer = SurveyAnswer.objects.get()
    assert answer.language == "es" and answer.parts.get().value == "Formamos personal."


def test_mistake_gives_back_what_was_typed_and_says_where(client, survey):
    address, _key = begin(client, survey)
    response = client.post(f"{address}1/", {"nature": "We trained staff.", "nature.silent": "on", "horizon": "soon"})
    page = response.content.decode()
    assert "not both" in page and "We trained staff." in page and 'href="#id_nature"' in page
    assert not SurveyAnswer.objects.get().parts.exists()


def test_silence_and_none_are_two_things(client, survey):
    address, _key = begin(client, survey)
    client.post(f"{address}1/", {"nature.silent": "on", "go": "on"})
    client.post(f"{address}2/", {"places.none": "on", "go": "on"})
    client.post(f"{address}send/")
    kinds = {part.question.code: part.kind for part in SurveyAnswer.objects.get().parts.all()}
    assert kinds == {"nature": "no-response", "horizon": "no-response", "places": "none"}


def test_required_question_stops_the_sending_only(client, survey):
    address, _key = begin(client, survey)
    client.post(f"{address}2/", {"places": "Altamira", "go": "later"})
    client.post(f"{address}send/")
    assert SurveyAnswer.objects.get().is_draft
    assert "must be answered" in client.get(address).content.decode()


def test_sending_twice_is_once_and_what_was_sent_stays(client, survey):
    answer = surveys.answer(survey, nature=("answered", "First words."))
    address = f"/en/surveys/answers/{answer.token}/"
    client.post(f"{address}send/")
    answer.refresh_from_db()
    first = answer.sent_at
    client.post(f"{address}send/")
    client.post(f"{address}1/", {"nature": "Other words.", "go": "on"})
    answer.refresh_from_db()
    assert answer.sent_at == first and answer.parts.get(question__code="nature").value == "First words."


def test_closed_survey_takes_nothing_more_and_gives_back_the_text(client, survey, coordinator, now):
    answer = surveys.answer(survey, nature=("answered", "First words."))
    survey.close(by=coordinator, now=now)
    address = f"/en/surveys/answers/{answer.token}/"
    page = client.post(f"{address}1/", {"nature": "Too late words.", "go": "on"}).content.decode()
    assert "takes no more answers" in page and "Too late words." in page
    client.post(f"{address}send/")
    answer.refresh_from_db()
    assert answer.is_draft and answer.parts.get().value == "First words."
    page = client.get(f"/en/surveys/{survey.slug}/").content.decode()
    assert 'name="body"' not in page and "takes no more answers" in page


def test_draft_survey_is_known_to_nobody(client, home):
    survey = surveys.survey(state="draft")
    for rest in ("", "paper/", "results/"):
        assert client.get(f"/en/surveys/{survey.slug}/{rest}").status_code == 404


def test_withdrawing_erases_the_words_until_somebody_reviewed_it(client, survey, coordinator, now):
    answer, other = surveys.sent(survey), surveys.sent(survey, body="Other office")
    SurveyContact.objects.create(answer=answer, email="a@example.org")
    client.post(f"/en/surveys/answers/{answer.token}/withdraw/")
    answer.refresh_from_db()
    assert answer.state == "withdrawn" and not answer.parts.exists() and not SurveyContact.objects.exists()
    other.set_aside("About another country.", by=coordinator, now=now)
    client.post(f"/en/surveys/answers/{other.token}/withdraw/")
    other.refresh_from_db()
    assert other.state == "set-aside" and other.parts.exists()


def test_link_is_mailed_in_the_language_of_the_page_and_the_address_forgotten(client, survey):
    answer = surveys.answer(survey, nature=("answered", "Words of the answer."))
    client.post(f"/es/surveys/answers/{answer.token}/mail/", {"email": "somebody@example.org"})
    message = mail.outbox[0]
    assert message.to == ["somebody@example.org"] and f"/es/surveys/answers/{answer.token}/" in message.body
    assert "Trabajo con ciudades" in message.subject and "Words of the answer." not in message.body
    assert not SurveyContact.objects.exists()
    wrong = client.post(f"/en/surveys/answers/{answer.token}/mail/", {"email": "no address"})
    assert "no address" in wrong.content.decode() and len(mail.outbox) == 1


def test_paper_form_is_empty_for_all_and_filled_for_oneself(client, survey):
    answer = surveys.answer(survey, nature=("answered", "We trained staff."))
    blank = client.get(f"/en/surveys/{survey.slug}/paper/").content.decode()
    filled = client.get(f"/en/surveys/answers/{answer.token}/paper/").content.decode()
    assert "What did you do?" in blank and "☐" in blank and "We trained staff." not in blank
    assert "We trained staff." in filled and answer.receipt in filled


def test_list_of_surveys_costs_the_same_for_one_and_three(client, survey, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        client.get("/en/surveys/")
    surveys.survey("second")
    surveys.survey("third", access="invited")
    with django_assert_num_queries(len(one)):
        page = client.get("/en/surveys/").content.decode()
    assert page.count('class="card"') == 2  # by invitation is not listed


def test_sent_answer_is_corrected_until_an_editor_worked_with_it(client, survey, editor, now):
    answer = surveys.sent(survey)
    address = f"/en/surveys/answers/{answer.token}/"
    assert "Correct the answer" in client.get(address).content.decode()
    assert client.get(f"{address}correct/").status_code == 405
    assert client.post(f"{address}correct/").url == address
    answer.refresh_from_db()
    assert answer.is_draft and answer.sent_at is None
    assert [part.question.code for part in answer.parts.all()] == ["nature"]  # silences are open again
    client.post(f"{address}1/", {"nature": "We trained and hired staff.", "go": "on"})
    client.post(f"{address}send/")
    reviewing.add_interview(
        SurveyAnswer.objects.get(),
        survey.questions.first(), text="More.", author_body="Unit", held_on=now.date(), by=editor, now=now,
    )  # fmt: skip
    assert "Correct the answer" not in client.get(address).content.decode()
    client.post(f"{address}correct/")
    answer.refresh_from_db()
    assert answer.state == "sent" and "We trained and hired staff." in client.get(address).content.decode()


def test_sent_answer_is_not_corrected_after_the_last_day(client, survey):
    answer = surveys.sent(survey)
    Survey.objects.update(closes_on=survey.opens_on)
    client.post(f"/en/surveys/answers/{answer.token}/correct/")
    answer.refresh_from_db()
    assert answer.state == "sent"


def test_draft_is_kept_half_done_for_later(client, survey):
    address, _key = begin(client, survey)
    assert client.post(f"{address}1/", {"horizon": "soon", "go": "on"}).status_code == 200
    assert client.post(f"{address}1/", {"horizon": "soon", "go": "later"}).url == address
    assert SurveyAnswer.objects.get().parts.get().value == "soon"


def test_link_that_is_gone_says_what_to_do(client, survey, coordinator, now):
    invited = inviting.invite(survey, [("Clinic", "clinic@example.org", "en")], by=coordinator, now=now)[0][0]
    invited.withdraw(by=coordinator, now=now)
    withdrawn = client.get(f"/en/surveys/invitations/{invited.token}/")
    unknown = client.get("/en/surveys/answers/0000/")
    assert [withdrawn.status_code, unknown.status_code] == [404, 404]
    assert "was withdrawn" in withdrawn.content.decode() and "copied only in part" in unknown.content.decode()


@pytest.mark.parametrize("body", ["\u202eClinic", "...", "\u202e"])
def test_body_has_a_name_that_can_be_read(body):
    with pytest.raises(ValidationError):
        protecting.check_body(body)
    protecting.check_body("عيادة المدينة 3")


def test_words_that_are_not_translated_say_in_which_language_they_stand(client, home):
    Right.objects.create(code="housing", labels={"en": "Right to housing", "es": "Derecho a la vivienda"})
    asked = {"code": "rights", "kind": "tags", "vocabulary": "rights", "label": {"en": "Which?", "fr": "Lesquels ?"}}
    answer = surveys.answer(surveys.survey(questions=[asked]))
    pages = {
        code: client.get(f"/{code}/surveys/answers/{answer.token}/1/").content.decode() for code in ("en", "es", "fr")
    }
    assert '<span lang="en" dir="ltr">Right to housing</span>' in pages["fr"]
    assert "Right to housing" in pages["en"] and '<span lang="en" dir="ltr">Right' not in pages["en"]
    assert "Derecho a la vivienda" in pages["es"]
