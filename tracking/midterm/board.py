"""Where every government of the State stands with a call: from stage to stage, never what a draft says."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..documents.words import number_word
from ..models import Contribution, LocalGovernment
from ..permissions import Permission, roles_with
from .collect import population_of

NOT_STARTED, LATE, VACANT = "not_started", "late", "vacant"
STAGES = {NOT_STARTED: _("not started"), **dict(Contribution.Status.choices)}


@dataclass(frozen=True)
class Row:
    """One government: its newest version, and the newest of those that it submitted (either may be None)."""

    government: LocalGovernment
    newest: Contribution | None
    submitted: Contribution | None
    accepted: Contribution | None
    is_late: bool

    @property
    def name(self):
        """The government's name."""
        return self.government.name

    @property
    def population(self):
        """The people who live there; None where the figure is not known."""
        return self.government.population

    @property
    def population_words(self):
        """The population with the separators of the page's language."""
        return number_word(self.population)

    @property
    def people(self):
        """How many people can write its input, and so are told about it."""
        return self.government.writers

    @property
    def stage(self):
        """The status of its newest version; NOT_STARTED without one."""
        return self.newest.status if self.newest else NOT_STARTED

    @property
    def stage_label(self):
        """The stage in words."""
        return STAGES[self.stage]

    def is_in(self, stage):
        """Whether a filter on `stage` (a key of STAGES, LATE or VACANT) keeps it."""
        if stage == LATE:
            return self.is_late
        return not self.people if stage == VACANT else self.stage == stage


class Board:
    """All governments of a call's State, in two queries whatever their number."""

    def __init__(self, call, today):
        self.call = call
        versions = {}
        found = call.contributions.defer("snapshot").select_related("call").order_by("version")
        for contribution in found:
            versions.setdefault(contribution.local_government_id, []).append(contribution)
        is_late = call.is_late(today)
        self.rows = [
            self._row(government, versions.get(government.pk, []), is_late) for government in self._governments()
        ]

    def _governments(self):
        """With the number of people who write for each; those of a government that collects for it count too."""
        roles = roles_with(Permission.CONTRIBUTION_DRAFT)
        own = Count("memberships__user", Q(memberships__role__in=roles), distinct=True)
        above = Q(parent__memberships__role__in=roles, is_collected_by_parent=True)
        above = Count("parent__memberships__user", above, distinct=True)
        rows = LocalGovernment.objects.filter(state=self.call.review.state_id)
        return rows.annotate(writers=own + above).order_by("name")

    @staticmethod
    def _row(government, versions, is_late):
        submitted = [version for version in versions if version.is_frozen]
        accepted = [version for version in submitted if version.status == Contribution.Status.ACCEPTED]
        is_given = submitted and submitted[-1].status != Contribution.Status.RETURNED
        last = {name: rows[-1] if rows else None for name, rows in (("newest", versions), ("submitted", submitted))}
        return Row(government, **last, accepted=accepted[-1] if accepted else None, is_late=is_late and not is_given)

    @cached_property
    def counts(self):
        """How many governments are at each stage, with those that are late or have nobody."""
        counts = Counter(row.stage for row in self.rows)
        return {**counts, LATE: sum(row.is_late for row in self.rows), VACANT: len(self.vacant)}

    @property
    def vacant(self):
        """The rows of governments where nobody can write."""
        return [row for row in self.rows if not row.people]

    def population(self, rows):
        """The people who live in these rows' governments, each territory once; None where a figure is not known."""
        parents = {row.government.pk: row.government.parent_id for row in self.rows}
        return population_of([row.government for row in rows], parents)

    @property
    def accepted(self):
        """The rows whose input is accepted: what a report is compiled of."""
        return [row for row in self.rows if row.accepted]

    @property
    def submitted(self):
        """The rows that submitted a version which was not returned to them."""
        returned = Contribution.Status.RETURNED
        return [row for row in self.rows if row.submitted and (row.accepted or row.submitted.status != returned)]
