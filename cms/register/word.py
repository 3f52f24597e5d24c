"""Writes a profile, or a whole mapping, as a Word file under the fixed headings, in the look of the house's files."""

import io

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracking.documents.blocks import Span, compose
from tracking.documents.docx import (
    LANDSCAPE,
    LANDSCAPE_WIDTH,
    PORTRAIT,
    TEXT_WIDTH,
    contents,
    fact,
    section,
    section_end,
)
from tracking.documents.docx_package import Properties, write
from tracking.documents.docx_xml import TableFrame, Writer
from tracking.documents.text import is_rtl_language
from tracking.documents.words import date_word, number_word

ANSWER_WIDTHS = (26, 52, 22)


def profile_docx(profile, summary, *, is_internal=False):
    """One profile and its ProfileSummary as the bytes of a Word file."""
    document = Document(summary.title, is_internal)
    mapping = profile.exercise
    body = [
        *document.opening(f"{summary.category} · {mapping.told('title')}", summary.title),
        *document.facts(profile_facts(summary)),
        *document.profile(summary),
        section(document.writer, PORTRAIT),
    ]
    return document.file(body, subject=str(mapping.told("title")))


def mapping_docx(book, *, is_internal=False):
    """A Book as the bytes of a Word file: cover, contents, matrix, profiles, lessons, needs."""
    mapping = book.mapping
    document = Document(mapping.told("title"), is_internal)
    body = [*document.cover(book), *contents(document.writer, _("Contents"), entries(book))]
    body += [section_end(section(document.writer, PORTRAIT, has_cover=True)), *document.matrix(book)]
    body.append(section_end(section(document.writer, LANDSCAPE)))
    body += [*document.parts(book), *document.findings(book), section(document.writer, PORTRAIT)]
    return document.file(body, subject=_("Engagement register"))


def entries(book):
    """The lines of the table of contents."""
    yield 1, "", _("Questions and areas of work"), "matrix"
    for part_number, (part, profiles) in enumerate(book.parts):
        yield 1, "", part, f"part_{part_number}"
        for number, profile in enumerate(profiles):
            yield 2, "", str(profile.title), f"profile_{part_number}_{number}"
    if book.lessons:
        yield 1, "", _("Lessons learned"), "lessons"
    if book.needs:
        yield 1, "", _("Needs"), "needs"


def profile_facts(summary):
    """What stands at the head of a profile, as (label, words, Said or Spans) pairs."""
    return [*summary.facts, (_("Prepared by"), origin(summary.author, summary.prepared_on))]


def origin(body, day):
    """Who and when, as Spans: a name in another script does not mix with the day."""
    return (Span(body, direction="auto"), Span(" · "), Span(date_word(day)))


