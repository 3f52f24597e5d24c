"""The hand-over pack: what it gathers, in how many questions, and the two files."""

import datetime
import io

import docx
import openpyxl
import pytest
from django.utils import translation

from tests import factories
from tracking.handover import docx as pack_docx
from tracking.handover import xlsx as pack_xlsx
from tracking.handover.collect import collect
from tracking.models import Competence, HandoverNote, ServiceArea

DAY = datetime.date(2026, 3, 10)


@pytest.fixture
def full(city, officer, approver, coordinator, review, recommendation, now):
    """A city with something of everything."""
    city.term_ends_on = datetime.date(2026, 5, 24)
    city.save()
    follow_up = factories.follow_up(city, recommendation, officer, status="in_progress", visibility="public")
    late = {"due_date": datetime.date(2026, 2, 1), "resources": "no"}
    factories.step(city, officer, [follow_up], title="Open a shelter", owner=officer, **late)
    factories.step(city, officer, [follow_up], title="=HYPERLINK(1)", resources="yes")
    factories.step(city, officer, title="Done already", status="done", end_date=DAY)
    area = ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    Competence.objects.create(local_government=city, service_area=area, kind="shared", legal_basis="Housing Act")
    officer.memberships.update(post="focal-point")
    officer.phone = "+34 600 000 000"
    officer.save()
    call = factories.call(review, coordinator)
    answered = factories.contribution(call, city, [recommendation])
    answered.answers.update(next_step="Twenty more beds by May.")
    answered.hand_in(by=officer, now=now)
    answered.approve(by=approver, now=now)
    factories.contribution(factories.call(review, coordinator, title="Second call"), city)
    HandoverNote.objects.create(
        local_government=city, from_user=officer, written_by=officer, at=now, roles=["officer"], note="Mind the budget."
    )
    return city


def pack_of(city, language="en"):
    return collect(city, today=DAY, language=language)


def rendered(renderer, pack):
    out = io.BytesIO()
    with translation.override(pack.language):
        renderer.render(pack, out)
    return io.BytesIO(out.getvalue())


def text_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_pack_says_where_everything_stands(full):
    pack = pack_of(full)
    assert [step.title for step in pack.steps] == ["Open a shelter", "=HYPERLINK(1)"]
    assert [step.title for step in pack.overdue] == [step.title for step in pack.unfunded] == ["Open a shelter"]
    assert [(owner, len(steps)) for owner, steps in pack.by_owner] == [("", 1), ("Officer", 1)]
    said = [(row.paragraph, row.text, row.source) for row in pack.promises]
    assert said[0] == ("120.1", "Twenty more beds by May.", "Mid-term input, version 1")
    assert said[1][2] == "published"
    assert [row.title for row in pack.waiting] == ["Second call (draft)"]
    assert (datetime.date(2026, 5, 24), "The administration’s term ends") in [(m.day, m.what) for m in pack.moments]
    assert all(moment.day >= DAY for moment in pack.moments)
    assert [(row.area, row.kind, row.legal_basis) for row in pack.powers] == [("Housing", "shared", "Housing Act")]
    assert [sum(row.counts) for row in pack.status_rows] == [1]
    assert dict(pack.posts) == {"Focal point": "Officer", "Alternate": ""}
    assert [(note.left, note.to, note.text) for note in pack.notes] == [("officer", "", "Mind the budget.")]


def test_pack_counts_no_promise_of_a_withdrawn_version(full, officer, approver, coordinator, now):
    first = full.contributions.get(call__title="Mid-term input")
    first.accept(by=coordinator, now=now)
    second = first.next_version(by=officer, now=now)
    second.answers.update(next_step="Thirty more beds by May.")
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)

    def promised():
        return [(row.text, row.source) for row in pack_of(full).promises if row.source != "published"]

    assert promised() == [("Thirty more beds by May.", "Mid-term input, version 2")]
    second.withdraw(by=officer, now=now)
    assert promised() == [("Twenty more beds by May.", "Mid-term input, version 1")]
    first.refresh_from_db()
    first.withdraw(by=officer, now=now)
    assert promised() == []


def test_pack_keeps_to_its_own_city(full, other_city):
    pack = pack_of(other_city)
    assert not (pack.steps or pack.promises or pack.powers or pack.notes or pack.people or pack.waiting)


@pytest.mark.parametrize("count", [1, 3])
def test_pack_asks_the_same_questions_however_much_there_is(
    full, officer, recommendation, count, django_assert_num_queries
):
    follow_up = full.follow_ups.get()
    for _number in range(count):
        factories.step(full, officer, [follow_up], owner=officer)
    full.state.name  # noqa: B018 - at hand as in a view
    with django_assert_num_queries(24):
        pack_of(full)


def test_word_file_holds_the_pack_and_no_phone(full):
    text = text_of(docx.Document(rendered(pack_docx, pack_of(full))))
    wanted = ["Hand-over pack of Altamira", "Open a shelter", "1 February 2026, overdue", "Twenty more beds by May."]
    wanted += ["Mind the budget.", "Housing Act", "24 May 2026", "vacant"]
    assert [words for words in wanted if words not in text] == []
    assert "600" not in text


def test_word_file_of_an_empty_city_says_so(other_city):
    text = text_of(docx.Document(rendered(pack_docx, pack_of(other_city))))
    assert "No step is open." in text and "Nobody works here: every post is vacant." in text


def test_word_file_runs_right_to_left_in_arabic(full):
    document = docx.Document(rendered(pack_docx, pack_of(full, "ar")))
    assert document.sections[0]._sectPr.xpath("./w:bidi")
    assert document.tables[0]._tbl.xpath("./w:tblPr/w:bidiVisual")


def test_same_pack_gives_the_same_file(full):
    pack = pack_of(full)
    assert rendered(pack_docx, pack).getvalue() == rendered(pack_docx, pack).getvalue()


def test_spreadsheet_holds_dates_and_no_formula(full):
    book = openpyxl.load_workbook(rendered(pack_xlsx, pack_of(full)))
    sheet = book["Open steps"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][1] == "Open a shelter" and rows[0][3] == datetime.datetime(2026, 2, 1)
    assert [cell.data_type for cell in sheet["B"]][1:] == ["s", "s"]
    assert [book["People"]["A2"].value, book["People"]["C2"].value] == ["Officer", "focal point"]
    assert book["README"]["A1"].value == "Hand-over pack of Altamira"
    assert "+34" not in str([[cell.value for cell in row] for part in book for row in part.iter_rows()])
