"""Taking part: the city's line of time, its forms, and the State's view."""

import pytest

from tests import factories
from tracking import models

PAGE_QUERIES = 14
OVERVIEW = "/en/taking-part/"
OVERVIEW_QUERIES = 14


@pytest.fixture
def row(city, review, officer):
    return factories.participation(city, review, officer)


def page_of(government):
    return f"/en/my-work/{government.pk}/taking-part/"


def typed(**fields):
    return {"phase": "observers", "title": "One observer", "visibility": "internal", **fields}


def version(row):
    return f"{row.updated_at.isoformat()} {row.visibility}"


def html_of(response):
    return response.content.decode()


def test_page_shows_phases_with_dates_and_what_was_done(time_machine, row, city, review, viewer, signed_in):
    time_machine.move_to("2026-12-01T09:00:00Z")
    response = signed_in(viewer).get(page_of(city))
    html = html_of(response)
    assert "Sent figures on housing" in html
    assert "tentative" in html and "· confirmed" not in html
    now = [moment.phase for moment, is_now, _past, _rows in response.context["entries"] if is_now]
    assert now == ["mid-term"]
    assert "/taking-part/add/" not in html  # a viewer does not write
    models.Review.objects.update(is_date_confirmed=True)
    assert "· confirmed" in html_of(signed_in(viewer).get(page_of(city)))


def test_page_shows_own_deeds_of_the_chosen_review_only(
    row, city, other_city, state, review, outsider, officer, signed_in
):
    earlier = factories.review(state, cycle=3, review_date=None, adoption_date=None)
    factories.participation(city, earlier, officer, title="Long ago")
    factories.participation(other_city, review, outsider, title="Elsewhere", visibility="public")
    html = html_of(signed_in(officer).get(page_of(city)))
    assert "Sent figures on housing" in html and "Long ago" not in html and "Elsewhere" not in html
    html = html_of(signed_in(officer).get(f"{page_of(city)}?review={earlier.pk}"))
    assert "Long ago" in html and "Sent figures" not in html


@pytest.mark.parametrize("asked", ["x", "0", "9" * 30])
def test_page_of_an_unknown_review_is_404(asked, city, review, officer, signed_in):
    assert signed_in(officer).get(f"{page_of(city)}?review={asked}").status_code == 404


def test_page_of_another_states_review_is_404(city, officer, signed_in):
    foreign = factories.review(factories.state("XOT", "XO", "Otheria"))
    assert signed_in(officer).get(f"{page_of(city)}?review={foreign.pk}").status_code == 404
    assert signed_in(officer).post(f"{page_of(city)}add/?review={foreign.pk}", typed()).status_code == 404


def test_page_without_a_review_says_so(city, officer, signed_in):
    assert "No review yet" in html_of(signed_in(officer).get(page_of(city)))
    assert signed_in(officer).get(f"{page_of(city)}add/").status_code == 404


def test_page_shows_the_dialogues_of_the_region_that_the_city_may_see(
    city, state, review, officer, coordinator, signed_in
):
    region = factories.government(state, "Sierra", level="region")
    models.LocalGovernment.objects.filter(pk=city.pk).update(parent=region)
    factories.dialogue(region, review, coordinator, themes="Roofs")
    html = html_of(signed_in(officer).get(page_of(city)))
    assert "Dialogue in Sierra" in html and "Roofs" in html
    models.RegionalDialogue.objects.update(visibility="restricted")
    assert "Roofs" not in html_of(signed_in(officer).get(page_of(city)))


def test_add_saves_and_comes_back_to_the_review(city, review, officer, signed_in):
    data = typed(held_on="2024-11-08", people_count="2", roles="Youth office", link="https://example.org/x")
    data["on_behalf_of"] = "Youth office, by phone"
    response = signed_in(officer).post(f"{page_of(city)}add/?review={review.pk}&phase=observers", data)
    assert response["Location"] == f"{page_of(city)}?review={review.pk}"
    row = models.Participation.objects.get()
    assert (row.local_government, row.review, row.people_count, row.updated_by) == (city, review, 2, officer)
    event = models.Event.objects.get()
    assert (event.local_government, event.on_behalf_of) == (city, "Youth office, by phone")


def test_add_begins_with_the_phase_of_the_address(city, review, officer, signed_in):
    form = signed_in(officer).get(f"{page_of(city)}add/?phase=advice").context["form"]
    assert form["phase"].value() == "advice"


def test_add_pressed_twice_makes_one(city, review, officer, signed_in):
    client = signed_in(officer)
    codes = [client.post(f"{page_of(city)}add/", typed()).status_code for _press in range(2)]
    assert codes == [302, 302]
    assert models.Participation.objects.count() == models.Event.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"phase": "party"}, "phase"),
        ({"people_count": "0"}, "people_count"),
        ({"held_on": "soon"}, "held_on"),
        ({"link": "https://me:secret@example.org/"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"visibility": "public", "roles": "Call +34 600 123 456"}, "confirmed"),
    ],
)
def test_add_refuses_and_keeps_what_was_typed(fields, field, city, review, officer, signed_in):
    response = signed_in(officer).post(f"{page_of(city)}add/", typed(text="Typed words", **fields))
    assert set(response.context["form"].errors) == {field}
    assert "Typed words" in html_of(response)
    assert not models.Participation.objects.exists()


