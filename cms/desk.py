"""The start page of the administration: what waits for an editor, and what is due for verification."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState
from wagtail.permissions import page_permission_policy

from .models import CorrectionSuggestion, Digest, PracticePage, PracticeProposal, RiskReport, SurveyAnswer
from .models.practice_correction import ANSWER_WITHIN
from .models.practice_trust import VERIFY_AFTER_MONTHS

MOST_SHOWN = 10


class Waiting(Component):
    """On the admin's start page, first of all: what waits for an answer, each with the way to it."""

    template_name = "cms/admin/waiting.html"
    order = 40

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        """`lines`: [(sentence, address)], what is most urgent first."""
        lines = [risks(), corrections(timezone.now()), proposals()]
        if self.user.has_perm("cms.change_surveyanswer"):
            lines.append(survey_answers())
        return {"lines": [line for line in lines if line]}


class LostNews(Component):
    """On the admin's start page: how many mails about what is new did not go out, or perhaps did; no addresses."""

    template_name = "cms/admin/lost_news.html"
    order = 160

    def get_context_data(self, parent_context):
        """Two numbers, and since when."""
        return Digest.objects.lost()


class PracticesToVerify(Component):
    """On the admin's start page: published practices that nobody has verified for too long, or ever."""

    template_name = "cms/admin/practices_to_verify.html"
    order = 230

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        """The practices that the person may edit, each in one language, oldest verification first."""
        due = practices_to_verify(self.user)
        total = due.count()
        shown = due.select_related("locale").only("title", "last_verified", "locale").order_by("last_verified", "pk")
        return {"practices": shown[:MOST_SHOWN], "more": max(total - MOST_SHOWN, 0)}


def practices_to_verify(user):
    """The practices that the person may edit and that are due for verification."""
    verified_since = timezone.localdate() - relativedelta(months=VERIFY_AFTER_MONTHS)
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    is_due = Q(last_verified=None) | Q(last_verified__lt=verified_since)
    return PracticePage.objects.shown_in(settings.LANGUAGE_CODE).filter(is_due, pk__in=mine.values("pk"))


def risks():
    """The line on reports of a risk; None without any."""
    total = RiskReport.objects.open().count()
    words = ngettext("%(total)s report of a risk waits", "%(total)s reports of a risk wait", total)
    return (words % {"total": total}, reverse("cms:notice-list")) if total else None


def corrections(now):
    """The line on suggested corrections; it says where the set time is over."""
    waiting = CorrectionSuggestion.objects.open()
    total, late = waiting.count(), waiting.filter(at__lt=now - ANSWER_WITHIN).count()
    words = ngettext("%(total)s suggested correction waits", "%(total)s suggested corrections wait", total)
    words %= {"total": total}
    if late:
        words += " " + _("(overdue: %(late)s)") % {"late": late}
    return (words, reverse("cms:notice-list")) if total else None


def proposals():
    """The line on practices that governments handed in; the only one leads to its page."""
    handed_in = PracticeProposal.objects.for_listing().filter(workflow_status=WorkflowState.STATUS_IN_PROGRESS)
    pages = list(handed_in.values_list("page", flat=True))
    words = ngettext(
        "%(total)s proposed practice waits for the protection check",
        "%(total)s proposed practices wait for the protection check",
        len(pages),
    )
    report = reverse("wagtailadmin_reports:workflow_tasks")
    address = reverse("wagtailadmin_pages:edit", args=pages) if len(pages) == 1 else report
    return (words % {"total": len(pages)}, address) if pages else None


def survey_answers():
    """The line on answers to surveys that nobody has reviewed; of one survey only, it leads to its desk."""
    sent = list(SurveyAnswer.objects.filter(state=SurveyAnswer.State.SENT).order_by().values_list("survey", flat=True))
    words = ngettext(
        "%(total)s answer to a survey waits for review", "%(total)s answers to surveys wait for review", len(sent)
    )
    desks = [reverse("survey_desk", args=[survey]) for survey in set(sent)]
    address = desks[0] if len(desks) == 1 else reverse("wagtailsnippets_cms_survey:list")
    return (words % {"total": len(sent)}, address) if sent else None
