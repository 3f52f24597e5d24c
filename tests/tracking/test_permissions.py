"""Roles as code: who may do what, and that a role never reaches beyond its own place."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories
from tracking.models import Membership, User
from tracking.permissions import (
    ROLE_PERMISSIONS,
    Permission,
    governments_with,
    has_permission,
    may_manage_people,
    roles_with,
)

LOCAL = {
    Permission.WORKSPACE_VIEW: {"officer", "approver", "viewer"},
    Permission.FOLLOW_UP_EDIT: {"officer", "approver"},
    Permission.STEP_EDIT: {"officer", "approver"},
    Permission.CONTRIBUTION_DRAFT: {"officer", "approver"},
    Permission.CONTRIBUTION_APPROVE: {"approver"},
    Permission.PLACE_EDIT: {"officer", "approver"},
    Permission.RECORD_EDIT: {"officer", "approver"},
}
NATIONAL = {
    Permission.STATE_VIEW: {"coordinator", "national-viewer"},
    Permission.IMPORT_RUN: {"coordinator"},
    Permission.CALL_MANAGE: {"coordinator"},
    Permission.CONTRIBUTION_DECIDE: {"coordinator"},
    Permission.REPORT_COMPILE: {"coordinator"},
    Permission.ASSESSMENT_WRITE: {"coordinator"},
    Permission.COMMENT_MODERATE: {"coordinator"},
    Permission.COMMENT_WRITE: {"commenter"},
    Permission.DIALOGUE_MANAGE: {"coordinator"},
    Permission.SECOND_READ: {"coordinator"},
    Permission.PLACE_MANAGE: {"coordinator"},
    Permission.HISTORY_VIEW: {"coordinator"},
    Permission.MEASURE_WRITE: {"national-viewer"},
}

BOTH = {Permission.PEOPLE_MANAGE: {"approver", "coordinator"}}  # each at their own place


def test_every_permission_and_every_role_is_spoken_of():
    assert {*LOCAL, *NATIONAL, *BOTH} == set(Permission)
    assert set(ROLE_PERMISSIONS) == set(Membership.Role)


@pytest.mark.parametrize("permission", Permission)
def test_roles_with_a_permission(permission):
    assert set(roles_with(permission)) == {**LOCAL, **NATIONAL, **BOTH}[permission]


@pytest.mark.parametrize(("permission", "roles"), LOCAL.items())
def test_local_permission_holds_for_the_own_government_only(permission, roles, city, other_city, state):
    for role in Membership.LOCAL_ROLES:
        user = factories.member(role, city)
        assert has_permission(user, permission, local_government=city) is (role in roles)
        assert not has_permission(user, permission, local_government=other_city)
        assert not has_permission(user, permission, state=state)


@pytest.mark.parametrize(("permission", "roles"), NATIONAL.items())
def test_national_permission_holds_for_the_own_state_only(permission, roles, city, state):
    other_state = factories.state("XOT", "XO", "Otheria")
    for role in Membership.STATE_ROLES:
        user = factories.member(role, state, organisation="Homes for All")
        assert has_permission(user, permission, state=state) is (role in roles)
        assert not has_permission(user, permission, state=other_state)
        assert not has_permission(user, permission, local_government=city)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_without_a_role_or_a_place_holds_anything(permission, city, state, officer, coordinator):
    it_desk = User.objects.create_superuser("it@example.org", "correct horse")
    for user in (AnonymousUser(), it_desk):
        assert not has_permission(user, permission, local_government=city)
        assert not has_permission(user, permission, state=state)
    assert not has_permission(officer, permission)
    assert not has_permission(coordinator, permission)


def test_closed_account_holds_nothing(city, officer):
    officer.is_active = False
    assert not has_permission(officer, Permission.WORKSPACE_VIEW, local_government=city)


def test_people_of_a_collecting_region_hold_their_permissions_in_the_municipality(city, other_city, collector):
    viewer = factories.member("viewer", city.parent)
    assert has_permission(collector, Permission.STEP_EDIT, local_government=city)
    assert not has_permission(viewer, Permission.STEP_EDIT, local_government=city)
    assert has_permission(viewer, Permission.WORKSPACE_VIEW, local_government=city)
    assert not has_permission(collector, Permission.STEP_EDIT, local_government=other_city)
    assert {row.name for row in governments_with(collector, Permission.STEP_EDIT)} == {"Sierra", "Altamira"}
    assert not governments_with(viewer, Permission.STEP_EDIT)
    city.is_collected_by_parent = False
    city.save()
    assert not has_permission(collector, Permission.STEP_EDIT, local_government=city)


def test_officer_of_the_municipality_holds_nothing_in_the_region_above(city, collector, officer):
    assert not has_permission(officer, Permission.WORKSPACE_VIEW, local_government=city.parent)
    assert {row.name for row in governments_with(officer, Permission.WORKSPACE_VIEW)} == {"Altamira"}


def test_people_are_managed_by_approvers_at_home_and_by_coordinators_in_all_their_state(
    state, city, other_city, officer, approver, viewer, coordinator, national_viewer, stranger
):
    def managed_by(user):
        return [place for place in (city, other_city, state) if may_manage_people(user, place)]

    assert managed_by(approver) == [city]
    assert managed_by(coordinator) == [city, other_city, state]
    for user in (officer, viewer, national_viewer, stranger, AnonymousUser()):
        assert managed_by(user) == []


def test_people_of_a_municipality_are_managed_by_the_approvers_of_the_region_that_collects(city, collector):
    regional = factories.member("approver", city.parent)
    assert may_manage_people(regional, city)
    assert not may_manage_people(collector, city)
    city.is_collected_by_parent = False
    assert not may_manage_people(regional, city)
