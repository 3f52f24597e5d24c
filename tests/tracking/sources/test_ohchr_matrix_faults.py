import pytest

from tests.tracking.sources.matrices import FOURTH, cell, heading, row, table, word_file


def problems_of(read, *rows, titles=FOURTH):
    return [(found.place, found.problems) for found in read(word_file(table(row(*titles), *rows)))]


GOOD = row("9.1 Plant trees (France);", "Supported", "- Food", "")


@pytest.mark.parametrize(
    ("cells", "fragment"),
    [
        (("Plant trees (France);", "Supported", "", ""), "does not begin with a paragraph number"),
        (("0.7 per cent for aid", "Supported", "", ""), "does not begin with a paragraph number"),
        (("", "Supported", "- Food", ""), "does not begin with a paragraph number"),
        (("Follow the recommendations", "Noted", "Implementation", ""), "does not begin with a paragraph number"),
        (("9.2", "Supported", "", ""), "has no text"),
        (("9.2 (France);", "Supported", "", ""), "has no text"),
        (("9.2 Plant trees", "", "", ""), "has no position"),
        (("9.2 Plant trees", "Perhaps", "", ""), "“Perhaps” is not known"),
        (
            (cell("9.2 Plant trees (France);", "9.3 Dig wells (Spain);"), "Noted", "", ""),
            "more than one recommendation (9.3",
        ),
        (("9.2 " + "Plant trees " * 2_000, "Noted", "", ""), "far too long"),
    ],
)
def test_faulty_row_says_what_is_wrong(read, cells, fragment):
    good, faulty = problems_of(read, GOOD, row(*cells))
    assert good == ("table 1, row 2", ())
    assert faulty[0] == "table 1, row 3"
    assert any(fragment in problem for problem in faulty[1])


def test_row_reports_all_its_faults(read):
    ((_place, problems),) = problems_of(read, row("Plant trees", "Perhaps", "", ""))
    assert len(problems) == 2


def test_row_merged_into_one_cell_is_a_problem_not_a_heading(read):
    merged = heading("9.2 Plant trees (France); Source of Position: A/HRC/99/7 Supported")
    (first, second, third) = read(word_file(table(row(*FOURTH), GOOD, merged, row("9.3 Dig wells", "Noted", "", ""))))
    assert second.place == "table 1, row 3"
    assert (second.paragraph, second.position) == ("9.2", "")
    assert "merged into one" in second.problems[0]
    assert (first.problems, third.problems, third.heading) == ((), (), "")


def test_cells_merged_sideways_are_a_problem(read):
    ((place, problems),) = problems_of(read, row(cell("9.2 Plant trees Supported", span=2), "- Food", ""))
    assert place == "table 1, row 2"
    assert problems == (
        "Cells are merged under “Position of the State under review”. "
        "Split them so that every recommendation has its own cells.",
    )


def test_cells_merged_downwards_are_a_problem_of_the_lower_row(read):
    upper = row("9.2 Plant trees", cell("Noted", merge="restart"), "", "")
    lower = row("9.3 Dig wells", cell("", merge="continue"), "", "")
    (good, faulty) = problems_of(read, upper, lower)
    assert good == ("table 1, row 2", ())
    assert faulty[0] == "table 1, row 3"
    assert "merged under “Position of the State under review”" in faulty[1][0]


def test_comments_merged_over_rows_are_no_problem(read):
    titles = ("Recommendation", "Position", "Themes", "Comments")
    upper = row("9.2 Plant trees", "Noted", "", cell("Both begun", merge="restart"))
    lower = row("9.3 Dig wells", "Noted", "", cell("", merge="continue"))
    assert [problems for _place, problems in problems_of(read, upper, lower, titles=titles)] == [(), ()]


def test_recommendations_in_a_table_without_header_are_a_problem(read):
    matrix = table(row(*FOURTH), GOOD)
    other = table(row("Recommendation", "Comments"), row("9.2 Dig wells", "Begun"), row("Note", "x"))
    good, stray = read(word_file(matrix, other))
    assert (good.place, good.problems) == ("table 1, row 2", ())
    assert (stray.place, stray.paragraph) == ("table 2, row 2", "9.2")
    assert "no header row" in stray.problems[0]


def test_state_unknown_to_the_table_is_no_problem_but_reported(read):
    (found,) = read(word_file(table(row(*FOURTH), row("9.1 Plant trees (Ruritania);", "Noted", "", ""))))
    assert (found.problems, found.unrecognised_states) == ((), ("Ruritania",))


@pytest.mark.parametrize(
    ("titles", "fragment"),
    [
        (("Recommendation", "Themes", "Relevant SDGs"), "lacks the column “Position”"),
        (("Position of the State under review", "Themes"), "lacks the column “Recommendation”"),
        (("Number", "Text", "Answer"), "header row with the columns “Recommendation”, “Position”"),
    ],
)
def test_matrix_without_a_needed_column_is_refused(refusal, titles, fragment):
    assert fragment in refusal(word_file(table(row(*titles), row("9.1 Plant trees", *titles[1:]))))


@pytest.mark.parametrize(
    ("blocks", "fragment"),
    [
        ((), "holds no table"),
        (("9.1 Plant trees (France); Supported",), "holds no table"),
        ((table(),), "holds no table"),
        ((table(row(*FOURTH)),), "is empty"),
        ((table(row(*FOURTH), heading("Theme: Food"), row("", "", "", "")),), "is empty"),
    ],
)
def test_document_without_recommendations_is_refused(refusal, blocks, fragment):
    assert fragment in refusal(word_file(*blocks))
