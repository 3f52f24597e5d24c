"""The sections of a step: forms with rows, without a script, nothing typed is lost."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tracking import models


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def address(step, section):
    return f"/en/steps/{step.pk}/edit/{section}/"


def rows(prefix, *rows):
    """What a browser sends of some rows."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{i}-{name}": value for i, row in enumerate(rows) for name, value in row.items()}


def sent(client, step, section, **fields):
    """The data with the version that the form shows now."""
    return {"version": client.get(address(step, section)).context["form"].version_to_show, **fields}


def line(**fields):
    return {"year": 2026, "currency": "eur", "source": "own", "planned": "1000", **fields}


NO_RESULTS = rows("outputs") | rows("people_reached")


def test_money_saves_lines_in_their_currency_and_leaves_empty_rows_out(step, client):
    empty = {"year": 2026, "currency": "EUR", "source": "own"}
    data = rows("budget_lines", line(executed="250.50", marker=2), empty, line(source="donor"), empty)
    data |= {"resources": "partly", "on_behalf_of": "Treasury, by phone"}
    response = client.post(address(step, "money"), sent(client, step, "money", **data))
    assert response["Location"] == f"/en/steps/{step.pk}/#money"
    found = step.budget_lines.values_list("year", "currency", "source", "planned", "executed", "marker")
    assert list(found) == [
        (2026, "EUR", "own", 1000, Decimal("250.50"), 2),
        (2026, "EUR", "donor", 1000, None, None),
    ]
    step.refresh_from_db()
    assert step.resources == "partly"
    event = models.Event.objects.get()
    assert (event.on_behalf_of, event.after["budget_lines"], event.after["section"]) == (
        "Treasury, by phone",
        2,
        "money",
    )
    html = client.get(f"/en/steps/{step.pk}/").content.decode()
    assert "on behalf of Treasury, by phone" in html
    assert "25 %" in html


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"planned": "much"}, "planned"),
        ({"planned": "-1"}, "planned"),
        ({"planned": "", "note": "Only words"}, "__all__"),
        ({"currency": "E1"}, "currency"),
        ({"year": "1700"}, "__all__"),
        ({"currency": ""}, "currency"),
    ],
)
def test_bad_row_keeps_all_that_was_typed_and_saves_nothing(bad, field, step, client):
    step.budget_lines.create(year=2025, currency="EUR", planned=7)
    data = rows("budget_lines", line(note="Good words"), line(source="donor", reallocated_from="Roads", **bad))
    response = client.post(address(step, "money"), sent(client, step, "money", resources="no", **data))
    assert response.status_code == 200
    assert field in response.context["form"].rows["budget_lines"].errors[1]
    html = response.content.decode()
    for words in ("Good words", "Roads", 'value="no" id="id_resources_2" checked', "Error:", "Row 2"):
        assert words in html
    assert step.budget_lines.get().year == 2025
    step.refresh_from_db()
    assert step.resources == ""


def test_more_rows_keeps_what_was_typed_and_looks_for_no_mistakes(step, client):
    data = rows("budget_lines", line(planned="much", note="Half a thought")) | {"more": "budget_lines", "version": "v"}
    response = client.post(address(step, "money"), data | {"resources": "yes"})
    formset = response.context["form"].rows["budget_lines"]
    assert (formset.total_form_count(), len(formset.forms)) == (4, 4)
    html = response.content.decode()
    for words in ("Half a thought", 'value="much"', 'name="budget_lines-TOTAL_FORMS" value="4"', 'value="v"'):
        assert words in html
    assert "Error:" not in html
    assert not step.budget_lines.exists()


def test_two_lines_of_the_same_year_currency_and_source_are_told(step, client):
    data = rows("budget_lines", line(), line(currency="EUR"))
    response = client.post(address(step, "money"), sent(client, step, "money", **data))
    assert response.context["form"].rows["budget_lines"].errors[1] == {"year": ["This stands in row 1 already."]}


def test_row_goes_by_its_tick_even_when_it_is_wrong(step, client):
    step.budget_lines.create(year=2025, currency="EUR", planned=7)
    data = rows("budget_lines", line(planned="much", DELETE="on"), line(source="donor"))
    assert client.post(address(step, "money"), sent(client, step, "money", **data)).status_code == 302
    assert step.budget_lines.get().source == "donor"


