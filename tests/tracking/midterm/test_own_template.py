"""A report in a State's own Word file: its looks win, our parts stand where it wants them, and nothing runs in it."""

import dataclasses
import io
import re
import zipfile

import docx
import pytest
from django.utils import translation
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from lxml import etree

from tests.tracking.midterm import samples
from tracking.midterm.content import checksum
from tracking.midterm.own_template import Unusable, check, list_of_placeholders, render, starter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def template(*paragraphs, change=lambda document: None):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    change(document)
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled(data, content):
    out = io.BytesIO()
    with translation.override(content.language):
        render(data, content, out)
    return out.getvalue()


def opened(data, content):
    return docx.Document(io.BytesIO(filled(data, content)))


def with_entry(data, name, content=b"x"):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def with_part(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as package:
        for entry in source.namelist():
            package.writestr(entry, change(source.read(entry)) if entry == name else source.read(entry))
    return out.getvalue()


def headings(document, name="Heading 1"):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == name]


def test_facts_stand_in_text_tables_headers_and_broken_runs(report):
    def change(document):
        paragraph = document.add_paragraph("{{ ")
        paragraph.add_run("edi").bold = True
        paragraph.add_run("tion }}")
        document.add_table(1, 1).cell(0, 0).text = "{{ checksum }}"
        document.sections[0].header.paragraphs[0].text = "{{ title }}"

    document = opened(template("{{ state }}, cycle {{cycle}}", change=change), report)
    assert [paragraph.text for paragraph in document.paragraphs] == ["Lumeria, cycle 4", "2"]
    assert document.tables[0].cell(0, 0).text == checksum(report)
    assert document.sections[0].header.paragraphs[0].text == "Mid-term report of Lumeria"


def test_parts_stand_where_the_template_wants_them(report, open_docx):
    document = opened(template("{{p annex_a }}", "Between", "{{p summary }}"), report)
    assert headings(document) == ["Annex A. Status of every recommendation", "Summary"]
    assert "Between" in [paragraph.text for paragraph in document.paragraphs]
    ours = next(table for table in open_docx(report).tables if table.cell(0, 0).text == "No.")
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [[cell.text for cell in row.cells] for row in ours.rows]


def test_body_is_all_chapters(report, open_docx):
    found = headings(opened(template("{{p body }}"), report))
    assert found == [text for text in headings(open_docx(report)) if not text.startswith("Annex")]


def test_chapter_that_the_report_lacks_leaves_nothing(report):
    assert [p.text for p in opened(template("{{p pledges }}", "End"), report).paragraphs] == ["End"]


def test_tables_are_as_wide_as_the_pages_they_stand_on_and_sections_stay(report):
    def change(document):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = (
            WD_ORIENT.LANDSCAPE,
            section.page_height,
            section.page_width,
        )
        document.add_paragraph("{{p annex_a }}")

    # The first section ends in the very paragraph that holds the placeholder, as Word writes it.
    data = template("{{p annex_b }}", change=change)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    ending = re.search(r"<w:p><w:pPr>(<w:sectPr.*?</w:sectPr>)</w:pPr></w:p>", xml, re.DOTALL)
    xml = xml.replace(ending[0], "").replace(
        "<w:p><w:r><w:t>{{p annex_b", f"<w:p><w:pPr>{ending[1]}</w:pPr><w:r><w:t>{{{{p annex_b"
    )
    document = opened(with_part(data, "word/document.xml", lambda content: xml.encode()), report)
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    room = [section.page_width - section.left_margin - section.right_margin for section in document.sections]
    widths = [sum(column.width for column in table.columns) for table in (document.tables[0], document.tables[-1])]
    assert widths == [pytest.approx(width, rel=0.01) for width in room]


def test_styles_of_the_template_win_and_missing_ones_come_along(report):
    def change(document):
        document.styles["Heading 1"].font.name = "Georgia"
        style = document.styles["Heading 2"].element  # as a Word in another language names it
        style.set(qn("w:styleId"), "Ttulo2")

    document = opened(template("{{p summary }}", change=change), report)
    assert document.styles["Heading 1"].font.name == "Georgia"
    ids = [style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))]
    names = [
        style.find(qn("w:name")).get(qn("w:val")).casefold() for style in document.styles.element.iter(qn("w:style"))
    ]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert "Heading2" not in ids
    used = {
        style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))
    }
    assert used <= set(ids)
    assert "Ttulo2" in used


def test_numbers_of_the_template_stay_and_ours_are_added(report):
    document = opened(template("{{p body }}", change=lambda d: d.add_paragraph("one", style="List Number")), report)
    numbering = document.part.numbering_part.element
    lists = [kind.get(qn("w:abstractNumId")) for kind in numbering.iter(qn("w:abstractNum"))]
    numbers = {number.get(qn("w:numId")): number for number in numbering.iter(qn("w:num"))}
    assert len(lists) == len(set(lists))
    order = [etree.QName(child).localname for child in numbering]
    assert order == sorted(order, key=["abstractNum", "num"].index)
    style = document.styles["Numbered Paragraph"].element
    number = numbers[style.find(f".//{qn('w:numId')}").get(qn("w:val"))]
    kind = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    linked = next(found for found in numbering.iter(qn("w:abstractNum")) if found.get(qn("w:abstractNumId")) == kind)
    assert linked.find(f".//{qn('w:pStyle')}").get(qn("w:val")) == "NumberedParagraph"


