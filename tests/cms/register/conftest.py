"""The register as tests meet it."""

import pytest

from cms.models import AnswerPlace, AreaOfWork, EngagementNature, FutureEngagement, LessonTag, ProfilePlace
from tests import factories
from tests.cms.register import entries


@pytest.fixture
def mapping(db):
    """A public mapping."""
    return entries.mapping(slug="round-one")


@pytest.fixture
def profile(mapping):
    """A public profile of the mapping."""
    return entries.profile(mapping, title="Lumeria", slug="lumeria")


@pytest.fixture
def full(profile, state):
    """A profile with something of everything."""
    area = AreaOfWork.objects.create(code="justice", labels={"en": "Access to justice"})
    nature = EngagementNature.objects.create(code="training", labels={"en": "Training"})
    profile.engagement_kind, profile.engagement = "answered", "Meetings twice a year."
    profile.lessons_kind = "none"
    profile.countries, profile.natures = [state], []
    profile.future_kind = "answered"
    profile.save()
    ProfilePlace.objects.create(profile=profile, name="Altamira", country=state)
    ProfilePlace.objects.create(profile=profile, name="Tent city", level="camp", country=state)
    plan = FutureEngagement.objects.create(profile=profile, topic="Round table", status="planned", resources="no")
    plan.themes = [factories.theme()]
    plan.save()
    entries.question("Q2"), entries.question("Q5", is_contact=True)
    answer = entries.answer(of=profile, area=area, outcome="A by-law.", lesson="Ask first.", contribution="facilitated")
    answer.natures, answer.groups = [nature], [factories.group()]
    answer.save()
    AnswerPlace.objects.create(answer=answer, name="Borealis", country=state)
    entries.answer(of=profile, question=entries.question("Q2"), area=area, kind="no-response")
    tag = LessonTag.objects.create(code="trust", labels={"en": "Trust"})
    lesson = entries.lesson(title="Trust takes time", result="mixed", profile=profile)
    lesson.tags = [tag]
    lesson.save()
    entries.need(title="A second year", profile=profile)
    return profile
