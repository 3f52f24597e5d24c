"""Proposes how far a recommendation is a government's matter, from its service areas, and says why."""

import dataclasses

from django.utils.translation import gettext as _

from .models import Competence, FollowUp, Recommendation, ServiceArea

Relevance = FollowUp.Relevance
RELEVANCE_OF = {
    Competence.Kind.OWN: Relevance.NECESSARY,
    Competence.Kind.DELEGATED: Relevance.NECESSARY,
    Competence.Kind.SHARED: Relevance.HELPFUL,
    Competence.Kind.NONE: Relevance.SUPPORT_ONLY,
}
STRONGEST_FIRST = [Relevance.NECESSARY, Relevance.HELPFUL, Relevance.SUPPORT_ONLY]


@dataclasses.dataclass(frozen=True)
class Proposal:
    """A proposed relevance, the sentences that explain it, and who can act where the government cannot."""

    relevance: str
    reasons: tuple
    who_can: str = ""

    @property
    def label(self):
        """The relevance as people read it."""
        return Relevance(self.relevance).label


def current_theme(theme):
    """The id of a theme's name today: themes of earlier cycles answer through it."""
    return theme.current_id or theme.pk


class Proposer:
    """Proposes for one government; asks the database three times, however many recommendations follow."""

    def __init__(self, local_government):
        competences = local_government.competences.values_list("service_area", "kind", "who_can")
        self.kinds = {area: kind for area, kind, who_can in competences}
        self.who_can = {area: who_can for area, kind, who_can in competences}
        self.areas_by_theme = {}
        for area in ServiceArea.objects.prefetch_related("themes"):
            for theme in area.themes.all():
                self.areas_by_theme.setdefault(current_theme(theme), []).append(area)

    def propose(self, recommendation):
        """The Proposal for a recommendation fetched with for_listing, or None where no service area answers it."""
        matches = []
        for link in recommendation.theme_links.all():
            for area in self.areas_by_theme.get(current_theme(link.theme), []):
                relevance = self._relevance(area)
                if relevance:
                    matches.append((STRONGEST_FIRST.index(relevance), area, link.theme))
        if not matches:
            return None
        strongest = min(rank for rank, area, theme in matches)
        kept = [(area, theme) for rank, area, theme in matches if rank == strongest]
        relevance = STRONGEST_FIRST[strongest]
        return Proposal(
            relevance=relevance,
            reasons=tuple(dict.fromkeys(self._reason(area, theme) for area, theme in kept)),
            who_can=self._who_can(area for area, theme in kept) if relevance == Relevance.SUPPORT_ONLY else "",
        )

    def _who_can(self, areas):
        """What the government said of the first area that says it; else the State, where it mostly decides."""
        areas = list(areas)
        said = next((self.who_can[area.pk] for area in areas if self.who_can.get(area.pk)), "")
        if said or not any(area.is_mostly_national for area in areas):
            return said
        return _("National parliament, or the ministry in charge")

    def _relevance(self, area):
        kind = self.kinds.get(area.pk)
        if kind is None and area.is_mostly_national:
            kind = Competence.Kind.NONE
        return RELEVANCE_OF.get(kind)

    def _reason(self, area, theme):
        words = {"area": area.label, "theme": theme.label}
        if area.is_mostly_national and self.kinds.get(area.pk, Competence.Kind.NONE) == Competence.Kind.NONE:
            return _("“%(theme)s” is decided by the State nearly everywhere: support only, or not yours.") % words
        return {
            Competence.Kind.OWN: _("Your service area “%(area)s” answers the theme “%(theme)s”."),
            Competence.Kind.DELEGATED: _("“%(area)s” is delegated to you and answers the theme “%(theme)s”."),
            Competence.Kind.SHARED: _("You share “%(area)s” with others; it answers the theme “%(theme)s”."),
            Competence.Kind.NONE: _("“%(area)s” answers the theme “%(theme)s”, but you hold no competence in it."),
        }[self.kinds[area.pk]] % words


def to_look_at_again(local_government, areas):
    """[(follow-up, Proposal)] of sorted recommendations that these service areas answer and that are now proposed
    otherwise than they were sorted; in paragraph order, in a fixed number of queries.
    """
    proposer = Proposer(local_government)
    concerned = {theme for theme, answered in proposer.areas_by_theme.items() if {*answered} & {*areas}}
    sorted_ones = FollowUp.objects.filter(local_government=local_government).exclude(relevance="")
    by_recommendation = {row.recommendation_id: row for row in sorted_ones}
    found = []
    for recommendation in Recommendation.objects.filter(pk__in=by_recommendation).for_listing().in_order():
        if concerned.isdisjoint(current_theme(link.theme) for link in recommendation.theme_links.all()):
            continue
        follow_up, proposal = by_recommendation[recommendation.pk], proposer.propose(recommendation)
        follow_up.recommendation = recommendation
        if proposal and not _agree(follow_up.relevance, proposal.relevance):
            found.append((follow_up, proposal))
    return found


def _agree(sorted_as, proposed):
    """Whether they say the same; "not ours" is a way to say that one can only support."""
    return sorted_as == proposed or {sorted_as, proposed} == {Relevance.NOT_OURS, Relevance.SUPPORT_ONLY}