def test_links_and_bookmarks_are_whole(report):
    data = filled(template("{{p body }}", "{{p annex_a }}", "{{p annex_b }}"), report)
    document = docx.Document(io.BytesIO(data))
    targets = {rel.rId: rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    used = {link.get(qn("r:id")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert {targets[key] for key in used} == {practice.url for practice in report.practices}
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


def test_starter_is_sound_and_holds_the_whole_report(report, arabic_report, open_docx):
    for content in (report, arabic_report):
        with translation.override(content.language):
            data = starter(content.language)
            assert check(data) == []
        document = opened(data, content)
        assert headings(document) == headings(open_docx(content))
        assert len(document.tables) == len(open_docx(content).tables)
        assert not re.search(r"\{\{|upr-part", etree.tostring(document.element, encoding="unicode"))


def test_same_template_and_content_give_the_same_bytes(report):
    data = starter("en")
    assert filled(data, samples.usual()) == filled(data, report)
    assert filled(data, dataclasses.replace(report, edition=3)) != filled(data, report)


def test_file_names_the_report_and_not_the_person_who_made_the_template(report):
    def change(document):
        document.core_properties.author = "A. Person"
        document.core_properties.title = "{{ state }}"

    core = opened(template("{{ state }}", change=change), report).core_properties
    assert (core.author, core.last_modified_by, core.title) == (
        report.compiled_by,
        report.compiled_by,
        "Mid-term report of Lumeria",
    )
    assert core.created.date() == report.compiled_on


@pytest.mark.parametrize("text", ["<w:p/> & ]]>", "{{ checksum }}{% x %}", "a\x00b\ud800", "حقوق", "<?upr-part body?>"])
def test_what_people_wrote_stays_text(text, report):
    content = dataclasses.replace(report, call_title=text, compiled_by=text)
    (found,) = opened(template("{{ call }}"), content).paragraphs
    assert found.text == text.replace("\x00", "").replace("\ud800", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ sate }}", "no placeholder of this name"),
        ("{{ state.__class__ }}", "not a plain placeholder"),
        ("{{ state|upper }}", "not a plain placeholder"),
        ("{{ 'a' * 10 ** 9 }}", "not a plain placeholder"),
        ("{% for x in range(9) %}", "not a plain placeholder"),
        ("{# note #}", "not a plain placeholder"),
        ("{{ state", "not a plain placeholder"),
        ("{{ summary }}", "write {{p summary }}"),
        ("{{p state }}", "write {{ state }}"),
        ("See {{p summary }}", "paragraph of its own"),
    ],
)
def test_faults_are_named_with_their_place(text, words):
    (found,) = check(template("Fine", text))
    assert words in found
    assert "paragraph 2" in found
    with pytest.raises(Unusable, match="paragraph 2"):
        render(template("Fine", text), samples.empty(), io.BytesIO())


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: b"", "not a Word document"),
        (lambda: b"%PDF-1.7", "not a Word document"),
        (lambda: template("no placeholder"), "no placeholder"),
        (lambda: template("{{p body }}", "{{p summary }}"), "either it or single chapters"),
        (lambda: template("{{p summary }}", "{{p summary }}"), "only once"),
        (lambda: with_entry(template("{{ state }}"), "word/vbaProject.bin"), "macros"),
        (lambda: with_entry(template("{{ state }}"), "word/media/a.bin", bytes(61 * 1024 * 1024)), "unpacks"),
        (lambda: template("{{ state }}")[:-300], "damaged"),
        (lambda: bytes(21 * 1024 * 1024), "larger than"),
    ],
)
def test_files_that_are_no_template_are_refused_with_a_sentence(made, words):
    (found,) = check(made())
    assert words in found


def test_parts_have_no_place_in_a_header():
    def change(document):
        document.sections[0].header.paragraphs[0].text = "{{p summary }}"

    (found,) = check(template("{{ state }}", change=change))
    assert "(header)" in found


def test_files_from_elsewhere_and_entities_are_refused():
    away = (
        b'<Relationship Id="rId99" Type="x/attachedTemplate" Target="http://x.example/t" TargetMode="External"/></Rel'
    )
    data = with_part(template("{{ state }}"), "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Rel", away))
    assert "http://x.example/t" in check(data)[0]
    bomb = b'<!DOCTYPE w [<!ENTITY a "b">]><w:document'
    data = with_part(template("{{ state }}"), "word/document.xml", lambda xml: xml.replace(b"<w:document", bomb, 1))
    assert "declarations" in check(data)[0]


def test_list_of_placeholders_is_what_check_accepts():
    listed = list_of_placeholders()
    assert check(template(*(row.code for row in listed if row.code != "{{p body }}"))) == []
    assert check(template("{{p body }}", *(row.code for row in listed if row.code.startswith("{{p annex")))) == []
    assert all(row.meaning for row in listed)
    assert {row.code for row in listed if row.is_part} >= {"{{p body }}", "{{p progress }}", "{{p annex_e }}"}
