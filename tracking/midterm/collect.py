"""Gathers a report's content: a fixed number of queries, whatever the number of governments, into plain data.

What governments say comes from the frozen snapshots of their accepted contributions, never from live drafts.
"""

from collections import Counter, defaultdict

from django.db.models import Count, Prefetch
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..models import (
    Cluster,
    ImplementationStep,
    LocalGovernment,
    Membership,
    TargetTag,
    ThemeLink,
    Visibility,
)
from . import content as report

OTHER = "other"


def accepted_contributions(call):
    """The newest accepted version of each government, as a list with government and people at hand."""
    newest = {}
    for contribution in call.contributions.accepted().for_listing().order_by("version"):
        newest[contribution.local_government_id] = contribution
    return sorted(newest.values(), key=lambda row: (row.local_government.name, row.pk))


def collect(call, contributions, *, language, today, edition, practices=()):
    """The ReportContent of a call in `language`, as of `today`.

    `contributions` is what accepted_contributions gave, `practices` are PracticeEntries.
    """
    with translation.override(language):
        return Collector(call, contributions).content(language, today, edition, tuple(practices))


def population_of(governments, parents):
    """The people who live in these governments, each territory once: a city inside a listed region adds nothing.

    `parents` gives the pk of the government around a government by its pk, for all of the State: a province that
    is not listed still ties its city to a listed region. None where a figure is not known.
    """
    listed = {government.pk for government in governments}
    outermost = [government for government in governments if listed.isdisjoint(around(government.pk, parents))]
    figures = [government.population for government in outermost]
    return None if None in figures else sum(figures)


def around(pk, parents):
    """The pks of the governments around a government, from the nearest outwards."""
    found = []
    while (pk := parents.get(pk)) and pk not in found:
        found.append(pk)
    return found


class Collector:
    """One report's rows, read once."""

    def __init__(self, call, contributions):
        self.call, self.review, self.contributions = call, call.review, contributions
        self.governments = list(LocalGovernment.objects.filter(state=self.review.state_id))
        self.parents = {government.pk: government.parent_id for government in self.governments}
        self.population = population_of(self.governments, self.parents)
        self.answers = defaultdict(list)  # recommendation pk -> [(contribution, answer)]
        for contribution in contributions:
            for answer in contribution.snapshot:
                self.answers[answer["recommendation"]].append((contribution, answer))
        self.recommendations = list(self._recommendations())
        self.steps = self._steps()

    def _recommendations(self):
        links = ThemeLink.objects.select_related("theme__cluster", "theme__current__cluster").order_by("position")
        tags = TargetTag.objects.select_related("target__goal")
        return self.review.recommendations.in_order().prefetch_related(
            Prefetch("theme_links", links), Prefetch("target_tags", tags), "texts", "goals", "recommending_states"
        )

    def _steps(self):
        steps = ImplementationStep.objects.exclude(visibility=Visibility.RESTRICTED)
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
            contributions=self._contribution_entries(),
            practices=practices,
        )

    def _coverage(self):
        reported = [contribution.local_government for contribution in self.contributions]
        silent = [row for row in self.governments if row not in reported]
        return report.Coverage(
            governments_total=len(self.governments),
            governments_reported=len(reported),
            population_total=self.population,
            population_reported=population_of(reported, self.parents),
            names_reported=tuple(row.name for row in reported),
            names_silent=tuple(row.name for row in silent),
        )

    def _clusters(self, language):
        found = defaultdict(list)
        for recommendation in self.recommendations:
            found[cluster_code(recommendation)].append(self._entry(recommendation, language))
        labels = {cluster.code: cluster.label for cluster in Cluster.objects.order_by("order")}
        labels[OTHER] = _("Other themes")
        return tuple(
            report.ClusterChapter(code, label, tuple(found[code])) for code, label in labels.items() if code in found
        )

    def _entry(self, recommendation, language):
        answers = self.answers[recommendation.pk]
        text = shown_text(recommendation, language)
        answering = [contribution.local_government for contribution, _answer in answers]
        goals = sorted(goal.number for goal in recommendation.goals.all())
        targets = {tag.target.code: tag.target for tag in recommendation.target_tags.all()}.values()
        ordered = sorted(targets, key=lambda target: (target.goal.number, target.order))
        return report.RecommendationEntry(
            paragraph=recommendation.paragraph,
            text=text.text if text else "",
            text_language=text.language if text else language,
            position=recommendation.position,
            recommending_states=tuple(sorted(str(state) for state in recommendation.recommending_states.all())),
            themes=tuple(str(link.theme) for link in recommendation.theme_links.all()),
            goals=tuple(goals),
            targets=tuple(target.code for target in ordered),
            status_distribution=tuple(Counter(answer["status"] for _row, answer in answers).items()),
            answered=len(answers),
            governments=len(self.governments),
            population_answered=population_of(answering, self.parents),
            population=self.population,
            headlines=tuple(
                report.Headline(row.local_government.name, answer["headline"], answer["status"], row.version)
                for row, answer in answers
                if answer["headline"]
            ),
            challenges=remarks(answers, "challenge"),
            next_steps=remarks(answers, "next_step"),
            steps_count=self.steps.get(recommendation.pk, 0),
        )

    def _contribution_entries(self):
        people = {row.prepared_by_id for row in self.contributions} | {row.approved_by_id for row in self.contributions}
        members = Membership.objects.filter(user__in=people, local_government__isnull=False).order_by("pk")
        roles = defaultdict(list)
        for member in members:
            roles[member.user_id, member.local_government_id].append(member.role)
        return tuple(contribution_entry(row, roles) for row in self.contributions)


def contribution_entry(row, roles):
    """A contribution as it was submitted; `roles` are lists of role codes by (user pk, government pk)."""
    fields = ("paragraph", "status", "headline", "detail", "challenge", "next_step")
    government = row.local_government
    return report.ContributionEntry(
        government=government.name,
        level=government.get_level_display(),
        population=government.population,
        version=row.version,
        prepared_by_role=role_word(held_in(roles, row.prepared_by_id, government), Membership.Role.OFFICER),
        approved_by_role=role_word(held_in(roles, row.approved_by_id, government), Membership.Role.APPROVER),
        approved_on=timezone.localdate(row.submitted_at),
        accepted_on=timezone.localdate(row.decided_at),
        answers=tuple(report.AnswerEntry(**{field: answer[field] for field in fields}) for answer in row.snapshot),
    )


def held_in(roles, user, government):
    """The roles of a person in a government, else in the one that collects for it."""
    above = roles[user, government.parent_id] if government.is_collected_by_parent else []
    return roles[user, government.pk] or above


def role_word(held, acted_as):
    """The role in which somebody acted where they still hold it, else one they hold now, else "former staff"."""
    if not held:
        return _("former staff")
    return str(Membership.Role(acted_as if acted_as in held else held[0]).label)


def remarks(answers, field):
    """The Remarks of one field, where something was written."""
    return tuple(
        report.Remark(row.local_government.name, answer[field], row.version) for row, answer in answers if answer[field]
    )


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
