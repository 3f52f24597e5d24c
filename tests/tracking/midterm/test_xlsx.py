"""The spreadsheet, opened again by another library: every number and date, and text that is never a formula."""

import dataclasses
import io
import zipfile

import pytest

from tests.tracking.midterm import samples
from tracking.documents.xlsx import CELL_LIMIT, fitted
from tracking.midterm.content import checksum
from tracking.midterm.words import ANSWER_STATUSES, STATUSES, position_word, status_word

FORMULAS = ['=HYPERLINK("http://x.example","click")', "+1+1", "-2+3", "@SUM(A1)", "{=1}", "https://x.example/"]


def records(sheet):
    """The rows of a sheet as {heading: value}."""
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def entries(content):
    found = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
    return list(found.values())


def test_sheets_have_frozen_headings_filters_and_widths(report, open_xlsx):
    workbook = open_xlsx(report)
    assert workbook.sheetnames == [
        *("README", "Annex A", "Annex C", "City answers", "Coverage", "Totals", "Consultations", "Versions used")
    ]
    for sheet in workbook.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[1])
        assert sheet.column_dimensions["A"].width > 10
        assert not sheet.sheet_view.rightToLeft
    assert workbook["Annex A"]["B2"].alignment.wrap_text


def test_annex_a_has_a_row_for_each_recommendation_with_real_numbers(report, open_xlsx):
    found = {row["Recommendation"]: row for row in records(open_xlsx(report)["Annex A"])}
    assert len(found) == report.totals.recommendations == open_xlsx(report)["Annex A"].max_row - 1
    for entry in entries(report):
        row = found[entry.paragraph]
        counts = dict(entry.status_distribution)
        assert {status: row[status_word(status)] for status in ANSWER_STATUSES} == {
            status: counts.get(status, 0) for status in ANSWER_STATUSES
        }
        assert (row["Answered"], row["Local governments asked"]) == (entry.answered, entry.governments)
        assert row["Population where answered"] == entry.population_answered
        assert row["Share of the population"] == pytest.approx(entry.population_share)
        assert row["Implementation steps recorded"] == entry.steps_count
        assert (row["Text"], row["Position"]) == (entry.text, position_word(entry.position))
        assert row["Recommending States"] == ", ".join(entry.recommending_states)
        assert row["SDG goals"] == ", ".join(map(str, entry.goals))
        assert (row["SDG targets"] or "") == ", ".join(entry.targets)
        assert row["Headlines"].splitlines() == [f"{h.government}: {h.text}" for h in entry.headlines]
        assert (row["Next steps"] or "").splitlines() == [f"{s.government}: {s.text}" for s in entry.next_steps]
        assert row["Status in words"].endswith(f"{entry.answered} of {entry.governments} answered")


def test_annex_a_names_every_cluster_of_a_recommendation_in_one_row(report, open_xlsx):
    first = report.clusters[0]
    both = (first, dataclasses.replace(first, code="own", label="Our own cluster"))
    found = records(open_xlsx(dataclasses.replace(report, clusters=both))["Annex A"])
    assert [row["Recommendation"] for row in found] == ["101.1", "101.2"]
    assert found[0]["Cluster"] == f"{first.label}, Our own cluster"


def test_paragraph_numbers_stay_text(report, open_xlsx):
    cells = {cell.value: cell for cell in open_xlsx(report)["Annex A"]["A"]}
    assert cells["101.10"].data_type == "s"