def test_form_without_its_row_counts_is_refused(step, client):
    step.budget_lines.create(year=2025, currency="EUR", planned=7)
    response = client.post(address(step, "money"), sent(client, step, "money", resources="no"))
    assert response.status_code == 200
    assert step.budget_lines.exists()


def test_place_saves_groups_targets_partners_and_only_own_plans(step, city, other_city, outsider, client):
    group, target = factories.group(), factories.target()
    right = models.Right.objects.create(code="housing", labels={"en": "Housing"})
    plan, foreign = factories.plan(city, step.added_by), factories.plan(other_city, outsider)
    partner = {"name": "University", "kind": "academia", "part": "Counts"}
    data = rows("partners", partner, {"name": "", "kind": ""}) | {
        "groups": [group.pk],
        "targets": [target.pk],
        "rights": [right.pk],
        "participation": "Asked in three meetings",
        "has_gender_focus": "on",
        "plan": foreign.pk,
    }
    response = client.post(address(step, "place"), sent(client, step, "place", **data))
    assert set(response.context["form"].errors) == {"plan"}
    assert f'name="groups" id="id_groups_{group.pk}" value="{group.pk}" checked' in response.content.decode()
    data = sent(client, step, "place", **data) | {"plan": plan.pk, "go_on": "yes"}
    assert client.post(address(step, "place"), data)["Location"] == address(step, "money")
    step.refresh_from_db()
    assert (step.plan, step.has_gender_focus, step.partners.get().part) == (plan, True, "Counts")
    assert (list(step.groups.all()), list(step.targets.all()), list(step.rights.all())) == ([group], [target], [right])


def test_results_save_outputs_people_and_honest_effects(step, client):
    outputs = rows("outputs", {"label": "Courses", "number": "12", "unit": "courses"}, {"label": "", "number": ""})
    people = rows(
        "people_reached",
        {"number": "300", "is_approximate": "on", "unit": "persons"},
        {"number": "180", "unit": "persons", "dimension": "sex", "category": "women"},
    )
    data = outputs | people | {"outcome": "Fewer nights outside", "effect": "mixed", "strength": "contributed"}
    assert client.post(address(step, "results"), sent(client, step, "results", **data)).status_code == 302
    step.refresh_from_db()
    assert (step.outcome, step.effect, step.strength) == ("Fewer nights outside", "mixed", "contributed")
    assert list(step.people_reached.values_list("number", "dimension", "is_approximate")) == [
        (300, "", True),
        (180, "sex", False),
    ]
    assert step.outputs.get().number == 12


def test_category_without_its_dimension_is_told_at_the_row(step, client):
    data = rows("outputs") | rows("people_reached", {"number": "5", "unit": "persons", "category": "women"})
    response = client.post(address(step, "results"), sent(client, step, "results", **data))
    assert "Name both" in str(response.context["form"].rows["people_reached"].errors)


def test_lessons_keep_challenges_that_are_ticked_or_told(step, client):
    step.challenges.create(kind="staff", explanation="Gone soon")
    data = {"has_funds": "on", "explanation_data": "Nobody counts", "explanation_staff": "Gone soon", "lesson": "Ask"}
    assert client.post(address(step, "lessons"), sent(client, step, "lessons", **data)).status_code == 302
    found = dict(step.challenges.values_list("kind", "explanation"))
    assert found == {"funds": "", "data": "Nobody counts"}
    step.refresh_from_db()
    assert step.lesson == "Ask"


def test_somebody_faster_in_the_same_section_is_told_with_rows(step, officer, approver, signed_in):
    mine, theirs = signed_in(officer), signed_in(approver)
    my_data = sent(mine, step, "money", resources="yes", **rows("budget_lines", line(planned="5")))
    theirs.post(address(step, "money"), sent(theirs, step, "money", **rows("budget_lines", line(planned="9"))))
    response = mine.post(address(step, "money"), my_data)
    told = {str(label): (stored, typed) for label, stored, typed in response.context["conflicts"]}
    assert "9" in told["budget lines"][0]
    assert "5" in told["budget lines"][1]
    assert step.budget_lines.get().planned == 9
    assert 'value="5"' in response.content.decode()
    my_data["version"] = response.context["form"].version_to_show
    assert mine.post(address(step, "money"), my_data).status_code == 302
    assert step.budget_lines.get().planned == 5


