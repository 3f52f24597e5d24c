"""The report as HTML: the same words and numbers as in the Word file, and nothing that people wrote becomes markup."""

import dataclasses
import io

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from tests.tracking.midterm import samples
from tests.tracking.midterm.test_docx import HOSTILE
from tracking.documents.docx_html import Markup, without_dead_links
from tracking.documents.docx_html_inline import MarkupWriter
from tracking.midterm.content import checksum
from tracking.midterm.html import TooLong, fitted, pieces, render


def page(content, **options):
    out = io.BytesIO()
    with translation.override(content.language):
        render(content, out, **options)
    return out.getvalue()


def soup(content, **options):
    return BeautifulSoup(page(content, **options), "html.parser")


def bare(text):
    """The text without blanks and without the marks that only office programs need."""
    return "".join(text.translate(dict.fromkeys(map(ord, "\u200e\u200f"))).split())


def test_every_paragraph_and_cell_of_the_word_file_stands_in_the_page(report, open_docx):
    document, found = open_docx(report), soup(report)
    tables = [[[bare(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    assert tables == [
        [[bare(cell.get_text()) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")]
        for table in found.find_all("table")
    ]
    text = bare(found.get_text())
    assert [p.text for p in document.paragraphs if bare(p.text) not in text] == []


def test_headings_and_numbers_are_those_of_word(report, open_docx):
    found = soup(report)
    headings = [p.text for p in open_docx(report).paragraphs if p.style.name.startswith("Heading")]
    mine = found.select("section h2, section h3, section h4")
    words = ["".join(text for text in h.strings if text.parent.get("class") != ["number"]).strip() for h in mine]
    assert words == headings
    assert [h.select_one(".number").text for h in found.select("section h2") if h.select_one(".number")] == [
        *("I.", "II.", "III.", "IV.", "V.")
    ]
    numbered = [p.select_one(".number").text for p in found.select("p.numbered")]
    assert numbered == [f"{number}." for number in range(1, len(numbered) + 1)]
    assert len(numbered) == sum(p.style.name == "Numbered Paragraph" for p in open_docx(report).paragraphs)


def test_tables_have_headings_captions_and_row_names(report):
    for table in soup(report).find_all("table"):
        assert table.caption or table["aria-label"]
        assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
        assert all(row.find(["th", "td"]).get("scope") == "row" for row in table.tbody.find_all("tr"))


def test_every_link_leads_somewhere_and_every_place_is_there_once(report):
    found = soup(report)
    places = [element["id"] for element in found.find_all(id=True)]
    assert len(set(places)) == len(places)
    inside = {link["href"][1:] for link in found.find_all("a") if link["href"].startswith("#")}
    assert inside <= set(places)
    assert {link["href"] for link in found.find_all("a") if not link["href"].startswith("#")} == {
        practice.url for practice in report.practices
    }


def test_page_needs_no_other_file_and_says_what_it_is(report):
    found = soup(report)
    assert (found.html["lang"], found.html["dir"]) == ("en", "ltr")
    assert found.title.text == "Mid-term report of Lumeria"
    assert not found.find_all(["script", "link", "img", "iframe"])
    assert "url(" not in found.style.text
    assert "@import" not in found.style.text
    assert not [element for element in found.find_all(True) if element.get("style")]
    assert found.find("meta", {"name": "dcterms.identifier"})["content"] == checksum(report)


def test_arabic_page_runs_from_right_to_left_and_texts_of_people_find_their_way(arabic_report):
    found = soup(arabic_report)
    assert found.html["dir"] == "rtl"
    english = next(cell for cell in found.find_all(dir="ltr") if "public gatherings" in cell.get_text())
    assert english["lang"] == "en-GB"
    assert found.find("bdi", string="10.b")["dir"] == "ltr"
    assert "\u200f" not in found.get_text()


@pytest.mark.parametrize("text", [*HOSTILE, '"><script>alert(1)</script>', "</style><b>", "javascript:alert(1)"])
def test_what_people_wrote_stays_text(text):
    found = soup(samples.hostile(text))
    assert not found.find_all("script")
    assert len(found.find_all("style")) == 1
    assert bare(text.replace("\x07", "")) in bare(found.get_text())
    assert not [link for link in found.find_all("a") if link["href"].lower().startswith("javascript")]


def test_same_content_gives_the_same_bytes(report):
    assert page(samples.usual()) == page(report) != page(dataclasses.replace(report, edition=3))


def test_empty_report_is_a_page_as_well():
    assert "Annex B" in soup(samples.empty()).get_text()


def test_annex_that_does_not_fit_leaves_a_sentence_and_no_dead_link(report):
    whole = "".join(pieces(report, "x"))
    assert fitted(report, "x", len(whole)) == whole
    found = BeautifulSoup(fitted(report, "x", whole.index('class="part annex_b') + 500), "html.parser")
    annex = found.select_one(".annex_b")
    assert annex.h2["id"] == "annex_b"
    assert annex.p.text == "This annex is too long for this form. It stands whole in the Word file."
    places = {element["id"] for element in found.find_all(id=True)}
    assert {link["href"][1:] for link in found.find_all("a") if link["href"].startswith("#")} <= places
    assert not found.select('.contents a[href="#city_1"]')
    assert found.select('.contents a[href="#annex_b"]')


def test_report_whose_chapters_do_not_fit_is_refused_with_a_sentence(report):
    with pytest.raises(TooLong, match="too long"):
        fitted(report, "x", 2_000)


def test_breaks_tabs_lists_and_broken_links():
    writer = MarkupWriter(link_ids={})
    xml = [
        writer.paragraph("BulletParagraph", "one\ntwo"),
        writer.paragraph("BulletParagraph", "three"),
        writer.paragraph("Normal", "tab\there"),
    ]
    assert "".join(Markup({}).html(xml)) == "<ul><li>one<br>two</li>\n<li>three</li>\n</ul>\n<p>tab here</p>\n"
    assert (
        without_dead_links('<p id="a"><a href="#a">x</a> <a href="#b">y</a></p>')
        == '<p id="a"><a href="#a">x</a> y</p>'
    )
