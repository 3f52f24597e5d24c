"""A recommendation stands on a public page only where the government's own follow-up ties it in public."""

import pytest

from tests import factories
from tracking.models import FollowUp


@pytest.fixture
def follow_up(city, recommendation, officer):
    """The city's internal follow-up; another city publishes its own on the same recommendation."""
    factories.follow_up(factories.government(city.state, "Elsewhere"), recommendation, officer, visibility="public")
    return factories.follow_up(city, recommendation, officer)


@pytest.fixture(params=["steps", "indicators"])
def page(request, city, officer, follow_up):
    """A public step, or a public indicator, that is tied to the recommendation by an internal follow-up."""
    make = {"steps": factories.step, "indicators": factories.indicator}[request.param]
    return make(city, officer, [follow_up], visibility="public").get_absolute_url()


def shown(client, page):
    return [row.paragraph for row in client.get(page).context["recommendations"]]


def test_internal_tie_is_told_to_own_people_only(page, officer, outsider, signed_in):
    assert shown(signed_in(officer), page) == ["120.1"]
    assert shown(signed_in(None), page) == shown(signed_in(outsider), page) == []


def test_published_tie_is_told_to_anyone_once(page, follow_up, signed_in):
    FollowUp.objects.update(visibility="public")
    assert shown(signed_in(None), page) == ["120.1"]
