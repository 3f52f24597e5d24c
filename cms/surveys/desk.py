"""Surveys in the editors' admin: the form builder, and the way from it to the desk with the answers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets.button import ListingButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models.survey import Survey

from . import deleting, desk_urls

FIXED = ("code", "kind", "vocabulary")  # what exported answers and stored choices rest on


class SurveyForm(WagtailAdminModelForm):
    """Keeps what answers rest on: a question that was answered neither goes nor turns into another one."""

    def clean(self):
        """Refuse such changes, each at its question."""
        data = super().clean()
        if self.instance.pk and self.instance.answers.exists():
            for form in self.formsets["questions"].forms:
                self._check(form)
        return data

    def _check(self, form):
        if not form.instance.pk or not form.instance.parts.exists():
            return
        if form.data.get(f"{form.prefix}-DELETE"):
            self.add_error(None, _("“%(code)s” was answered already and cannot be taken out.") % self._named(form))
        elif any(name in form.changed_data for name in FIXED):
            self.add_error(
                None, _("“%(code)s” was answered already: its code, kind and vocabulary stay.") % self._named(form)
            )

    def _named(self, form):
        return {"code": form.initial.get("code", "")}


QUESTION_PANELS = [
    FieldPanel("section"),
    FieldPanel("label"),
    FieldPanel("help"),
    FieldRowPanel([FieldPanel("code"), FieldPanel("is_required")]),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("vocabulary")]),
    FieldRowPanel([FieldPanel("register_question"), FieldPanel("register_part")]),
    InlinePanel("choices", [FieldPanel("code"), FieldPanel("label")], heading=gettext_lazy("Choices")),
]
FORM = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("title"),
                FieldPanel("slug"),
                FieldPanel("introduction"),
                FieldPanel("privacy_note"),
                FieldPanel("thanks"),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldRowPanel([FieldPanel("access"), FieldPanel("exercise")]),
                MultiFieldPanel(
                    [FieldPanel("contact_months"), FieldPanel("publishes_results")],
                    heading=gettext_lazy("Afterwards"),
                ),
            ],
            heading=gettext_lazy("Survey"),
        ),
        ObjectList(
            [
                HelpPanel(
                    gettext_lazy("Questions appear in this order. One with a heading begins a new screen."),
                    heading=gettext_lazy("How it reads"),
                ),
                InlinePanel("questions", QUESTION_PANELS, heading=gettext_lazy("Questions")),
            ],
            heading=gettext_lazy("Questions"),
        ),
    ],
    base_form_class=SurveyForm,
)


class SurveyViewSet(SnippetViewSet):
    """The form builder."""

    model = Survey
    icon = "form"
    menu_label = gettext_lazy("Surveys")
    menu_order = 245
    add_to_admin_menu = True
    list_display = ["__str__", "state", "access", "opens_on", "closes_on"]
    list_filter = ["state", "access"]
    edit_handler = FORM
    index_view_class = deleting.SurveyIndexView
    edit_view_class = deleting.SurveyEditView
    copy_view_enabled = False


register_snippet(SurveyViewSet)


@hooks.register("register_admin_urls")
def survey_desk_urls():
    """The desk of each survey."""
    return desk_urls.urlpatterns


@hooks.register("register_snippet_listing_buttons")
def link_to_desk(snippet, user, next_url=None):
    """From the list of surveys to the answers of one."""
    if isinstance(snippet, Survey) and user.has_perm("cms.change_surveyanswer"):
        yield ListingButton(
            _("Answers and invitations"), reverse("survey_desk", args=[snippet.pk]), icon_name="list-ul", priority=5
        )
