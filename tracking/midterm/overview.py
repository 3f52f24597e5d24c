"""How far the synthesis of a call is: every recommendation with its counts, whatever the number of governments."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..models import (
    AnswerUse,
    Cluster,
    ContributionAnswer,
    NationalMeasure,
    NationalSentence,
    NationalText,
    Recommendation,
    ThemeLink,
    count_words,
)
from . import contradictions
from .collect import OTHER, cluster_code
from .known import known_contributions


@dataclass
class Row:
    """One recommendation and its counts."""

    recommendation: Recommendation
    cluster: str
    answers: int = 0
    decided: int = 0
    used: int = 0
    sentences: int = 0
    untraced: int = 0
    flags: int = 0
    measures: int = 0
    words: int = 0

    @property
    def undecided(self):
        """Answers on which nothing is decided."""
        return self.answers - self.decided

    @property
    def is_written(self):
        """There is a national paragraph."""
        return self.sentences > 0


@dataclass
class Group:
    """One cluster: its rows, and what is written for it."""

    code: str
    label: str
    rows: list
    texts: dict = field(default_factory=dict)  # part -> number of words

    @property
    def words(self):
        """Words of its recommendations and of its own texts."""
        return sum(row.words for row in self.rows) + sum(self.texts.values())


class Overview:
    """All recommendations of a call in a fixed number of queries; `with_counts` as to what was said and written."""

    def __init__(self, call, *, with_counts=True):
        self.call, self.texts, self.chapters = call, defaultdict(Counter), Counter()
        self.rows = {row.pk: Row(row, cluster_code(row)) for row in self._recommendations()}
        if with_counts:
            self._count()

    def _count(self):
        newest = known_contributions(self.call)
        self._count_answers(newest)
        self._count_excerpts(newest)
        self._count_sentences()
        self._count_measures()
        for pk, number in self.contradictions.open_by_recommendation().items():
            self._set(pk, flags=number)

    def _recommendations(self):
        links = ThemeLink.objects.select_related("theme__cluster", "theme__current__cluster").order_by("position")
        rows = self.call.recommendations_asked().with_text().in_order()
        return rows.prefetch_related(Prefetch("theme_links", links))

    def _set(self, pk, **counts):
        row = self.rows.get(pk)
        for name, number in counts.items() if row else ():
            setattr(row, name, getattr(row, name) + number)

    def _count_answers(self, newest):
        rows = ContributionAnswer.objects.filter(contribution__in=newest).order_by()
        for pk, number in rows.values_list("recommendation").annotate(Count("pk")):
            self._set(pk, answers=number)
        uses = AnswerUse.objects.filter(answer__contribution__in=newest).order_by()
        counted = uses.values_list("answer__recommendation").annotate(
            all=Count("pk"), used=Count("pk", Q(is_used=True))
        )
        for pk, decided, used in counted:
            self._set(pk, decided=decided, used=used)

    def _count_excerpts(self, newest):
        uses = AnswerUse.objects.used().filter(answer__contribution__in=newest).order_by()
        for pk, excerpt in uses.values_list("answer__recommendation", "excerpt").iterator():
            self._set(pk, words=count_words(excerpt))

    def _count_sentences(self):
        rows = NationalSentence.objects.filter(text__call=self.call).select_related("text")
        for row in rows.order_by():
            words = count_words(row.sentence)
            if row.text.recommendation_id:
                self._set(row.text.recommendation_id, sentences=1, untraced=int(not row.has_source), words=words)
            elif row.text.cluster_id:
                self.texts[row.text.cluster_id][row.text.part] += words
            else:
                self.chapters[row.text.chapter] += words

    def _count_measures(self):
        rows = NationalMeasure.objects.filter(call=self.call).standing().order_by()
        for pk, number in rows.values_list("recommendation").annotate(Count("pk")):
            self._set(pk, measures=number)

    @cached_property
    def contradictions(self):
        """The flags of the call in short, and whether they are those of now."""
        return contradictions.kept(self.call)

    @property
    def words(self):
        """The words of all recommendations, clusters and introductions so far."""
        of_clusters = sum(sum(parts.values()) for parts in self.texts.values())
        return sum(row.words for row in self.rows.values()) + of_clusters + sum(self.chapters.values())

    @property
    def untraced(self):
        """Sentences on recommendations that name no source."""
        return sum(row.untraced for row in self.rows.values())

    def groups(self, keeps=lambda row: True):
        """The clusters that have a recommendation which `keeps` keeps, in the order of the report."""
        found = defaultdict(list)
        for row in self.rows.values():
            if keeps(row):
                found[row.cluster].append(row)
        clusters = {cluster.code: cluster for cluster in Cluster.objects.all()}
        groups = [
            Group(code, cluster.label, found[code], dict(self.texts.get(cluster.pk, {})))
            for code, cluster in clusters.items()
            if code in found
        ]
        return groups + ([Group(OTHER, _("Other themes"), found[OTHER])] if OTHER in found else [])


PARTS = [part for part in NationalText.Part if part not in ("paragraph", "chapter")]  # that a cluster has
