from tests.tracking.sources.matrices import Sample, fourth_cycle
from tracking.sources.repeats import join_repeats
from tracking.sources.rows import RecommendationRow


def test_recommendation_repeated_under_its_themes_is_joined(read):
    first = Sample("9.1", "Plant trees", themes=("Food",), groups=("Women",), goals=("2 - ZERO HUNGER",))
    between = Sample("9.2", "Dig wells", themes=("Water",))
    again = Sample(
        "9.1", "Plant  trees.", states=("Spain",), themes=("Climate", "food"), goals=("13 - CLIMATE", "2 - ZERO")
    )
    joined, other = read(fourth_cycle(first, between, again))
    assert (joined.paragraph, joined.place, joined.heading, joined.text) == (
        "9.1",
        "table 1, row 3",
        "Food",
        "Plant trees",
    )
    assert (joined.themes, joined.groups, joined.goals) == (("Food", "Climate"), ("Women",), (2, 13))
    assert joined.recommending_states == ("FRA", "ESP")
    assert (joined.problems, other.paragraph) == ((), "9.2")


def test_same_number_with_another_text_is_a_problem_of_both(read):
    rows = read(fourth_cycle(Sample("9.1", "Plant trees"), Sample("9.2", "Dig wells"), Sample("9.1", "Paint schools")))
    assert [(found.paragraph, found.text) for found in rows] == [
        ("9.1", "Plant trees"),
        ("9.1", "Paint schools"),
        ("9.2", "Dig wells"),
    ]
    assert rows[0].problems == (
        "Paragraph 9.1 also stands in table 1, row 5 with another text. Keep the right one only.",
    )
    assert "table 1, row 3" in rows[1].problems[0]
    assert rows[2].problems == ()


def test_same_number_with_another_position_is_a_problem_of_both(read):
    rows = read(fourth_cycle(Sample("9.1", "Plant trees"), Sample("9.1", "Plant trees", position="Noted")))
    assert [found.position for found in rows] == ["supported", "noted"]
    assert all("another position" in found.problems[0] for found in rows)


def test_rows_without_number_stay_apart_and_in_order():
    rows = [RecommendationRow("row 1", "", "Plant trees"), RecommendationRow("row 2", "", "Plant trees")]
    assert join_repeats(rows) == rows


def test_comments_of_repeated_rows_are_kept_once_each():
    comments = {"a": "x", "b": "", "c": "x", "d": "y"}
    rows = [RecommendationRow(place, "9.1", "Plant trees", assessment=comment) for place, comment in comments.items()]
    (joined,) = join_repeats(rows)
    assert (joined.assessment, joined.place) == ("x\ny", "a")


def test_problems_of_repeated_rows_are_kept():
    merged = RecommendationRow("b", "9.1", "plant trees", problems=("Merged.",))
    (joined,) = join_repeats([RecommendationRow("a", "9.1", "Plant trees"), merged])
    assert joined.problems == ("Merged.",)
