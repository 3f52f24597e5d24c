"""The State's own view: written by the coordinator, beside the cities' statuses and never instead of them."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, NationalAssessment


@pytest.fixture
def address(recommendation):
    return f"/en/assessments/{recommendation.pk}/"


def typed(row=None, **fields):
    version = f"{row.updated_at.isoformat()} {row.visibility}" if row else ""
    return {"version": version, "status": "partly", "reason": "The fund is late.", "visibility": "public", **fields}


def test_assessment_is_saved_with_its_event_and_changes_no_city(
    address, city, recommendation, officer, coordinator, signed_in
):
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", visibility="public")
    assert signed_in(coordinator).post(address, typed()).status_code == 302
    row = NationalAssessment.objects.get()
    assert (row.status, row.visibility, row.updated_by) == ("partly", "public", coordinator)
    signed_in(coordinator).post(address, typed(row, status="ongoing"))
    event = Event.objects.about(row).first()
    assert (event.before["status"], event.after["status"]) == ("partly", "ongoing")
    follow_up.refresh_from_db()
    assert follow_up.status == "planned"


def test_page_shows_the_statuses_of_all_governments_beside(
    address, city, other_city, recommendation, officer, outsider, coordinator, signed_in
):
    factories.follow_up(city, recommendation, officer, status="partly", gap="Beds for women.")
    factories.follow_up(other_city, recommendation, outsider, status="planned", visibility="restricted")
    html = signed_in(coordinator).get(address).content.decode()
    for words in ("Altamira", "Borealis", "Beds for women.", "1 of 2"):
        assert words in html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"status": ""}, "status"),
        ({"status": "not_applicable"}, "status"),
        ({"reason": "Ask jane@example.org."}, "confirmed"),
    ],
)
def test_assessment_with_a_fault_comes_back_as_it_was_typed(address, coordinator, signed_in, fields, field):
    response = signed_in(coordinator).post(address, typed(**fields))
    assert field in response.context["form"].errors
    assert not NationalAssessment.objects.exists()


def test_internal_assessment_asks_for_no_tick(address, coordinator, signed_in):
    signed_in(coordinator).post(address, typed(reason="Ask jane@example.org.", visibility="internal"))
    assert NationalAssessment.objects.get().visibility == "internal"


def test_two_who_write_at_once_are_told_and_lose_nothing(address, recommendation, coordinator, state, signed_in):
    colleague = factories.member("coordinator", state)
    stored = factories.national_assessment(recommendation, colleague, reason="Theirs.")
    html = signed_in(coordinator).post(address, typed(reason="Mine.")).content.decode()
    assert "Somebody else saved this" in html
    assert "Theirs." in html
    assert "Mine." in html
    stored.refresh_from_db()
    assert stored.reason == "Theirs."


def test_assessment_of_another_state_is_closed(address, stranger, signed_in):
    client = signed_in(stranger)
    assert client.get(address).status_code == client.post(address, typed()).status_code == 404


def test_public_assessment_is_one_of_three_voices(city, recommendation, officer, commenter, coordinator, client):
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", visibility="public")
    factories.comment(follow_up, commenter, "published", coordinator)
    row = factories.national_assessment(recommendation, coordinator)
    html = client.get(recommendation.get_absolute_url()).content.decode()
    assert "The fund is late." in html
    assert "1 of 1 local government publishes something on it." in html
    assert "1 comment" in html
    assert coordinator.email not in html
    NationalAssessment.objects.filter(pk=row.pk).update(visibility="internal")
    html = client.get(recommendation.get_absolute_url()).content.decode()
    assert "The fund is late." not in html
    assert "publishes no assessment" in html


def test_the_two_other_voices_stand_on_the_citys_own_pages(
    city, recommendation, officer, commenter, coordinator, signed_in, client
):
    follow_up = factories.follow_up(city, recommendation, officer, status="planned", visibility="public")
    comment = factories.comment(follow_up, commenter, "published", coordinator)
    factories.comment(follow_up, commenter, text="Nobody has read this yet.")
    factories.national_assessment(recommendation, coordinator)
    own = signed_in(officer).get(f"/en/my-work/{city.pk}/recommendations/{recommendation.pk}/").content.decode()
    for words in ("The fund is late.", comment.text, "Homes for All", "Reply"):
        assert words in own
    assert "Nobody has read this yet." not in own
    public = client.get(city.get_absolute_url())
    (row,) = [row.record for row in public.context["follow_ups"].page.object_list]
    assert (row.recommendation.public_assessment.status, row.comment_count) == ("partly", 1)


def test_national_viewer_reads_the_list_and_coordinators_are_led_to_the_form(
    address, recommendation, coordinator, national_viewer, signed_in
):
    factories.national_assessment(recommendation, coordinator, visibility="internal")
    assert f'href="{address}"' in signed_in(coordinator).get("/en/assessments/").content.decode()
    html = signed_in(national_viewer).get("/en/assessments/").content.decode()
    assert "The fund is late." in html
    assert f'href="{address}"' not in html


def test_list_shows_nothing_to_others(recommendation, coordinator, officer, commenter, stranger, signed_in):
    factories.national_assessment(recommendation, coordinator)
    for person in (officer, commenter, stranger):
        assert "The fund is late." not in signed_in(person).get("/en/assessments/").content.decode()


def test_list_finds_what_is_not_assessed_though_cities_publish(city, review, officer, coordinator, signed_in):
    rows = [factories.recommendation(review, f"120.{number}") for number in (1, 2, 3)]
    for row in rows[:2]:
        factories.follow_up(city, row, officer, visibility="public")
    factories.national_assessment(rows[0], coordinator)
    client = signed_in(coordinator)

    def shown(key):
        table = client.get(f"/en/assessments/?show={key}").context["table"]
        return [row.record.paragraph for row in table.page.object_list]

    assert shown("missing") == ["120.2"]
    assert shown("assessed") == ["120.1"]
    assert shown("") == ["120.1", "120.2", "120.3"]


def test_list_asks_the_same_number_of_queries_for_one_and_three(
    review, coordinator, signed_in, django_assert_num_queries
):
    client = signed_in(coordinator)
    client.get("/en/assessments/")
    for count in (1, 2):
        for _ in range(count):
            factories.national_assessment(factories.recommendation(review), coordinator)
        with django_assert_num_queries(9):
            client.get("/en/assessments/")


@pytest.mark.parametrize("fields", [{"reason": ""}, {"visibility": "restricted"}])
def test_database_refuses_what_gives_no_reason_or_no_reader(recommendation, coordinator, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.national_assessment(recommendation, coordinator, **fields)
