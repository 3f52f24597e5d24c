"""Governments that publish: by name, never in an order of merit."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import LocalGovernment


class PublishingGovernmentTable(tables.Table):
    """Rows of `overviews.publishing`."""

    caption = _("Local and regional governments that publish what they do")
    row_header = "name"
    name = tables.Column(linkify=True, verbose_name=_("Name"))
    level = tables.Column(verbose_name=_("Level"))
    state = tables.Column(verbose_name=_("State"), orderable=False)
    count = tables.Column(
        verbose_name=_("Recommendations with something published"), orderable=False, attrs={"td": {"class": "num"}}
    )
    newest = tables.DateColumn(verbose_name=_("Last update"), format="SHORT_DATE_FORMAT")

    class Meta:
        model = LocalGovernment
        fields = ("name", "level", "state", "count", "newest")
        prefix = "governments-"
        order_by = ("name",)
