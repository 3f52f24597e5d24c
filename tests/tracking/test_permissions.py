"""Roles as code: who may do what, and that a role never reaches beyond its own place."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories
from tracking.models import Membership, User
from tracking.permissions import ROLE_PERMISSIONS, Permission, has_permission, roles_with

LOCAL = {
    Permission.WORKSPACE_VIEW: {"officer", "approver", "viewer"},
    Permission.FOLLOW_UP_EDIT: {"officer", "approver"},
    Permission.STEP_EDIT: {"officer", "approver"},
    Permission.CONTRIBUTION_DRAFT: {"officer", "approver"},
    Permission.CONTRIBUTION_APPROVE: {"approver"},
}
NATIONAL = {
    Permission.STATE_VIEW: {"coordinator", "national-viewer"},
    Permission.IMPORT_RUN: {"coordinator"},
    Permission.CALL_MANAGE: {"coordinator"},
    Permission.CONTRIBUTION_DECIDE: {"coordinator"},
    Permission.REPORT_COMPILE: {"coordinator"},
}


def test_every_permission_and_every_role_is_spoken_of():
    assert {*LOCAL, *NATIONAL} == set(Permission)
    assert set(ROLE_PERMISSIONS) == set(Membership.Role)


@pytest.mark.parametrize("permission", Permission)
def test_roles_with_a_permission(permission):
    assert set(roles_with(permission)) == {**LOCAL, **NATIONAL}[permission]


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
    for role in Membership.NATIONAL_ROLES:
        user = factories.member(role, state)
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
