import io

import docx
import pytest

from tests.tracking.sources.matrices import (
    FOURTH,
    SECOND,
    Raw,
    Sample,
    cell,
    fourth_cycle,
    heading,
    row,
    second_cycle,
    table,
    third_cycle,
    word_file,
)
from tracking.sources import ohchr_matrix
from tracking.sources.rows import RecommendationRow

CLINICS = Sample(
    "115.3",
    "Open a clinic in every district",
    states=("Spain", "Tunisia", "Iran (Islamic Republic of)"),
    themes=("E41 Right to health - General", "A51 Budget"),
    groups=("women", "persons with disabilities"),
)


def test_second_cycle_layout(read):
    assert read(second_cycle(CLINICS)) == [
        RecommendationRow(
            place="table 1, row 3",
            paragraph="115.3",
            text="Open a clinic in every district",
            position="supported",
            position_label="Supported",
            recommending_states=("ESP", "TUN", "IRN"),
            source_of_position="A/HRC/99/7/Add.1 - Para.3",
            heading="E41 Right to health - General",
            themes=("E41 Right to health - General", "A51 Budget"),
            groups=("women", "persons with disabilities"),
        )
    ]


def test_third_cycle_layout(read):
    sample = Sample(
        "121.40",
        "Plant trees along the rivers",
        states=("France", "Türkiye"),
        position="Noted",
        themes=("Right to food", "Environment & climate"),
        groups=("Children",),
        goals=("2 - ZERO HUNGER", "13 - CLIMATE ACTION", "2 - ZERO HUNGER"),
        assessment="Begun in two valleys.",
    )
    (found,) = read(third_cycle(sample))
    assert (found.position, found.recommending_states) == ("noted", ("FRA", "TUR"))
    assert found.themes == ("Right to food", "Environment & climate")
    assert (found.groups, found.goals) == (("Children",), (2, 13))
    assert found.assessment == "Begun in two valleys."


def test_third_cycle_layout_without_goals_or_persons(read):
    (found,) = read(third_cycle(Sample("121.41", "Plant trees")))
    assert (found.themes, found.groups, found.goals, found.problems) == (("Right to health",), (), (), ())


def test_fourth_cycle_layout(read):
    sample = Sample(
        "140.17",
        "Teach sign language",
        goals=("4 - QUALITY EDUCATION", "10 - REDUCED INEQUALITIES"),
        groups=("Children",),
    )
    (found,) = read(fourth_cycle(sample))
    assert (found.paragraph, found.goals, found.groups, found.assessment) == ("140.17", (4, 10), ("Children",), "")


def test_rows_keep_the_order_and_place_of_the_file(read):
    samples = [
        Sample("140.2", "Plant trees", themes=("Food",)),
        Sample("140.1", "Paint schools", themes=("Education",)),
        Sample("140.3", "Plant hedges", themes=("Food",), position="Noted"),
    ]
    rows = read(fourth_cycle(*samples))
    assert [(found.paragraph, found.place, found.heading) for found in rows] == [
        ("140.2", "table 1, row 3", "Food"),
        ("140.1", "table 1, row 5", "Education"),
        ("140.3", "table 1, row 7", "Food"),
    ]


def one_row(read, *cells, titles=FOURTH, before=()):
    (found,) = read(word_file(table(row(*titles), *before, row(*cells))))
    return found


@pytest.mark.parametrize(
    ("label", "position"),
    [
        ("Supported", "supported"),
        ("SUPPORTED ", "supported"),
        ("Accepted", "supported"),
        ("Noted", "noted"),
        ("Not supported", "noted"),
        ("Supported/Noted", "partly"),
        ("Supported / noted", "partly"),
        ("Partially supported", "partly"),
        ("Under consideration", "pending"),
        ("pending", "pending"),
        ("To be examined", "pending"),
    ],
)
def test_position_is_understood(read, label, position):
    found = one_row(read, "9.1 Plant trees (France)", label, "", "")
    assert (found.position, found.position_label, found.problems) == (position, label.strip(), ())


@pytest.mark.parametrize(
    ("start", "paragraph"),
    [
        ("166.6. Plant trees", "166.6"),
        ("166.6 Plant trees", "166.6"),
        ("166.6Plant trees", "166.6"),
        ("166.6\u00a0&nbsp;Plant trees", "166.6"),
        (" 166. 6 Plant trees", "166.6"),
        ("6.1.Plant trees", "6.1"),
    ],
)
def test_number_is_taken_off_the_text(read, start, paragraph):
    found = one_row(read, f"{start} (France);", "Supported", "", "")
    assert (found.paragraph, found.text) == (paragraph, "Plant trees")


