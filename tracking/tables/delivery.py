"""Reminder mails and what became of them."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import ReminderDelivery


class DeliveryTable(tables.Table):
    """Who was to be told what, when, and whether the mail went out."""

    caption = _("Reminder mails")
    row_header = "recipient"
    selected_at = tables.DateTimeColumn(verbose_name=_("Prepared on"), format="SHORT_DATETIME_FORMAT")
    recipient = tables.TemplateColumn(
        template_name="tracking/columns/delivery_to.html", verbose_name=_("To"), order_by=("recipient",)
    )
    about = tables.TemplateColumn(
        template_name="tracking/columns/delivery_about.html", verbose_name=_("About"), orderable=False
    )
    status = tables.TemplateColumn(template_name="tracking/columns/delivery_status.html", verbose_name=_("Outcome"))

    def __init__(self, *args, reader, managed=(), **kwargs):
        """`managed` are the States whose mails the reader may send again."""
        super().__init__(*args, **kwargs)
        self.reader, self.managed = reader, {state.pk for state in managed}

    def may_name(self, record):
        """Whether the reader learns whose mail it is and what is wrong with its address: own and managed ones."""
        return record.recipient_id == self.reader.pk or self._manages(record)

    def may_decide(self, record):
        """Whether the reader decides what becomes of a mail that failed."""
        return record.is_failed and self._manages(record)

    def _manages(self, record):
        return any(item.state_id in self.managed for item in record.items.all())

    class Meta:
        model = ReminderDelivery
        fields = ("selected_at", "recipient", "about", "status")
        order_by = "-selected_at"
        empty_text = _("No reminder has been due so far.")
