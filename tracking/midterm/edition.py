"""A finished edition as its page shows it: its figures and words, read from the frozen content once and remembered.

The content of an edition never changes, so what was read from it is kept in the cache under its checksum.
"""

import re
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data
from ..models import AnswerUse, Contribution, ContributionAnswer, NationalSentence
from . import content, contradictions
from .chapters import body
from .difference import compare

DAY = 24 * 60 * 60
MOST_FINDINGS = 50
# What every finding of personal_data.py has: an address sign, or six digits of any script.
MAY_POINT = re.compile(r"@|[(\[{]\s?(?:at|arroba|arobase)|(?:\d\D*){6}", re.IGNORECASE)


# What the worker is doing, by the code that it leaves in Report.stage.
STAGES = {
    "collecting": gettext_lazy("Reading what governments and the State wrote"),
    "freezing": gettext_lazy("Freezing the content"),
    "docx": gettext_lazy("Writing the Word document"),
    "xlsx": gettext_lazy("Writing the spreadsheet"),
    "json": gettext_lazy("Writing the data file"),
    "csv-annex-a": gettext_lazy("Writing the tables"),
    "csv-annex-c": gettext_lazy("Writing the tables"),
    "csv-by-paragraph": gettext_lazy("Writing the tables"),
    "docx-template": gettext_lazy("Filling in the State’s own template"),
    "html": gettext_lazy("Writing the web page"),
    "pdf": gettext_lazy("Writing the PDF document"),
    "docx-body": gettext_lazy("Writing the Word document"),
    "html-body": gettext_lazy("Writing the web page"),
    "pdf-body": gettext_lazy("Writing the PDF document"),
    "matrix": gettext_lazy("Filling in OHCHR’s matrix"),
    "storing": gettext_lazy("Storing the documents"),
}


def stage_words(report):
    """What is being done on an edition that is not ready, in words."""
    return STAGES.get(report.stage) or _("The documents are being written.")


@dataclass(frozen=True)
class Facts:
    """What the page of an edition tells: Coverage, Totals, and [(chapter or section, words)] of the body."""

    coverage: content.Coverage
    totals: content.Totals
    words: list

    @property
    def all_words(self):
        """The words of the body: what the budget limits."""
        return sum(count for _title, count in self.words)


def facts(report):
    """The Facts of a finished edition, its titles in the edition's language."""

    def read():
        frozen = content.from_json(report.content)
        with translation.override(report.language):
            return Facts(frozen.coverage, frozen.totals, list(_words(frozen)))

    return cache.get_or_set(f"edition-facts-{report.pk}-{report.checksum}", read, DAY)


def difference(before, after):
    """The Difference between two finished editions, in the language active now."""

    def read():
        return compare(content.from_json(before.content), content.from_json(after.content))

    key = f"edition-difference-{before.checksum}-{after.checksum}-{translation.get_language()}"
    return cache.get_or_set(key, read, DAY)


def personal_findings(report):
    """[Finding] of what in the edition may point to a person, at most MOST_FINDINGS: a person looks at each."""

    def read():
        found = {}
        for text in _texts_of(report):
            if MAY_POINT.search(text):  # most texts hold no number at all, and the search for one takes its time
                found.update({finding.excerpt: finding for finding in personal_data.find(text)})
            if len(found) >= MOST_FINDINGS:
                break
        return list(found.values())

    return cache.get_or_set(f"edition-findings-{report.pk}-{report.checksum}", read, DAY)


def _texts_of(report):
    """Every text of the edition; a long one keeps the answers of governments apart from its content."""
    frozen = content.from_json(report.content)
    yield from content_texts(frozen)
    if any(not isinstance(row.answers, tuple) for row in frozen.contributions):
        for snapshot in report.contributions.values_list("snapshot", flat=True).iterator(chunk_size=20):
            yield from (str(value) for answer in snapshot for value in answer.values())


def content_texts(value):
    """Every text in a piece of frozen content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from content_texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from content_texts(getattr(value, name))


@dataclass(frozen=True)
class BeforeLock:
    """What the coordinator should know before the lock: counts of what is still open."""

    unconfirmed: int
    objected: int
    undecided: int
    contradictions: int
    newer_inputs: int  # versions accepted after the edition was compiled
    untraced: int  # sentences of the call's national texts that name no source
    still_asked: int  # governments whose newest version is neither submitted nor accepted


def before_lock(report):
    """The BeforeLock of a finished edition, in a fixed number of queries."""
    call, versions = report.call, report.contributions.values("pk")
    used = AnswerUse.objects.used().filter(answer__contribution__in=versions)
    answers = ContributionAnswer.objects.filter(contribution__in=versions, use__isnull=True)
    newest = Contribution.objects.newest_accepted(call)
    return BeforeLock(
        unconfirmed=used.filter(confirmed_at__isnull=True, objection="").count(),
        objected=used.exclude(objection="").count(),
        undecided=answers.exclude(headline="").count(),
        contradictions=open_contradictions(call),
        # Another language tells what the one tells that is locked: newer input is for neither.
        newer_inputs=0 if call.is_locked else newest.exclude(pk__in=versions).count(),
        untraced=NationalSentence.objects.filter(text__call=call).untraced().count(),
        still_asked=_still_asked(call),
    )


def _still_asked(call):
    """How many governments have neither an input that waits for the decision nor an accepted one as their newest."""
    given = call.contributions.latest().filter(status__in=("submitted", "accepted"))
    return call.governments_asked().exclude(pk__in=given.values("local_government")).count()


def open_contradictions(call):
    """How many contradictions of the call nobody settled with a note."""
    return sum(contradictions.kept(call).open_by_recommendation().values())


def _words(frozen):
    """[(title, words)] of the body: a chapter with its own words, and apart every section that counts apart."""
    counted = content.word_count(frozen)
    for chapter in body(frozen):
        yield chapter.title, counted[chapter.key]
        yield from ((section.title, counted[section.key]) for section in chapter.sections if section.key)
