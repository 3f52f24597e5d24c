"""What the coordinator writes: for a recommendation, a cluster or a chapter, sentence by sentence with its source."""

import hashlib
import json

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .answer import ContributionAnswer, count_words
from .call import Call
from .comment import Comment
from .event import Event
from .indicator_value import IndicatorValue
from .lock import hold_unlocked
from .measure import NationalMeasure
from .recommendation import Recommendation
from .vocabulary import Cluster

SOURCE_KINDS = ("answer", "measure", "comment", "value")  # a sentence rests on one row of these at most


class NationalTextQuerySet(models.QuerySet):
    """National texts."""

    def with_sentences(self):
        """With their sentences, and what each of them rests on, at hand."""
        return self.prefetch_related(models.Prefetch("sentences", NationalSentence.objects.with_sources()))


class NationalText(models.Model):
    """One text of the report, written by the coordinator; `part` says what it is for where a place has several."""

    class Part(models.TextChoices):
        PARAGRAPH = "paragraph", _("national paragraph")
        CONTEXT = "context", _("context")
        MEASURES = "measures", _("national measures")
        RESULTS = "results", _("results")
        CHALLENGES = "challenges", _("challenges")
        NEXT_STEPS = "next-steps", _("next steps")
        CHAPTER = "chapter", _("introduction of the chapter")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="national_texts")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="national_texts"
    )
    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chapter = models.CharField(max_length=30, blank=True)
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.PARAGRAPH)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("last update"))

    objects = NationalTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("national text")
        verbose_name_plural = _("national texts")
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation__isnull=False, cluster__isnull=True, chapter="", part="paragraph")
                | Q(
                    recommendation__isnull=True,
                    cluster__isnull=False,
                    chapter="",
                    part__in=["context", "measures", "results", "challenges", "next-steps"],
                )
                | (Q(recommendation__isnull=True, cluster__isnull=True, part="chapter") & ~Q(chapter="")),
                name="national_text_has_one_place",
            ),
            models.UniqueConstraint(
                fields=["call", "recommendation"],
                condition=Q(recommendation__isnull=False),
                name="national_text_once_per_recommendation",
            ),
            models.UniqueConstraint(
                fields=["call", "cluster", "part"],
                condition=Q(cluster__isnull=False),
                name="national_text_once_per_cluster",
            ),
            models.UniqueConstraint(
                fields=["call", "chapter"], condition=~Q(chapter=""), name="national_text_once_per_chapter"
            ),
        ]

    def __str__(self):
        return f"{self.recommendation or self.cluster or self.chapter}: {self.get_part_display()}"

    @property
    def written(self):
        """Its sentences in their order; none before it is saved."""
        return list(self.sentences.all()) if self.pk else []

    @property
    def words(self):
        """How many words it has."""
        return sum(count_words(row.sentence) for row in self.written)

    @property
    def untraced(self):
        """How many of its sentences name no source."""
        return sum(not row.has_source for row in self.written)

    @property
    def stamp(self):
        """What it says and rests on, as a short code: tells whether somebody saved it while a form was open."""
        return stamp_of(self.written)

    @transaction.atomic
    def write(self, sentences, *, by, now):
        """Say it in these NationalSentences, in their order; no sentence at all takes the text out.

        The same sentences again change nothing. Raises ValidationError once the report is locked. Returns whether
        anything changed.
        """
        hold_unlocked(self.call)
        stored = NationalText.objects.filter(call=self.call, **self.place).first()
        earlier = stored.written if stored else []
        if stamp_of(earlier) == stamp_of(sentences):
            return False
        self.pk = stored and stored.pk
        self.updated_by, self.updated_at = by, now
        self.save()
        self.sentences.all().delete()
        for number, row in enumerate(sentences, start=1):
            row.pk, row.text, row.order = None, self, number
        NationalSentence.objects.bulk_create(sentences)
        verb = Event.Verb.CHANGED if stored else Event.Verb.ADDED
        Event.objects.record(verb, self, by=by, now=now, before=facts_of(earlier), after=facts_of(sentences))
        return True

    @property
    def place(self):
        """Where it stands, as a filter finds it again."""
        names = {"recommendation": self.recommendation, "cluster": self.cluster}
        return {**names, "chapter": self.chapter, "part": self.part}


def stamp_of(sentences):
    """Sentences with what they rest on as a short code."""
    said = [[row.sentence, row.origin, row.source] for row in sentences]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def facts_of(sentences):
    """Sentences in numbers, as an event keeps them."""
    untraced = sum(not row.has_source for row in sentences)
    words = sum(count_words(row.sentence) for row in sentences)
    return {"sentences": len(sentences), "untraced": untraced, "words": words} if sentences else {}


class NationalSentenceQuerySet(models.QuerySet):
    """Sentences of national texts."""

    def with_sources(self):
        """With what they rest on at hand, in one query."""
        return self.select_related(
            "answer__contribution__local_government",
            "answer__recommendation",
            "measure__recommendation",
            "comment__follow_up__local_government",
            "value__indicator__local_government",
        ).defer("answer__contribution__snapshot", "answer__basis")

    def untraced(self):
        """Those that name no source, as NationalSentence.has_source has it."""
        return self.filter(answer=None, measure=None, comment=None, value=None, source="")


class NationalSentence(models.Model):
    """One sentence of a national text, and what it rests on: at most one row of ours, or a source in words."""

    text = models.ForeignKey(NationalText, on_delete=models.CASCADE, related_name="sentences")
    order = models.PositiveSmallIntegerField()
    sentence = models.TextField(_("sentence"))
    answer = models.ForeignKey(ContributionAnswer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    measure = models.ForeignKey(NationalMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    value = models.ForeignKey(IndicatorValue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = NationalSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="national_sentence_says_something"),
            models.UniqueConstraint(fields=["text", "order"], name="national_sentence_order_once"),
        ]

    def __str__(self):
        return self.sentence

    @property
    def has_source(self):
        """Whether a reader can trace it."""
        return bool(self.answer_id or self.measure_id or self.comment_id or self.value_id or self.source.strip())

    @property
    def origin(self):
        """The row that it rests on, as a short name such as "answer-12"; empty where none is named."""
        found = ((kind, getattr(self, f"{kind}_id")) for kind in SOURCE_KINDS)
        return next((f"{kind}-{number}" for kind, number in found if number), "")

    @origin.setter
    def origin(self, name):
        chosen, _dash, number = name.partition("-")
        for kind in SOURCE_KINDS:
            setattr(self, f"{kind}_id", int(number) if kind == chosen else None)

    def get_origin_display(self):
        """Who or what it rests on, in words; empty where no row is named."""
        if self.answer_id:
            return str(self.answer.contribution)
        if self.value_id:
            return f"{self.value.indicator.local_government}: {self.value}"
        if self.comment_id:
            return f"{self.comment.organisation} ({self.comment.follow_up.local_government})"
        return self.measure.body if self.measure_id else ""

    @property
    def source_in_words(self):
        """What a reader is told it rests on; empty where it is untraced."""
        return "; ".join(words for words in (self.get_origin_display(), self.source.strip()) if words)
