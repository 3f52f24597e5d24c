"""The State's records for its report: every kind through the same pages, isolation, twice, at the same time."""

import pytest
from django.urls import reverse

from tests import factories
from tracking import models
from tracking.views.state_record_kinds import KINDS

QUERIES = 18

TYPED = {
    "institutions": {"kind": "mechanism", "name": "Secretariat"},
    "consultations": {"title": "Meeting", "kind": "mixed", "format": "meeting", "held_on": "2026-02-10"},
    "positions": {
        "recommendation": "120.1",
        "new_position": "partly",
        "decided_on": "2026-01-15",
        "source": "A/HRC/61/15/Add.1",
    },
    "pledges": {"number": "7", "text": "Ratify the protocol.", "status": "planned"},
    "assistance": {"title": "Training", "kind": "capacity", "recommendations": "120.1"},
}
TICKED = {"is_in_report": "on"}


@pytest.fixture
def call(review, recommendation, coordinator):
    return factories.call(review, coordinator)


def address(call, verb="list", kind="", row=None):
    args = [call.pk, *([kind] if kind else []), *([row.pk] if row else [])]
    return reverse(f"tracking:state-record-{verb}", args=args)


def test_list_says_what_a_lock_means_for_it(call, coordinator, signed_in):
    client = signed_in(coordinator)
    assert "what changes here is for a later one" not in client.get(address(call)).content.decode()
    report = factories.locked(call, coordinator)
    assert "what changes here is for a later one" in client.get(address(call)).content.decode()
    client.post(address(call, "add", "pledges"), TYPED["pledges"] | TICKED)
    told = "Changed since this edition was compiled: 1 pledge. The edition stays as it is."
    assert told in client.get(report.get_absolute_url()).content.decode()


def version(row):
    return row.updated_at.isoformat()


def test_list_without_rows_says_what_belongs_there(call, coordinator, national_viewer, signed_in):
    page = signed_in(coordinator).get(address(call)).content.decode()
    for kind in KINDS.values():
        assert str(kind.belongs) in page
        assert address(call, "add", kind.code) in page
    assert "/add/" not in signed_in(national_viewer).get(address(call)).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_add_edit_and_remove_every_kind(kind, call, coordinator, signed_in):
    client, model = signed_in(coordinator), KINDS[kind].model
    response = client.post(address(call, "add", kind), {**TYPED[kind], **TICKED})
    assert response["Location"] == f"{address(call)}#{kind}"
    row = model.objects.get()
    assert (row.review, row.is_in_report, row.updated_by) == (call.review, True, coordinator)
    page = client.get(address(call, "edit", kind, row)).content.decode()
    assert address(call, "remove", kind, row) in page
    client.post(address(call, "edit", kind, row), {**TYPED[kind], "version": version(row)})
    row.refresh_from_db()
    assert not row.is_in_report
    assert str(row) in client.get(address(call)).content.decode()
    assert client.post(address(call, "remove", kind, row)).status_code == 302
    assert not model.objects.exists()
    assert [event.verb for event in models.Event.objects.order_by("pk")] == ["added", "changed", "removed"]


@pytest.mark.parametrize("kind", KINDS)
def test_add_sent_twice_is_one_row(kind, call, coordinator, signed_in):
    client = signed_in(coordinator)
    for _time in range(2):
        assert client.post(address(call, "add", kind), {**TYPED[kind], **TICKED}).status_code == 302
    assert KINDS[kind].model.objects.count() == 1
    assert models.Event.objects.count() == 1


def test_edit_sent_twice_is_one_event(call, coordinator, signed_in):
    row, client = factories.pledge(call.review, coordinator), signed_in(coordinator)
    data = {**TYPED["pledges"], **TICKED, "version": version(row)}
    for _time in range(2):
        assert client.post(address(call, "edit", "pledges", row), data).status_code == 302
    assert models.Event.objects.count() == 1


def test_add_refuses_the_same_number_with_other_words_and_keeps_what_was_typed(call, coordinator, signed_in):
    client = signed_in(coordinator)
    client.post(address(call, "add", "pledges"), TYPED["pledges"])
    page = client.post(address(call, "add", "pledges"), {**TYPED["pledges"], "text": "Other words"}).content.decode()
    assert "There is a pledge with this number already." in page
    assert "Other words" in page
    assert "Other words" in client.get(address(call, "add", "pledges")).content.decode()  # kept as a draft


def test_edit_tells_of_what_somebody_else_saved_meanwhile(call, coordinator, signed_in, now):
    row, client = factories.pledge(call.review, coordinator), signed_in(coordinator)
    seen = version(row)
    row.text = "Words of the other person"
    row.save_work(by=coordinator, now=now.replace(hour=10))
    data = {**TYPED["pledges"], **TICKED, "version": seen}
    page = client.post(address(call, "edit", "pledges", row), data).content.decode()
    assert "Somebody else saved this" in page
    assert "Words of the other person" in page
    assert TYPED["pledges"]["text"] in page
    assert models.Pledge.objects.get().text == "Words of the other person"


def test_words_of_the_report_that_may_point_to_a_person_ask_for_a_tick(call, coordinator, signed_in):
    client, data = signed_in(coordinator), {**TYPED["consultations"], "attended": "someone@example.net"}
    add = address(call, "add", "consultations")
    assert "someone@example.net" in client.post(add, {**data, **TICKED}).context["form"].errors["confirmed"][0]
    assert not models.Consultation.objects.exists()
    assert client.post(add, {**data, **TICKED, "confirmed": "on"}).status_code == 302
    assert client.post(add, {**data, "title": "Kept out of the report"}).status_code == 302


