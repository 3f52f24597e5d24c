"""A whole edition, compiled from the database and opened again: every number and text is where it belongs."""

import csv
import io
import json
import shutil
import subprocess

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from tests import factories
from tests.tracking.midterm.test_matrix import assessments
from tests.tracking.sources import matrices
from tracking.documents.text import count_words
from tracking.midterm import canonical, compiling, content, csv_files
from tracking.midterm.annexes import ANNEXES
from tracking.midterm.chapters import BUILDERS
from tracking.models import CallQuestion, ContributionAnswer, QuestionAnswer, ReportChapter, ReportTemplate, SourceFile

SECRET, INTERNAL, OPEN = "Only for us.", "For the State only.", "We ask for a fair share."
KEPT_INDICATOR = "Complaints that the State alone reads"
INDICATORS = [
    {"code": "H-1", "title": "Households evicted", "unit": "number", "unit_word": "households", "baseline": "120"}
    | {"baseline_year": 2022, "value": "80", "year": 2025, "target": "20", "target_year": 2030, "source": "Registry"}
    | {"disaggregation": [{"dimension": "age", "parts": [{"label": "under 18", "value": "30"}]}]},
    {"code": "H-2", "title": "Nights in shelters", "unit": "number", "value": None, "gap_reason": "no-budget"},
    {"code": "H-3", "title": KEPT_INDICATOR, "unit": "number", "value": "5", "visibility": "internal"},
    {"code": "H-4", "title": KEPT_INDICATOR, "unit": "number", "value": "6"},  # frozen before visibility was
]
for shown in INDICATORS[:2]:
    shown["visibility"] = "public"
INDICATOR_TEXT = "Households evicted (households): 80 (2025); Baseline: 120 (2022); Target: 20 (2030); age: under 18 30"


@pytest.fixture
def call(review, coordinator):
    """An open call with a question of its own."""
    made = factories.call(review, coordinator)
    CallQuestion.objects.create(call=made, text="Who helped you?")
    return made


@pytest.fixture
def world(call, city, other_city, recommendation, officer, approver, coordinator, national_viewer, review):
    """Two cities that answered two recommendations, and all that the State wrote and recorded."""
    second = factories.recommendation(review, "120.2", position="noted")
    draft = factories.contribution(call, city)
    fields = {"detail": "In two districts.", "challenge": "Land is dear.", "next_step": "Ten more by 2027."}
    for row, beyond, visibility in ((recommendation, OPEN, "public"), (second, SECRET, "restricted")):
        ContributionAnswer.objects.create(
            contribution=draft,
            recommendation=row,
            status="implemented",
            headline=f"40 new beds, {row.paragraph}.",
            beyond=beyond,
            beyond_visibility=visibility,
            **fields,
        )
    QuestionAnswer.objects.create(contribution=draft, question=call.questions.get(), text="The diocese.")
    draft.hand_in(by=officer, now=factories.NOW)
    draft.approve(by=approver, now=factories.NOW)
    draft.accept(by=coordinator, now=factories.NOW)
    people = factories.member("officer", other_city), factories.member("approver", other_city), coordinator
    other = {"headline": "A plan.", "status": "planned", "beyond": INTERNAL, "challenge": "No staff."}
    factories.said(call, other_city, people, **{f"r{recommendation.pk}": other})
    basis = {"indicators": INDICATORS, "challenges": ["funds", "staff"]}
    ContributionAnswer.objects.filter(contribution=draft, recommendation=recommendation).update(basis=basis)
    of_the_state(call, recommendation, second, officer, coordinator, national_viewer)
    factories.dialogue(city, review, coordinator, visibility="public", follow_up="A yearly meeting.")
    factories.dialogue(other_city, review, coordinator, themes="Kept among us.")
    return draft


