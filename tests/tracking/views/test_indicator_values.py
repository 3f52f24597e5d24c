"""Values of an indicator: record, say why there is none, correct, take back."""

import datetime

import pytest

from tests import factories
from tracking.models import CategoryValue, Event, Indicator, IndicatorValue


@pytest.fixture
def indicator(city, officer):
    return factories.indicator(city, officer, dimensions={"sex": ["Women", "Men"]})


@pytest.fixture
def adding(indicator):
    return f"/en/indicators/{indicator.pk}/values/add/"


def correcting(value):
    return f"/en/indicator-values/{value.pk}/correct/"


def typed(**fields):
    return {"year": "2025", "has_value": "known", "number": "120", **fields}


def gap(**fields):
    return {"year": "2025", "has_value": "missing", "reason": "no-budget", **fields}


def errors(response):
    return response.context["form"].errors


def test_add_records_a_value_by_category(adding, indicator, officer, signed_in):
    cells = {"sex-0": "1,060.5", "sex-1": "", "sex-2": "4"}
    response = signed_in(officer).post(adding, typed(number="1,200.25", source="Court", **cells))
    assert response["Location"] == indicator.get_absolute_url()
    value = IndicatorValue.objects.get()
    assert (value.starts_on, value.ends_on) == (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    assert (value.number, value.source, value.recorded_by) == (indicator_number("1200.25"), "Court", officer)
    assert [(cell.dimension, cell.category, cell.number) for cell in value.categories.all()] == [
        ("sex", "Women", indicator_number("1060.5")),
        ("sex", "", 4),
    ]
    assert Event.objects.get().verb == "added"


def indicator_number(text):
    return IndicatorValue._meta.get_field("number").to_python(text)


def test_add_reads_numbers_as_the_language_of_the_page_writes_them(indicator, officer, signed_in):
    signed_in(officer).post(f"/es/indicators/{indicator.pk}/values/add/", typed(number="12,5"))
    assert IndicatorValue.objects.get().number == indicator_number("12.5")


def test_add_proposes_the_period_that_comes_next(adding, indicator, officer, signed_in, time_machine):
    time_machine.move_to(factories.NOW)
    client = signed_in(officer)
    assert client.get(adding).context["form"]["year"].value() == 2025
    factories.indicator_value(indicator, officer, year=2022)
    assert client.get(adding).context["form"]["year"].value() == 2023
    Indicator.objects.update(periodicity="monthly")
    form = client.get(adding).context["form"]
    assert (form["year"].value(), form["ends_on"].value()) == (None, datetime.date(2023, 1, 31))


def test_gap_with_its_reason_counts_as_an_answer(adding, indicator, officer, signed_in):
    client = signed_in(officer)
    assert client.get(f"{adding}?missing=1").context["form"]["has_value"].value() == "missing"
    response = client.post(adding, gap(planned_for="2027-06-01", plan="A survey is in the budget", number=""))
    assert response.status_code == 302
    value = IndicatorValue.objects.get()
    assert (value.number, value.reason, value.plan) == (None, "no-budget", "A survey is in the budget")
    indicator.refresh_from_db()
    assert indicator.next_due_on == datetime.date(2027, 6, 1)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (typed(number=""), "number"),
        (typed(number="many"), "number"),
        (typed(number="-1"), "number"),
        (typed(year=""), "year"),
        (typed(year="1850"), "year"),
        (typed(starts_on="2025-02-01", ends_on="2025-02-28"), "year"),
        (typed(year="", starts_on="2025-02-02", ends_on="2025-02-01"), "ends_on"),
        (typed(year="", starts_on="2025-02-02"), "year"),
        (gap(reason=""), "reason"),
        (gap(reason="lazy"), "reason"),
        (gap(number="5"), "has_value"),
        (typed(**{"sex-0": "some"}), "sex-0"),
    ],
)
def test_add_refuses_what_is_missing_or_wrong_and_keeps_what_was_typed(data, field, adding, officer, signed_in):
    response = signed_in(officer).post(adding, {**data, "note": "Typed words"})
    assert set(errors(response)) == {field}
    assert "Typed words" in response.content.decode()
    assert not IndicatorValue.objects.exists()


def test_add_refuses_a_second_value_of_the_period(adding, indicator, officer, approver, signed_in):
    factories.indicator_value(indicator, approver)
    response = signed_in(officer).post(adding, typed(number="5"))
    assert "There is a value for this period. Correct that one." in response.content.decode()
    assert IndicatorValue.objects.count() == 1


