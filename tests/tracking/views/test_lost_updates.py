"""A form that comes back with a mistake still notices what somebody else saved, whichever form it is."""

import pytest

from tests import factories
from tests.pages import form_of, sent_by
from tracking.models import Competence, ServiceArea

CONFLICT = "Somebody else saved this while you were writing."
LONG = "word " * 2000


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer, visibility="public")


def of_follow_up(follow_up, officer, coordinator):
    place = f"/en/my-work/{follow_up.local_government_id}/recommendations/{follow_up.recommendation_id}/"
    return officer, place, "department", "d" * 300, follow_up


def of_record(follow_up, officer, coordinator):
    body = factories.human_rights_body(follow_up.local_government, officer)
    return officer, f"/en/bodies/{body.pk}/edit/", "name", "", body


def of_indicator(follow_up, officer, coordinator):
    row = factories.indicator(follow_up.local_government, officer, [follow_up])
    return officer, f"/en/indicators/{row.pk}/edit/", "name", "", row


def of_step(follow_up, officer, coordinator):
    row = factories.step(follow_up.local_government, officer, [follow_up])
    return officer, f"/en/steps/{row.pk}/edit/", "title", "", row


def of_facts(follow_up, officer, coordinator):
    city = follow_up.local_government
    city.population_year = 2020
    city.save()
    return officer, f"/en/my-work/{city.pk}/place/facts/", "other_languages", "l" * 2000, city


def of_assessment(follow_up, officer, coordinator):
    row = factories.national_assessment(follow_up.recommendation, coordinator)
    return coordinator, f"/en/assessments/{follow_up.recommendation_id}/", "reason", "", row


FAMILIES = [of_follow_up, of_record, of_indicator, of_step, of_facts, of_assessment]


def check(client, place, field, wrong, stored, words=CONFLICT):
    """A colleague saves; I send an old form with a mistake, and mend it: I am told, and nothing is overwritten."""
    page = client.get(place)
    address = form_of(page).get("action") or place
    assert client.post(address, sent_by(client.get(place), **{field: "Theirs"})).status_code == 302
    faulty = client.post(address, sent_by(page, **{field: wrong}))
    assert (faulty.status_code, words in faulty.text, stored()) == (200, False, "Theirs")
    mended = client.post(address, sent_by(faulty, **{field: "Mine"}))
    assert (mended.status_code, words in mended.text, stored()) == (200, True, "Theirs")
    assert client.post(address, sent_by(mended)).status_code == 302
    assert stored() == "Mine"


@pytest.mark.parametrize("family", FAMILIES)
def test_mistake_does_not_hide_what_somebody_else_saved(family, follow_up, officer, coordinator, signed_in):
    person, place, field, wrong, row = family(follow_up, officer, coordinator)

    def stored():
        row.refresh_from_db()
        return getattr(row, field)

    check(signed_in(person), place, field, wrong, stored)


def test_mistake_does_not_hide_what_somebody_else_said_of_the_areas(city, officer, signed_in):
    ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    client, place = signed_in(officer), f"/en/my-work/{city.pk}/place/areas/"
    client.post(place, sent_by(client.get(place), **{"housing-kind": "shared", "housing-limits": "None."}))

    def stored():
        return Competence.objects.get().limits

    check(client, place, "housing-limits", LONG, stored)


def test_mistake_does_not_hide_another_correction_of_a_value(city, officer, follow_up, signed_in):
    indicator = factories.indicator(city, officer, [follow_up])
    value = factories.indicator_value(indicator, officer)

    def stored():
        return indicator.values.current().get().source

    check(signed_in(officer), f"/en/indicator-values/{value.pk}/correct/", "source", "s" * 400, stored)


def test_mistake_does_not_hide_a_colleagues_reply(follow_up, officer, commenter, coordinator, signed_in):
    comment = factories.comment(follow_up, commenter, "published", coordinator)

    def stored():
        comment.refresh_from_db()
        return comment.reply

    words = "A colleague has replied meanwhile"
    check(signed_in(officer), f"/en/comments/{comment.pk}/", "reply", "word " * 300, stored, words)


def test_restored_draft_does_not_hide_what_somebody_else_saved(follow_up, officer, approver, signed_in):
    mine, theirs = signed_in(officer), signed_in(approver)
    person, place, field, wrong, row = of_follow_up(follow_up, officer, None)
    mine.post(place, sent_by(mine.get(place), department="Mine", keep_draft="yes"))
    theirs.post(place, sent_by(theirs.get(place), department="Theirs"))
    page = mine.get(place)
    assert sent_by(page)["department"] == "Mine"
    assert CONFLICT in mine.post(place, sent_by(page)).text
    row.refresh_from_db()
    assert row.department == "Theirs"
