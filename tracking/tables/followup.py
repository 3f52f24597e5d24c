"""A government's board as a table."""

import dataclasses

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2.data import TableQuerysetData

from .. import board
from ..models import FollowUp, Recommendation, Status


@dataclasses.dataclass(frozen=True)
class Groups:
    """What a board is grouped by: {key: label}, and {key: number of rows in it}."""

    by: str
    labels: dict
    counts: dict

    def label(self, key):
        """The heading of a group."""
        nothing = _("No department named") if self.by == board.DEPARTMENT else _("None")
        return self.labels.get(key) or (key if self.by == board.DEPARTMENT else "") or nothing


class GroupedData(TableQuerysetData):
    """Rows that stay in their groups, however they are sorted within; the first of each has a `heading`."""

    def __init__(self, rows, groups):
        super().__init__(board.grouped(rows, groups.by))
        self.groups = groups

    def order_by(self, aliases):
        """By group, and within each as asked."""
        super().order_by(aliases)
        self.data = self.data.order_by("group_order", *self.data.query.order_by)

    def __getitem__(self, page):
        """The rows of a page; `heading` is (label, number of rows) where a group begins or goes on from before."""
        rows, before = list(self.data[page]), object()
        for row in rows:
            if row.group_key != before:
                row.heading = (self.groups.label(row.group_key), self.groups.counts.get(row.group_key, 0))
            before = row.group_key
        return rows


class BoardColumn(tables.TemplateColumn):
    """A column whose cell is a template of its own; it finds the row's codes as words."""

    def __init__(self, name, label, **options):
        super().__init__(template_name=f"tracking/columns/followup_{name}.html", verbose_name=label, **options)

    def render(self, record, table, value, bound_column, **kwargs):
        """The template, with relevance_label, status_label and is_stale on the record."""
        record.relevance_label = FollowUp.short_relevance(record.relevance)
        record.status_label = dict(Status.choices).get(record.status, "")
        record.is_stale = record.status == Status.ONGOING and record.updated_at < board.stale_before(table.today)
        record.is_overdue = bool(record.next_due and record.next_due < table.today)
        record.last_news = max(filter(None, (record.updated_at, record.steps_updated_at)), default=None)
        return super().render(record=record, table=table, value=value, bound_column=bound_column, **kwargs)


class BoardTable(tables.Table):
    """Every recommendation with what the government says about it."""

    caption = gettext_lazy("Recommendations and what your government does about them")
    row_header = "paragraph"
    paragraph = BoardColumn("paragraph", gettext_lazy("Number"), order_by=("order", "pk"))
    text = BoardColumn("text", gettext_lazy("Recommendation"), orderable=False, attrs={"td": {"class": "text"}})
    relevance = BoardColumn("relevance", gettext_lazy("Ours?"))
    status = BoardColumn("status", gettext_lazy("Status"))
    department = tables.Column(verbose_name=gettext_lazy("Department that leads"), default="–")
    next_due = BoardColumn("due", gettext_lazy("Next step"))
    updated_at = BoardColumn("news", gettext_lazy("Last update"))

    def __init__(self, rows, *, government, today, groups=None, **kwargs):
        super().__init__(GroupedData(rows, groups) if groups else rows, **kwargs)
        self.government, self.today = government, today

    class Meta:
        model = Recommendation
        template_name = "tracking/board_table.html"
        fields = ("paragraph", "text", "relevance", "status", "department", "next_due", "updated_at")
        order_by = "paragraph"
        empty_text = gettext_lazy("No recommendation fits these filters. Take one away.")