def test_position_until_then_is_taken_from_the_record(call, recommendation, coordinator, signed_in):
    client, add = signed_in(coordinator), address(call, "add", "positions")
    client.post(add, {**TYPED["positions"], **TICKED})
    row = models.PositionChange.objects.get()
    assert (row.recommendation, row.old_position, row.new_position) == (recommendation, "supported", "partly")
    client.post(add, {**TYPED["positions"], "decided_on": "2026-02-20", "new_position": "noted"})
    assert models.PositionChange.objects.get(new_position="noted").old_position == "partly"
    recommendation.refresh_from_db()
    assert recommendation.position == "supported"
    same = client.post(add, {**TYPED["positions"], "decided_on": "2026-03-01", "new_position": "noted"})
    assert "the same before and after" in same.content.decode()
    page = client.get(f"{add}?recommendation=120.1").context["form"]
    assert page["recommendation"].value() == "120.1"


@pytest.mark.parametrize(
    ("kind", "field", "number"),
    [("positions", "recommendation", "999.9"), ("assistance", "recommendations", "120.1, 999.9")],
)
def test_numbers_that_the_review_does_not_have_are_named(kind, field, number, call, state, coordinator, signed_in):
    factories.recommendation(factories.review(state, 3), "999.9")
    form = signed_in(coordinator).post(address(call, "add", kind), {**TYPED[kind], field: number}).context["form"]
    assert form.errors == {field: ["No recommendation of this review has the number 999.9."]}


def test_edit_shows_numbers_and_says_nothing_of_what_stays(call, recommendation, coordinator, signed_in):
    row = factories.assistance_need(call.review, coordinator, [recommendation])
    change = factories.position_change(recommendation, coordinator)
    client = signed_in(coordinator)
    assert client.get(address(call, "edit", "assistance", row)).context["form"]["recommendations"].value() == "120.1"
    form = client.get(address(call, "edit", "positions", change)).context["form"]
    assert form["recommendation"].value() == "120.1"
    data = {**TYPED["assistance"], "title": row.title, **TICKED, "version": "an earlier one"}
    assert client.post(address(call, "edit", "assistance", row), data).status_code == 302  # no difference, no conflict


def test_recommendation_page_shows_the_change_beside_the_position(recommendation, coordinator, client):
    factories.position_change(recommendation, coordinator, old_position="supported", new_position="partly")
    page = client.get(recommendation.get_absolute_url()).content.decode()
    assert page.index("Supported".lower()) < page.index("Changed since the adoption:")
    assert "A/HRC/61/15/Add.1" in page
    models.PositionChange.objects.update(is_in_report=False)
    assert "Changed since" not in client.get(recommendation.get_absolute_url()).content.decode()


def test_rows_of_another_state_and_another_review_are_not_there(call, state, coordinator, stranger, signed_in):
    row = factories.pledge(call.review, coordinator)
    elsewhere = factories.review(models.State.objects.get(iso3="XOT"))
    foreign = factories.call(elsewhere, stranger)
    earlier = factories.call(factories.review(state, 3), coordinator)
    for verb in ("edit", "remove"):
        assert signed_in(stranger).post(address(call, verb, "pledges", row), {}).status_code == 404
        assert signed_in(stranger).post(address(foreign, verb, "pledges", row), {}).status_code == 404
        assert signed_in(coordinator).post(address(earlier, verb, "pledges", row), {}).status_code == 404
        assert signed_in(coordinator).post(address(call, verb, "institutions", row), {}).status_code == 404
    assert signed_in(stranger).get(address(call)).status_code == 404
    assert str(row) not in signed_in(stranger).get(address(foreign)).content.decode()
    assert models.Pledge.objects.count() == 1


def test_list_counts_what_the_report_takes_from_elsewhere(call, city, coordinator, officer, approver, signed_in):
    factories.dialogue(city, call.review, coordinator)
    factories.human_rights_body(city, officer)
    recommendation = call.review.recommendations.get()
    sent = factories.contribution(call, city, [recommendation])
    sent.answers.update(challenge="No land titles")
    assert signed_in(coordinator).get(address(call)).context["beside"].challenges == 0
    sent.hand_in(by=officer, now=factories.NOW)
    sent.approve(by=approver, now=factories.NOW)
    sent.accept(by=coordinator, now=factories.NOW)
    beside = signed_in(coordinator).get(address(call)).context["beside"]
    assert (beside.dialogues, beside.bodies, beside.participation, beside.challenges) == (1, 1, 0, 1)


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    call, coordinator, signed_in, django_assert_num_queries
):
    client, recommendation = signed_in(coordinator), call.review.recommendations.get()
    client.get(address(call))
    for numbers in ([1], [2, 3]):
        for number in numbers:
            factories.institution(call.review, coordinator, name=f"Body {number}")
            factories.consultation(call.review, coordinator, title=f"Meeting {number}")
            factories.pledge(call.review, coordinator, number=str(number))
            factories.assistance_need(call.review, coordinator, [recommendation], title=f"Need {number}")
            other = factories.recommendation(call.review, f"121.{number}")
            factories.position_change(other, coordinator)
        with django_assert_num_queries(QUERIES):
            client.get(address(call))
