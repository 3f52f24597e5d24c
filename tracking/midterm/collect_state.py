"""What the State brings into its report: texts, measures, assessments and records, each kind in one query."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import (
    AssistanceNeed,
    Comment,
    Consultation,
    LocalGovernment,
    LocalHumanRightsBody,
    NationalAssessment,
    NationalInstitution,
    NationalMeasure,
    NationalSentence,
    Pledge,
    PositionChange,
    Recommendation,
    RegionalDialogue,
    ReportChapter,
    SourceFile,
    StepChallenge,
    Visibility,
)
from . import state_entries as entries
from .entries import ChapterEntry

SENTENCE_COLUMNS = (
    *("text__recommendation_id", "text__cluster__code", "text__chapter", "text__part", "sentence"),
    *("answer__contribution__local_government", "answer__contribution__version"),
    *("measure__body", "measure__version", "comment__organisation", "value__indicator__name"),
    *("value__indicator__visibility", "value__indicator__local_government", "value__ends_on", "source"),
)


@dataclass
class Texts:
    """The coordinator's sentences by the place they were written for."""

    recommendations: dict = field(default_factory=lambda: defaultdict(list))
    clusters: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    chapters: dict = field(default_factory=lambda: defaultdict(list))

    def of_cluster(self, code):
        """The TextEntries of a cluster."""
        return tuple(entries.TextEntry(part, tuple(found)) for part, found in self.clusters[code].items())


def texts(call, names):
    """The Texts of a call; `names` are the Names of governments."""
    found = Texts()
    rows = NationalSentence.objects.filter(text__call=call).order_by("text__part", "text", "order")
    for recommendation, cluster, chapter, part, words, *origin in rows.values_list(*SENTENCE_COLUMNS):
        sentence = entries.Sentence(words, source_words(names, *origin))
        if recommendation:
            found.recommendations[recommendation].append(sentence)
        elif cluster:
            found.clusters[cluster][part].append(sentence)
        else:
            found.chapters[chapter].append(sentence)
    return found


def source_words(
    names, government, version, body, measure_version, organisation, indicator, shown_to, keeper, ends_on, source
):
    """What a sentence rests on, in words; "" where nothing is named."""
    if government:
        return _("%(government)s, version %(version)s") % {"government": names.word(government), "version": version}
    if body:
        return _("%(government)s, version %(version)s") % {"government": body, "version": measure_version}
    if organisation:
        return _("Comment of %(organisation)s") % {"organisation": organisation}
    if indicator:
        name = indicator if shown_to == Visibility.PUBLIC else capfirst(_("indicator"))
        return f"{name} ({names.word(keeper)}, {ends_on.year})"
    return source.strip()


def chapters(call, written):
    """The ChapterEntries that the coordinator wants, in their order."""
    return tuple(
        ChapterEntry(str(code), budget, tuple(written.chapters[code]))
        for code, is_included, budget in ReportChapter.objects.of_call(call)
        if is_included
    )


def measures(call):
    """{recommendation pk: (MeasureEntry, ...)}: of each body the newest accepted version."""
    newest = {}
    rows = NationalMeasure.objects.filter(call=call).accepted().order_by("body", "version")
    for row in rows:
        newest[row.recommendation_id, row.body] = row
    found = defaultdict(tuple)
    names = ("body", "headline", "detail", "challenge", "next_step", "programme", "programme_year")
    for (recommendation, _body), row in newest.items():
        found[recommendation] += (entries.MeasureEntry(**{name: getattr(row, name) for name in names}),)
    return found


def assessments(review):
    """{recommendation pk: AssessmentEntry} of what the State made public: the report may be read by anybody."""
    rows = NationalAssessment.objects.filter(recommendation__review=review, visibility=Visibility.PUBLIC)
    return {
        pk: entries.AssessmentEntry(status, reason)
        for pk, status, reason in rows.values_list("recommendation", "status", "reason")
    }


def comments(review, names):
    """{recommendation pk: (CommentEntry, ...)} of the published ones; `names` are the Names of governments."""
    labels = dict(Comment.Stance.choices)
    columns = ("follow_up__recommendation", "organisation", "follow_up__local_government", "stance", "text")
    rows = Comment.objects.published().filter(follow_up__recommendation__review=review).order_by("at", "pk")
    found = defaultdict(tuple)
    for recommendation, organisation, government, stance, text in rows.values_list(*columns):
        said = (organisation, names.word(government), str(labels[stance]), text, names.code(government))
        found[recommendation] += (entries.CommentEntry(*said),)
    return found


