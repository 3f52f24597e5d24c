"""The texts that people wrote and the body of a report repeats: as they stand now, and as an edition froze them.

Both sides name the same kinds of texts by the same keys as the count of words does: "cluster:" and the code of a
cluster, or the code of a chapter. What stands around them, numbers and sentences of the site, is not counted here.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch

from ..documents.text import count_words
from ..models import (
    AnswerUse,
    AssistanceNeed,
    Comment,
    Consultation,
    NationalAssessment,
    NationalInstitution,
    NationalMeasure,
    NationalSentence,
    Pledge,
    PositionChange,
    ReportChapter,
    ThemeLink,
    Visibility,
)
from .collect import cluster_code
from .content import MOST_LINES
from .known import known_contributions

Code = ReportChapter.Code
EXCERPT, PARAGRAPH, MEASURE, VOICE, RECORD = "excerpt", "paragraph", "measure", "voice", "record"
# Of the State's records: the model, its chapter, its name in a frozen report, and the texts that the body repeats.
RECORDS = (
    (NationalInstitution, Code.INSTITUTIONS, "institutions", ("name", "mandate", "change")),
    (Consultation, Code.CONSULTATIONS, "consultations", ("title", "themes", "outcome")),
    (PositionChange, Code.POSITIONS, "position_changes", ("source", "reason")),
    (Pledge, Code.PLEDGES, "pledges", ("text", "made_at", "progress", "lead")),
    (AssistanceNeed, Code.ASSISTANCE, "needs", ("title", "text", "asked_of")),
)
OF_ANSWER = ("challenge", "next_step")  # told beside the excerpt of an answer that is used
OF_MEASURE = ("headline", "programme", "challenge", "next_step")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its kind, the chapter or cluster that it counts for, its words, and where it is changed.

    `paragraph` and `recommendation` name the recommendation that it is on, `owner` whose text it is, `answer` the
    answer of an excerpt; `cluster` and `part`, or `chapter`, the place of a text that is on no recommendation.
    """

    kind: str
    key: str
    words: int
    paragraph: str = ""
    recommendation: int | None = None
    owner: str = ""
    answer: int | None = None
    cluster: str = ""
    part: str = ""
    chapter: str = ""


class Places:
    """Where recommendations stand in the report of a call: {pk: (paragraph, code of the cluster)}; two queries."""

    def __init__(self, call):
        links = ThemeLink.objects.select_related("theme__cluster", "theme__current__cluster").order_by("position")
        asked = call.recommendations_asked().in_order().prefetch_related(Prefetch("theme_links", links))
        self.places = {row.pk: (row.paragraph, cluster_code(row)) for row in asked}

    def __contains__(self, pk):
        return pk in self.places

    def counts(self):
        """{code of a cluster: how many recommendations belong to it}."""
        found = {}
        for _paragraph, code in self.places.values():
            found[code] = found.get(code, 0) + 1
        return found

    def text(self, kind, pk, words, owner="", answer=None):
        """A Text on a recommendation."""
        paragraph, code = self.places[pk]
        return Text(kind, f"cluster:{code}", words, paragraph, pk, owner, answer)


def standing(call, places):
    """The Texts as they stand now; eleven queries, whatever the number of governments."""
    readers = (_excerpts, _paragraphs, _measures, _voices)
    return [*(text for read in readers for text in read(call, places)), *_records(call.review)]


def _excerpts(call, places):
    rows = AnswerUse.objects.filter(is_used=True, answer__contribution__in=known_contributions(call))
    columns = ("answer__recommendation", "answer__contribution__local_government__name", "answer", "excerpt")
    for pk, owner, answer, *texts in rows.values_list(*columns, *(f"answer__{name}" for name in OF_ANSWER)):
        if pk in places:
            yield places.text(EXCERPT, pk, sum(map(count_words, texts)), owner, answer)


def _paragraphs(call, places):
    found = {}
    rows = NationalSentence.objects.filter(text__call=call).order_by("text", "order")
    columns = ("text__recommendation", "text__cluster__code", "text__chapter", "text__part", "sentence")
    for *place, sentence in rows.values_list(*columns):
        found[tuple(place)] = found.get(tuple(place), 0) + count_words(sentence)
    clusters = places.counts()
    for (pk, cluster, chapter, part), words in found.items():
        if pk in places:
            yield places.text(PARAGRAPH, pk, words)
        elif cluster in clusters:
            yield Text(PARAGRAPH, f"cluster:{cluster}", words, cluster=cluster, part=part)
        elif chapter:
            yield Text(PARAGRAPH, chapter, words, chapter=chapter)


def _measures(call, places):
    newest = {}
    columns = ("recommendation", "body", *OF_MEASURE)
    rows = NationalMeasure.objects.filter(call=call).accepted().order_by("version")
    for pk, body, *texts in rows.values_list(*columns):
        newest[pk, body] = sum(map(count_words, texts))
    return [places.text(MEASURE, pk, words, body) for (pk, body), words in newest.items() if pk in places]


def _voices(call, places):
    """What the State and organisations make public on recommendations."""
    reasons = NationalAssessment.objects.filter(
        recommendation__review=call.review_id, visibility=Visibility.PUBLIC
    ).values_list("recommendation", "reason")
    comments = (
        Comment.objects.published()
        .filter(follow_up__recommendation__review=call.review_id)
        .values_list("follow_up__recommendation", "text")
    )
    return [places.text(VOICE, pk, count_words(text)) for pk, text in [*reasons, *comments] if pk in places]


def _records(review):
    for model, chapter, _name, fields in RECORDS:
        for texts in model.objects.for_report().filter(review=review).values_list(*fields):
            yield Text(RECORD, chapter.value, sum(map(count_words, texts)))


def frozen(content):
    """({key: words} of local governments' texts in a frozen report, the same of all others).

    None stands for the first where the report is abridged and no longer holds all of these texts.
    """
    local, others, is_whole = Counter(), Counter(), True

    def count(key, *texts, found=others):
        found[key] += sum(map(count_words, texts))

    for cluster in content.clusters:
        key = f"cluster:{cluster.code}"
        for entry in cluster.recommendations:
            for heard in (entry.headlines, entry.challenges, entry.next_steps):
                count(key, *(line.text for line in heard), found=local)
                is_whole = is_whole and not (content.is_abridged and len(heard) >= MOST_LINES)
            count(key, *(sentence.text for sentence in entry.national_text))
            for measure in entry.measures:
                count(key, *(getattr(measure, name) for name in OF_MEASURE))
            count(key, *(comment.text for comment in entry.comments))
            if entry.assessment:
                count(key, entry.assessment.reason)
        for text in cluster.texts:
            count(key, *(sentence.text for sentence in text.sentences))
    for chapter in content.chapters:
        count(chapter.code, *(sentence.text for sentence in chapter.introduction))
    for _model, chapter, name, fields in RECORDS:
        for record in getattr(content.records, name):
            count(chapter.value, *(getattr(record, field) for field in fields))
    return local if is_whole else None, others
