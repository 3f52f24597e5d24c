"""Who sees what: three values, every role, the same answer for steps, follow-ups and evidence."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import factories
from tracking.models import Evidence, FollowUp, ImplementationStep

OWN = {"officer", "approver", "viewer", "collector"}
SEEN = {
    "public": {*OWN, "anonymous", "outsider", "coordinator", "national_viewer", "stranger", "commenter"},
    "internal": {*OWN, "coordinator", "national_viewer"},
    "restricted": {*OWN, "coordinator"},
}


@pytest.fixture
def people(officer, approver, viewer, outsider, coordinator, national_viewer, stranger, commenter, collector):
    return {
        "anonymous": AnonymousUser(),
        "officer": officer,
        "approver": approver,
        "viewer": viewer,
        "outsider": outsider,
        "coordinator": coordinator,
        "national_viewer": national_viewer,
        "stranger": stranger,
        "commenter": commenter,
        "collector": collector,
    }


def seen_by(people, queryset):
    return {role for role, person in people.items() if queryset.visible_to(person).exists()}


@pytest.mark.parametrize(("visibility", "roles"), SEEN.items())
def test_visibility_by_role(visibility, roles, people, city, officer, recommendation):
    follow_up = factories.follow_up(city, recommendation, officer, visibility=visibility)
    step = factories.step(city, officer, [follow_up], visibility=visibility)
    factories.evidence(step, officer, visibility=visibility)
    for model in (FollowUp, ImplementationStep, Evidence):
        assert seen_by(people, model.objects.all()) == roles


@pytest.mark.parametrize("of_step", SEEN)
@pytest.mark.parametrize("of_evidence", SEEN)
def test_evidence_is_seen_by_those_who_see_both_it_and_its_step(of_step, of_evidence, people, city, officer):
    step = factories.step(city, officer, visibility=of_step)
    factories.evidence(step, officer, visibility=of_evidence)
    assert seen_by(people, Evidence.objects.all()) == SEEN[of_step] & SEEN[of_evidence]
