"""What one local government publishes: its follow-ups, and the steps behind them."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import FollowUp, ImplementationStep


class PublishedFollowUpTable(tables.Table):
    """Recommendations on which a government publishes how far it is."""

    caption = _("Recommendations with a published follow-up")
    row_header = "recommendation"
    recommendation = tables.TemplateColumn(
        template_name="tracking/columns/published_recommendation.html",
        verbose_name=_("Recommendation"),
        order_by=("-recommendation__review__cycle", "recommendation__order", "pk"),
    )
    text = tables.TemplateColumn(
        template_name="tracking/columns/published_text.html",
        verbose_name=_("Text"),
        orderable=False,
        attrs={"td": {"class": "text"}},
    )
    status = tables.TemplateColumn(
        template_name="tracking/columns/published_status.html",
        verbose_name=_("Status"),
        attrs={"td": {"class": "bare"}},
    )
    others = tables.TemplateColumn(
        template_name="tracking/columns/published_others.html",
        verbose_name=_("What others say"),
        orderable=False,
        empty_values=(),
    )
    updated_at = tables.DateColumn(verbose_name=_("Last update"), format="SHORT_DATE_FORMAT")

    class Meta:
        model = FollowUp
        fields = ("recommendation", "text", "status", "others", "updated_at")
        prefix = "follow-ups-"


class PublishedStepTable(tables.Table):
    """Steps that a government publishes, with the recommendations they answer in public."""

    caption = _("Published steps")
    row_header = "title"
    title = tables.TemplateColumn(template_name="tracking/columns/published_title.html")
    kind = tables.Column()
    status = tables.Column()
    due_date = tables.DateColumn(format="SHORT_DATE_FORMAT")
    recommendations = tables.TemplateColumn(
        template_name="tracking/columns/published_step_answers.html",
        verbose_name=pgettext_lazy("heading over the recommendations that a step answers", "Answers"),
        orderable=False,
    )
    evidence = tables.TemplateColumn(
        template_name="tracking/columns/published_step_evidence.html", verbose_name=_("Evidence"), orderable=False
    )

    class Meta:
        model = ImplementationStep
        fields = ("title", "kind", "status", "due_date", "recommendations", "evidence")
        prefix = "steps-"