def of_the_state(call, recommendation, second, officer, coordinator, ministry):
    """Texts, measures, assessments, a comment and a record of each kind."""
    review = call.review
    measure = factories.measure(
        call, recommendation, ministry, "accepted", coordinator, programme="Homes", programme_year=2025
    )
    factories.measure(call, second, ministry, headline="Not handed in.")
    place = {"recommendation": recommendation}
    factories.national_text(call, coordinator, ("Homes are being built.", f"measure-{measure.pk}"), **place)
    cluster = recommendation.theme_links.get().theme.cluster
    factories.national_text(call, coordinator, "Rents rose by a fifth.", cluster=cluster, part="context")
    factories.national_text(call, coordinator, "We thank everybody.", chapter="institutions", part="chapter")
    factories.national_assessment(recommendation, coordinator)
    factories.national_assessment(second, coordinator, reason="Kept internal.", visibility="internal")
    follow_up = factories.follow_up(measure_city(call), recommendation, officer, visibility="public")
    commenter = factories.member("commenter", review.state, organisation="Homes for All")
    factories.comment(follow_up, commenter, "published", coordinator)
    factories.position_change(second, coordinator)
    factories.institution(review, coordinator)
    factories.institution(review, coordinator, name="Not told of", is_in_report=False)
    factories.consultation(review, coordinator, attended_number=9, outcome="Two sentences changed.")
    factories.pledge(review, coordinator)
    factories.assistance_need(review, coordinator, [recommendation])


def measure_city(call):
    return call.governments_asked().get(name="Altamira")


@pytest.fixture
def compile_(call, coordinator, now):
    """A function: the finished edition of the call."""

    def run(language="en"):
        report = compiling.start(call, by=coordinator, now=now, language=language)
        assert compiling.run(report.pk, now=now) == "ready"
        report.refresh_from_db()
        return report

    return run


def opened(report, kind):
    return io.BytesIO(report.documents.get(kind=kind).file.read())


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def records(book, sheet):
    heading, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_word_file_holds_what_everybody_said_and_nothing_that_is_kept(world, compile_):
    text = words_of(docx.Document(opened(compile_(), "docx")))
    for words in (
        *("Homes are being built. [1]", "[1] Ministry of Housing, version 1", "Rents rose by a fifth."),
        *(
            "We thank everybody.",
            "A fund for 300 homes since 2025. (Homes, 2025)",
            "Partly implemented. The fund is late.",
        ),
        *("Homes for All on Altamira (disputes the status): Half of the beds are closed.", "Who helped you?"),
        *("The diocese.", OPEN, "Noted, since 15 January 2026 Supported", "A/HRC/61/15/Add.1", "9 of 12 invited came."),
        *("Invite every special rapporteur.", "Training on housing statistics", "National Secretariat for Follow-up"),
        *("Two sentences changed.", "A yearly meeting.", "The State held regional dialogues in 1 of 2 regions."),
        *("no data: no money to collect it", "funds: 1 answer, 1 local government", world.checksum),
    ):
        assert words in text, words
    for words in (
        SECRET,
        INTERNAL,
        KEPT_INDICATOR,
        "Not handed in.",
        "Kept internal.",
        "Not told of",
        "Kept among us.",
    ):
        assert words not in text, words


def test_no_document_holds_what_is_kept(world, compile_):
    report = compile_()
    kinds = {row.kind: row for row in report.documents.all()}
    assert set(kinds) == set(compiling.RENDERERS)
    for kind in ("json", "html", "csv-annex-a", "csv-annex-c", "csv-by-paragraph"):
        text = kinds[kind].file.read().decode()
        assert not [words for words in (SECRET, INTERNAL, KEPT_INDICATOR, "Not handed in.") if words in text], kind
    assert not [words for words in (SECRET, INTERNAL, KEPT_INDICATOR, "Kept internal.") if words in report.content]


def test_spreadsheet_counts_as_the_database_does(world, compile_, call):
    book = openpyxl.load_workbook(opened(compile_(), "xlsx"))
    found = {row["Recommendation"]: row for row in records(book, "Annex A")}
    for recommendation in call.recommendations_asked():
        answers = ContributionAnswer.objects.filter(recommendation=recommendation)
        row = found[recommendation.paragraph]
        assert row["Answered"] == answers.count()
        assert row["Implemented"] == answers.filter(status="implemented").count()
        assert row["Local governments asked"] == call.governments_asked().count()
    first = found["120.1"]
    assert (first["Indicators cited"], first["Of these without a value"]) == (2, 1)
    assert first["Local governments that answered"] == "Altamira, Borealis"
    assert (first["Assessment of the State"], first["National paragraph"]) == (
        "Partly implemented",
        "Homes are being built.",
    )
    assert found["120.2"]["Position since the adoption"] == "Noted, now: Supported"
    assert found["120.2"]["Assessment of the State"] is None
    indicators = records(book, "Annex C")
    assert [(row["Indicator"], row["Value"], row["Why there is no value"]) for row in indicators] == [
        ("Households evicted", "80", None),
        ("Nights in shelters", None, "no money to collect it"),
    ]
    assert len(records(book, "City answers")) == ContributionAnswer.objects.count()
    assert [row["How many came"] for row in records(book, "Consultations")] == [12, 9]
    assert records(book, "Versions used")[0]["Checksum (SHA-256)"] == world.checksum


