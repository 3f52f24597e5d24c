"""The editors' desk: the form builder, answers read, enriched, accepted once, exported without contacts."""

import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import (
    EngagementProfile,
    MappingExercise,
    PresenceType,
    ProfileAnswer,
    Question,
    StarterPage,
    Survey,
    SurveyAnswer,
    SurveyContact,
)
from cms.surveys import exporting, inviting, reviewing
from cms.surveys.starter import build_survey
from tests.cms import surveys


@pytest.fixture
def exercise(db):
    return MappingExercise.objects.create(
        title="Mapping", slug="mapping", focal_point="Unit", opens_on=datetime.date(2026, 1, 1)
    )


@pytest.fixture
def survey(home, exercise):
    q2 = Question.objects.get_or_create(code="Q2")[0]
    q3 = Question.objects.get_or_create(code="Q3")[0]
    asked = [{**surveys.QUESTIONS[0], "register_question": q2}, *surveys.QUESTIONS[1:]]
    asked[2] = {**asked[2], "register_question": q2}
    asked.append(
        {
            "code": "outcome",
            "kind": "long-text",
            "label": {"en": "Outcome?"},
            "register_question": q3,
            "register_part": "outcome",
        }
    )
    return surveys.survey(questions=asked, exercise=exercise)


@pytest.fixture
def profile(exercise):
    presence = PresenceType.objects.get_or_create(code="country-office", defaults={"labels": {"en": "Office"}})[0]
    return EngagementProfile.objects.create(
        exercise=exercise,
        title="Lumeria",
        slug="lumeria",
        category="field",
        presence_type=presence,
        author_body="Unit",
        prepared_on=datetime.date(2026, 1, 2),
    )


@pytest.fixture
def answer(survey):
    return surveys.sent(survey, places=("answered", ["Altamira"]), outcome=("answered", "A rule changed."))


DESK = [
    ("survey_desk", "survey"),
    ("survey_desk_on_behalf", "survey"),
    ("survey_desk_invitations", "survey"),
    ("survey_desk_answer", "answer"),
    ("survey_desk_accept", "answer"),
    ("survey_desk_set_aside", "answer"),
    ("survey_desk_interview", "answer"),
]


@pytest.mark.parametrize("name, about", DESK)
def test_desk_opens_to_editors_and_to_nobody_else(name, about, survey, answer, editor, coordinator, signed_in):
    address = reverse(name, args=[{"survey": survey.pk, "answer": answer.pk}[about]])
    assert signed_in(editor).get(address).status_code == 200
    assert signed_in(coordinator).get(address).status_code == 302
    assert signed_in(None).get(address).status_code == 302
    missing = reverse(name, args=[999_999])
    assert signed_in(editor).get(missing, follow=True).status_code == 404


@pytest.mark.parametrize("name", ["survey_desk", "survey_desk_invitations"])
def test_lists_of_the_desk_cost_the_same_for_one_and_three(
    name, survey, answer, editor, signed_in, now, django_assert_num_queries
):
    client, address = signed_in(editor), reverse(name, args=[survey.pk])
    inviting.invite(survey, [("A", "a@example.org", "en")], by=editor, now=now)
    client.get(address)  # what the admin remembers from page to page
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    inviting.invite(survey, [(body, "b@example.org", "en") for body in "BC"], by=editor, now=now)
    for body in "BC":
        surveys.sent(survey, body=body)
    with django_assert_num_queries(len(one)):
        page = client.get(address).content.decode()
    assert "<td>B</td>" in page and "<td>C</td>" in page


def test_draft_of_somebody_is_not_read_at_the_desk(survey, editor, signed_in):
    draft = surveys.answer(survey, nature=("answered", "Unfinished."))
    assert signed_in(editor).get(reverse("survey_desk_answer", args=[draft.pk]), follow=True).status_code == 404


def test_accepting_twice_makes_every_entry_once(answer, profile, editor, now):
    made = reviewing.accept(answer, profile, by=editor, now=now)
    assert len(made) == 2 and reviewing.accept(answer, profile, by=editor, now=now) == []
    nature = ProfileAnswer.objects.get(question__code="Q2")
    assert nature.visibility == "internal" and nature.source_type == "survey"
    assert (nature.author_body, nature.source_reference) == ("City office", answer.receipt)
    assert [place.name for place in nature.places.all()] == ["Altamira"]
    assert ProfileAnswer.objects.get(question__code="Q3").outcome == "A rule changed."


