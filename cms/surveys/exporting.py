"""Answers as files for editors: one row an answer, one column a question. Contact details are never in them."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from tracking.csv_cells import BYTE_ORDER_MARK, harmless

from .telling import told


def table(survey):
    """(headings, rows) as texts; drafts and withdrawn answers are left out."""
    questions = [question for question in survey.questions.prefetch_related("choices") if not question.is_contact]
    headings = [_("Receipt"), _("Body"), _("How it came"), _("Language"), _("State"), _("Sent")]
    for question in questions:
        headings += [question.code, f"{question.code}: " + _("added by interviews")]
    answers = survey.answers.sent().prefetch_related("parts", "interviews").order_by("sent_at", "pk")
    return headings, [_row(answer, questions) for answer in answers]


def _row(answer, questions):
    row = [
        answer.receipt,
        answer.body,
        str(answer.get_channel_display()),
        answer.language,
        str(answer.get_state_display()),
        answer.sent_at.date().isoformat(),
    ]
    for line in told(answer, questions):
        added = [f"{one.text} ({one.author_body}, {one.held_on})" for one in answer.interviews.all()
                 if one.question_id == line.question.pk]  # fmt: skip
        row += [line.text, "\n".join(added)]
    return row


def as_csv(survey):
    """Bytes of a CSV file that spreadsheet programs read; no cell is a formula."""
    text = io.StringIO()
    headings, rows = table(survey)
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in [headings, *rows]])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def as_xlsx(survey):
    """Bytes of an Excel file; every cell is a text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    headings, rows = table(survey)
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    for number, row in enumerate([headings, *rows]):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, wrapped if number else bold)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(headings) - 1, 24)
    book.close()
    return file.getvalue()