class Document:
    """A document in the language of the page, right to left where that is so written."""

    def __init__(self, title, is_internal):
        self.title, self.is_internal, self.language = title, is_internal, get_language()
        self.writer = Writer(is_rtl_language(self.language))

    def file(self, body, subject):
        """The finished file."""
        out, day = io.BytesIO(), timezone.localdate()
        properties = Properties(str(self.title), subject, "", self.language, day)
        template = _("As of %(day)s. Page %(page)s of %(pages)s")
        if self.is_internal:
            template = _("As of %(day)s. Internal. Page %(page)s of %(pages)s")
        footer = compose(
            template,
            day=date_word(day),
            page=Span("PAGE", anchor="field"),
            pages=Span("NUMPAGES", anchor="field"),
        )
        write(out, properties, self.writer, header=str(self.title), footer=footer, body=body)
        return out.getvalue()

    def opening(self, above, title):
        """The head of a document of a few pages."""
        yield self.writer.paragraph("Subtitle", Span(above, direction="auto"))
        yield self.text("Title", title)
        if self.is_internal:
            yield self.writer.paragraph("CoverNote", Span(_("Internal: not for publication."), strong=True))

    def cover(self, book):
        """The first page of a mapping."""
        mapping = book.mapping
        yield self.writer.paragraph("CoverState", _("Engagement register"))
        yield from self.opening("", self.title)
        yield from self.texts("Subtitle", mapping.told("purpose"))
        yield self.writer.paragraph("CoverGap", "")
        asked = date_word(mapping.opens_on)
        if mapping.closes_on:
            asked = f"{asked} – {date_word(mapping.closes_on)}"
        yield from self.facts(
            [
                (_("Response"), mapping.response),
                (_("Profiles"), number_word(book.profile_count)),
                (_("Asked"), asked),
                (_("Focal point"), mapping.told("focal_point")),
            ]
        )
        yield self.writer.paragraph(
            "CoverNote",
            _(
                "“No response” means that nobody answered. “None” means that the answer was: nothing. “Not applicable” "
                "means that the question does not concern them."
            )
            + " "
            + _("“Blank” means that nothing was entered."),
        )

    def matrix(self, book):
        """In how many profiles each question was answered for each area of work."""
        yield self.heading(1, _("Questions and areas of work"), "matrix")
        blank, cells = book.matrix.blanks
        numbers = {"blank": number_word(blank), "all": number_word(cells)}
        yield self.writer.paragraph("Normal", _("%(blank)s of %(all)s cells are blank.") % numbers)
        columns = book.matrix.columns
        share = LANDSCAPE_WIDTH // (len(columns) + 1)
        frame = TableFrame(self.writer, [LANDSCAPE_WIDTH - share * len(columns), *(share for _column in columns)])
        caption = _(
            "In how many of the %(total)s profiles each question (row) was answered for each area of work (column)"
        )
        caption %= {"total": number_word(book.profile_count)}
        yield self.writer.paragraph("Caption", caption)
        yield frame.opening(caption, (_("Question"), *columns))
        for row in book.matrix.rows:
            head = (Span(row.code, strong=True, direction="ltr"), Span(f" {row.heading}"))
            yield frame.row([self.writer.paragraph("TableText", head), *(self.count(cell, book) for cell in row.cells)])
        yield frame.closing

    def count(self, cell, book):
        """A cell that counts profiles."""
        if cell.is_blank:
            return self.writer.paragraph("TableText", _("Blank"))
        numbers = {"n": number_word(cell.answered), "total": number_word(book.profile_count)}
        silences = (f"{words}: {number_word(count)}" for words, count in cell.silences)
        lines = (_("%(n)s of %(total)s") % numbers, *silences)
        return "".join(self.writer.paragraph("TableText", line) for line in lines)

    def parts(self, book):
        """Every part with its profiles."""
        if not book.parts:
            yield self.writer.paragraph("Normal", _("No profile of this mapping is published yet."))
        for part_number, (part, profiles) in enumerate(book.parts):
            yield self.heading(1, part, f"part_{part_number}")
            for number, profile in enumerate(profiles):
                yield self.heading(2, str(profile.title), f"profile_{part_number}_{number}")
                yield from self.facts(profile_facts(profile))
                yield from self.profile(profile)

    def profile(self, profile):
        """The fixed headings, then the answers in full."""
        for part in profile.sections:
            yield self.heading(3, part.heading)
            if part.silence:
                yield self.writer.paragraph("Normal", part.silence)
            yield from self.texts("Normal", part.text)
            yield from (self.text("BulletParagraph", item) for item in part.items)
        if not profile.answers:
            return
        yield self.heading(3, _("Answers in full"))
        frame = TableFrame(self.writer, [TEXT_WIDTH * share // sum(ANSWER_WIDTHS) for share in ANSWER_WIDTHS])
        caption = f"{_('Answers in full')}: {profile.title}"
        yield frame.opening(caption, (_("Question"), _("Answer"), _("Where it comes from")))
        for answer in profile.answers:
            yield frame.row(self.answer(answer))
        yield frame.closing

    def answer(self, answer):
        """The cells of one answer: what was asked, what was said, by whom, when and how."""
        head = (Span(answer.question, strong=True, direction="ltr"), Span(f" {answer.heading}", strong=True))
        said = [self.writer.paragraph("TableText", answer.silence)] if answer.silence else []
        for heading, text in answer.said:
            if heading:
                said.append(self.writer.paragraph("TableText", Span(heading, strong=True)))
            said += self.texts("TableText", text)
        said += [self.labelled(label, value) for label, value in answer.facts]
        source = [Span(answer.author, direction="auto"), Span(date_word(answer.answered_on)), Span(answer.source)]
        if answer.adds_to:
            source.append(Span(_("adds to an earlier answer")))
        return (
            self.writer.paragraph("TableText", head) + self.writer.paragraph("TableText", answer.area),
            "".join(said),
            "".join(self.writer.paragraph("TableText", span) for span in source),
        )

    def findings(self, book):
        """The lessons and the needs, each with who says so and when."""
        for title, anchor, rows in ((_("Lessons learned"), "lessons", book.lessons), (_("Needs"), "needs", book.needs)):
            if rows:
                yield self.heading(1, title, anchor)
            for row in rows:
                yield self.heading(3, str(row.told("title")))
                about = row.get_result_display() if anchor == "lessons" else str(row.missing)
                words = [capfirst(about), "" if anchor == "lessons" else row.get_status_display()]
                yield self.writer.paragraph("Normal", " · ".join(filter(None, words)))
                yield from self.texts("Normal", row.told("text"))
                yield self.writer.paragraph("CoverChecksum", origin(row.author_body, row.noted_on))

    def heading(self, level, words, anchor=""):
        """A heading without a number."""
        return self.writer.paragraph(f"Heading{level}", Span(words, direction="auto"), anchor, is_unnumbered=level < 3)

    def facts(self, pairs):
        """Labels with what is said beside them."""
        values = ((label, value if isinstance(value, tuple) else spans(value)) for label, value in pairs if value)
        return [fact(self.writer, "CoverFact", label, value) for label, value in values]

    def labelled(self, label, value):
        """A label in bold and, behind it, what is said."""
        pieces = compose(_("%(label)s: %(text)s"), label=Span(label, strong=True), text=spans(value))
        return self.writer.paragraph("TableText", pieces)

    def texts(self, style, told):
        """A paragraph for every line of a Said."""
        lines = [line.strip() for line in told.text.splitlines() if line.strip()]
        return [self.writer.free_text(style, line, language=told.language) for line in lines]

    def text(self, style, told):
        """A Said as one paragraph that begins on the document's side."""
        return self.writer.paragraph(style, spans(told))


def spans(words):
    """Words, or a Said, of either direction."""
    return (Span(str(words), direction="auto"),)
