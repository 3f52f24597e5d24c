"""Self-assessment: rounds, answers, sharing, download."""

import datetime

import pytest

from tests import factories
from tracking import models, self_assessment

QUERIES = 11


@pytest.fixture
def page(city):
    return f"/en/my-work/{city.pk}/self-assessment/"


@pytest.fixture
def assessment(city, officer):
    return factories.self_assessment(city, officer)


def address(assessment, part=""):
    return f"/en/self-assessments/{assessment.pk}/{part}"


def test_page_shows_what_is_asked_until_a_round_stands(page, officer, signed_in):
    client = signed_in(officer)
    assert self_assessment.items()[0].label in client.get(page).content.decode()


def test_start_opens_the_round_of_the_year_once(time_machine, page, city, officer, signed_in):
    time_machine.move_to("2026-03-10T09:00:00Z")
    factories.self_assessment(city, officer, year=2025, office="yes")
    client = signed_in(officer)
    where = {client.post(f"{page}start/")["Location"] for _press in range(2)}
    row = models.SelfAssessment.objects.get(year=2026)
    assert where == {address(row)}
    assert row.answers.get().answer == "yes"
    html = client.get(page).content.decode()
    assert "Self-assessment 2025" in html and "Self-assessment 2026" in html


def test_answers_are_saved_and_shown_without_a_total(assessment, officer, viewer, signed_in):
    data = {"action-plan-answer": "partly", "action-plan-note": "A draft", "budget-answer": "", "data-answer": "no"}
    response = signed_in(officer).post(address(assessment, "tools/"), data)
    assert response["Location"] == f"{address(assessment)}#tools"
    assert set(assessment.answers.values_list("item", "answer")) == {("action-plan", "partly"), ("data", "no")}
    html = signed_in(viewer).get(address(assessment)).content.decode()
    assert "A draft" in html and "Partly" in html and "%" not in html
    assert "/tools/" not in html  # a viewer does not write


def test_answers_of_other_parts_stay(assessment, officer, signed_in):
    models.SelfAssessmentAnswer.objects.create(
        assessment=assessment, item="office", answer="yes", updated_by=officer, updated_at=factories.NOW
    )
    signed_in(officer).post(address(assessment, "tools/"), {"data-answer": "no"})
    assert set(assessment.answers.values_list("item", flat=True)) == {"office", "data"}


def test_wrong_answers_are_refused_and_typed_text_comes_back(assessment, officer, signed_in):
    data = {"data-answer": "7", "data-note": "Typed words", "budget-answered_on": "soon", "budget-link": "ftp://x.org"}
    response = signed_in(officer).post(address(assessment, "tools/"), data)
    assert set(response.context["form"].errors) == {"data-answer", "budget-answered_on", "budget-link"}
    assert "Typed words" in response.content.decode()
    assert not assessment.answers.exists()


def test_two_people_at_once_are_told(assessment, officer, approver, signed_in):
    place = address(assessment, "tools/")
    old = signed_in(officer).get(place).context["form"].version
    signed_in(approver).post(place, {"version": old, "data-answer": "no"})
    response = signed_in(officer).post(place, {"version": old, "data-answer": "yes"})
    label, stored, mine = response.context["conflicts"][0]
    assert label.startswith("A few indicators") and (stored, mine) == ("no", "yes")
    assert assessment.answers.get().answer == "no"
    again = {"version": response.context["form"].version, "data-answer": "yes"}
    assert signed_in(officer).post(place, again).status_code == 302
    assert assessment.answers.get().answer == "yes"


def test_an_earlier_round_stays_as_it_was(city, assessment, officer, signed_in):
    old = factories.self_assessment(city, officer, year=2024)
    response = signed_in(officer).post(address(old, "tools/"), {"data-answer": "no"})
    assert response["Location"] == address(old)
    assert not old.answers.exists()
    assert "/tools/" not in signed_in(officer).get(address(old)).content.decode()


def test_share_lets_the_coordinator_read_and_takes_it_back(assessment, officer, coordinator, signed_in):
    reader, writer = signed_in(coordinator), signed_in(officer)
    assert reader.get(address(assessment)).status_code == 404
    writer.post(address(assessment, "share/"), {"share": "1"})
    assert reader.get(address(assessment)).status_code == 200
    assert reader.get(f"/en/self-assessments/{assessment.pk}.csv").status_code == 200
    assert "/tools/" not in reader.get(address(assessment)).content.decode()
    writer.post(address(assessment, "share/"), {"share": "0"})
    assert reader.get(address(assessment)).status_code == 404


def test_a_round_of_another_city_is_404(assessment, page, outsider, signed_in):
    client = signed_in(outsider)
    for place in (page, address(assessment), f"/en/self-assessments/{assessment.pk}.csv"):
        assert client.get(place).status_code == 404
    for place in (f"{page}start/", address(assessment, "tools/"), address(assessment, "share/")):
        assert client.post(place, {"share": "1"}).status_code == 404
    assert not models.SelfAssessment.objects.get().is_shared


def test_download_is_a_csv_that_is_not_kept(assessment, viewer, signed_in):
    response = signed_in(viewer).get(f"/en/self-assessments/{assessment.pk}.csv")
    assert response["Content-Type"].startswith("text/csv")
    assert response["Cache-Control"] == "private, no-store"
    assert 'filename="self-assessment-altamira-2026.csv"' in response["Content-Disposition"]
    assert response.content.decode().count("\r\n") == len(self_assessment.items()) + 1


def test_round_asks_the_same_number_of_queries_for_one_and_three_answers(
    assessment, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(address(assessment))
    for items in (["office"], ["budget", "data"]):
        for item in items:
            assessment.answers.create(
                item=item,
                answer="yes",
                answered_on=datetime.date(2026, 1, 1),
                updated_by=officer,
                updated_at=factories.NOW,
            )
        with django_assert_num_queries(QUERIES):
            client.get(address(assessment))