def test_add_pressed_twice_records_once(adding, officer, signed_in):
    answers = [signed_in(officer).post(adding, typed()).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert IndicatorValue.objects.count() == Event.objects.count() == 1


@pytest.mark.parametrize(
    ("unit", "data", "expected"),
    [
        ("yes-no", {"number": "0"}, (0, "", None)),
        ("text", {"number": "", "text": "In force since May"}, (None, "In force since May", None)),
        ("percentage", {"number": "42.5", "base": "380"}, (indicator_number("42.5"), "", 380)),
    ],
)
def test_add_by_unit(unit, data, expected, adding, officer, signed_in):
    Indicator.objects.update(unit=unit)
    assert signed_in(officer).post(adding, typed(**data)).status_code == 302
    value = IndicatorValue.objects.get()
    assert (value.number, value.text, value.base) == expected


def test_percentages_of_categories_have_their_own_base(adding, officer, signed_in):
    Indicator.objects.update(unit="percentage")
    signed_in(officer).post(adding, typed(number="25", base="100", **{"sex-0": "30", "sex-0-base": "60"}))
    assert (CategoryValue.objects.get().number, CategoryValue.objects.get().base) == (30, 60)


def test_parts_that_are_more_than_the_whole_are_pointed_out(adding, officer, signed_in):
    html = signed_in(officer).post(adding, typed(**{"sex-0": "100", "sex-1": "30"}), follow=True).content.decode()
    assert "together they are 130 households, more than the value" in html


def test_words_of_a_public_indicator_are_checked_for_persons(adding, indicator, officer, signed_in):
    data, client = typed(note="Ask maria@example.org"), signed_in(officer)
    assert client.post(adding, data).status_code == 302
    IndicatorValue.objects.all().delete()
    Indicator.objects.update(visibility="public")
    assert "confirmed" in errors(client.post(adding, data))
    assert client.post(adding, {**data, "confirmed": "on"}).status_code == 302


def test_new_words_on_a_sensitive_topic_wait_for_a_second_reader(
    adding, indicator, city, recommendation, officer, signed_in
):
    type(recommendation).objects.update(is_sensitive=True)
    indicator.follow_ups.add(factories.follow_up(city, recommendation, officer))
    Indicator.objects.update(visibility="public")
    signed_in(officer).post(adding, typed(note="A new sentence"))
    indicator.refresh_from_db()
    assert indicator.visibility == "internal"


def test_correct_keeps_the_old_value_and_shows_it_below(indicator, officer, approver, signed_in):
    old = factories.indicator_value(indicator, officer, categories=[("sex", "Women", 70, None), ("sex", "X", 2, None)])
    client = signed_in(approver)
    form = client.get(correcting(old)).context["form"]
    assert (form["number"].value(), form["year"].value(), form["sex-0"].value()) == ("120", 2025, "70")
    assert form["sex-2"].value() == "2"  # a category that the sheet no longer names stays
    response = client.post(correcting(old), typed(number="130", version=old.pk, **{"sex-0": "75"}), follow=True)
    assert "Earlier entries (1)" in " ".join(response.content.decode().split())
    new = IndicatorValue.objects.current().get()
    assert (new.number, new.corrects, new.recorded_by) == (130, old, approver)
    assert IndicatorValue.objects.get(pk=old.pk).number == 120


def test_correct_without_a_change_records_nothing(indicator, officer, signed_in):
    value = factories.indicator_value(indicator, officer, source="")
    html = signed_in(officer).post(correcting(value), typed(version=value.pk), follow=True).content.decode()
    assert "Nothing was changed." in html
    assert IndicatorValue.objects.count() == 1


def test_correct_turns_a_gap_into_a_value(indicator, officer, signed_in):
    old = factories.indicator_value(indicator, officer, number=None, reason="no-source", plan="Ask again")
    data = typed(version=old.pk, reason="no-source", plan="Ask again")
    assert signed_in(officer).post(correcting(old), data).status_code == 302
    new = IndicatorValue.objects.current().get()
    assert (new.number, new.reason, new.plan) == (120, "", "")


def test_correct_shows_both_when_somebody_else_was_faster(indicator, officer, approver, signed_in):
    old = factories.indicator_value(indicator, officer)
    signed_in(approver).post(correcting(old), typed(number="130", version=old.pk))
    response = signed_in(officer).post(correcting(old), typed(number="140", version=old.pk))
    assert ("Value (households)", "130", "140") in [
        (str(label), str(stored), str(mine)) for label, stored, mine in response.context["conflicts"]
    ]
    assert IndicatorValue.objects.current().get().number == 130
    data = typed(number="140", version=response.context["form"].version_to_show)
    assert signed_in(officer).post(correcting(old), data).status_code == 302
    assert IndicatorValue.objects.current().get().number == 140
    assert IndicatorValue.objects.count() == 3


def test_correct_sent_twice_is_saved_once(indicator, officer, signed_in):
    old, client = factories.indicator_value(indicator, officer), signed_in(officer)
    data = typed(number="130", version=old.pk)
    assert [client.post(correcting(old), data).status_code for _ in range(2)] == [302, 302]
    assert IndicatorValue.objects.count() == 2


def test_take_back_frees_the_period_and_keeps_a_trace(adding, indicator, officer, signed_in):
    value, client = factories.indicator_value(indicator, officer), signed_in(officer)
    for _ in range(2):
        assert client.post(f"/en/indicator-values/{value.pk}/take-back/").status_code == 302
    assert list(Event.objects.values_list("verb", flat=True)) == ["removed", "added"]
    assert "Earlier entries" in client.get(indicator.get_absolute_url()).content.decode()
    assert client.post(adding, typed(number="5")).status_code == 302


@pytest.mark.parametrize("action", ["correct/", "take-back/"])
def test_nobody_of_another_city_touches_a_value(action, indicator, officer, outsider, signed_in):
    Indicator.objects.update(visibility="public")
    value = factories.indicator_value(indicator, officer)
    assert signed_in(outsider).post(f"/en/indicator-values/{value.pk}/{action}", typed()).status_code == 404
    assert IndicatorValue.objects.current().get() == value


def test_words_on_a_public_sensitive_indicator_take_it_back_and_the_form_says_so(
    adding, indicator, recommendation, city, officer, signed_in
):
    client, ahead = signed_in(officer), "taken back from the public until a second person has read it"
    type(recommendation).objects.update(is_sensitive=True)
    indicator.follow_ups.add(factories.follow_up(city, recommendation, officer))
    assert ahead not in client.get(adding).content.decode()
    Indicator.objects.update(visibility="public")
    assert ahead in client.get(adding).content.decode()
    html = client.post(adding, typed(note="Counted by the court"), follow=True).content.decode()
    assert "It is not public now" in html
    indicator.refresh_from_db()
    assert indicator.visibility == "internal"