def test_city_answers_hold_every_answer_with_its_version_and_dates(report, open_xlsx):
    expected = [
        {
            "Local government": contribution.government,
            "Level": contribution.level,
            "Recommendation": answer.paragraph,
            "Status code": answer.status,
            "Status": status_word(answer.status),
            "Headline": answer.headline or None,
            "Detail": answer.detail or None,
            "Challenge": answer.challenge or None,
            "Next step": answer.next_step or None,
            "Version": contribution.version,
            "Prepared by": contribution.prepared_by_role,
            "Approved by": contribution.approved_by_role,
            "Approved on": contribution.approved_on,
            "Accepted on": contribution.accepted_on,
            "Why a figure differs from last time": None,
            "The local government's own words, beyond this report": None,
            "Words left out to protect people": None,
            "Setback": None,
            "What went backwards": None,
        }
        for contribution in report.contributions
        for answer in contribution.answers
    ]
    sheet = open_xlsx(report)["City answers"]
    found = records(sheet)
    for row in found:
        row["Approved on"], row["Accepted on"] = row["Approved on"].date(), row["Accepted on"].date()
    assert found == expected
    assert sheet["M2"].is_date


def test_coverage_lists_who_reported_and_who_did_not(report, open_xlsx):
    found = records(open_xlsx(report)["Coverage"])
    assert [row["Local government"] for row in found if row["Reported"] == "Yes"] == list(
        report.coverage.names_reported
    )
    assert [row["Local government"] for row in found if row["Reported"] == "No"] == list(report.coverage.names_silent)
    assert sum(row["Population"] or 0 for row in found) == report.coverage.population_reported
    assert [row["Answers"] for row in found] == [*(len(c.answers) for c in report.contributions), None, None]


def test_coverage_keeps_who_reported_without_a_contribution_in_the_report(report, open_xlsx):
    found = records(open_xlsx(dataclasses.replace(report, contributions=()))["Coverage"])
    assert [row["Reported"] for row in found] == ["Yes"] * 6 + ["No"] * 2
    assert {row["Answers"] for row in found} == {None}


def test_coverage_keeps_two_governments_of_one_name_apart(report, open_xlsx):
    first, second = report.contributions[:2]
    twins = (first, dataclasses.replace(second, government=first.government))
    found = records(open_xlsx(dataclasses.replace(report, contributions=twins))["Coverage"])
    assert [row["Population"] for row in found[:2]] == [first.population, second.population]


def test_coverage_keeps_namesakes_of_whom_one_has_no_contribution_in_the_report(report, open_xlsx):
    first = report.contributions[0]
    coverage = dataclasses.replace(report.coverage, names_reported=(first.government, first.government))
    found = records(open_xlsx(dataclasses.replace(report, contributions=(first,), coverage=coverage))["Coverage"])
    assert [(row["Local government"], row["Answers"]) for row in found if row["Reported"] == "Yes"] == [
        (first.government, len(first.answers)),
        (first.government, None),
    ]


def test_headlines_name_both_namesakes(report, open_xlsx):
    entry = entries(report)[0]
    both = [dataclasses.replace(entry.headlines[0], government="Altamira", government_code=code) for code in "ab"]
    cluster = dataclasses.replace(report.clusters[0], recommendations=(dataclasses.replace(entry, headlines=(*both,)),))
    row = records(open_xlsx(dataclasses.replace(report, clusters=(cluster,)))["Annex A"])[0]
    assert row["Local governments with a headline"] == "Altamira, Altamira"


def test_totals_are_those_of_the_content(report, open_xlsx):
    found = records(open_xlsx(report)["Totals"])
    for row, totals in zip(found, report.totals.by_position, strict=True):
        assert row["Position"] == position_word(totals.position)
        assert row["Recommendations"] == totals.recommendations
        assert row["Recommendations with an answer"] == totals.answered_recommendations
        assert {status: row[status_word(status)] for status in STATUSES} == dict(totals.statuses)
    assert sum(row["Recommendations"] for row in found) == report.totals.recommendations


def test_unknown_population_is_an_empty_cell_and_never_a_zero(report, open_xlsx):
    entry = dataclasses.replace(entries(report)[0], population_answered=None)
    cluster = dataclasses.replace(report.clusters[0], recommendations=(entry,))
    row = records(open_xlsx(dataclasses.replace(report, clusters=(cluster,)))["Annex A"])[0]
    assert row["Population where answered"] is None
    assert row["Share of the population"] is None


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_or_link_stays_text(text, open_xlsx, as_xlsx):
    content = samples.hostile(text)
    cells = [cell for sheet in open_xlsx(content) for row in sheet.iter_rows() for cell in row]
    assert text in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(as_xlsx(content))).read("xl/worksheets/sheet3.xml")


