"""The spreadsheet in which answers are prepared for the import: its columns, and the codes that may stand in them."""

import csv
import io

import xlsxwriter
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from cms.models import AreaOfWork, EngagementProfile, Question
from cms.models.register_scales import AnswerKind, SourceType
from tracking.csv_cells import BYTE_ORDER_MARK

from .importing import COLUMNS, MOST_ROWS, NEEDED

WIDTH = 24  # characters
LONG = ("text", "outcome", "lesson")


def column_help():
    """[(column, whether it is needed, what stands there)] in the order of the file."""
    words = {
        "profile": _("The short name of the profile in addresses; the profile stands in the register already."),
        "question": _("Its code, such as Q1."),
        "area": _("The code of the area of work; empty for the whole presence."),
        "kind": _("answered, no-response, none or not-applicable. Texts stand beside answered only."),
        "text": _("The answer."),
        "outcome": _("What changed."),
        "lesson": _("What others can learn from it."),
        "author_body": _("The body that answered, no person."),
        "answered_on": _("The day, as 2026-01-31."),
        "source_type": _("message, interview, database, survey, document or self-report; document where it is empty."),
        "source_reference": _("Number of the record, page, file."),
    }
    return [(column, column in NEEDED, words[column]) for column in COLUMNS]


def codes():
    """{column: [(code, what it means)]} of the columns in which only these codes may stand."""
    profiles = EngagementProfile.objects.select_related("exercise").order_by("exercise__slug", "slug")
    questions = Question.objects.filter(is_contact=False)
    return {
        "profile": [(row.slug, f"{row} ({row.exercise})") for row in profiles],
        "question": [(row.code, row.label) for row in questions],
        "area": [(row.code, str(row)) for row in AreaOfWork.objects.filter(is_offered=True)],
        "kind": [(code, str(label)) for code, label in AnswerKind.choices],
        "source_type": [(code, str(label)) for code, label in SourceType.choices],
    }


def template_csv():
    """The first row, as the text of a CSV file."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    csv.writer(out).writerow(COLUMNS)
    return out.getvalue()


def template_xlsx():
    """A workbook as bytes: an empty sheet of answers that offers the codes, and a sheet that explains them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        answers, lists = workbook.add_worksheet(_("Answers")), workbook.add_worksheet(_("Codes"))
        places = write_codes(lists, head, cell)
        write_answers(answers, head, workbook.add_format({"num_format": "@", "text_wrap": True}), places)
        if get_language_bidi():
            lists.right_to_left()
    return out.getvalue()


def write_answers(sheet, head, text, places):
    """The sheet that editors fill in; cells are texts, so that no program makes a day or a number of them."""
    sheet.freeze_panes(1, 1)
    for number, (column, is_needed, words) in enumerate(column_help()):
        sheet.set_column(number, number, WIDTH * 2 if column in LONG else WIDTH, text)
        sheet.write_string(0, number, column, head)
        sheet.write_comment(0, number, f"{words} {_('Needed.')}" if is_needed else words)
        if column in places:
            sheet.data_validation(1, number, MOST_ROWS, number, {"validate": "list", "source": places[column]})


def write_codes(sheet, head, cell):
    """The codes of each column with their meaning; {column: where its codes stand}."""
    places, row = {}, 0
    sheet.set_column(0, 0, WIDTH)
    sheet.set_column(1, 1, WIDTH * 3)
    for column, rows in codes().items():
        sheet.write_row(row, 0, (column, _("What it means")), head)
        for number, (code, words) in enumerate(rows, start=row + 1):
            sheet.write_string(number, 0, code, cell)
            sheet.write_string(number, 1, words, cell)
        if rows:
            places[column] = f"='{sheet.get_name()}'!$A${row + 2}:$A${row + 1 + len(rows)}"
        row += len(rows) + 2
    return places