def test_choice_of_answers_decides_what_the_body_tells(world, compile_, coordinator):
    def headings():
        frozen = content.from_json(compile_().content)
        entries = [entry for cluster in frozen.clusters for entry in cluster.recommendations]
        told = [(line.government, line.text) for entry in entries for line in entry.headlines]
        remarks = [line.text for entry in entries for line in (*entry.challenges, *entry.next_steps)]
        return frozen, told, remarks

    frozen, told, remarks = headings()
    assert not frozen.is_selected
    assert told == [
        ("Altamira", "40 new beds, 120.1."),
        ("Borealis", "A plan."),
        ("Altamira", "40 new beds, 120.2."),
    ]
    altamira, borealis = (
        ContributionAnswer.objects.get(recommendation__paragraph="120.1", contribution__local_government__name=name)
        for name in ("Altamira", "Borealis")
    )
    factories.excerpt(borealis, coordinator, order=1, excerpt="A plan exists.", is_translated=True)
    factories.excerpt(altamira, coordinator, order=2)
    frozen, told, remarks = headings()
    assert frozen.is_selected
    assert told == [("Borealis", "A plan exists."), ("Altamira", "40 new beds, 120.1.")]
    assert remarks == ["No staff.", "Land is dear.", "Ten more by 2027."]
    assert frozen.clusters[0].recommendations[0].answered == 2
    text = words_of(docx.Document(opened(compile_(), "docx")))
    assert "A plan exists. (translated by the national coordinator)" in text
    assert INDICATOR_TEXT in text


def test_words_that_could_harm_people_are_left_out_everywhere(world, compile_, coordinator):
    answer = world.answers.get(recommendation__paragraph="120.1")
    factories.excerpt(answer, coordinator, is_used=False, excerpt="", reason="sensitive", order=0)
    report = compile_()
    frozen = content.from_json(report.content)
    kept = frozen.contributions[0].answers[0]
    assert (kept.is_withheld, kept.status, kept.headline, kept.detail, kept.beyond) == (True, "implemented", "", "", "")
    assert frozen.clusters[0].recommendations[0].answered == 2
    text = words_of(docx.Document(opened(report, "docx")))
    assert "publishing them could harm people" in text
    assert "40 new beds, 120.1." not in text


def test_chapters_stand_as_the_coordinator_arranged_them(world, compile_, call):
    for order, (code, is_included) in enumerate([("pledges", True), ("summary", True), ("assistance", False)]):
        ReportChapter.objects.create(call=call, code=code, order=order, is_included=is_included)
    document = docx.Document(opened(compile_(), "docx"))
    chapters = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert chapters[:3] == ["Voluntary pledges", "Summary", "Methodology"]
    assert "Challenges and needs for assistance" not in chapters


def test_paragraph_csv_has_its_documented_columns_and_no_formula(world, compile_, recommendation, officer):
    recommendation.texts.update(text='=HYPERLINK("http://x.example")')
    report = compile_("es")
    data = opened(report, "csv-by-paragraph").getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(csv_files.BY_PARAGRAPH)
    first, second = rows
    assert (first["paragraph"], first["text"]) == ("120.1", '\'=HYPERLINK("http://x.example")')
    assert (first["answers_implemented"], first["answers_planned"], first["answered"], first["asked"]) == tuple("1122")
    assert (first["population_share"], first["checksum"], first["language"]) == ("1.0000", report.checksum, "es")
    assert (second["position"], second["position_now"]) == ("noted", "supported")
    assert first["national_paragraph"] in first["assessment_text"]


def test_json_file_is_the_canonical_content_and_names_its_checksum(world, compile_):
    report = compile_()
    text = opened(report, "json").getvalue().decode()
    frozen = content.from_json(text)
    assert canonical.to_json(frozen) + "\n" == text
    assert canonical.checksum(frozen) == report.checksum == content.checksum(content.from_json(report.content))
    assert json.loads(text)["format"] == canonical.FORMAT