def test_interview_adds_an_entry_and_leaves_the_answer(answer, profile, editor, now):
    question = answer.survey.questions.get(code="nature")
    reviewing.accept(answer, profile, by=editor, now=now)
    before = answer.parts.get(question=question).value
    told = {"text": "They added a week.", "author_body": "Unit", "held_on": now.date()}
    reviewing.add_interview(answer, question, **told, by=editor, now=now)
    (entry,) = reviewing.accept(answer, profile, by=editor, now=now)
    assert entry.source_type == "interview" and entry.enriches.entry_key == f"survey-{answer.pk}-Q2"
    assert answer.parts.get(question=question).value == before


def test_editor_accepts_into_a_new_profile_by_the_page(answer, profile, editor, signed_in):
    data = {
        "exercise": profile.exercise_id,
        "title": "Lumeria",
        "category": "field",
        "presence_type": profile.presence_type_id,
    }
    client = signed_in(editor)
    address = reverse("survey_desk_accept", args=[answer.pk])
    assert client.post(address, {**data, "profile": profile.pk}).status_code == 200  # one of the two
    assert client.post(address, data).status_code == 302
    answer.refresh_from_db()
    assert answer.profile.slug == "lumeria-2" and not answer.profile.live and answer.profile.answers.count() == 2


def test_answer_set_aside_is_not_accepted_later(answer, profile, editor, now, signed_in):
    address = reverse("survey_desk_set_aside", args=[answer.pk])
    assert signed_in(editor).post(address, {"reason": ""}).status_code == 200
    signed_in(editor).post(address, {"reason": "Another country."})
    with pytest.raises(reviewing.ValidationError):
        reviewing.accept(answer, profile, by=editor, now=now)
    assert not ProfileAnswer.objects.exists()


def test_silence_becomes_silence_in_the_register(survey, profile, editor, now):
    answer = surveys.sent(survey, nature=("no-response", None))
    reviewing.accept(answer, profile, by=editor, now=now)
    assert {entry.kind for entry in ProfileAnswer.objects.all()} == {"no-response"}


def test_desk_warns_of_what_points_to_a_person(survey, editor, signed_in):
    answer = surveys.sent(survey, nature=("answered", "Write to maria@example.org or +34 600 123 456."))
    page = signed_in(editor).get(reverse("survey_desk_answer", args=[answer.pk])).content.decode()
    assert "may point to a person" in page and "<bdi>+34 600 123 456</bdi>" in page


def test_files_hold_answers_without_contacts_and_without_formulas(survey):
    answer = surveys.sent(survey, body="=1+1", nature=("answered", "@SUM(A1)"))
    SurveyContact.objects.create(answer=answer, email="secret@example.org", name="Somebody")
    text = exporting.as_csv(survey).decode()
    assert "'=1+1" in text and "'@SUM(A1)" in text and "secret@" not in text and "Somebody" not in text
    sheet = openpyxl.load_workbook(io.BytesIO(exporting.as_xlsx(survey))).active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=1+1"] == "s" or "'=1+1" in cells
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert "contact" not in cells and "secret@example.org" not in cells


def test_answer_on_behalf_names_who_typed_it_and_how_it_came(survey, editor, signed_in):
    client = signed_in(editor)
    data = {"body": "Village council", "channel": "phone", "language": "es"}
    response = client.post(reverse("survey_desk_on_behalf", args=[survey.pk]), data)
    answer = SurveyAnswer.objects.get()
    assert (answer.entered_by, answer.channel) == (editor, "phone") and answer.token in response.url


def test_editor_invites_by_pasting_and_nothing_goes_out_while_a_line_is_wrong(
    survey, editor, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    address = reverse("survey_desk_invitations", args=[survey.pk])
    client = signed_in(editor)
    wrong = client.post(address, {"bodies": "Clinic; clinic@example.org\nOffice; nowhere", "language": "en"})
    assert "Line 2" in wrong.content.decode() and not survey.invitations.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"bodies": "Clinic; clinic@example.org", "language": "en"})
    assert [message.to for message in mailoutbox] == [["clinic@example.org"]]
    page = client.get(address).content.decode()
    assert "0 of 1 invited bodies answered." in page


def test_survey_opens_with_a_question_and_a_day_to_come_only(home, editor, now):
    survey = Survey.objects.create(
        slug="bare", title={"en": "Bare"}, opens_on=now.date(), closes_on=now.date() - datetime.timedelta(days=0)
    )
    with pytest.raises(reviewing.ValidationError):
        survey.open_up(by=editor, now=now)
    survey.questions.create(code="one", label={"en": "One?"})
    with pytest.raises(reviewing.ValidationError):
        survey.open_up(by=editor, now=now + datetime.timedelta(days=1))
    survey.open_up(by=editor, now=now)
    assert survey.state == "open"