def test_text_is_cleaned(read):
    found = one_row(read, "9.1 Follow\u2011up  on the&nbsp;town ’ s plan (2009–2014) (France); ", "Supported", "", "")
    assert found.text == "Follow-up on the town’s plan (2009–2014)"


def test_text_and_source_may_be_broken_over_lines(read):
    broken = Raw("<w:p><w:r><w:t>9.1 Plant trees</w:t><w:br/><w:t>in parks (France);</w:t></w:r></w:p>")
    found = one_row(read, cell(broken, "SOURCE OF POSITION:", "A/HRC/99/7"), "Supported", "", "")
    assert (found.text, found.source_of_position) == ("Plant trees in parks", "A/HRC/99/7")


def test_source_may_stand_with_the_position_or_in_its_own_column(read):
    position = cell("Supported", "Source of position: A/HRC/99/7")
    assert one_row(read, "9.1 Plant trees", position, "", "").source_of_position == "A/HRC/99/7"
    titles = ("Recommendation", "Source of position", "Position")
    found = one_row(read, "9.1 Plant trees", "A/HRC/99/8", "Noted", titles=titles)
    assert (found.source_of_position, found.position) == ("A/HRC/99/8", "noted")


def test_columns_may_stand_in_any_order_with_other_titles(read):
    titles = ("SDGs", "Affected persons", "THEMES", "Recommending state/s", "Position", "Recommendations", "Remarks")
    cells = (
        "- 3 - HEALTH",
        "- women",
        "- Health",
        cell("Spain", "Bosnia and Herzegovina, Ruritania"),
        "Noted",
        "9.1 Plant trees",
        "x",
    )
    found = one_row(read, *cells, titles=titles)
    assert (found.text, found.position, found.goals) == ("Plant trees", "noted", (3,))
    assert (found.themes, found.groups) == (("Health",), ("women",))
    assert (found.recommending_states, found.unrecognised_states) == (("ESP", "BIH"), ("Ruritania",))


def test_column_of_states_may_use_brackets(read):
    titles = ("Recommendation", "Recommending State(s)", "Position")
    found = one_row(read, "9.1 Plant trees", "(Spain) (Iran (Islamic Republic of))", "Noted", titles=titles)
    assert found.recommending_states == ("ESP", "IRN")


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Theme: Rule of law ", "Rule of law"),
        ("THEME:Rule of law", "Rule of law"),
        ("Right or area: 2.1 Rule of law", "2.1 Rule of law"),
        ("Theme: A12 Rule of law", "A12 Rule of law"),
        ("Rule of law", "Rule of law"),
    ],
)
def test_heading_row_is_recognised(read, title, label):
    found = one_row(read, "9.1 Plant trees", "Noted", "- Food", "", before=[heading(title)])
    assert (found.heading, found.themes) == (label, (label, "Food"))


def test_heading_in_unmerged_cells_is_recognised(read):
    before = [row("Theme: Food", "", "", ""), row(*["Theme: Water"] * 4)]
    assert one_row(read, "9.1 Plant trees", "Noted", "", "", before=before).heading == "Water"


@pytest.mark.parametrize(("title", "listed"), [("2.1. Water", "2.1 Water"), ("Water", "B32 Water"), ("WATER", "Water")])
def test_heading_listed_under_another_code_is_not_added(read, title, listed):
    found = one_row(read, "9.1 Plant trees", "Noted", f"- {listed}", "", before=[heading(f"Theme: {title}")])
    assert found.themes == (listed,)


@pytest.mark.parametrize(
    "title", ["Supported", "Noted recommendations", "Recommendations under consideration", "x" * 300]
)
def test_section_title_or_note_is_no_theme(read, title):
    found = one_row(read, "9.1 Plant trees", "Noted", "- Food", "", before=[heading("Theme: Water"), heading(title)])
    assert (found.heading, found.themes) == ("", ("Food",))


def test_markers_are_known_with_their_first_entry_behind_the_colon(read):
    lines = cell("• Food", "SDGs: 2 - ZERO HUNGER", "Affected Persons : women", "– children")
    found = one_row(read, "9.1 Plant trees", "Noted", lines, "", titles=SECOND)
    assert (found.themes, found.goals, found.groups) == (("Food",), (2,), ("women", "children"))