def test_somebody_in_another_section_disturbs_nobody(step, officer, approver, signed_in):
    mine, theirs = signed_in(officer), signed_in(approver)
    my_data = sent(mine, step, "lessons", lesson="Mine")
    theirs.post(address(step, "results"), sent(theirs, step, "results", outcome="Theirs", **NO_RESULTS))
    assert mine.post(address(step, "lessons"), my_data).status_code == 302
    step.refresh_from_db()
    assert (step.lesson, step.outcome) == ("Mine", "Theirs")


def test_mistake_does_not_hide_that_somebody_was_faster(step, officer, approver, signed_in):
    mine, theirs = signed_in(officer), signed_in(approver)
    my_data = sent(mine, step, "money", resources="yes", **rows("budget_lines", line(planned="much")))
    theirs.post(address(step, "money"), sent(theirs, step, "money", resources="no", **rows("budget_lines")))
    response = mine.post(address(step, "money"), my_data)
    my_data |= {"version": response.context["form"].version_to_show, "budget_lines-0-planned": "5"}
    assert mine.post(address(step, "money"), my_data).context["conflicts"]
    step.refresh_from_db()
    assert step.resources == "no"


def test_sent_twice_is_saved_once(step, client):
    data = sent(client, step, "lessons", lesson="Ask first")
    assert [client.post(address(step, "lessons"), data).status_code for _ in range(2)] == [302, 302]
    assert models.Event.objects.count() == 1


def test_public_step_asks_before_personal_data_becomes_public(step, client):
    models.ImplementationStep.objects.update(visibility="public")
    data = sent(client, step, "place", **rows("partners", {"name": "Call +34 600 123 456", "kind": "other"}))
    response = client.post(address(step, "place"), data)
    assert "confirmed" in response.context["form"].errors
    assert not step.partners.exists()
    assert client.post(address(step, "place"), data | {"confirmed": "on"}).status_code == 302
    assert step.partners.exists()


def test_internal_step_is_not_asked_about_personal_data(step, client):
    data = sent(client, step, "lessons", lesson="Call +34 600 123 456")
    assert client.post(address(step, "lessons"), data).status_code == 302


def test_new_words_on_a_sensitive_public_step_go_to_the_second_reader(step, approver, client):
    models.Recommendation.objects.update(is_sensitive=True)
    models.ImplementationStep.objects.update(visibility="public")
    data = sent(client, step, "lessons", lesson="New words")
    html = client.post(address(step, "lessons"), data, follow=True).content.decode()
    assert "a second person reads it first" in html
    step.refresh_from_db()
    assert step.visibility == "internal"
    assert models.SecondReading.objects.open().about(step).exists()


@pytest.mark.parametrize("section", ["place", "money", "results", "lessons"])
def test_form_says_before_saving_that_new_words_take_the_step_back(section, step, client):
    ahead = "taken back from the public until a second person has read it"
    models.Recommendation.objects.update(is_sensitive=True)
    assert ahead not in client.get(address(step, section)).content.decode()
    models.ImplementationStep.objects.update(visibility="public")
    assert ahead in client.get(address(step, section)).content.decode()


@pytest.mark.parametrize("section", ["place", "money", "results", "lessons"])
def test_form_asks_the_same_number_of_queries_for_one_and_three_rows(section, step, client):
    client.get(address(step, section))
    asked = []
    for names in (("A",), ("B", "C")):
        for number, name in enumerate(names):
            step.partners.create(name=name, kind="other")
            step.outputs.create(label=name, number=1)
            step.people_reached.create(number=1, dimension="sex", category=name)
            step.challenges.create(kind=models.StepChallenge.Kind.values[number + len(names)])
            step.budget_lines.create(year=2020 + step.budget_lines.count(), currency="EUR", planned=1)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(step, section))
        asked.append(len(queries))
    assert asked[0] == asked[1]
