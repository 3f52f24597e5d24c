"""Sorting several at once, taking proposals, and taking the last save back."""

import datetime

import pytest

from tests import factories
from tracking import models, search, triage


@pytest.fixture
def address(city):
    return f"/en/my-work/{city.pk}/triage/"


@pytest.fixture
def rows(review):
    return [factories.recommendation(review) for _ in range(3)]


def sent(rows, do, **fields):
    """What the page sends with nothing chosen for a single row."""
    return {"recommendation": [row.pk for row in rows], "do": do, "bulk-scope": "ticked", **fields}


def relevances():
    return dict(models.FollowUp.objects.values_list("recommendation", "relevance"))


def own_area(city, kind="own"):
    area = models.ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    area.themes.add(factories.theme())
    models.Competence.objects.create(local_government=city, service_area=area, kind=kind)


def test_one_choice_is_applied_to_those_ticked(address, rows, officer, signed_in):
    first, second, third = rows
    data = sent(
        rows, "bulk", ticked=[first.pk, third.pk], **{"bulk-relevance": "not-ours", "bulk-who_can": "Parliament"}
    )
    html = signed_in(officer).post(address, data, follow=True).content.decode()
    assert relevances() == {first.pk: "not-ours", third.pk: "not-ours"}
    assert set(models.FollowUp.objects.values_list("who_can", flat=True)) == {"Parliament"}
    assert "2 recommendations sorted." in html
    assert second.paragraph in html


def test_own_choice_of_a_row_is_saved_too_and_counts_before_the_common_one(address, rows, officer, signed_in):
    first, second, third = rows
    data = sent(rows, "bulk", ticked=[first.pk, second.pk], **{"bulk-relevance": "helpful"})
    data |= {f"r{first.pk}-relevance": "necessary", f"r{third.pk}-relevance": "support-only"}
    signed_in(officer).post(address, data)
    assert relevances() == {first.pk: "necessary", second.pk: "helpful", third.pk: "support-only"}


def test_one_choice_for_all_that_the_filters_show_reaches_other_pages_and_no_further(
    address, review, officer, signed_in
):
    for _ in range(11):
        factories.recommendation(review, text="Train the police.")
    others = [factories.recommendation(review), factories.recommendation(review, text="Police", position="noted")]
    search.reindex()
    client, query = signed_in(officer), "?text=police&position=supported"
    shown = [form.recommendation for form in client.get(address + query).context["forms"]]
    assert len(shown) == 10
    client.post(address + query, sent(shown, "bulk", **{"bulk-scope": "all", "bulk-relevance": "helpful"}))
    assert len(relevances()) == 11
    assert not set(relevances()) & {row.pk for row in others}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"bulk-relevance": "helpful"}, "Tick the recommendations above first."),
        ({"bulk-relevance": "not-ours", "bulk-scope": "all"}, "Say who can act on it."),
        ({"bulk-scope": "all"}, "Choose how far they are yours."),
    ],
)
def test_common_choice_with_a_fault_saves_nothing_and_keeps_what_was_chosen(
    address, rows, officer, signed_in, fields, error
):
    data = sent(rows, "bulk", **fields) | {f"r{rows[0].pk}-relevance": "necessary"}
    response = signed_in(officer).post(address, data)
    html = response.content.decode()
    assert error in html
    assert "Nothing is saved yet" in html
    assert response.context["forms"][0]["relevance"].value() == "necessary"
    assert not relevances()


def test_all_proposals_of_the_page_are_taken_but_own_choices_stay(address, city, review, rows, officer, signed_in):
    own_area(city)
    bare = factories.recommendation(review)
    bare.theme_links.all().delete()
    data = sent([*rows, bare], "accept") | {f"r{rows[0].pk}-relevance": "helpful"}
    signed_in(officer).post(address, data)
    assert relevances() == {rows[0].pk: "helpful", rows[1].pk: "necessary", rows[2].pk: "necessary"}


def test_accepting_is_offered_only_where_something_is_proposed(address, city, rows, officer, signed_in):
    client = signed_in(officer)
    assert "Accept all proposals" not in client.get(address).content.decode()
    own_area(city)
    assert "Accept all proposals" in client.get(address).content.decode()


