"""Regional dialogues: who sees them, and what they count."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests import factories
from tracking import models


@pytest.fixture
def region(state):
    return factories.government(state, "Sierra", level="region")


@pytest.fixture
def village(state, region):
    """A village three levels below the region, some of whose levels are skipped elsewhere."""
    province = factories.government(state, "Upper Sierra", level="province", parent=region)
    city = factories.government(state, "Ridgetown", parent=province)
    return factories.government(state, "Hamlet", level="village", parent=city)


def sees(person):
    return models.RegionalDialogue.objects.visible_to(person).exists()


@pytest.mark.parametrize(
    ("visibility", "below", "reader", "anyone"),
    [("public", True, True, True), ("internal", True, True, False), ("restricted", False, False, False)],
)
def test_dialogue_visible_to_the_region_down_to_its_villages(
    visibility, below, reader, anyone, region, village, review, coordinator, national_viewer, outsider, stranger
):
    factories.dialogue(region, review, coordinator, visibility=visibility)
    assert sees(coordinator)
    assert sees(national_viewer) is reader
    assert sees(factories.member("viewer", village)) is below
    assert sees(factories.member("officer", region)) is below
    assert sees(outsider) is anyone
    assert sees(stranger) is anyone
    assert sees(AnonymousUser()) is anyone


def test_dialogue_below_is_not_told_to_those_above(region, village, review, coordinator):
    factories.dialogue(village, review, coordinator)
    assert not sees(factories.member("officer", region))
    assert sees(factories.member("officer", village))


def test_dialogues_around_a_government_are_its_own_and_those_above(region, village, other_city, review, coordinator):
    above = factories.dialogue(region, review, coordinator)
    own = factories.dialogue(village, review, coordinator)
    factories.dialogue(other_city, review, coordinator)
    assert set(models.RegionalDialogue.objects.around(village)) == {above, own}
    assert set(models.RegionalDialogue.objects.around(region)) == {above}


def test_dialogue_counts_who_was_counted(region, review, coordinator):
    row = factories.dialogue(region, review, coordinator, civil_society_count=0, academia_count=4)
    assert row.participant_count == 4
    assert [count for _sector, count in row.sectors()] == [0, 4]
    nobody = factories.dialogue(
        region, review, coordinator, civil_society_count=None, held_on=datetime.date(2023, 1, 1)
    )
    assert nobody.participant_count is None


def test_dialogue_stands_once_a_day(region, review, coordinator):
    factories.dialogue(region, review, coordinator)
    assert factories.dialogue(region, review, coordinator, held_on=datetime.date(2023, 10, 1)).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.dialogue(region, review, coordinator)


def test_dialogue_is_told_in_no_governments_history(region, review, coordinator, now):
    row = models.RegionalDialogue(review=review, local_government=region, held_on=now.date(), visibility="restricted")
    row.save_work(by=coordinator, now=now)
    row.remove(by=coordinator, now=now)
    assert list(models.Event.objects.values_list("local_government", flat=True)) == [None, None]
