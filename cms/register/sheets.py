"""The matrix and the profiles as files for spreadsheets: a blank stays a blank, "no response" is written out."""

import csv
import io

import xlsxwriter
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracking.csv_cells import BYTE_ORDER_MARK, harmless

A4 = 9  # the number that spreadsheets know it by
WIDTHS = (24, 10, 40)  # characters: of the profile, the code, everything else


def header(matrices):
    """The headings of the table."""
    columns = matrices[0][1].columns if matrices else [_("Whole presence")]
    return [_("Profile"), _("Code"), _("Question"), *columns]


def table(matrices):
    """One line for each profile and question: a cell a column, "" for a blank."""
    for profile, matrix in matrices:
        for row in matrix.rows:
            yield [str(profile.told("title")), row.code, row.heading, *(cell_text(cell) for cell in row.cells)]


def cell_text(cell):
    """Everything that stands in a cell, answer by answer, each with its author and day."""
    return "\n\n".join(answer_text(answer) for answer in cell.answers)


def answer_text(answer):
    """One answer as text."""
    said = [f"{heading}: {text}" if heading else str(text) for heading, text in answer.said]
    origin = f"{answer.author}, {answer.answered_on.isoformat()}"
    return "\n".join([*said, *([answer.silence] if answer.silence else []), f"({origin})"])


def matrix_csv(matrices):
    """The table as the text of a CSV file."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(header(matrices))
    writer.writerows([harmless(value) for value in row] for row in table(matrices))
    return out.getvalue()


def matrix_xlsx(title, matrices, parts):
    """A spreadsheet as bytes: the matrix, and the profiles under the fixed headings."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": title})
        styles = {
            "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2}),
            "cell": workbook.add_format({"text_wrap": True, "valign": "top"}),
        }
        write_sheet(workbook, styles, _("Matrix"), header(matrices), table(matrices))
        write_sheet(workbook, styles, _("Profiles"), *profile_table(parts))
    return out.getvalue()


def write_sheet(workbook, styles, name, headings, rows):
    """One sheet with frozen headings, which prints on wide pages with its headings on each."""
    sheet = workbook.add_worksheet(name[:31])
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if get_language_bidi():
        sheet.right_to_left()
    for column in range(len(headings)):
        sheet.set_column(column, column, WIDTHS[min(column, len(WIDTHS) - 1)])
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, headings, styles["head"])
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write = sheet.write_string if value else sheet.write_blank
            write(number, column, value or None, styles["cell"])


def profile_table(parts):
    """(headings, rows) of the profiles under the fixed headings."""
    profiles = [profile for _part, several in parts for profile in several]
    headings = [_("Profile"), _("Part"), _("Type of presence"), _("Country or countries")]
    if profiles:
        headings += [section.heading for section in profiles[0].sections]
    rows = [
        [
            str(profile.title),
            profile.category,
            *(str(value) for _label, value in profile.facts),
            *section_texts(profile),
        ]
        for profile in profiles
    ]
    return headings, rows


def section_texts(profile):
    """What stands under each heading, in one cell."""
    return [
        "\n".join(text for text in (section.silence, str(section.text), "; ".join(map(str, section.items))) if text)
        for section in profile.sections
    ]