def test_starter_survey_is_made_once_and_never_again(home, today):
    Question.objects.get_or_create(code="Q3")
    assert build_survey(today) is True
    survey = Survey.objects.get(slug="engagement")
    assert survey.state == "draft" and survey.is_translated("es") and survey.is_translated("fr")
    assert survey.questions.get(code="lesson").register_question.code == "Q3"
    assert survey.questions.filter(code__in=["outcome", "lesson"]).count() == 2
    assert build_survey(today) is False
    survey.delete()
    assert build_survey(today) is False and StarterPage.objects.filter(key="survey-engagement").exists()


def test_starter_survey_from_before_gets_arabic_once_where_its_texts_are_as_they_came(home, today):
    build_survey(today)
    survey = Survey.objects.get(slug="engagement")
    assert survey.is_translated("ar")
    question, changed = survey.questions.get(code="outcome"), survey.questions.get(code="plans")
    choice = survey.questions.get(code="horizon").choices.get(code="later")
    for row, field in ((survey, "title"), (question, "label"), (choice, "label"), (changed, "label")):
        getattr(row, field).pop("ar")
        row.save()
    changed.label["en"] = "Changed"
    changed.save()
    StarterPage.objects.filter(key="survey-engagement-languages").delete()
    for again in range(2):
        assert build_survey(today) is False
        for row in (survey, question, choice, changed):
            row.refresh_from_db()
        assert "ar" not in changed.label
        assert ("ar" in survey.title, "ar" in question.label, "ar" in choice.label) == (not again,) * 3
        survey.title = {"en": survey.title["en"]}
        question.label, choice.label = {"en": question.label["en"]}, {"en": choice.label["en"]}
        for row in (survey, question, choice):
            row.save()


def test_form_builder_shows_saves_and_previews(survey, editor, signed_in):
    client = signed_in(editor)
    listed = client.get(reverse("wagtailsnippets_cms_survey:list")).content.decode()
    assert f'href="{reverse("survey_desk", args=[survey.pk])}"' in listed
    address = reverse("wagtailsnippets_cms_survey:edit", args=[survey.pk])
    page = client.get(address)
    assert page.status_code == 200
    data = posted(page.context["form"])
    data["title_en"] = "A new title"
    assert client.post(address, data).status_code == 302
    survey.refresh_from_db()
    assert survey.title["en"] == "A new title" and survey.questions.count() == 5
    preview = client.post(reverse("wagtailsnippets_cms_survey:preview_on_edit", args=[survey.pk]), data)
    assert preview.json()["is_valid"]
    shown = client.get(reverse("wagtailsnippets_cms_survey:preview_on_edit", args=[survey.pk])).content.decode()
    assert "What did you do?" in shown and "A new title" in shown


def test_desk_refuses_addresses_as_names(survey, answer, editor, signed_in):
    client = signed_in(editor)
    data = {"body": "ana@example.org", "channel": "phone", "language": "es"}
    page = client.post(reverse("survey_desk_on_behalf", args=[survey.pk]), data)
    assert "not a mail address" in page.content.decode() and survey.answers.count() == 1
    told = {"question": survey.questions.first().pk, "text": "More.", "author_body": "ana@example.org"}
    page = client.post(reverse("survey_desk_interview", args=[answer.pk]), {**told, "held_on": "2026-03-01"})
    assert "not a mail address" in page.content.decode() and not answer.interviews.exists()


def test_desk_says_that_a_mail_is_unknown(survey, editor, signed_in, now):
    inviting.invite(survey, [("Clinic", "clinic@example.org", "en")], by=editor, now=now)
    address = reverse("survey_desk_invitations", args=[survey.pk])
    assert "unknown: send it again" not in signed_in(editor).get(address).content.decode()
    survey.invitations.update(waits_for="")
    assert "unknown: send it again" in signed_in(editor).get(address).content.decode()


def test_answered_question_keeps_its_code_and_place(survey, answer, editor, signed_in):
    client = signed_in(editor)
    address = reverse("wagtailsnippets_cms_survey:edit", args=[survey.pk])
    data = posted(client.get(address).context["form"])
    for change in ({"questions-0-code": "other"}, {"questions-0-DELETE": "on"}):
        page = client.post(address, {**data, **change}).content.decode()
        assert "“nature” was answered already" in page
    assert client.post(address, data).status_code == 302
    assert survey.questions.filter(code="nature").exists()


def posted(form):
    """What a browser sends back of the form as it stands."""
    data = {}
    forms = [form]
    while forms:
        one = forms.pop()
        for field in one:
            widget, value = field.field.widget, field.value()
            if hasattr(widget, "decompress"):
                parts = value if isinstance(value, list) else widget.decompress(value)
                data |= {field.html_name + name: part for name, part in zip(widget.widgets_names, parts, strict=True)}
            elif value is not None and value is not False:
                data[field.html_name] = "on" if value is True else value
        for formset in getattr(one, "formsets", {}).values():
            for field in formset.management_form:
                data[field.html_name] = field.value()
            forms += formset.forms
    return data