def test_filters_narrow_what_is_sorted_together(address, review, rows, officer, signed_in):
    police = factories.recommendation(review, text="Train the police.")
    police.theme_links.update(theme=factories.theme("Police", cluster="civil-political"))
    search.reindex()
    client = signed_in(officer)
    for query in ("?text=police", f"?cluster={police.themes.get().cluster_id}"):
        response = client.get(address + query)
        assert [form.recommendation.pk for form in response.context["forms"]] == [police.pk]
        assert response.context["chips"]
    assert len(client.get(address + "?many=1&cluster=999").context["forms"]) == 4


def saved(client, address, rows, relevance="necessary"):
    """Sorts the rows, and gives the address that offers the way back."""
    data = sent(rows, "save") | {f"r{row.pk}-relevance": relevance for row in rows}
    return client.post(address, data)["Location"]


def undo(client, address, location):
    stamp = location.split("saved=")[1]
    return client.post(f"{address}undo/", {"saved": stamp}, follow=True).content.decode()


def test_last_save_can_be_taken_back_with_its_event(address, city, rows, officer, approver, signed_in):
    earlier = factories.follow_up(city, rows[0], approver, relevance="", who_can="")
    client = signed_in(officer)
    location = saved(client, address, rows[:2])
    assert f'value="{location.split("saved=")[1]}"' in client.get(location).content.decode()
    assert "2 recommendations wait again." in undo(client, address, location)
    earlier.refresh_from_db()
    assert (earlier.relevance, earlier.status, earlier.updated_by) == ("", "not_started", officer)
    assert set(relevances().values()) == {""}
    event = models.Event.objects.about(earlier).first()
    assert (event.before["relevance"], event.after["relevance"], event.by) == ("necessary", "", officer)


def test_not_ours_is_taken_back_with_its_status_and_authority(address, city, rows, officer, signed_in):
    client = signed_in(officer)
    data = sent(rows, "save") | {f"r{rows[0].pk}-relevance": "not-ours", f"r{rows[0].pk}-who_can": "Parliament"}
    undo(client, address, client.post(address, data)["Location"])
    row = models.FollowUp.objects.get()
    assert (row.relevance, row.who_can, row.status) == ("", "", "not_started")


def test_what_was_changed_since_stays(address, city, rows, officer, approver, signed_in):
    client = signed_in(officer)
    location = saved(client, address, rows[:2])
    later = datetime.datetime.now(datetime.UTC)
    models.FollowUp.objects.get(recommendation=rows[0]).triage("helpful", by=approver, now=later)
    html = undo(client, address, location)
    assert "1 recommendation waits again." in html
    assert "1 recommendation was changed since and stays as it is." in html
    assert relevances() == {rows[0].pk: "helpful", rows[1].pk: ""}


def test_nobody_takes_back_what_another_person_or_city_saved(
    address, city, other_city, rows, officer, approver, outsider, signed_in
):
    location = saved(signed_in(officer), address, rows)
    stamp = {"saved": location.split("saved=")[1]}
    signed_in(approver).post(f"{address}undo/", stamp)
    signed_in(outsider).post(f"/en/my-work/{other_city.pk}/triage/undo/", stamp)
    assert set(relevances().values()) == {"necessary"}


@pytest.mark.parametrize("stamp", ["", "nonsense", "20260310T090000000000", "x" * 400])
def test_stamp_of_no_save_takes_nothing_back(address, rows, officer, signed_in, stamp):
    client = signed_in(officer)
    saved(client, address, rows)
    assert client.post(f"{address}undo/", {"saved": stamp}).status_code == 302
    assert client.get(address, {"saved": stamp}).context["undoable"] == 0
    assert set(relevances().values()) == {"necessary"}


def test_two_who_sort_the_same_at_once_do_not_overwrite_each_other(city, rows, officer, approver, now):
    """Both had the page open; the one who saves second is told, row by row."""
    mine = [triage.Choice(row, "necessary") for row in rows[:2]]
    theirs = [triage.Choice(rows[1], "helpful"), triage.Choice(rows[2], "helpful")]
    assert triage.save(mine, city, by=officer, now=now) == (2, 0)
    assert triage.save(theirs, city, by=approver, now=now) == (1, 1)
    assert relevances() == {rows[0].pk: "necessary", rows[1].pk: "necessary", rows[2].pk: "helpful"}


def test_the_same_choice_by_two_is_no_conflict(city, rows, officer, approver, now):
    choices = [triage.Choice(rows[0], "helpful")]
    triage.save(choices, city, by=officer, now=now)
    assert triage.save(choices, city, by=approver, now=now) == (0, 0)
