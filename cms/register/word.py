"""Writes a profile, or a whole mapping, as a Word file under the fixed headings."""

import io

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def profile_docx(profile, *, subtitle, is_internal=False):
    """One ProfileSummary as the bytes of a Word file; `subtitle` is the mapping it belongs to."""
    writer = Writer(profile.title, subtitle, is_internal)
    writer.profile(profile, level=1)
    return writer.bytes()


def mapping_docx(mapping, parts, *, is_internal=False):
    """All parts of a mapping, as collected, as the bytes of a Word file."""
    writer = Writer(mapping.title, mapping.focal_point, is_internal)
    if mapping.purpose:
        writer.text(mapping.purpose)
    for part, profiles in parts:
        writer.heading(part, 1)
        for profile in profiles:
            writer.heading(profile.title, 2)
            writer.profile(profile, level=3)
    return writer.bytes()


class Writer:
    """A document in the language of the page, right to left where that is so written."""

    def __init__(self, title, subtitle, is_internal):
        self.document = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self.document.core_properties.language = get_language()
        self.mark(self.document.add_heading(title, 0))
        self.text(subtitle)
        if is_internal:
            self.text(_("Internal: not for publication."), strong=True)

    def mark(self, paragraph):
        """Give a paragraph the direction of the language."""
        if get_language_bidi():
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            for run in paragraph.runs:
                run.font.rtl = True
        for run in paragraph.runs:
            language = OxmlElement("w:lang")
            language.set(qn("w:bidi" if get_language_bidi() else "w:val"), get_language())
            run._r.get_or_add_rPr().append(language)
        return paragraph

    def heading(self, text, level):
        """A heading."""
        self.mark(self.document.add_heading(text, level))

    def text(self, text, style=None, label="", strong=False):
        """A paragraph for every line of a text; a label in bold stands before the first."""
        for line in [line for line in text.splitlines() if line.strip()]:
            paragraph = self.document.add_paragraph(style=style)
            if label:
                paragraph.add_run(f"{label}: ").bold = True
                label = ""
            paragraph.add_run(line).bold = strong or None
            self.mark(paragraph)

    def profile(self, profile, level):
        """A profile: facts, the fixed headings, then the answers in full."""
        for label, value in profile.facts:
            self.text(value, label=label)
        for section in profile.sections:
            self.heading(section.heading, level)
            self.text(section.silence or section.text)
            for item in section.items:
                self.text(item, style="List Bullet")
        if profile.answers:
            self.heading(_("Answers in full"), level)
        for answer in profile.answers:
            self.answer(answer, level + 1)
        self.text(origin(profile.author, profile.prepared_on), label=_("Prepared by"))

    def answer(self, answer, level):
        """One answer with its author and day."""
        self.heading(f"{answer.question} {answer.heading} · {answer.area}", level)
        self.text(answer.silence)
        for heading, text in answer.said:
            self.text(text, label=heading)
        for label, value in answer.facts:
            self.text(value, style="List Bullet", label=label)
        self.text(f"{origin(answer.author, answer.answered_on)} · {answer.source}")

    def bytes(self):
        """The finished file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def origin(author, day):
    """Who and when, in a line."""
    return f"{author}, {date_format(day)}"
