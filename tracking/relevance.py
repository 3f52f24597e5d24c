"""Proposes how far a recommendation is a government's matter, from its service areas, and says why."""

import dataclasses

from django.utils.translation import gettext as _

from .models import Competence, FollowUp, ServiceArea

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
        self.kinds = dict(local_government.competences.values_list("service_area", "kind"))
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
        is_national = relevance == Relevance.SUPPORT_ONLY and any(area.is_mostly_national for area, theme in kept)
        return Proposal(
            relevance=relevance,
            reasons=tuple(dict.fromkeys(self._reason(area, theme) for area, theme in kept)),
            who_can=_("National parliament, or the ministry in charge") if is_national else "",
        )

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
