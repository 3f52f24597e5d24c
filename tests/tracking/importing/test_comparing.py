"""Rows beside what is stored."""

import pytest

from tests import factories
from tracking.importing.comparing import compare
from tracking.importing.facts import stored_facts
from tracking.importing.vocabulary import Vocabulary
from tracking.models import Theme
from tracking.sources.rows import RecommendationRow


def row(paragraph="120.1", **fields):
    defaults = {
        "place": f"row {paragraph}",
        "paragraph": paragraph,
        "text": "Continue to build homes that people can afford.",
        "position": "supported",
        "recommending_states": ("XFA", "XNE"),
        "themes": ("Right to adequate housing",),
        "groups": ("Children",),
        "goals": (11,),
    }
    return RecommendationRow(**{**defaults, **fields})


@pytest.fixture
def compared(review, recommendation):
    """Compare rows with the review that holds 120.1."""

    def compared(*rows):
        return compare(rows, stored_facts(review, "en"), Vocabulary(review.cycle))

    return compared


def outcomes(comparison):
    return [compared.outcome for compared in comparison.rows]


def test_compare_finds_same_and_new(compared):
    comparison = compared(row("120.1"), row("120.2"))
    assert outcomes(comparison) == ["same", "new"]
    assert comparison.counts == {"new": 1, "changed": 0, "same": 1, "rejected": 0}
    assert comparison.missing == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", "noted"),
        ("text", "Other words"),
        ("source_of_position", "A/HRC/1"),
        ("recommending_states", ("XFA",)),
        ("themes", ("Another theme",)),
        ("groups", ()),
        ("goals", ()),
    ],
)
def test_compare_finds_a_change_of_any_field(compared, field, value):
    (changed,) = compared(row(**{field: value})).rows
    assert changed.outcome == "changed"
    assert changed.changed_fields == (field,)
    assert [change["name"] for change in changed.changes] == [field]


def test_compare_takes_order_of_states_groups_and_goals_for_the_same(compared):
    assert outcomes(compared(row(recommending_states=("XNE", "XFA")))) == ["same"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"problems": ("Broken.",), "position": ""}, ("Broken.",)),
        ({"position": ""}, ("Position of the State: This field cannot be blank.",)),
        ({"position": "perhaps"}, ("Position of the State: Value 'perhaps' is not a valid choice.",)),
        ({"paragraph": ""}, ("Paragraph: This field cannot be blank.",)),
        ({"text": ""}, ("Text: This field cannot be blank.",)),
        (
            {"paragraph": "1" * 31},
            ("Paragraph: Ensure this value has at most 30 characters (it has 31).",),
        ),
        (
            {"themes": ("x" * 201,)},
            ("Label in the documents: Ensure this value has at most 200 characters (it has 201).",),
        ),
    ],
)
def test_compare_rejects_with_the_reasons_of_a_form(compared, fields, said):
    (rejected,) = compared(row(**fields)).rows
    assert (rejected.outcome, rejected.problems, rejected.facts) == ("rejected", said, None)


def test_compare_rejects_the_second_row_of_a_paragraph(compared):
    comparison = compared(row("120.2"), row("120.2", text="Other"))
    assert outcomes(comparison) == ["new", "rejected"]
    assert comparison.rows[1].problems == ("Paragraph 120.2 already stands in row 120.2. Keep the right one only.",)


def test_compare_takes_a_rejected_row_for_present(compared):
    assert compared(row("120.1", position="")).missing == []
    assert compared(row("120.2")).missing == ["120.1"]


def test_compare_puts_the_heading_first(compared):
    factories.theme("Right to food")
    themes = ("Right to adequate housing", "Right to food")
    (found,) = compared(row("120.2", heading="Right to food", themes=themes)).rows
    names = dict(Theme.objects.values_list("pk", "name"))
    assert [names[pk] for pk in found.facts.themes] == ["Right to food", "Right to adequate housing"]


def test_compare_says_when_no_state_or_an_assessment_stands_there(compared):
    (found,) = compared(row("120.2", recommending_states=(), assessment="Well under way")).rows
    assert found.outcome == "new"
    assert found.notices == (
        "No recommending State was found in this row.",
        "The row also holds an assessment; it is not imported.",
    )


def test_stored_facts_take_the_same_questions_for_more_rows(review, django_assert_num_queries):
    for number in range(1, 4):
        factories.recommendation(review, f"120.{number}")
        with django_assert_num_queries(6):
            assert len(stored_facts(review, "en").facts) == number
