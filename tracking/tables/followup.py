"""A government's board as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from .. import board
from ..models import FollowUp, Recommendation, Status


class BoardColumn(tables.TemplateColumn):
    """A column whose cell is a template of its own; it finds the row's codes as words."""

    def __init__(self, name, label, **options):
        super().__init__(template_name=f"tracking/columns/followup_{name}.html", verbose_name=label, **options)

    def render(self, record, table, value, bound_column, **kwargs):
        """The template, with relevance_label, status_label and is_stale on the record."""
        record.relevance_label = FollowUp.short_relevance(record.relevance)
        record.status_label = dict(Status.choices).get(record.status, "")
        record.is_stale = record.status == Status.ONGOING and record.updated_at < board.stale_before(table.today)
        return super().render(record=record, table=table, value=value, bound_column=bound_column, **kwargs)


class BoardTable(tables.Table):
    """Every recommendation with what the government says about it."""

    caption = _("Recommendations and what your government does about them")
    row_header = "paragraph"
    paragraph = BoardColumn("paragraph", _("Number"), order_by=("order", "pk"))
    text = BoardColumn("text", _("Recommendation"), orderable=False, attrs={"td": {"class": "text"}})
    relevance = BoardColumn("relevance", _("Ours?"))
    status = BoardColumn("status", _("Status"))
    step_count = BoardColumn("steps", _("Steps"), attrs={"cell": {"class": "num"}})
    next_due = BoardColumn("due", _("Next due"))
    updated_at = tables.DateTimeColumn(verbose_name=_("Last update"), format="SHORT_DATE_FORMAT", default="–")

    def __init__(self, *args, government, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.government, self.today = government, today

    class Meta:
        model = Recommendation
        fields = ("paragraph", "text", "relevance", "status", "step_count", "next_due", "updated_at")
        order_by = "paragraph"
        empty_text = _("No recommendation fits these filters. Take one away.")