def position_changes(review):
    """[(recommendation pk, PositionChangeEntry)] in paragraph order."""
    names = ("old_position", "new_position", "decided_on", "source", "reason")
    rows = PositionChange.objects.for_report().filter(review=review).select_related("recommendation")
    return [
        (
            row.recommendation_id,
            entries.PositionChangeEntry(row.recommendation.paragraph, **{name: getattr(row, name) for name in names}),
        )
        for row in rows.order_by("recommendation__order", "decided_on", "pk")
    ]


def records(call, changes, challenges, governments):
    """The StateRecords of the call's review; `challenges` are places of governments by code, one for each answer."""
    review = call.review
    dialogues = list(
        RegionalDialogue.objects.filter(review=review, visibility=Visibility.PUBLIC).for_listing(),
    )
    reached, regions = regions_reached(dialogues, governments)
    return entries.StateRecords(
        institutions=tuple(map(_institution, NationalInstitution.objects.for_report().filter(review=review))),
        local_bodies=LocalHumanRightsBody.objects.filter(
            local_government__state=review.state_id, visibility=Visibility.PUBLIC
        ).count(),
        consultations=tuple(map(_consultation, Consultation.objects.for_report().filter(review=review))),
        dialogues=tuple(map(_dialogue, dialogues)),
        regions=reached,
        regions_total=regions,
        position_changes=tuple(change for _pk, change in changes),
        pledges=tuple(_pledge(row) for row in Pledge.objects.for_report().filter(review=review)),
        needs=_needs(review),
        challenges=_challenges(challenges),
        sources=_sources(call),
    )


def regions_reached(dialogues, governments):
    """(regions with a dialogue, all regions): the first level that occurs counts, from the region down."""
    occurring = {government.level for government in governments}
    level = next((level for level in LocalGovernment.Level.values if level in occurring), "")
    regions = {government.pk for government in governments if government.level == level}
    return len(regions & {dialogue.local_government_id for dialogue in dialogues}), len(regions)


def _institution(row):
    return entries.InstitutionEntry(row.get_kind_display(), row.name, row.since, row.mandate, row.change, row.website)


def _consultation(row):
    names = ("title", "held_on", "held_until", "place", "invited", "invited_number", "attended", "attended_number")
    return entries.ConsultationEntry(
        **{name: getattr(row, name) for name in (*names, "themes", "outcome")},
        kind=row.get_kind_display(),
        format=row.get_format_display(),
    )


def _dialogue(row):
    return entries.ConsultationEntry(
        title=str(row),
        kind=_("regional dialogue"),
        format="",
        held_on=row.held_on,
        held_until=None,
        place=row.place,
        invited="",
        invited_number=None,
        attended="; ".join(f"{label}: {count}" for label, count in row.sectors()),
        attended_number=row.participant_count,
        themes=row.themes,
        outcome=row.follow_up,
    )


def _pledge(row):
    names = ("number", "text", "made_on", "made_at", "status", "progress", "lead", "due")
    return entries.PledgeEntry(**{name: getattr(row, name) for name in names})


def _needs(review):
    rows = AssistanceNeed.objects.for_report().filter(review=review)
    rows = rows.prefetch_related(Prefetch("recommendations", Recommendation.objects.in_order()))
    return tuple(
        entries.NeedEntry(
            row.get_kind_display(),
            row.title,
            row.text,
            row.asked_of,
            tuple(recommendation.paragraph for recommendation in row.recommendations.all()),
        )
        for row in rows
    )


def _challenges(found):
    counted = (
        entries.ChallengeCount(str(label), len(found[kind]), len(set(found[kind])))
        for kind, label in StepChallenge.Kind.choices
        if kind in found
    )
    return tuple(sorted(counted, key=lambda row: -row.answers))


def _sources(call):
    review = call.review
    symbols = [entries.SourceEntry(_("Document of the review"), review.symbol, "")] if review.symbol else []
    files = SourceFile.objects.filter(review=review, status=SourceFile.Status.IMPORTED).order_by("uploaded_at", "pk")
    imported = [
        entries.SourceEntry(_("Imported file with recommendations"), name, sha256)
        for name, sha256 in files.values_list("name", "sha256")
    ]
    return (*symbols, *imported, entries.SourceEntry(_("Call for input"), call.title, ""))
