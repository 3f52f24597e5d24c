"""Where every government that a call asks stands with it: from stage to stage, never what a draft says."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..documents.words import number_word
from ..models import Contribution, LocalGovernment
from ..permissions import Permission, roles_with
from .collect import around, population_of

NOT_STARTED, LATE, VACANT = "not_started", "late", "vacant"
STAGES = {NOT_STARTED: _("not started"), **dict(Contribution.Status.choices)}
KINDS = {**STAGES, LATE: _("late"), VACANT: _("without anybody who writes")}  # by which a board is filtered
NOT_GIVEN = (Contribution.Status.RETURNED, Contribution.Status.WITHDRAWN)


@dataclass
class Row:
    """One government: its newest version, and the newest of those that it submitted (either may be None).

    A page that shows the row adds the newest mail about the call (a reminders.Told), whether it is of today, and how
    far the reminders have gone ([reminders.escalation.Reminded]).
    """

    government: LocalGovernment
    newest: Contribution | None
    submitted: Contribution | None
    accepted: Contribution | None
    is_late: bool
    told: object = None
    is_told_today: bool = False
    reminded: list = ()

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

    @property
    def is_given(self):
        """Its input lies with the coordinator or is accepted; nothing is to be asked of it."""
        return bool(self.accepted) or (bool(self.submitted) and self.submitted.status not in NOT_GIVEN)

    @property
    def waits_for_government(self):
        """The government has the next move: it can be reminded, or answered for."""
        return self.stage not in (Contribution.Status.SUBMITTED, Contribution.Status.ACCEPTED)

    @property
    def can_be_answered_for(self):
        """Nobody of the government has begun, so the coordinator may write down what it says by phone or on paper."""
        return self.newest is None

    def is_in(self, stage):
        """Whether a filter on `stage` (a key of KINDS) keeps it."""
        if stage == LATE:
            return self.is_late
        return not self.people if stage == VACANT else self.stage == stage


class Board:
    """All governments that a call asks, in three queries whatever their number."""

    def __init__(self, call, today):
        self.call = call
        known = LocalGovernment.objects.filter(state=call.review.state_id).order_by("name")
        known = list(known.values_list("pk", "parent", "name"))
        self.parents = {pk: parent for pk, parent, _name in known}
        self.names = {pk: name for pk, _parent, name in known}
        versions = {}
        found = call.contributions.defer("snapshot", "frozen_replies").select_related("call").order_by("version")
        for contribution in found:
            versions.setdefault(contribution.local_government_id, []).append(contribution)
        is_late = call.is_late(today)
        self.rows = [
            self._row(government, versions.get(government.pk, []), is_late) for government in self._governments()
        ]

    def _governments(self):
        """With the number of people who write for each; those of a government that collects for it count too."""
        roles = roles_with(Permission.CONTRIBUTION_DRAFT)
        writes = Q(memberships__role__in=roles, memberships__user__is_active=True)
        own = Count("memberships__user", writes, distinct=True)
        above = Q(parent__memberships__role__in=roles, parent__memberships__user__is_active=True)
        above = Count("parent__memberships__user", above & Q(is_collected_by_parent=True), distinct=True)
        return self.call.governments_asked().annotate(writers=own + above).order_by("name")

    @staticmethod
    def _row(government, versions, is_late):
        for version in versions:
            version.local_government = government
        submitted = [version for version in versions if version.is_frozen]
        accepted = [version for version in submitted if version.status == Contribution.Status.ACCEPTED]
        newest, given, taken = (rows[-1] if rows else None for rows in (versions, submitted, accepted))
        is_given = bool(taken) or (bool(given) and given.status not in NOT_GIVEN)
        return Row(government, newest, given, taken, is_late and not is_given)

    def select(self, *, stage="", level="", region=None, text=""):
        """The rows of a stage (a key of KINDS), a level, a region (a pk: with all inside it), with these words."""
        text = text.casefold().strip()
        return [
            row
            for row in self.rows
            if (not stage or row.is_in(stage))
            and (not level or row.government.level == level)
            and (not region or region in (row.government.pk, *around(row.government.pk, self.parents)))
            and text in row.name.casefold()
        ]

    @property
    def levels(self):
        """[(code, label)] of the levels of the governments asked."""
        present = {row.government.level for row in self.rows}
        return [(code, label) for code, label in LocalGovernment.Level.choices if code in present]

    @property
    def regions(self):
        """[(pk, name)] of the governments inside which one lies that is asked."""
        above = {pk for row in self.rows for pk in around(row.government.pk, self.parents)}
        return [(pk, name) for pk, name in self.names.items() if pk in above]

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
        return population_of([row.government for row in rows], self.parents)

    @property
    def accepted(self):
        """The rows whose input is accepted: what a report is compiled of."""
        return [row for row in self.rows if row.accepted]

    @property
    def submitted(self):
        """The rows that submitted a version which was neither returned to them nor taken back."""
        return [row for row in self.rows if row.is_given]
