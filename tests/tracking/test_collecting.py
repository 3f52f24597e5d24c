"""A region that collects for a municipality: its people work there, with four eyes, and nobody else does."""

import pytest

from tests import factories
from tracking.midterm.board import Board
from tracking.midterm.collect import collect
from tracking.models import LocalGovernment
from tracking.permissions import Permission, has_permission, people_with


@pytest.fixture
def draft(city, collector, review, recommendation, coordinator):
    """The city's input in the making."""
    return factories.contribution(factories.call(review, coordinator), city, [recommendation])


def test_region_prepares_and_a_second_person_of_it_approves(signed_in, city, collector, draft):
    client, address = signed_in(collector), f"/en/contributions/{draft.pk}"
    assert client.post(f"{address}/hand-in/").status_code == 302
    approver = factories.member("approver", city.parent)
    assert str(approver) in client.get(f"{address}/").text
    assert client.post(f"{address}/approve/").status_code == 403
    assert signed_in(approver).post(f"{address}/approve/").status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.prepared_by, draft.approved_by) == ("submitted", collector, approver)


def test_one_person_of_the_region_never_approves_what_they_prepared(signed_in, city, collector, draft):
    both = factories.member("approver", city.parent)
    client, address = signed_in(both), f"/en/contributions/{draft.pk}"
    client.post(f"{address}/hand-in/")
    client.post(f"{address}/approve/")
    draft.refresh_from_db()
    assert draft.status == "waiting"


def test_report_names_the_role_of_the_regions_people(city, collector, draft, coordinator, now, today):
    draft.hand_in(by=collector, now=now)
    draft.approve(by=factories.member("approver", city.parent), now=now)
    draft.accept(by=coordinator, now=now)
    entry = collect(draft.call, [draft], language="en", today=today, edition=1).contributions[0]
    assert (entry.prepared_by_role, entry.approved_by_role) == ("officer", "approver")


def test_municipality_that_is_collected_for_is_not_vacant(city, collector, draft, today):
    LocalGovernment.objects.filter(pk=city.pk).update(is_collected_by_parent=False)
    assert city in [row.government for row in Board(draft.call, today).vacant]
    LocalGovernment.objects.filter(pk=city.pk).update(is_collected_by_parent=True)
    assert city not in [row.government for row in Board(draft.call, today).vacant]


def test_people_of_a_region_that_does_not_collect_stay_outside(signed_in, city, collector, draft):
    LocalGovernment.objects.filter(pk=city.pk).update(is_collected_by_parent=False)
    for address in (f"/en/my-work/{city.pk}/", f"/en/my-work/{city.pk}/place/", f"/en/contributions/{draft.pk}/"):
        assert signed_in(collector).get(address).status_code == 404
    city.refresh_from_db()
    assert collector not in people_with(Permission.STEP_EDIT, city)


def test_people_of_the_municipality_do_not_work_in_the_region(signed_in, city, collector, officer):
    assert signed_in(officer).get(f"/en/my-work/{city.parent_id}/").status_code == 404
    assert not has_permission(officer, Permission.WORKSPACE_VIEW, local_government=city.parent)


def test_viewer_of_the_region_reads_only(signed_in, city, collector):
    viewer = factories.member("viewer", city.parent)
    assert signed_in(viewer).get(f"/en/my-work/{city.pk}/place/").status_code == 200
    assert signed_in(viewer).get(f"/en/my-work/{city.pk}/place/facts/").status_code == 403
    assert viewer not in people_with(Permission.STEP_EDIT, city)
