"""Gathers a report's content: a fixed number of queries, whatever the number of governments, into plain data.

What governments say comes from the frozen answers of their accepted contributions, never from live drafts.
"""

from collections import defaultdict

from django.db.models import Count, Prefetch
from django.utils import translation
from django.utils.translation import gettext as _

from ..models import (
    Cluster,
    ImplementationStep,
    LocalGovernment,
    TargetTag,
    ThemeLink,
    Visibility,
)
from . import collect_state
from . import content as report
from .collect_answers import Answers, is_selected
from .collect_contributions import accepted_contributions, around, entries_of, population_of
from .names import Names

__all__ = ["OTHER", "accepted_contributions", "around", "cluster_code", "collect", "population_of", "shown_text"]

OTHER = "other"


def collect(call, contributions, *, language, today, edition, practices=(), spool=None):
    """The ReportContent of a call in `language`, as of `today`.

    `contributions` is what accepted_contributions gave, `practices` are PracticeEntries. The answers of a long report
    go into a `spool`, so that they are not all held in memory.
    """
    with translation.override(language):
        return Collector(call, contributions, spool).content(language, today, edition, tuple(practices))


class Collector:
    """One report's rows, read once."""

    def __init__(self, call, contributions, spool=None):
        self.call, self.review, self.contributions = call, call.review, contributions
        everywhere = list(LocalGovernment.objects.filter(state=self.review.state_id).order_by("name", "pk"))
        asked = set(call.governments_asked().values_list("pk", flat=True))
        self.everywhere = everywhere
        self.governments = [government for government in everywhere if government.pk in asked]
        self.parents = {government.pk: government.parent_id for government in everywhere}
        self.names = Names(everywhere)
        self.population = population_of(self.governments, self.parents)
        self.recommendations = list(self._recommendations())
        paragraphs = {recommendation.pk: recommendation.paragraph for recommendation in self.recommendations}
        self.is_selected = is_selected(call)
        self.answers = Answers(contributions, paragraphs, self.names, spool, self.is_selected)
        self.steps = self._steps()
        self.texts = collect_state.texts(call, self.names)
        self.measures = collect_state.measures(call)
        self.assessments = collect_state.assessments(self.review)
        self.comments = collect_state.comments(self.review, self.names)
        changes = collect_state.position_changes(self.review)
        self.changes = [(pk, change) for pk, change in changes if pk in paragraphs]

    def _recommendations(self):
        links = ThemeLink.objects.select_related("theme__cluster", "theme__current__cluster").order_by("position")
        tags = TargetTag.objects.select_related("target__goal")
        return (
            self.call.recommendations_asked()
            .in_order()
            .prefetch_related(
                Prefetch("theme_links", links), Prefetch("target_tags", tags), "texts", "goals", "recommending_states"
            )
        )

    def _steps(self):
        heard = [contribution.local_government_id for contribution in self.contributions]
        steps = ImplementationStep.objects.filter(local_government__in=heard).exclude(visibility=Visibility.RESTRICTED)
        counted = (
            steps.filter(follow_ups__recommendation__review=self.review)
            .values("follow_ups__recommendation")
            .annotate(count=Count("pk", distinct=True))
            .order_by()
        )
        return {row["follow_ups__recommendation"]: row["count"] for row in counted}

    def content(self, language, today, edition, practices):
        """Everything as frozen data."""
        clusters = self._clusters(language)
        state = self.review.state
        return report.ReportContent(
            state_name=str(state),
            state_iso3=state.iso3,
            language=language,
            mechanism=self.review.mechanism,
            cycle=self.review.cycle,
            session=self.review.session,
            review_date=self.review.review_date,
            adoption_date=self.review.adoption_date,
            midterm_date=self.call.target_date,
            call_title=self.call.title,
            call_deadline=self.call.deadline,
            edition=edition,
            compiled_on=today,
            compiled_by=_("National coordination, %(state)s") % {"state": state},
            document_symbols=(self.review.symbol,) if self.review.symbol else (),
            totals=report.count_totals(clusters),
            coverage=self._coverage(),
            clusters=clusters,
            contributions=entries_of(self.contributions, self.answers.by_contribution, self.names),
            practices=practices,
            **self._of_the_state(today),
        )

    def _of_the_state(self, today):
        return {
            "chapters": collect_state.chapters(self.call, self.texts),
            "records": collect_state.records(self.call, self.changes, self.answers.challenges, self.everywhere),
            "period_start": self.review.adoption_date or self.review.review_date,
            "period_end": min(self.call.deadline, today),
            "is_selected": self.is_selected,
            "word_budget": self.call.word_budget,
        }

    def _coverage(self):
        reported = [contribution.local_government for contribution in self.contributions]
        heard = {government.pk for government in reported}
        return report.Coverage(
            governments_total=len(self.governments),
            governments_reported=len(reported),
            population_total=self.population,
            population_reported=population_of(reported, self.parents),
            names_reported=tuple(self.names.word(row.pk) for row in reported),
            names_silent=tuple(self.names.word(row.pk) for row in self.governments if row.pk not in heard),
        )

    def _clusters(self, language):
        found = defaultdict(list)
        for recommendation in self.recommendations:
            found[cluster_code(recommendation)].append(self._entry(recommendation, language))
        labels = {cluster.code: cluster.label for cluster in Cluster.objects.order_by("order", "code")}
        labels[OTHER] = _("Other themes")
        return tuple(
            report.ClusterChapter(code, label, tuple(found[code]), self.texts.of_cluster(code))
            for code, label in labels.items()
            if code in found
        )

    def _entry(self, recommendation, language):
        text = shown_text(recommendation, language)
        goals = sorted(goal.number for goal in recommendation.goals.all())
        targets = {tag.target.code: tag.target for tag in recommendation.target_tags.all()}.values()
        ordered = sorted(targets, key=lambda target: (target.goal.number, target.order))
        return report.RecommendationEntry(
            paragraph=recommendation.paragraph,
            text=text.text if text else "",
            text_language=text.language if text else language,
            text_is_official=text is None or text.is_official,
            position=recommendation.position,
            recommending_states=tuple(sorted(str(state) for state in recommendation.recommending_states.all())),
            themes=tuple(str(link.theme) for link in recommendation.theme_links.all()),
            goals=tuple(goals),
            targets=tuple(target.code for target in ordered),
            governments=len(self.governments),
            population=self.population,
            steps_count=self.steps.get(recommendation.pk, 0),
            national_text=tuple(self.texts.recommendations[recommendation.pk]),
            measures=self.measures[recommendation.pk],
            assessment=self.assessments.get(recommendation.pk),
            position_changes=tuple(change for pk, change in self.changes if pk == recommendation.pk),
            comments=self.comments[recommendation.pk],
            **self._heard(recommendation.pk),
        )

    def _heard(self, pk):
        """What was heard on a recommendation, as fields of its entry."""
        heard = self.answers.by_recommendation[pk]
        answering = [self.contributions[place].local_government for place in sorted(heard.governments)]
        return {
            "status_distribution": tuple(sorted(heard.statuses.items())),
            "answered": len(answering),
            "population_answered": population_of(answering, self.parents),
            "headlines": heard.entries("headlines"),
            "challenges": heard.entries("challenges"),
            "next_steps": heard.entries("next_steps"),
            "indicators": heard.entries("indicators"),
            "setbacks": heard.entries("setbacks"),
            "setback_count": len(heard.setbacks),
            "unchosen": tuple(sorted(heard.unchosen)),
            "indicator_count": heard.indicator_count,
            "gap_count": heard.gap_count,
            "indicator_governments": len(heard.indicator_governments),
            "governments_answering": tuple(self.names.word(government.pk) for government in answering),
        }


def cluster_code(recommendation):
    """The cluster of the theme under which the recommendation stands; OTHER where it has none."""
    for link in recommendation.theme_links.all():
        cluster = link.theme.cluster or (link.theme.current and link.theme.current.cluster)
        if cluster:
            return cluster.code
    return OTHER


def shown_text(recommendation, language):
    """The text in `language` where there is one, else the official one, else None."""
    texts = {text.language: text for text in recommendation.texts.all()}
    return texts.get(language) or recommendation.official_text
