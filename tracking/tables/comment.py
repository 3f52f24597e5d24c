"""Comments as a table."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from ..models import Comment


class CommentTable(tables.Table):
    """Who said what beside which status, and what became of it."""

    caption = _("Comments")
    row_header = "organisation"
    organisation = tables.Column(linkify=True)
    text = tables.TemplateColumn(
        template_name="tracking/columns/comment_text.html", verbose_name=_("Comment"), orderable=False
    )
    about = tables.TemplateColumn(
        template_name="tracking/columns/comment_about.html", verbose_name=_("About"), orderable=False
    )
    state = tables.TemplateColumn(template_name="tracking/columns/comment_state.html", verbose_name=_("State"))
    at = tables.DateTimeColumn(verbose_name=_("Written at"), format="SHORT_DATE_FORMAT")

    class Meta:
        model = Comment
        fields = ("organisation", "text", "about", "state", "at")
        order_by = "-at"
        empty_text = _("No comment of this kind.")
