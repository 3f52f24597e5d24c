"""Choosing what a call asks about and whom it asks: long lists in groups, ticked one by one or a group at a time."""

import dataclasses
import hashlib
from collections import defaultdict

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from .. import board
from ..models import Cluster, LocalGovernment, ThemeLink
from .collect import OTHER, around, cluster_code

# What the buttons do; the last two with a group's key behind a colon.
SAVE, ALL, TICK_SHOWN, TICK, UNTICK = "save", "all", "tick-shown", "tick", "untick"


@dataclasses.dataclass(frozen=True)
class Choice:
    """A row that can be ticked."""

    row: object
    is_chosen: bool


@dataclasses.dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    key: str
    label: str
    choices: list

    @property
    def chosen(self):
        """How many are ticked."""
        return sum(choice.is_chosen for choice in self.choices)


class Scope:
    """One of the two choices of a call: `name` is its field, `shown` are the rows of the page, `chosen` saved pks."""

    name = ""

    def __init__(self, call, asked):
        self.call = call
        self.total = self.candidates().count()
        self.shown = list(self.narrowed(asked))
        self.chosen = set(getattr(call, self.name).values_list("pk", flat=True))

    def candidates(self):
        """Everything that can be chosen."""
        raise NotImplementedError

    def narrowed(self, asked):
        """The rows of the page, with what it shows."""
        raise NotImplementedError

    def heading_of(self, row):
        """The key of the group under which a row stands."""
        raise NotImplementedError

    def labels(self):
        """{key: heading} in the order of the page."""
        raise NotImplementedError

    def groups(self, chosen=None):
        """[Group] of the rows shown; `chosen` are pks that are ticked though they are not saved."""
        chosen = self.chosen if chosen is None else chosen
        found = defaultdict(list)
        for row in self.shown:
            found[self.heading_of(row)].append(Choice(row, row.pk in chosen))
        return [Group(key, label, found[key]) for key, label in self.labels().items() if key in found]

    @property
    def version(self):
        """What is saved, in short: it tells whether somebody else chose meanwhile."""
        return hashlib.sha256(repr(sorted(self.chosen)).encode()).hexdigest()[:20]

    @property
    def shown_ids(self):
        """The pks of the rows that the page shows, as it sends them back."""
        return ",".join(str(row.pk) for row in self.shown)

    def wanted(self, shown, ticked, do):
        """The pks that a page wants: `shown` are the pks that it showed, `do` is the button that was pressed.

        What the page did not show stays as it is. Everything chosen, or nothing, is the same as no choice: [].
        """
        if do == ALL:
            return set()
        if do == TICK_SHOWN:
            ticked = shown
        action, _colon, key = do.partition(":")
        of_group = {row.pk for row in self.shown if action in (TICK, UNTICK) and self.heading_of(row) == key}
        ticked = ticked | of_group if action == TICK else ticked - of_group
        wanted = (self.chosen - shown) | (ticked & shown)
        known = set(self.candidates().values_list("pk", flat=True))
        return set() if wanted >= known else wanted & known

    def save(self, pks, *, by, now):
        """Ask about (or ask) these from now on; raises ValidationError where somebody's input would be lost."""
        rows = list(self.candidates().filter(pk__in=pks))
        self.call.write(by=by, now=now, **{self.name: rows})


class RecommendationScope(Scope):
    """Which recommendations a call asks about, cluster by cluster."""

    name = "recommendations"

    def candidates(self):
        """All recommendations of the review."""
        return self.call.review.recommendations.in_order()

    def narrowed(self, asked):
        """Those of a cluster, a position, with these words."""
        rows = board.tagged_with(
            self.candidates(), review=self.call.review, text=asked.get("text", ""), cluster=asked.get("cluster")
        )
        if asked.get("position"):
            rows = rows.filter(position=asked["position"])
        links = ThemeLink.objects.select_related("theme__cluster", "theme__current__cluster").order_by("position")
        return rows.with_text().prefetch_related(Prefetch("theme_links", links))

    def heading_of(self, row):
        """Its cluster."""
        return cluster_code(row)

    def labels(self):
        """The clusters."""
        return {cluster.code: cluster.label for cluster in Cluster.objects.order_by("order")} | {
            OTHER: _("Other themes")
        }


class GovernmentScope(Scope):
    """Which governments a call asks, region by region; `regions` are [(pk, name)] of the outermost around others."""

    name = "governments"

    def __init__(self, call, asked):
        known = LocalGovernment.objects.filter(state=call.review.state_id).order_by("name")
        known = list(known.values_list("pk", "parent", "name"))
        self.parents = {pk: parent for pk, parent, _name in known}
        self.names = {pk: name for pk, _parent, name in known}
        inside = {self._outermost(pk) for pk, parent in self.parents.items() if parent}
        self.regions = [(pk, name) for pk, name in self.names.items() if pk in inside]
        self.region_keys = {str(pk) for pk in inside}
        super().__init__(call, asked)

    def candidates(self):
        """All governments of the State."""
        return LocalGovernment.objects.filter(state=self.call.review.state_id).order_by("name", "pk")

    def narrowed(self, asked):
        """Those of a level, inside a region, with these words in the name."""
        rows = self.candidates()
        if asked.get("level"):
            rows = rows.filter(level=asked["level"])
        if asked.get("text"):
            rows = rows.filter(name__icontains=asked["text"])
        region = asked.get("region")
        return [row for row in rows if not region or str(self._outermost(row.pk)) == str(region)]

    def _outermost(self, pk):
        above = around(pk, self.parents)
        return above[-1] if above else pk

    def heading_of(self, row):
        """The outermost government around it; its own key where others lie inside it; "" where it stands alone."""
        outermost = str(self._outermost(row.pk))
        return outermost if outermost in self.region_keys else ""

    def labels(self):
        """The regions, then those that belong to none."""
        return {str(pk): name for pk, name in self.regions} | {"": _("In no region")}