def test_long_report_keeps_its_answers_in_the_json_file_alone(world, compile_, monkeypatch):
    monkeypatch.setattr(compiling, "MOST_ANSWERS", 2)
    monkeypatch.setattr(content, "MOST_LINES", 1)
    report = compile_()
    short, whole = content.from_json(report.content), content.from_json(opened(report, "json").getvalue().decode())
    assert content.checksum(whole) == report.checksum
    assert (short.is_abridged, whole.is_abridged) == (True, False)
    assert content.word_count(short) == content.word_count(whole)
    assert [len(entry.headlines) for entry in short.clusters[0].recommendations] == [1, 1]
    assert [len(entry.headlines) for entry in whole.clusters[0].recommendations] == [2, 1]
    assert [len(entry.answers) for entry in short.contributions] == [2, 1]
    with pytest.raises(ValueError, match="JSON"):
        list(short.contributions[0].answers)
    with_answers = [answer.headline for answer in whole.contributions[0].answers]
    assert with_answers == ["40 new beds, 120.1.", "40 new beds, 120.2."]


def test_imported_matrix_comes_back_with_the_assessments_filled(world, compile_, review, officer, coordinator, now):
    sample = matrices.Sample("120.1", "Continue to build homes that people can afford.")
    source = SourceFile(
        **{"review": review, "name": "matrix.docx", "sha256": "1" * 64, "layout": "ohchr_matrix", "status": "imported"},
        **{"uploaded_by": coordinator, "uploaded_at": now, "confirmed_by": coordinator, "confirmed_at": now},
    )
    source.file.save("matrix.docx", io.BytesIO(matrices.second_cycle(sample)))
    report = compile_()
    stored = report.documents.get(kind="matrix")
    assert (stored.source, report.error) == (source, "")
    text = assessments(stored.file.read())["120.1"]
    for words in ("The State: Partly implemented.", "Homes are being built.", "1 planned, 1 implemented", "A plan."):
        assert words in text


def test_arabic_edition_runs_from_right_to_left_with_every_chapter(world, compile_):
    document = docx.Document(opened(compile_("ar"), "docx"))
    assert all(section._sectPr.find(qn("w:bidi")) is not None for section in document.sections)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    assert len([p for p in document.paragraphs if p.style.name == "Heading 1"]) == len(BUILDERS) + len(ANNEXES)


def test_states_own_template_is_filled_and_a_broken_one_is_named(world, compile_, state, coordinator, now):
    template = docx.Document()
    template.add_paragraph("Our cover of {{ state }}")
    template.add_paragraph("{{p pledges }}")
    out = io.BytesIO()
    template.save(out)
    ReportTemplate.objects.take(state, "ours.docx", out.getvalue(), by=coordinator, now=now)
    report = compile_()
    text = words_of(docx.Document(opened(report, "docx-template")))
    assert "Our cover of Lumeria" in text
    assert "Invite every special rapporteur." in text
    ReportTemplate.objects.take(state, "broken.docx", b"no Word file", by=coordinator, now=now)
    report = compile_()
    assert report.error.startswith("docx-template: ")
    assert not report.documents.filter(kind="docx-template").exists()


def test_document_that_fails_is_named_and_the_edition_stands(world, compile_, monkeypatch):
    def fail(frozen, out, fingerprint):
        raise OSError("no fonts")

    monkeypatch.setitem(compiling.RENDERERS, "html", fail)
    report = compile_()
    assert report.error == "html: no fonts"
    assert not report.documents.filter(kind="html").exists()
    assert report.documents.filter(kind="docx").exists()


def test_same_database_gives_the_same_bytes(world, compile_):
    first = compile_()
    sums = {row.kind: row.sha256 for row in first.documents.all()}
    first.documents.all().delete()
    first.contributions.clear()
    first.delete()
    second = compile_()
    assert second.edition == 1
    assert {row.kind: row.sha256 for row in second.documents.all()} == sums


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_prints_every_headline_and_number(world, compile_, tmp_path):
    (tmp_path / "report.docx").write_bytes(opened(compile_(), "docx").getvalue())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", tmp_path / "report.pdf", "-"], check=True, capture_output=True).stdout.decode()
    flat = " ".join(text.split())
    for words in ("40 new beds, 120.1.", "Homes are being built. [1]", "2 of 2 local governments reported.", OPEN):
        assert words in flat
    assert "Annex E. Documents and sources" in flat
    assert count_words(flat) > 500
