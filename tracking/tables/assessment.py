"""Recommendations with the State's own view as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from ..models import FollowUp, Recommendation
from .recommendation import in_words


class AssessedData(TableQuerysetData):
    """Recommendations of which a page gets, in one query, what governments publish on each."""

    def __getitem__(self, page):
        """The rows of a page, with `published_words`."""
        rows = list(self.data[page])
        statuses = FollowUp.objects.published().statuses_of([row.pk for row in rows])
        for row in rows:
            row.published_words = in_words(statuses.get(row.pk, {}))
        return rows


class AssessmentTable(tables.Table):
    """What governments publish, and how the State sees it."""

    caption = _("Recommendations with the State’s own view")
    row_header = "paragraph"
    paragraph = tables.TemplateColumn(
        template_name="tracking/columns/assessment_paragraph.html", verbose_name=_("Number"), order_by=("order", "pk")
    )
    text = tables.TemplateColumn(
        template_name="tracking/columns/followup_text_only.html",
        verbose_name=_("Recommendation"),
        orderable=False,
        attrs={"td": {"class": "text"}},
    )
    published_words = tables.Column(verbose_name=_("What local governments publish"), orderable=False, default="–")
    assessment = tables.TemplateColumn(
        template_name="tracking/columns/assessment_status.html",
        verbose_name=_("The State"),
        order_by=("national_assessment__status", "order"),
    )

    def __init__(self, rows, *, may_write, **kwargs):
        super().__init__(AssessedData(rows), **kwargs)
        self.may_write = may_write

    class Meta:
        model = Recommendation
        fields = ("paragraph", "text", "published_words", "assessment")
        order_by = "paragraph"
        empty_text = _("No recommendation of this kind.")
