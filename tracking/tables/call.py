"""Calls for input, and where every government stands with one."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Call


class CallTable(tables.Table):
    """The calls that a person can see."""

    caption = _("Calls for input")
    row_header = "title"
    title = tables.Column(linkify=True)
    occasion = tables.Column(accessor="occasion_words", verbose_name=_("For"), order_by=("occasion", "occasion_name"))
    review = tables.Column(accessor="review", verbose_name=_("Review"), order_by=("review__state__name",))
    deadline = tables.DateColumn(verbose_name=_("Last day for input"))
    target_date = tables.DateColumn(verbose_name=_("Date of the report"))
    heard = tables.Column(verbose_name=pgettext_lazy("how many", "Submitted"), attrs={"cell": {"class": "num"}})
    status = tables.TemplateColumn(
        template_name="tracking/columns/call_status.html", verbose_name=_("Status"), attrs={"td": {"class": "bare"}}
    )

    class Meta:
        model = Call
        fields = ("title", "occasion", "review", "deadline", "target_date", "heard", "status")


class BoardTable(tables.Table):
    """Every government asked and the stage of its input; drafts that it writes itself are not opened from here."""

    caption = _("Input of the governments")
    row_header = "name"
    name = tables.TemplateColumn(template_name="tracking/columns/board_name.html", verbose_name=_("Government"))
    population = tables.TemplateColumn(
        template_name="tracking/columns/board_population.html",
        verbose_name=_("Population"),
        attrs={"cell": {"class": "num"}},
    )
    people = tables.TemplateColumn(
        template_name="tracking/columns/board_people.html",
        verbose_name=_("People who write"),
        attrs={"cell": {"class": "num"}},
    )
    stage = tables.TemplateColumn(
        template_name="tracking/columns/board_stage.html",
        verbose_name=_("Stage"),
        order_by=("stage_label",),
        attrs={"td": {"class": "bare"}},
    )
    submitted = tables.TemplateColumn(
        template_name="tracking/columns/board_submitted.html", verbose_name=_("Last submitted"), orderable=False
    )
    accepted = tables.TemplateColumn(
        template_name="tracking/columns/board_accepted.html", verbose_name=_("In the report"), orderable=False
    )

    told = tables.TemplateColumn(
        template_name="tracking/columns/board_told.html", verbose_name=_("Last mail"), orderable=False
    )
    actions = tables.TemplateColumn(
        template_name="tracking/columns/board_actions.html", verbose_name=_("What you can do"), orderable=False
    )

    def __init__(self, *args, call, back="", may_manage=False, is_locked=False, **kwargs):
        """`back` is the query of the page, to which a button leads back; who manages the call sees names of people.

        Once the report `is_locked` nobody is reminded or answered for.
        """
        super().__init__(*args, **kwargs)
        self.call, self.back, self.may_manage = call, back, may_manage
        if not may_manage or not call.is_open or is_locked:
            self.columns.hide("actions")

    class Meta:
        empty_text = _("No government is at this stage.")
