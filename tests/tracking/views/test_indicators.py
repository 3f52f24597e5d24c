"""Indicators: list, proposals, sheet, page."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from tracking.models import Event, FollowUp, Indicator

QUERIES = 16


@pytest.fixture
def follow_up(city, recommendation, officer):
    return factories.follow_up(city, recommendation, officer)


@pytest.fixture
def indicator(city, officer, follow_up):
    return factories.indicator(city, officer, [follow_up], code="I-1")


@pytest.fixture
def listing(city):
    return f"/en/my-work/{city.pk}/indicators/"


def typed(**fields):
    right = factories.right()
    data = {
        "code": "H-1",
        "name": "Households evicted",
        "kind": "outcome",
        "measures": f"{right.pk}-{right.attributes.get().pk}",
        "unit": "number",
        "unit_word": "households",
        "counts_people": "on",
        "direction": "down",
        "periodicity": "yearly",
        "visibility": "internal",
    }
    return {**data, **fields}


def changed(client, indicator, **fields):
    """What the form of a stored indicator sends, with some fields typed anew."""
    address = reverse("tracking:indicator-edit", args=[indicator.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}
    return address, {**data, "version": form.version, **fields}


def errors(response):
    return response.context["form"].errors


def page(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def text(soup):
    return " ".join(soup.main.get_text(" ").split())


def test_add_saves_the_whole_sheet(listing, city, recommendation, officer, signed_in):
    step = factories.step(city, officer)
    factories.target("11.1")
    data = typed(
        recommendations=[recommendation.pk],
        steps=[step.pk],
        baseline="1,250",
        baseline_year="2022",
        target="900",
        target_year="2030",
        by_sex="Women; Men; Women ;",
        by_migratory_status="Born here, Born elsewhere",
        sdg_indicator="11.1.1",
        validator="Statistics office",
        validated_on="2026-01-31",
        horizon="mid",
        definition="Counted by the court.",
    )
    form = f"{listing}add/?recommendation={recommendation.pk}"
    response = signed_in(officer).post(form, data)
    indicator = Indicator.objects.get()
    assert response["Location"] == indicator.get_absolute_url()
    assert (indicator.baseline_number, indicator.target_number, indicator.target_year) == (1250, 900, 2030)
    assert indicator.dimensions == {"sex": ["Women", "Men"], "migratory-status": ["Born here", "Born elsewhere"]}
    assert (indicator.right, indicator.attribute.right) == (factories.right(), factories.right())
    assert list(indicator.steps.all()) == [step]
    assert FollowUp.objects.get(indicators=indicator).recommendation == recommendation
    assert Event.objects.get().verb == "added"


def test_add_preselects_what_the_address_names(listing, recommendation, officer, signed_in):
    html = signed_in(officer).get(f"{listing}add/?recommendation={recommendation.pk}").content.decode()
    assert f'value="{recommendation.pk}" checked' in html
    assert 'value="I-01"' in html
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": ""}, "code"),
        ({"name": ""}, "name"),
        ({"measures": ""}, "measures"),
        ({"measures": "999999-"}, "measures"),
        ({"kind": "magic"}, "kind"),
        ({"baseline": "many", "baseline_year": "2020"}, "baseline"),
        ({"baseline": "5"}, "baseline_year"),
        ({"target_year": "2030"}, "target"),
        ({"unit": "yes-no", "target": "perhaps", "target_year": "2030"}, "target"),
        ({"sdg_indicator": "11.1"}, "sdg_indicator"),
        ({"sdg_indicator": "99.9.9"}, "sdg_indicator"),
        ({"validator": "Office"}, "validated_on"),
        ({"by_age": ";".join(map(str, range(30)))}, "by_age"),
        ({"recommendations": ["9" * 40]}, "recommendations"),
    ],
)
def test_add_refuses_what_is_missing_or_wrong_and_keeps_what_was_typed(fields, field, listing, officer, signed_in):
    response = signed_in(officer).post(f"{listing}add/", typed(definition="Typed words", **fields))
    assert set(errors(response)) == {field}
    assert "Typed words" in response.content.decode()
    assert not Indicator.objects.exists()


def test_add_refuses_a_code_that_is_taken(listing, indicator, officer, signed_in):
    response = signed_in(officer).post(f"{listing}add/", typed(code="I-1", name="Another"))
    assert "Another indicator of your government has this code." in response.content.decode()


def test_add_refuses_steps_and_recommendations_of_others(listing, other_city, outsider, officer, signed_in):
    foreign = factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    step = factories.step(other_city, outsider)
    response = signed_in(officer).post(f"{listing}add/", typed(steps=[step.pk], recommendations=[foreign.pk]))
    assert set(errors(response)) == {"steps", "recommendations"}


def test_add_pressed_twice_makes_one(listing, officer, signed_in):
    first, second = (signed_in(officer).post(f"{listing}add/", typed()) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(("word", "number"), [("yes", 1), ("No", 0)])
def test_yes_or_no_is_read_as_typed(word, number, listing, officer, signed_in):
    signed_in(officer).post(f"{listing}add/", typed(unit="yes-no", target=word, target_year="2030"))
    assert Indicator.objects.get().target_number == number


def test_edit_shows_what_is_stored_and_saves_what_changed(indicator, approver, officer, signed_in):
    Indicator.objects.update(target_number="12.50", target_year=2030, dimensions={"sex": ["Women", "Men"]})
    client = signed_in(approver)
    address, data = changed(client, indicator, name="Homes lost")
    assert (data["target"], data["by_sex"]) == ("12.5", "Women; Men")
    assert client.post(address, data).status_code == 302
    indicator.refresh_from_db()
    assert (indicator.name, indicator.updated_by, indicator.added_by) == ("Homes lost", approver, officer)
    assert indicator.follow_ups.count() == 1
    assert (Event.objects.get().verb, Event.objects.get().after) == ("changed", {})


def test_edit_shows_both_when_somebody_else_was_faster(indicator, officer, approver, signed_in):
    client = signed_in(officer)
    address, data = changed(client, indicator, name="My name")
    other = signed_in(approver)
    other.post(*changed(other, indicator, name="Their name"))
    response = client.post(address, data)
    assert ("Name", "Their name", "My name") in [tuple(map(str, row)) for row in response.context["conflicts"]]
    indicator.refresh_from_db()
    assert indicator.name == "Their name"
    assert client.post(address, {**data, "version": response.context["form"].version_to_show}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.name == "My name"


def test_edit_keeps_the_unit_once_values_stand(indicator, officer, signed_in):
    client = signed_in(officer)
    assert client.post(*changed(client, indicator, unit="percentage")).status_code == 302
    factories.indicator_value(indicator, officer)
    assert "unit" in errors(client.post(*changed(client, indicator, unit="number")))


def test_public_indicator_asks_about_words_that_point_to_a_person(indicator, officer, signed_in):
    client = signed_in(officer)
    address, data = changed(client, indicator, visibility="public", limits="Ask maria@example.org")
    assert "confirmed" in errors(client.post(address, data))
    assert client.post(address, {**data, "confirmed": "on"}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.visibility == "public"


def test_public_indicator_on_a_sensitive_topic_waits_for_a_second_reader(indicator, recommendation, officer, signed_in):
    type(recommendation).objects.update(is_sensitive=True)
    client = signed_in(officer)
    assert client.post(*changed(client, indicator, visibility="public")).status_code == 302
    indicator.refresh_from_db()
    assert indicator.visibility == "internal"


def test_close_and_reopen(indicator, officer, signed_in):
    client = signed_in(officer)
    client.post(f"/en/indicators/{indicator.pk}/close/")
    indicator.refresh_from_db()
    assert not indicator.is_open
    assert "Record a value" not in client.get(indicator.get_absolute_url()).content.decode()
    client.post(f"/en/indicators/{indicator.pk}/reopen/")
    indicator.refresh_from_db()
    assert indicator.is_open


def test_remove_without_values_only(indicator, officer, signed_in, listing):
    client, address = signed_in(officer), f"/en/indicators/{indicator.pk}/remove/"
    value = factories.indicator_value(indicator, officer)
    html = client.post(address, follow=True).content.decode()
    assert "Close it instead; they stay." in html
    value.delete()
    assert client.post(address)["Location"] == listing
    assert not Indicator.objects.exists()


def test_list_narrows_and_sorts_by_code(listing, indicator, city, officer, signed_in, time_machine):
    time_machine.move_to(factories.NOW)
    done = factories.indicator(city, officer, code="A-1", kind="process", next_due_on=datetime.date(2027, 1, 1))
    factories.indicator_value(done, officer, number=None, reason="no-source")
    Indicator.objects.filter(pk=done.pk).update(next_due_on=datetime.date(2027, 1, 1))
    client = signed_in(officer)

    def shown(query):
        return [row.record.code for row in client.get(f"{listing}{query}").context["table"].page.object_list]

    assert shown("") == ["A-1", "I-1"]
    assert shown("?state=due") == ["I-1"]
    assert shown("?state=missing") == ["A-1"]
    assert shown("?state=none") == ["I-1"]
    assert shown("?kind=process") == ["A-1"]
    assert shown(f"?right={indicator.right_id}&text=evicted") == ["A-1", "I-1"]
    assert shown("?sort=newest") == ["A-1", "I-1"]  # nobody sorts by value
    assert "No indicator fits these filters" in client.get(f"{listing}?state=closed").content.decode()


def test_list_shows_own_ones_only_and_says_what_to_do_while_empty(
    listing, other_city, outsider, officer, viewer, signed_in
):
    factories.indicator(other_city, outsider, name="Elsewhere")
    html = signed_in(officer).get(listing).content.decode()
    assert "Elsewhere" not in html
    assert "No indicators yet" in html
    assert "Add an indicator" in html
    assert "Add an indicator" not in signed_in(viewer).get(listing).content.decode()


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    listing, city, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(listing)
    for count in (1, 2):
        for _ in range(count):
            indicator = factories.indicator(city, officer)
            factories.indicator_value(indicator, officer)
            factories.indicator_value(indicator, officer, year=2024)
        with django_assert_num_queries(QUERIES):
            client.get(listing)


def test_page_of_own_people_shows_all_and_of_others_what_is_public(
    indicator, city, officer, coordinator, signed_in, follow_up
):
    Indicator.objects.update(visibility="public", definition="Counted by the court")
    cells = [("sex", "Women", 60, None), ("sex", "Men", 56, None), ("sex", "", 4, None)]
    factories.indicator_value(indicator, officer, number=120, categories=cells, note="A note")
    factories.indicator_value(indicator, officer, number=7, year=2024)
    own, public = (page(signed_in(person).get(indicator.get_absolute_url())) for person in (officer, None))
    assert "unknown : 4 (hidden in public)" in text(own)
    assert "hidden in public" in text(own)
    for hidden in (": 4", ": 56", "7 households", str(officer), officer.email, "Correct"):
        assert hidden not in text(public)
    assert "120 households" in text(public)
    assert "Women : 60" in text(public)
    assert "Numbers below 10 are not shown in public" in text(public)
    assert not public.find("a", href=True, string="120.1")  # the follow-up that ties them is not public
    assert ": 4" not in text(page(signed_in(coordinator).get(indicator.get_absolute_url())))
    FollowUp.objects.update(visibility="public")
    assert page(signed_in(None).get(indicator.get_absolute_url())).find("a", string="120.1")


def test_page_draws_two_values_and_says_the_same_in_words(indicator, officer, signed_in):
    client, address = signed_in(officer), indicator.get_absolute_url()
    Indicator.objects.update(target_number=50, target_year=2030)
    factories.indicator_value(indicator, officer, number=100, year=2023)
    assert not page(client.get(address)).find("figure")
    factories.indicator_value(indicator, officer, number=None, reason="no-budget", year=2024)
    factories.indicator_value(indicator, officer, number=140, year=2025)
    soup = page(client.get(address))
    assert soup.figure.svg["role"] == "img"
    assert soup.figure.title.get_text() == "Households evicted"
    assert soup.figure.desc.get_text() == "2023: 100. 2024: nothing to show. 2025: 140. Target: 50. "
    assert soup.figure.svg["aria-labelledby"].split() == [soup.figure.title["id"], soup.figure.desc["id"]]
    assert "moves the wrong way" in text(soup)
    assert "No data: no money to collect it" in text(soup)
    assert not soup.find(style=True)


@pytest.mark.parametrize(("visibility", "national"), [("internal", 200), ("restricted", 404)])
def test_page_is_shown_to_those_whom_its_visibility_allows(
    visibility, national, indicator, coordinator, national_viewer, outsider, signed_in
):
    Indicator.objects.update(visibility=visibility)
    people = {None: 404, outsider: 404, coordinator: 200, national_viewer: national}
    for person, status in people.items():
        assert signed_in(person).get(indicator.get_absolute_url()).status_code == status


@pytest.mark.parametrize("action", ["edit/", "close/", "reopen/", "remove/", "values/add/"])
def test_nobody_of_another_city_touches_it_even_where_it_is_public(action, indicator, outsider, signed_in):
    Indicator.objects.update(visibility="public")
    assert signed_in(outsider).post(f"/en/indicators/{indicator.pk}/{action}").status_code == 404
    assert Indicator.objects.get().is_open


def test_page_asks_the_same_number_of_queries_for_one_and_three_values(
    indicator, officer, signed_in, django_assert_max_num_queries
):
    client, counts = signed_in(officer), []
    client.get(indicator.get_absolute_url())
    for year in (2023, 2024, 2025):
        factories.indicator_value(indicator, officer, year=year, categories=[("sex", "Women", 60, None)])
        with django_assert_max_num_queries(100) as queries:
            client.get(indicator.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_second_press_with_other_words_comes_back_as_typed(listing, officer, signed_in):
    client = signed_in(officer)
    client.post(f"{listing}add/", typed())
    for fields in ({"definition": "Typed since"}, {"baseline": "5"}):
        response = client.post(f"{listing}add/", typed(**fields))
        assert response.status_code == 200 and next(iter(fields.values())) in response.content.decode()
    assert Indicator.objects.get().definition == ""
