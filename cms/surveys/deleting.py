"""Keeps surveys with answers: answers are nobody's to delete along with their questions."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import EditView, IndexView

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer


class SurveyIndexView(IndexView):
    """The list of surveys; deleting is offered where nobody has answered."""

    def get_base_queryset(self):
        """The surveys, each with whether it has answers."""
        return super().get_base_queryset().annotate(is_kept=Exists(SurveyAnswer.objects.filter(survey=OuterRef("pk"))))

    def get_delete_url(self, instance):
        """The address of the deletion, or None."""
        return None if instance.is_kept else super().get_delete_url(instance)


class SurveyEditView(EditView):
    """The form builder; deleting is offered where nobody has answered."""

    @property
    def can_delete(self):
        """Whether the survey may be deleted."""
        return super().can_delete and not self.object.answers.exists()

    @property
    def header_buttons(self):
        """The way to the survey's desk."""
        label, address = _("Answers and invitations"), reverse("survey_desk", args=[self.object.pk])
        return [HeaderButton(label, url=address, icon_name="list-ul")]


@hooks.register("before_delete_snippet")
def keep_surveys_with_answers(request, snippets):
    """Refuse to delete them, one or many at once, and say why."""
    kept = [str(snippet) for snippet in snippets if isinstance(snippet, Survey) and snippet.answers.exists()]
    if not kept:
        return None
    text = _("Surveys with answers or drafts cannot be deleted. Close them instead: %(surveys)s")
    messages.error(request, text % {"surveys": ", ".join(kept)})
    return redirect("wagtailsnippets_cms_survey:list")
