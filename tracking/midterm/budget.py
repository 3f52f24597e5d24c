"""The budget of words of a report's body: how long each chapter and cluster is, against its plan, and where to cut.

An edition was counted as it is rendered (content.word_count), and the counts are kept in the cache: a report on
hundreds of governments is too long to be counted for a page. What people wrote since is counted from the stored
texts, and the difference to the same texts in the edition is added. So a changed text counts at once, to the word;
the sentences and figures of the site around it follow with the next edition. Until the coordinator decides on the
first answer, the headlines of all governments are in the report; they are counted as the edition holds them.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models.functions import Length
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..models import Cluster, Report, ReportChapter
from . import content, stored_texts
from .collect import OTHER
from .collect_answers import is_selected

KEPT_SECONDS = 30 * 24 * 60 * 60
LONGEST_READ = 20_000_000  # characters of an edition that are read while somebody waits for a page
LONGEST_SHOWN = 10  # texts of each kind in the list of what could be cut
PROGRESS = ReportChapter.Code.PROGRESS.value


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter or a cluster: its words now, and those planned or None."""

    key: str
    label: str
    words: int
    planned: int | None = None
    is_cluster: bool = False
    recommendations: int = 0

    @property
    def over(self):
        """How many words there are more than planned; 0 without a plan."""
        return max(self.words - self.planned, 0) if self.planned is not None else 0

    @property
    def left(self):
        """How many words the plan has left; 0 without a plan."""
        return max(self.planned - self.words, 0) if self.planned is not None else 0

    @property
    def code(self):
        """The code of the chapter or the cluster."""
        return self.key.removeprefix("cluster:")


def words_of_edition(report):
    """(words, of them words of local governments, of other stored texts) of a finished edition, each {key: number}.

    None where the edition cannot be read or is too long to be read here. Where it is abridged, so that the words of
    local governments cannot be told apart, None stands in their place.
    """

    def read():
        frozen = content.from_json(report.content)
        with translation.override(report.language):
            return content.word_count(frozen), *stored_texts.frozen(frozen)

    key = f"edition-words-{report.pk}-{report.checksum}"
    found = cache.get(key)
    if found or Report.objects.filter(pk=report.pk).values_list(Length("content"), flat=True)[0] > LONGEST_READ:
        return found
    try:
        return cache.get_or_set(key, read, KEPT_SECONDS)
    except ValueError:  # of a format that nobody reads any more
        return None


class Budget:
    """The words of the report of a call, with `chapters` as ReportChapter.objects.of_call gives them."""

    def __init__(self, call, chapters):
        self.call, self.chapters = call, chapters

    @cached_property
    def edition(self):
        """The newest finished edition, in the language of the page where there is one; None before the first."""
        ready = self.call.reports.filter(status=Report.Status.READY).defer("content")
        here = ready.filter(language=translation.get_language()).first()
        return here or ready.first()

    @cached_property
    def _counted(self):
        found = words_of_edition(self.edition) if self.edition else None
        return found or ({}, {}, {})

    @property
    def is_counted(self):
        """Whether the sentences and figures of the site are counted too: there is an edition."""
        return bool(self._counted[0])

    @cached_property
    def is_selected(self):
        """Whether the coordinator decided on any answer: until then every headline is in the report."""
        return is_selected(self.call)

    @cached_property
    def _places(self):
        return stored_texts.Places(self.call)

    @cached_property
    def texts(self):
        """The stored Texts as they stand now."""
        return list(stored_texts.standing(self.call, self._places))

    @cached_property
    def words(self):
        """{key: words}: what the newest edition holds, and what was written or taken out since."""
        now, (whole, local, others) = Counter(), self._counted
        for text in self.texts:
            if text.kind != stored_texts.EXCERPT or local is not None:
                now[text.key] += text.words
        then = Counter(others)
        if self.is_selected and local is not None:
            then.update(local)
        return {key: max(whole.get(key, 0) + now[key] - then.get(key, 0), 0) for key in {*whole, *now, *then}}

    @cached_property
    def clusters(self):
        """The clusters as Parts: of the words planned for progress each gets the share of its recommendations."""
        counts = self._places.counts()
        planned = next((chapter.budget for chapter in self.chapters if chapter.code == PROGRESS), None)
        labels = {row.code: row.label for row in Cluster.objects.order_by("order", "code")} | {OTHER: _("Other themes")}
        whole = sum(counts.values())
        return [
            Part(
                f"cluster:{code}",
                str(label),
                self.words.get(f"cluster:{code}", 0),
                None if planned is None else planned * counts[code] // whole,
                is_cluster=True,
                recommendations=counts[code],
            )
            for code, label in labels.items()
            if code in counts
        ]

    @cached_property
    def parts(self):
        """The chapters of the report as Parts in their order, after progress its clusters."""
        found = []
        for chapter in self.chapters:
            if chapter.is_included:
                found.append(self.of(chapter.code))
            if chapter.is_included and chapter.code == PROGRESS:
                found += self.clusters
        return found

    def of(self, code):
        """The Part of a chapter, be it in the report or not; that of progress holds its clusters."""
        chapter = next(chapter for chapter in self.chapters if chapter.code == code)
        words = self.words.get(str(code), 0)
        if code == PROGRESS:
            words += sum(cluster.words for cluster in self.clusters)
        return Part(str(chapter.code), str(chapter.label), words, chapter.budget)

    @property
    def total(self):
        """The whole body as a Part."""
        words = sum(part.words for part in self.parts if not part.is_cluster)
        # Before the first edition the figure is another one: it lacks the sentences and tables of the site.
        as_compiled, so_far = _("The whole body as compiled, with what changed since"), _("Texts by people so far")
        label = as_compiled if self.is_counted else so_far
        return Part("body", label, words, self.call.word_budget)

    @property
    def planned(self):
        """The words planned for chapters, all together; what has no plan takes none."""
        return sum(chapter.budget or 0 for chapter in self.chapters if chapter.is_included)

    def longest(self, kind):
        """The longest Texts of a kind, the longest first."""
        texts = [text for text in self.texts if text.kind == kind and text.words]
        return sorted(texts, key=lambda text: -text.words)[:LONGEST_SHOWN]

    @property
    def excerpts(self):
        """The longest excerpts of local governments."""
        return self.longest(stored_texts.EXCERPT)

    @property
    def paragraphs(self):
        """[(Text, what it is on)] of the longest texts of the coordinator; of recommendations their number says it."""
        labels = {part.key: part.label for part in (*self.clusters, *map(self.of, ReportChapter.Code.values))}
        found = self.longest(stored_texts.PARAGRAPH)
        return [(text, text.paragraph or labels.get(text.key, text.chapter)) for text in found]

    @property
    def overlong(self):
        """The chapters and clusters that are longer than planned, the one with most words to lose first."""
        return sorted((part for part in self.parts if part.over), key=lambda part: -part.over)
