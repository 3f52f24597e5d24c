"""The Word file, opened again by another library: structure, every number, directions, and hostile text."""

import dataclasses
import io
import re
import tracemalloc
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from tests.tracking.midterm import samples
from tracking.documents.text import count_words
from tracking.midterm.annexes import ANNEXES, annex_title
from tracking.midterm.content import checksum, word_count
from tracking.midterm.docx import render
from tracking.midterm.words import ANSWER_STATUSES, STATUS_COUNTS, position_word, status_word

HOSTILE = ["<b>bold</b> & ]]> \"'", "bell\x0b\x07 end", '=HYPERLINK("http://x.example","y")', "حقوق الإنسان 10.b", "😀"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document_xml(data):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def headings(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_headed(document, first, last):
    return next(t for t in document.tables if (t.cell(0, 0).text, t.rows[0].cells[-1].text) == (first, last))


def test_headings_are_real_and_follow_the_content(report, open_docx):
    found = headings(open_docx(report))
    chapters = ["Summary", "Methodology", "Progress by cluster", "Good practices", "Next steps"]
    annexes = [annex_title(key) for key in ANNEXES]
    assert [text for name, text in found if name == "Heading 1"] == chapters + annexes
    second = [text for name, text in found if name == "Heading 2"]
    assert [text for text in second if text in {c.label for c in report.clusters}] == [c.label for c in report.clusters]
    assert second[-1] == "Versions of contributions in this edition"
    assert second[-1 - len(report.contributions) : -1] == [c.government for c in report.contributions]
    assert [text for name, text in found if name == "Heading 3"] == 4 * ["Local measures", "Challenges", "Next steps"]


def test_contents_are_a_field_that_is_filled_already(report, as_docx, open_docx):
    instructions = [e.text for e in document_xml(as_docx(report)).iter(f"{W}instrText")]
    assert [text.split()[0] for text in instructions] == ["TOC"]
    document = open_docx(report)
    entries = [p.text.split("\t")[-1] for p in document.paragraphs if p.style.name.startswith("toc ")]
    assert entries == [text for name, text in headings(document) if name in ("Heading 1", "Heading 2")]
    assert document.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"
    numbers = [p.text.split("\t")[0] for p in document.paragraphs if p.style.name == "toc 1" and "\t" in p.text]
    assert numbers == ["I.", "II.", "III.", "IV.", "V."]


def test_every_link_inside_the_document_has_its_place(report, as_docx):
    xml = document_xml(as_docx(report))
    names = [mark.get(f"{W}name") for mark in xml.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in xml.iter(f"{W}bookmarkStart")]
    anchors = {link.get(f"{W}anchor") for link in xml.iter(f"{W}hyperlink")} - {None}
    assert anchors <= set(names)
    assert len(set(names)) == len(names) == len(set(numbers))
    assert len(anchors) > len(report.contributions)


def test_two_governments_of_one_name_keep_places_of_their_own(report, as_docx):
    twin = dataclasses.replace(report.contributions[1], government=report.contributions[0].government)
    xml = document_xml(as_docx(dataclasses.replace(report, contributions=(report.contributions[0], twin))))
    names = [mark.get(f"{W}name") for mark in xml.iter(f"{W}bookmarkStart")]
    assert len(set(names)) == len(names)
    assert {"city_1", "city_2"} <= set(names)


def test_every_table_repeats_its_heading_and_keeps_its_rows_whole(report, open_docx):
    tables = open_docx(report).tables
    assert len(tables) == 4 + len(report.contributions)  # totals, who reported, Annex A, versions
    for table in tables:
        properties = [row._tr.trPr for row in table.rows]
        assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True] + [False] * (len(properties) - 1)
        assert all(p.find(qn("w:cantSplit")) is not None for p in properties)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_annexes_a_and_c_lie_across(report, open_docx):
    sections = open_docx(report).sections
    turns = [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [s.orientation for s in sections] == [*turns, *turns, WD_ORIENT.PORTRAIT]
    assert [s.page_width > s.page_height for s in sections] == [False, True, False, True, False]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False, False, False]


def test_annex_a_holds_every_recommendation_with_its_numbers(report, open_docx):
    table = table_headed(open_docx(report), "No.", "Next steps")
    entries = {entry.paragraph: entry for cluster in report.clusters for entry in cluster.recommendations}
    found = rows(table)[1:]
    assert {row[0] for row in found} == set(entries)
    assert len(found) == len(entries)
    for number, text, position, status, national, measures, indicators, goals, steps in found:
        assert (national, indicators) == ("None", "None")
        entry = entries[number]
        assert text == f"{entry.text}\n({', '.join(entry.recommending_states)})"
        assert position == position_word(entry.position)
        assert f"{entry.answered} of {entry.governments} answered" in status
        assert counted(status) == dict(entry.status_distribution)
        assert f"{entry.population_share:.0%} of the population" in status
        assert measures.splitlines() == [f"{h.government} ({status_word(h.status)}): {h.text}" for h in entry.headlines]
        assert goals == (", ".join(entry.targets) or "1")
        assert (steps.splitlines() == [f"{s.government}: {s.text}" for s in entry.next_steps]) or steps == "None"


def counted(words):
    """{status: count} read back from "2 implemented, 1 in progress; ..."."""
    found = {}
    for status in ANSWER_STATUSES:
        for count in (1, 2):
            pattern = re.escape(STATUS_COUNTS[status] % {"count": count}).replace(str(count), r"(\d+)", 1)
            match = re.match(rf"(?:.*, )?{pattern}(?:,|;)", words)
            if match:
                found[status] = int(match[1])
    return found


def test_annex_a_names_each_recommendation_once_in_the_order_people_read(report, open_docx):
    cluster = report.clusters[1]
    turned = dataclasses.replace(cluster, recommendations=cluster.recommendations[::-1])
    clusters = (turned, report.clusters[0], cluster)
    table = table_headed(open_docx(dataclasses.replace(report, clusters=clusters)), "No.", "Next steps")
    assert [row[0] for row in rows(table)[1:]] == ["101.1", "101.2", "101.9", "101.10", "101.17"]


def test_summary_counts_by_position_and_status(report, open_docx):
    table = rows(table_headed(open_docx(report), "What is counted", "All"))
    positions = report.totals.by_position
    assert table[0][1:-1] == [position_word(row.position) for row in positions]
    figures = {row[0]: [int(cell) for cell in row[1:]] for row in table[1:]}
    assert figures["Recommendations"] == [*(row.recommendations for row in positions), report.totals.recommendations]
    for status in (*ANSWER_STATUSES, "no_information"):
        counts = [dict(row.statuses)[status] for row in positions]
        assert figures[status_word(status)] == [*counts, sum(counts)]
    answers = sum(len(contribution.answers) for contribution in report.contributions)
    assert figures["Answers"][-1] == answers == sum(figures[status_word(s)][-1] for s in ANSWER_STATUSES)


def test_methodology_says_who_reported_and_who_did_not(report, open_docx):
    document = open_docx(report)
    text = "\n".join(p.text for p in document.paragraphs)
    assert "6 of 8 local governments reported. 1,622,850 of 2,062,000 people live there (79%)." in text
    assert "These local governments did not report: Grenholm, Haldria Region." in text
    found = rows(table_headed(document, "Local government", "Accepted on"))[1:]
    assert found == [
        [c.government, c.level, f"{c.population:,}", str(c.version), str(len(c.answers)), "20 May 2027"]
        for c in report.contributions
    ]


def test_share_is_left_out_while_a_population_is_not_known(report, open_docx):
    unknown = dataclasses.replace(report.coverage, population_total=None)
    text = "\n".join(p.text for p in open_docx(dataclasses.replace(report, coverage=unknown)).paragraphs)
    assert "6 of 8 local governments reported. Their share of the population is not known." in text
    assert "(79%)" not in text
    assert "Shares of the population are left out." in text
    assert "Population shares count everybody" not in text


def test_cluster_shows_headlines_challenges_and_next_steps(report, open_docx):
    bullets = [p.text for p in open_docx(report).paragraphs if p.style.name == "Bullet Paragraph"]
    for entry in (entry for cluster in report.clusters for entry in cluster.recommendations):
        for headline in entry.headlines:
            assert f"{headline.government} ({status_word(headline.status)}): {headline.text}" in bullets
        for remark in (*entry.challenges, *entry.next_steps):
            assert f"{entry.paragraph}, {remark.government}: {remark.text}" in bullets


def test_recommendation_without_an_answer_is_named(report, open_docx):
    silent = dataclasses.replace(
        report.clusters[0].recommendations[0], status_distribution=(), answered=0, headlines=(), challenges=()
    )
    clusters = (
        dataclasses.replace(report.clusters[0], recommendations=(silent, report.clusters[0].recommendations[1])),
    )
    text = [p.text for p in open_docx(dataclasses.replace(report, clusters=clusters)).paragraphs]
    assert "No local government has answered on recommendation 101.1." in text
    assert "1 recommendation has no answer yet: 101.1." in text


def test_annex_b_holds_every_answer_as_submitted(report, open_docx):
    document = open_docx(report)
    tables = document.tables[-1 - len(report.contributions) : -1]
    for contribution, table in zip(report.contributions, tables, strict=True):
        found = rows(table)[1:]
        assert [row[0] for row in found] == [answer.paragraph for answer in contribution.answers]
        for row, answer in zip(found, contribution.answers, strict=True):
            assert row[1] == status_word(answer.status)
            assert row[2] == "\n".join(filter(None, (answer.headline, answer.detail)))
            assert (f"Challenge: {answer.challenge}" in row[3]) == bool(answer.challenge)
            assert (f"Next step: {answer.next_step}" in row[3]) == bool(answer.next_step)
    facts = [p.text for p in document.paragraphs if p.style.name == "Annex Fact"]
    assert facts[:7] == [
        "Level\tcity",
        "Population\t512,000",
        "Version\t1",
        "Prepared by\thuman rights officer",
        "Approved by\tmayor's office",
        "Approved on\t1 April 2027",
        "Accepted on\t20 May 2027",
    ]


def test_paragraphs_are_numbered_in_one_sequence(report, open_docx):
    document = open_docx(report)
    style = document.styles["Numbered Paragraph"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(style).abstractNumId.val
    level = numbering.find(f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl", numbering.nsmap)
    assert level.find(qn("w:numFmt")).get(qn("w:val")) == "decimal"
    assert len([p for p in document.paragraphs if p.style.name == "Numbered Paragraph"]) > 40
    own = [p for p in document.paragraphs if p._p.pPr.numPr is not None]
    assert {p.style.name for p in own} == {"Heading 1", "Heading 2"}  # the annexes, which carry no number
    assert {p._p.pPr.numPr.numId.val for p in own} == {0}


def test_word_count_is_that_of_the_body(report, open_docx):
    document = open_docx(report)
    body = list(document.element.body)
    starts = [
        number
        for number, element in enumerate(body)
        if element.tag == qn("w:p") and element.pPr.pStyle is not None and element.pPr.pStyle.val == "Heading1"
    ]
    chapters = body[starts[0] : starts[-len(ANNEXES)]]
    paragraphs = [paragraph for element in chapters for paragraph in element.iter(qn("w:p"))]
    words = sum(count_words("".join(t.text or "" for t in paragraph.iter(qn("w:t")))) for paragraph in paragraphs)
    assert sum(word_count(report).values()) == words


def test_properties_and_language_are_those_of_the_report(report, open_docx):
    document = open_docx(report)
    properties = document.core_properties
    assert properties.title == "Mid-term report of Lumeria"
    assert properties.author == properties.last_modified_by == report.compiled_by
    assert properties.identifier == checksum(report)
    assert properties.created.date() == properties.modified.date() == report.compiled_on
    assert properties.language == "en-GB"
    language = next(document.styles.element.iter(qn("w:lang")))
    assert {language.get(qn(f"w:{kind}")) for kind in ("val", "eastAsia", "bidi")} == {"en-GB"}


def test_cover_footer_and_header_name_edition_and_checksum(report, open_docx):
    document = open_docx(report)
    cover = [p.text for p in document.paragraphs[:20]]
    assert cover[:3] == ["Lumeria", "Mid-term report", "Universal Periodic Review, cycle 4"]
    assert {"Review held\t6 May 2025", "Edition\t2", "Documents of the review\tA/HRC/60/15, A/HRC/60/15/Add.1"} <= set(
        cover
    )
    assert checksum(report) in cover
    assert document.sections[0].header.paragraphs[0].text.startswith("Mid-term report of Lumeria")
    footer = document.sections[2].footer.paragraphs[0]
    assert f"checksum {checksum(report)[:12]} · Page" in footer.text
    assert [e.text.strip() for e in footer._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://a b.example/", "file:///etc/hosts", "http://é.example"]
)
def test_practices_link_only_to_web_pages(address, report, open_docx):
    bad = dataclasses.replace(report.practices[0], title="Trap", url=address)
    document = open_docx(dataclasses.replace(report, practices=(*report.practices, bad)))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert targets == [practice.url for practice in report.practices]
    assert f"Trap (Altamira): {address}" in [p.text for p in document.paragraphs]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_as_text(text, open_docx):
    document = open_docx(samples.hostile(text))
    kept = text.replace("\x0b", "\n").replace("\x07", "")
    answer = document.tables[-2].cell(1, 2).text
    assert answer == f"{kept}\n{kept}"
    annex = table_headed(document, "No.", "Next steps")
    assert annex.cell(1, 1).text.startswith(f"{kept}\n(")
    assert document.core_properties.author == kept


@pytest.mark.parametrize("text", ["\x00", "\ud800", "x" * 200_000, "a\tb\r\nc"])
def test_odd_text_never_breaks_the_file(text, as_docx, open_docx):
    content = samples.hostile(text)
    package = zipfile.ZipFile(io.BytesIO(as_docx(content)))
    assert package.testzip() is None
    for name in package.namelist():
        etree.fromstring(package.read(name))
    assert open_docx(content).tables


def test_empty_report_says_so_in_every_chapter(open_docx):
    document = open_docx(samples.empty())
    text = [p.text for p in document.paragraphs]
    for sentence in (
        "No recommendation of this review is recorded.",
        "No local government was asked for input.",
        "No recommendation is assigned to a cluster.",
        "No published good practice is linked to the recommendations of this report.",
        "No local government has an accepted contribution in this report.",
        "Outcome adopted\tnot set",
    ):
        assert sentence in text
    assert document.tables == []
    assert len([name for name, _text in headings(document) if name == "Heading 1"]) == 5 + len(ANNEXES)


def test_same_content_gives_the_same_bytes(report, as_docx):
    first = as_docx(report)
    assert as_docx(samples.usual()) == first
    assert as_docx(dataclasses.replace(report, edition=3)) != first


def test_arabic_report_runs_from_right_to_left(arabic_report, as_docx, open_docx):
    document = open_docx(arabic_report)
    assert all(section._sectPr.find(qn("w:bidi")) is not None for section in document.sections)
    assert document.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    turned = [
        run for run in document_xml(as_docx(arabic_report)).iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None
    ]
    assert any("".join(run.itertext()) == "لوميريا" for run in turned)


def test_symbols_in_an_arabic_report_are_shut_off_left_to_right(arabic_report, as_docx):
    runs = {}
    for run in document_xml(as_docx(arabic_report)).iter(f"{W}r"):
        runs["".join(t.text for t in run.iter(f"{W}t"))] = run.find(f"{W}rPr/{W}rtl") is not None
    for symbol in ("101.10", "A/HRC/60/15", "10.b"):
        assert runs[f"\u200f\u200e{symbol}\u200e\u200f"] is False
        assert symbol not in runs


def test_foreign_recommendation_in_an_arabic_report_keeps_its_way_and_its_language(arabic_report, open_docx):
    text = "Change the law on public gatherings (article 4)."
    table = next(t for t in open_docx(arabic_report).tables if any(text in row.cells[1].text for row in t.rows))
    foreign, arabic = table.cell(2, 1).paragraphs[0], table.cell(1, 1).paragraphs[0]
    assert foreign.text == text
    assert foreign._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "0"
    assert next(foreign._p.iter(qn("w:lang"))).get(qn("w:val")) == "en-GB"
    assert arabic._p.pPr.find(qn("w:bidi")) is None
    assert list(arabic._p.iter(qn("w:lang"))) == []


def test_english_report_turns_only_arabic_text(report, as_docx, open_docx):
    assert not [*document_xml(as_docx(report)).iter(f"{W}rtl", f"{W}bidi", f"{W}bidiVisual")]
    cell = open_docx(samples.hostile("حقوق الإنسان")).tables[-2].cell(1, 2).paragraphs[0]
    assert cell._p.pPr.find(qn("w:bidi")).get(qn("w:val")) == "1"
    assert cell.runs[0]._r.rPr.find(qn("w:rtl")) is not None


class Sink(io.BytesIO):
    """A file that counts the memory taken from its first byte on: the checksum is computed before."""

    def write(self, data):
        if not self.tell():
            tracemalloc.reset_peak()
        return super().write(data)


def test_rows_are_streamed_and_never_held_together():
    content, out = samples.huge(recommendations=40, governments=25), Sink()
    tracemalloc.start()
    try:
        render(content, out)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    written = zipfile.ZipFile(out).getinfo("word/document.xml").file_size
    assert written > 3_000_000
    assert peak < written / 3
