"""A government's implementation steps as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import ImplementationStep


def column(name, label, **options):
    """A column whose cell is a template of its own."""
    return tables.TemplateColumn(template_name=f"tracking/columns/step_{name}.html", verbose_name=label, **options)


class StepTable(tables.Table):
    """What the government does, who, until when, and which recommendations it answers."""

    caption = _("Implementation steps")
    row_header = "title"
    title = tables.Column(linkify=True)
    responsible = tables.Column(verbose_name=_("Responsible"))
    status = column("status", _("Status"), attrs={"td": {"class": "bare"}})
    due_date = column("due", _("Due"))
    recommendations = column(
        "recommendations",
        pgettext_lazy("heading over the recommendations that a step answers", "Answers"),
        orderable=False,
    )
    evidence_count = tables.Column(verbose_name=_("Evidence"), attrs={"cell": {"class": "num"}})
    updated_at = tables.DateTimeColumn(format="SHORT_DATE_FORMAT")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    class Meta:
        model = ImplementationStep
        fields = ("title", "responsible", "status", "due_date", "recommendations")
        fields += ("evidence_count", "updated_at")
        order_by = "due_date"
        empty_text = _("No step fits these filters. Take one away.")