def test_public_with_a_tick_is_public(city, review, officer, signed_in):
    data = typed(visibility="public", roles="Call +34 600 123 456", confirmed="on")
    assert signed_in(officer).post(f"{page_of(city)}add/", data).status_code == 302
    assert models.Participation.objects.get().visibility == "public"


def test_edit_changes_it(row, city, review, approver, signed_in):
    data = typed(version=version(row), title="New title")
    assert signed_in(approver).post(f"/en/taking-part/{row.pk}/edit/", data).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.phase, row.updated_by) == ("New title", "observers", approver)


def test_edit_shows_both_when_somebody_else_was_faster(row, officer, approver, signed_in):
    address, old = f"/en/taking-part/{row.pk}/edit/", version(row)
    signed_in(approver).post(address, typed(version=old, title="Theirs"))
    response = signed_in(officer).post(address, typed(version=old, title="Mine"))
    assert ("Theirs", "Mine") in [(stored, mine) for _label, stored, mine in response.context["conflicts"]]
    row.refresh_from_db()
    assert row.title == "Theirs"
    again = typed(version=response.context["form"].version, title="Mine")
    assert signed_in(officer).post(address, again).status_code == 302
    row.refresh_from_db()
    assert row.title == "Mine"


def test_another_citys_row_is_404_even_where_it_is_public(row, outsider, signed_in):
    models.Participation.objects.update(visibility="public")
    for verb in ("edit", "remove"):
        assert signed_in(outsider).post(f"/en/taking-part/{row.pk}/{verb}/", typed()).status_code == 404
    row.refresh_from_db()
    assert row.title == "Sent figures on housing"


def test_remove_takes_it_out(row, city, review, officer, signed_in):
    response = signed_in(officer).post(f"/en/taking-part/{row.pk}/remove/")
    assert response["Location"] == f"{page_of(city)}?review={review.pk}"
    assert not models.Participation.objects.exists()


def test_page_asks_the_same_number_of_queries_for_one_and_three_rows(
    city, review, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(page_of(city))
    for count in (1, 2):
        for number in range(count):
            factories.participation(city, review, officer, title=f"Deed {count} {number}")
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(page_of(city))


def test_overview_says_who_took_part_and_who_not_yet(row, city, other_city, review, officer, coordinator, signed_in):
    factories.participation(city, review, officer, phase="observers", people_count=2, roles="Youth office")
    html = html_of(signed_in(coordinator).get(OVERVIEW))
    assert "1 of 2 governments took part" in html
    assert "0 of 2 governments took part" in html
    assert "Youth office" in html and "2 people of local governments" in html


def test_overview_hides_from_the_ministry_what_is_restricted(row, other_city, coordinator, national_viewer, signed_in):
    models.Participation.objects.update(visibility="restricted")
    assert "Sent figures" in html_of(signed_in(coordinator).get(OVERVIEW))
    assert "Sent figures" not in html_of(signed_in(national_viewer).get(OVERVIEW))


def test_overview_lists_shared_self_assessments_for_the_coordinator_only(
    city, review, officer, coordinator, national_viewer, signed_in
):
    shared = factories.self_assessment(city, officer)
    address = shared.get_absolute_url()
    assert address not in html_of(signed_in(coordinator).get(OVERVIEW))
    shared.share(True, by=officer, now=factories.NOW)
    assert address in html_of(signed_in(coordinator).get(OVERVIEW))
    assert address not in html_of(signed_in(national_viewer).get(OVERVIEW))


def test_overview_lists_the_local_reviews_that_the_person_may_see(
    city, review, officer, coordinator, national_viewer, signed_in
):
    row = factories.local_review(city, officer, title="Goals at home")
    row.targets.add(factories.target("16.7"))
    for reader in (coordinator, national_viewer):
        html = html_of(signed_in(reader).get(OVERVIEW))
        assert "Goals at home (2025)" in html and "16.7" in html
    models.LocalReview.objects.update(visibility="restricted")
    assert "Goals at home" not in html_of(signed_in(national_viewer).get(OVERVIEW))


def test_overview_of_another_states_review_is_404(review, stranger, signed_in):
    assert signed_in(stranger).get(f"{OVERVIEW}?review={review.pk}").status_code == 404
    assert "No review yet" in html_of(signed_in(stranger).get(OVERVIEW))


def test_overview_asks_the_same_number_of_queries_for_one_and_three_governments(
    state, review, officer, coordinator, signed_in, django_assert_num_queries
):
    client = signed_in(coordinator)
    client.get(OVERVIEW)
    for count in (1, 2):
        for number in range(count):
            place = factories.government(state, f"Place {count} {number}")
            factories.participation(place, review, officer, phase="observers")
            factories.local_review(place, officer).targets.add(factories.target())
        with django_assert_num_queries(OVERVIEW_QUERIES):
            client.get(OVERVIEW)


def test_public_page_of_the_government_shows_what_is_published(city, review, officer, coordinator, signed_in):
    factories.participation(city, review, officer, title="In public", visibility="public")
    factories.participation(city, review, officer, title="In house")
    factories.human_rights_body(city, officer, name="Open council", visibility="public")
    factories.commitment(city, officer, title="Open charter", visibility="public")
    factories.local_review(city, officer, title="Open review", visibility="public")
    html = html_of(signed_in(None).get(city.get_absolute_url()))
    for shown in ("In public", "Open council", "Open charter", "Open review"):
        assert shown in html
    assert "In house" not in html and str(officer) not in html
