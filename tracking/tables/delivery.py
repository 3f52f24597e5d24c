"""Reminder mails and what became of them."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import ReminderDelivery


class DeliveryTable(tables.Table):
    """Who was to be told what, when, and whether the mail went out."""

    caption = _("Reminder mails")
    selected_at = tables.DateTimeColumn(verbose_name=_("Prepared on"), format="SHORT_DATETIME_FORMAT")
    recipient = tables.Column(verbose_name=_("To"))
    about = tables.TemplateColumn(
        template_name="tracking/columns/delivery_about.html", verbose_name=_("About"), orderable=False
    )
    status = tables.TemplateColumn(template_name="tracking/columns/delivery_status.html", verbose_name=_("Outcome"))

    def __init__(self, *args, may_retry=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_retry = may_retry

    class Meta:
        model = ReminderDelivery
        fields = ("selected_at", "recipient", "about", "status")
        order_by = "-selected_at"
        empty_text = _("No reminder has been due so far.")
