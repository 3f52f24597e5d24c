"""Which recommendations of a call a ministry has reported on, and which lack any measure."""

from dataclasses import dataclass

from ..models import Membership, NationalMeasure, Recommendation, Role

LACKING, WAITING, ACCEPTED, OWN = "lacking", "waiting", "accepted", "own"
Status = NationalMeasure.Status


@dataclass
class BoardRow:
    """One recommendation, and the newest version of each body that the reader may see."""

    recommendation: Recommendation
    measures: list
    bodies: tuple

    @property
    def is_lacking(self):
        """Nobody has submitted anything that stands."""
        return not any(row.status in (Status.SUBMITTED, Status.ACCEPTED) for row in self.measures)

    @property
    def own(self):
        """What the reader's own body wrote; None while it has not."""
        return next((row for row in self.measures if row.body in self.bodies), None)

    def is_in(self, show):
        """Whether a filter keeps it."""
        if show == LACKING:
            return self.is_lacking
        if show == OWN:
            return self.own is not None
        wanted = {WAITING: Status.SUBMITTED, ACCEPTED: Status.ACCEPTED}.get(show)
        return wanted is None or any(row.status == wanted for row in self.measures)


def rows(call, user):
    """A BoardRow for every recommendation of the call, in three queries."""
    found = {}
    measures = NationalMeasure.objects.visible_to(user).filter(call=call).order_by("body", "version")
    for measure in measures.defer("detail", "challenge", "next_step"):
        found.setdefault(measure.recommendation_id, {})[measure.body] = measure
    own = bodies_of(user, call.review.state)
    recommendations = call.recommendations_asked().with_text().in_order()
    return [BoardRow(row, list(found.get(row.pk, {}).values()), own) for row in recommendations]


def bodies_of(user, state):
    """The bodies for which the person serves the State; none where they named none."""
    held = Membership.objects.serving(user).filter(state=state, role=Role.NATIONAL_VIEWER).exclude(organisation="")
    return tuple(held.values_list("organisation", flat=True))


def known_bodies(state):
    """The bodies that serve the State here, by name."""
    held = Membership.objects.filter(state=state, role=Role.NATIONAL_VIEWER).exclude(organisation="")
    return sorted(set(held.values_list("organisation", flat=True)))
