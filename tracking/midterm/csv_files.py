"""The report as CSV files: Annexes A and C, and by paragraph number for the database of a national mechanism or OHCHR.

UTF-8 with its mark, so that spreadsheets know the encoding; dates as 2027-05-08, numbers without separators, and no
cell that a spreadsheet takes for a formula. The file by paragraph number has the same columns, in English and in the
same order, in every language: BY_PARAGRAPH says what each of them holds.
"""

import csv
import io

from ..csv_cells import BYTE_ORDER_MARK, harmless
from ..recommendation_csv import BETWEEN
from .annexes import bodies
from .canonical import checksum
from .index import Index
from .paragraph_texts import local_words, paragraph_words
from .progress_state import measure_words
from .setbacks import setback_pairs
from .words import ANSWER_STATUSES
from .xlsx_lists import indicator_sheet
from .xlsx_sheets import status_sheet

BY_PARAGRAPH = {
    "state": "ISO 3166-1 alpha-3 code of the State under review",
    "mechanism": "code of the mechanism: upr, vnr, treaty-body, other",
    "cycle": "number of the cycle",
    "session": "number of the session, empty where it is not known",
    "edition": "number of this edition of the report",
    "compiled_on": "day on which it was compiled",
    "checksum": "SHA-256 that names the content of this edition",
    "language": "language code of the words in this row, but for the text of the recommendation",
    "paragraph": "number of the recommendation in the document of the review",
    "text": "text of the recommendation",
    "text_language": "language code of that text",
    "text_is_official": "1 where it is the text of the document of the review, 0 where it is an unofficial translation",
    "recommending_states": "names, divided by semicolons",
    "position": "code at the adoption: supported, partly, noted, pending",
    "position_now": "code of the newest change, empty without one",
    "themes": "names, divided by semicolons",
    "sdg_goals": "numbers of goals, divided by semicolons",
    "sdg_targets": "numbers of targets, divided by semicolons",
    "state_assessment": "code of the State's own assessment, empty without one",
    "state_assessment_reason": "why, in words",
    **{
        f"answers_{status}": f"number of local governments that reported the status {status}"
        for status in ANSWER_STATUSES
    },
    "answers_with_setback": "number of local governments that reported a setback beside their status",
    "answered": "number of local governments that answered",
    "asked": "number of local governments that were asked",
    "population_share": "share (0 to 1) of the population where an answer was given, empty where it is not known",
    "national_paragraph": "what the coordinator wrote",
    "national_bodies": "names, divided by semicolons",
    "national_measures": "a line for each body",
    "local_measures": "a line for each local government: what it does, with its own status",
    "setbacks": "a line for each local government with a setback: what went backwards, where it is public",
    "challenges": "a line for each local government",
    "next_steps": "a line for each body and local government",
    "indicators_cited": "how often answers cite an indicator",
    "indicators_without_value": "how often the cited one has no value",
    "assessment_text": "all of it in the words that fill the column of assessments in OHCHR's matrix",
}


def annex_a(content, out, fingerprint=""):
    """Write Annex A to `out`, a binary file, with the headings of the language active now."""
    _write_sheet(status_sheet(content), out)


def annex_c(content, out, fingerprint=""):
    """Write Annex C to `out`, a binary file, with the headings of the language active now."""
    _write_sheet(indicator_sheet(content), out)


def by_paragraph(content, out, fingerprint=""):
    """Write a row for each recommendation to `out`, a binary file, under the columns of BY_PARAGRAPH."""
    fingerprint = fingerprint or checksum(content)
    rows = (_row(content, entry, fingerprint) for entry in Index(content).recommendations)
    _write(BY_PARAGRAPH, ([values[name] for name in BY_PARAGRAPH] for values in rows), out)


def _row(content, entry, fingerprint):
    return {**_of_the_edition(content, fingerprint), **_of_the_review(entry), **_heard(entry), **_told(entry)}


def _of_the_edition(content, fingerprint):
    return {
        "state": content.state_iso3,
        "mechanism": content.mechanism.lower(),
        "cycle": content.cycle,
        "session": content.session,
        "edition": content.edition,
        "compiled_on": content.compiled_on,
        "checksum": fingerprint,
        "language": content.language,
    }


def _of_the_review(entry):
    changes = sorted(entry.position_changes, key=lambda change: change.decided_on)
    return {
        "paragraph": entry.paragraph,
        "text": entry.text,
        "text_language": entry.text_language,
        "text_is_official": int(entry.text_is_official),
        "recommending_states": BETWEEN.join(entry.recommending_states),
        "position": entry.position,
        "position_now": changes[-1].new_position if changes else "",
        "themes": BETWEEN.join(entry.themes),
        "sdg_goals": BETWEEN.join(map(str, entry.goals)),
        "sdg_targets": BETWEEN.join(entry.targets),
    }


def _heard(entry):
    share, counts = entry.population_share, dict(entry.status_distribution)
    return {
        "state_assessment": entry.assessment.status if entry.assessment else "",
        "state_assessment_reason": entry.assessment.reason if entry.assessment else "",
        **{f"answers_{status}": counts.get(status, 0) for status in ANSWER_STATUSES},
        "answers_with_setback": entry.setback_count,
        "answered": entry.answered,
        "asked": entry.governments,
        "population_share": "" if share is None else f"{share:.4f}",
        "indicators_cited": entry.indicator_count,
        "indicators_without_value": entry.gap_count,
    }


def _told(entry):
    national = [(measure.body, measure.next_step) for measure in entry.measures if measure.next_step]
    local = [(remark.government, remark.text) for remark in entry.next_steps]
    return {
        "national_paragraph": " ".join(sentence.text for sentence in entry.national_text),
        "national_bodies": BETWEEN.join(bodies(entry)),
        "national_measures": _lines((measure.body, measure_words(measure)) for measure in entry.measures),
        "local_measures": local_words(entry),
        "setbacks": "\n".join(setback_pairs(entry.setbacks)),
        "challenges": _lines((remark.government, remark.text) for remark in entry.challenges),
        "next_steps": _lines([*national, *local]),
        "assessment_text": paragraph_words(entry),
    }


def _lines(pairs):
    return "\n".join(f"{name}: {text}" for name, text in pairs)


def _write_sheet(sheet, out):
    _write([column.title for column in sheet.columns], sheet.rows, out)


def _write(header, rows, out):
    # Surrogates have no place in UTF-8: what people pasted in halves is replaced.
    stream = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(stream)
    stream.write(BYTE_ORDER_MARK)
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    stream.detach()
