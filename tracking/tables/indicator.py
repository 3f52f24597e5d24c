"""A government's indicators as tables: in its workspace, and what it publishes. Never sorted by value."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import Indicator


class _IndicatorTable(tables.Table):
    """Code, name, kind, right and the newest value; `is_full` for readers who see small numbers."""

    row_header = "name"
    is_full = False
    code = tables.Column()
    name = tables.Column(linkify=True, attrs={"a": {"dir": "auto"}})
    kind = tables.Column()
    right = tables.Column(order_by=("right__order", "attribute__order", "code"))
    newest = tables.TemplateColumn(
        template_name="tracking/columns/indicator_newest.html", verbose_name=_("Newest value"), orderable=False
    )

    def render_kind(self, record):
        """The kind in a word."""
        return record.short_kind.capitalize()


class IndicatorTable(_IndicatorTable):
    """What a government measures, for its own people."""

    caption = _("Indicators")
    is_full = True
    due = tables.TemplateColumn(
        template_name="tracking/columns/indicator_due.html", verbose_name=_("Next value due"), order_by=("next_due_on",)
    )
    visibility = tables.TemplateColumn(
        template_name="tracking/columns/indicator_visibility.html", attrs={"td": {"class": "bare"}}
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    class Meta:
        model = Indicator
        fields = ("code", "name", "kind", "right", "newest", "due", "visibility")
        order_by = "code"
        empty_text = _("No indicator fits these filters. Take one away.")


class PublishedIndicatorTable(_IndicatorTable):
    """What a government publishes, with gaps named and small numbers left out."""

    caption = _("Published indicators")
    name = tables.TemplateColumn(template_name="tracking/columns/published_title.html")
    target = tables.TemplateColumn(
        template_name="tracking/columns/indicator_target.html", verbose_name=_("Target"), orderable=False
    )

    class Meta:
        model = Indicator
        fields = ("code", "name", "kind", "right", "newest", "target")
        order_by = "code"
        prefix = "indicators-"
