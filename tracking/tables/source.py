"""Imported files, and the rows of one of them."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import SourceFile, SourceRow


class SourceFileTable(tables.Table):
    """Which file was handed in when and by whom, and what became of its rows."""

    caption = _("Imported files")
    row_header = "name"
    name = tables.Column(linkify=True, verbose_name=_("File"))
    review = tables.Column(accessor="review", order_by=("review__state__name", "review__cycle"), linkify=False)
    uploaded_at = tables.TemplateColumn(
        template_name="tracking/columns/source_uploaded.html", verbose_name=_("Handed in")
    )
    status = tables.TemplateColumn(template_name="tracking/columns/source_status.html", verbose_name=_("Status"))
    counts = tables.TemplateColumn(
        template_name="tracking/columns/source_counts.html", verbose_name=_("Rows"), orderable=False
    )

    class Meta:
        model = SourceFile
        fields = ("name", "review", "uploaded_at", "status", "counts")
        order_by = "-uploaded_at"


class SourceRowTable(tables.Table):
    """What the import makes of every row, and why."""

    caption = _("Rows of the file")
    row_header = "paragraph"
    paragraph = tables.TemplateColumn(
        template_name="tracking/columns/source_paragraph.html", verbose_name=_("Paragraph")
    )
    outcome = tables.TemplateColumn(
        template_name="tracking/columns/source_outcome.html",
        verbose_name=_("Outcome"),
        attrs={"td": {"class": "bare"}},
    )
    text = tables.TemplateColumn(
        template_name="tracking/columns/source_text.html",
        verbose_name=_("Recommendation"),
        attrs={"td": {"class": "text"}},
    )
    place = tables.Column(verbose_name=_("Place in the file"), attrs={"td": {"class": "nowrap"}})

    class Meta:
        model = SourceRow
        fields = ("paragraph", "outcome", "text", "place")
        orderable = False
        empty_text = _("The file has no row of this kind.")