@pytest.mark.parametrize(
    ("lines", "goals"),
    [
        (["SDG 3", "Goal 16: PEACE"], (3, 16)),
        (["3, 5 and 17"], (3, 5, 17)),
        (["16.2 - End abuse", "16.a - Strengthen"], (16,)),
        (["18 - NONE", "0 - NONE", "No SDG link identified", "by 2030"], ()),
    ],
)
def test_goal_numbers(read, lines, goals):
    assert one_row(read, "9.1 Plant trees", "Noted", "", cell(*lines)).goals == goals


def test_labels_are_distinct_whatever_their_case(read):
    found = one_row(
        read, "9.1 Plant trees", "Noted", cell("- Food", "- FOOD", "Groups of persons:", "- Women", "- women"), ""
    )
    assert (found.themes, found.groups) == (("Food",), ("Women",))


def test_tables_before_and_after_the_matrix_are_left_alone(read):
    cover, contacts = table(row("State", "Session")), table(row("Name", "Phone"), row("Secretariat", "12 34"))
    matrix = table(row(*FOURTH), row("9.1 Plant trees", "Noted", "", ""))
    assert [found.place for found in read(word_file("Title", cover, matrix, contacts))] == ["table 2, row 2"]


def test_matrix_may_go_on_in_a_second_table_with_or_without_header(read):
    first = table(row(*FOURTH), heading("Theme: Food"), row("9.1 Plant trees", "Noted", "", ""))
    without = table(row("9.2 Plant hedges", "Supported", "", ""))
    reordered = table(row(*reversed(FOURTH)), row("", "", "Noted", "9.3 Dig wells"))
    rows = read(word_file(first, without, reordered))
    assert [(found.paragraph, found.position, found.heading, found.place) for found in rows] == [
        ("9.1", "noted", "Food", "table 1, row 3"),
        ("9.2", "supported", "Food", "table 2, row 1"),
        ("9.3", "noted", "", "table 3, row 2"),
    ]


def test_repeated_header_blank_rows_and_deleted_rows_are_skipped(read):
    deleted = row("9.9 Gone", "Noted", "", "", properties='<w:del w:id="1"/>')
    matrix = table(
        row(*FOURTH),
        row("9.1 A", "Noted", "", ""),
        row("", " ", "", ""),
        row(*FOURTH),
        deleted,
        row("9.2 B", "Noted", "", ""),
    )
    assert [found.paragraph for found in read(word_file(matrix))] == ["9.1", "9.2"]


def test_header_cell_over_two_columns_joins_them(read):
    matrix = table(row(cell("Recommendation", span=2), "Position"), row("9.1 Plant trees", "(France)", "Noted"))
    (found,) = read(word_file(matrix))
    assert (found.text, found.recommending_states, found.position) == ("Plant trees", ("FRA",), "noted")


def test_assessment_keeps_its_paragraphs(read):
    found = one_row(read, "9.1 Plant trees", "Noted", "", cell("Begun.", "", "Goes on."), titles=SECOND)
    assert found.assessment == "Begun.\nGoes on."


def test_file_written_by_another_program(read):
    made = docx.Document()
    made.add_heading("Matrix of recommendations")
    matrix = made.add_table(rows=3, cols=4)
    for column, title in enumerate(FOURTH):
        matrix.cell(0, column).text = title
    matrix.cell(1, 0).merge(matrix.cell(1, 3)).text = "Theme: Food"
    matrix.cell(2, 0).text = "9.1 Plant trees (France) (Spain);\nSource of Position: A/HRC/99/7"
    for column, text in ((1, "Supported"), (2, "- Food\nGroups of Persons:\n- Women"), (3, "- 2 - ZERO HUNGER")):
        matrix.cell(2, column).text = text
    stream = io.BytesIO()
    made.save(stream)
    (found,) = read(stream.getvalue())
    assert (found.place, found.paragraph, found.text) == ("table 1, row 3", "9.1", "Plant trees")
    assert (found.position, found.recommending_states) == ("supported", ("FRA", "ESP"))
    assert (found.heading, found.themes, found.groups, found.goals) == ("Food", ("Food",), ("Women",), (2,))
    assert (found.source_of_position, found.problems) == ("A/HRC/99/7", ())


def test_reader_yields_while_it_reads(state_names):
    rows = ohchr_matrix.read(io.BytesIO(fourth_cycle(Sample("9.1", "Plant trees"))), state_names)
    assert next(rows).paragraph == "9.1"
    assert list(rows) == []