@pytest.mark.parametrize(
    ("text", "kept"),
    [("<b>&\"'", "<b>&\"'"), ("a\x00b\ud800c", "abc"), ("a\x0bb\r\nc", "a\nb\nc"), ("حقوق 10.b", "حقوق 10.b")]
    + [("<r><t>x</t></r>", " <r><t>x</t></r>"), ("<r></sheetData></r>", " <r></sheetData></r>")],
)
def test_odd_text_survives(text, kept, open_xlsx):
    row = records(open_xlsx(samples.hostile(text))["City answers"])[0]
    assert (row["Local government"], row["Detail"]) == (kept, kept)


def test_text_longer_than_a_cell_is_cut_and_says_so(open_xlsx):
    row = records(open_xlsx(samples.hostile("word " * 10_000))["City answers"])[0]
    assert len(row["Detail"]) == CELL_LIMIT
    assert row["Detail"].endswith("it stands whole in the Word file.")


@pytest.mark.parametrize(("sign", "number"), [("a", CELL_LIMIT), ("😀", CELL_LIMIT // 2)])
def test_text_is_cut_only_where_it_does_not_fit(sign, number):
    assert fitted(sign * number) == sign * number
    cut = fitted(sign * (number + 1))
    assert len(cut.encode("utf-16-le")) // 2 in (CELL_LIMIT - 1, CELL_LIMIT)
    assert cut.startswith(sign * 16_000)


def test_rows_are_as_high_as_their_longest_wrapped_text(report, open_xlsx):
    first = dataclasses.replace(report.contributions[0], answers=report.contributions[0].answers[:2])
    short, long = first.answers[0], dataclasses.replace(first.answers[1], detail="Seventy signs of text. " * 30)
    short = dataclasses.replace(short, headline="Short.", detail="", challenge="", next_step="")
    filled = dataclasses.replace(first, answers=(short, long, dataclasses.replace(long, detail="x\n" * 500)))
    sheet = open_xlsx(dataclasses.replace(report, contributions=(filled,)))["City answers"]
    assert sheet.row_dimensions[2].height is None  # the height of one line, which need not be said
    assert sheet.row_dimensions[4].height == pytest.approx(409, abs=1)  # the most that a row can have
    assert 10 * 15 <= sheet.row_dimensions[3].height <= 14 * 15


def test_arabic_workbook_runs_from_right_to_left(arabic_report, open_xlsx):
    workbook = open_xlsx(arabic_report)
    assert all(sheet.sheet_view.rightToLeft for sheet in workbook)
    sheet = workbook.worksheets[1]
    assert (sheet["A2"].alignment.readingOrder, sheet["E2"].alignment.readingOrder) == (1, 2)
    assert sheet["B2"].value == arabic_report.clusters[0].recommendations[0].text


def test_readme_names_the_edition_and_the_checksum(report, open_xlsx):
    found = {row[0]: row[1] for row in open_xlsx(report)["README"].iter_rows(min_row=3, max_row=12, values_only=True)}
    assert found["Checksum (SHA-256)"] == checksum(report)
    assert (found["Edition"], found["Compiled on"]) == ("2", "20 August 2027")
    assert found["Local governments"] == "6 of 8 reported"


def test_empty_report_gives_sheets_with_headings_only(open_xlsx):
    workbook = open_xlsx(samples.empty())
    assert [workbook[name].max_row for name in ("Annex A", "City answers", "Coverage")] == [1, 1, 1]
    assert {row["Recommendations"] for row in records(workbook["Totals"])} == {0}


def test_same_content_gives_the_same_bytes(report, as_xlsx, open_xlsx):
    first = as_xlsx(report)
    assert as_xlsx(samples.usual()) == first
    assert as_xlsx(dataclasses.replace(report, edition=3)) != first
    assert open_xlsx(report).properties.created.date() == report.compiled_on
