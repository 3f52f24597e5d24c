"""What editors do beside reviewing: the next round of a survey, spam, bodies named by an address, the demo State."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.models import EngagementProfile, ProfileAnswer, StarterPage, Survey, SurveyAnswer, SurveyContact
from cms.register.demo import load_register
from cms.surveys import copying, inviting, renaming
from cms.surveys.demo import load_survey
from tests.cms import surveys
from tracking import reference_data
from tracking.models import Event


@pytest.fixture
def survey(home):
    return surveys.survey()


def test_next_round_asks_the_same_and_has_nobodys_answers(survey, editor, signed_in, now):
    surveys.sent(survey)
    again = signed_in(editor).post(reverse("survey_desk_copy", args=[survey.pk]))
    new = Survey.objects.exclude(pk=survey.pk).get()
    assert again.url == reverse("wagtailsnippets_cms_survey:edit", args=[new.pk])
    assert (new.slug, new.state, new.title) == ("engagement-2", "draft", survey.title)
    kept = [(q.code, q.kind, q.label, q.section, q.is_required) for q in survey.questions.all()]
    assert [(q.code, q.kind, q.label, q.section, q.is_required) for q in new.questions.all()] == kept
    assert [choice.code for choice in new.questions.get(code="horizon").choices.all()] == ["soon", "later"]
    assert not new.answers.exists() and not new.publishes_results
    assert copying.copy(survey, by=editor, now=now).slug == "engagement-3"


def test_survey_is_over_and_shows_its_results_without_anybody_closing_it(client, survey):
    Survey.objects.update(publishes_results=True)
    assert client.get(f"/en/surveys/{survey.slug}/results/").status_code == 404
    Survey.objects.update(closes_on=datetime.date.today() - datetime.timedelta(days=1))
    assert client.get(f"/en/surveys/{survey.slug}/results/").status_code == 200
    assert f"/en/surveys/{survey.slug}/results/" in client.get("/en/surveys/").content.decode()


def test_empty_list_leads_to_the_register(client, home):
    assert (
        f'href="{reverse("cms:profile-list")}"' in client.get("/en/surveys/").content.decode().split("empty-state")[1]
    )


@pytest.mark.parametrize("language, asked", [("en", "What did you do?"), ("es", "¿Qué hicieron?")])
def test_preview_shows_each_language(survey, language, asked):
    assert language in dict(survey.preview_modes)
    response = survey.make_preview_request(preview_mode=language)
    assert response.status_code == 200 and asked in response.content.decode()


@pytest.mark.parametrize("state", ["sent", "set-aside"])
def test_spam_is_erased_and_its_receipt_stays(survey, editor, signed_in, now, state):
    answer = surveys.sent(survey, nature=("answered", "Buy three, pay two."))
    SurveyContact.objects.create(answer=answer, email="a@example.org")
    if state == "set-aside":
        answer.set_aside("Advertising", by=editor, now=now)
    client, address = signed_in(editor), reverse("survey_desk_erase", args=[answer.pk])
    assert "Erase this answer?" in client.get(address).content.decode() and answer.parts.exists()
    client.post(address)
    answer.refresh_from_db()
    assert (answer.state, answer.reason, answer.reviewed_by) == ("withdrawn", "", None)
    assert not answer.parts.exists() and not answer.contacts.exists() and survey.answers.sent().count() == 0
    assert Event.objects.about(answer).get().verb == "removed"


def test_draft_is_not_erased_by_others(survey, editor, now):
    draft = surveys.answer(survey, nature=("answered", "Words."))
    with pytest.raises(ValidationError):
        draft.erase(by=editor, now=now)
    assert draft.parts.exists()


def test_body_named_by_an_address_is_shown_and_gets_another_name(survey, editor, signed_in, now):
    invited = inviting.invite(survey, [("Clinic", "clinic@example.org", "en")], by=editor, now=now)[0][0]
    answer = invited.begin(language="en", now=now)
    surveys.sent(survey, body="Sound office (west)")
    SurveyAnswer.objects.filter(pk=answer.pk).update(body="ana (at) example.org")  # from before it was refused
    survey.invitations.update(body="ana (at) example.org")
    assert renaming.named_by_address(survey) == [answer, invited]
    client, address = signed_in(editor), reverse("survey_desk_rename", args=[answer.pk])
    assert address in client.get(reverse("survey_desk", args=[survey.pk])).content.decode()
    assert "not a mail address" in client.post(address, {"body": "bob@example.org"}).content.decode()
    client.post(address, {"body": "Clinic of Altamira"})
    assert renaming.named_by_address(survey) == []
    event = Event.objects.about(answer).get()
    assert "ana" not in str(event.before) + str(event.after)


def test_demo_survey_shows_every_state_once(home, state, editor, now):
    reference_data.load()
    load_register(now.date())
    survey = load_survey(by=editor, now=now)
    assert load_survey(by=editor, now=now) is None and StarterPage.objects.filter(key="demo/survey").count() == 1
    assert set(survey.answers.values_list("state", flat=True)) == {"draft", "sent", "accepted", "set-aside"}
    assert survey.invitations.rate() == {"invited": 6, "started": 4, "answered": 3}
    assert [bool(one.failure_words) for one in survey.invitations.not_delivered()] == [True]
    profile = EngagementProfile.objects.get(slug="lume-basin")
    assert ProfileAnswer.objects.filter(profile=profile, source_type="survey").count() == 4
    assert profile.get_latest_revision_as_object().future_engagements.count() == 1
    assert not profile.future_engagements.exists()


@pytest.mark.parametrize(
    "name", ["survey_desk_copy", "survey_desk_send_again", "survey_desk_remind", "survey_desk_turn"]
)
def test_changes_at_the_desk_are_asked_for_by_editors_only(name, survey, editor, coordinator, signed_in):
    address = reverse(name, args=[survey.pk])
    assert signed_in(editor).get(address).status_code == 405
    signed_in(coordinator).post(address)
    signed_in(None).post(address)
    survey.refresh_from_db()
    assert Survey.objects.count() == 1 and survey.state == "open" and not Event.objects.about(survey).exists()
    assert signed_in(editor).post(address).status_code == 302


def test_desk_finds_an_answer_by_its_body_or_receipt(survey, editor, signed_in):
    first, second = surveys.sent(survey, body="Clinic of Altamira"), surveys.sent(survey, body="Harbour office")
    for sought in ("altamira", first.receipt.lower()):
        page = signed_in(editor).get(reverse("survey_desk", args=[survey.pk]), {"q": sought}).content.decode()
        assert first.receipt in page and second.receipt not in page
    assert (
        "No answer fits" in signed_in(editor).get(reverse("survey_desk", args=[survey.pk]), {"q": "%"}).content.decode()
    )


def test_nobody_is_invited_to_or_typed_into_what_takes_no_answers(survey, editor, signed_in):
    client, said = signed_in(editor), {"bodies": "Clinic; clinic@example.org", "language": "en"}
    Survey.objects.update(closes_on=survey.opens_on)
    client.post(reverse("survey_desk_invitations", args=[survey.pk]), said)
    Survey.objects.update(state="draft", closes_on=datetime.date.today())
    told = {"body": "Clinic", "channel": "phone", "language": "en"}
    client.post(reverse("survey_desk_on_behalf", args=[survey.pk]), told)
    assert not survey.invitations.exists() and not survey.answers.exists()
    Survey.objects.update(state="open")
    client.post(reverse("survey_desk_on_behalf", args=[survey.pk]), told)
    assert survey.answers.get().channel == "phone"
