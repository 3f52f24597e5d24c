"""Everything that touches the editors' admin."""

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from . import (
    finding,
    translating,  # noqa: F401 - how a page is translated
)
from .models import CorrectionSuggestion, Digest, PracticeHistoryEntry, PracticePage, RiskReport
from .models.practice_trust import VERIFY_AFTER_MONTHS
from .publication import missing_for_publication
from .register import desk  # noqa: F401 - the desk of the engagement register
from .surveys import desk as survey_desk  # noqa: F401 - surveys and their answers

MOST_SHOWN = 20


class PracticesToVerify(Component):
    """On the admin's start page: published practices that nobody has verified for too long, or ever."""

    template_name = "cms/admin/practices_to_verify.html"
    order = 150

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        """The practices that the person may edit, oldest verification first."""
        verified_since = timezone.localdate() - relativedelta(months=VERIFY_AFTER_MONTHS)
        mine = page_permission_policy.instances_user_has_permission_for(self.user, "change")
        is_due = Q(last_verified=None) | Q(last_verified__lt=verified_since)
        practices = (
            PracticePage.objects.live()
            .filter(is_due, alias_of=None, pk__in=mine.values("pk"))
            .select_related("locale")
            .only("title", "last_verified", "locale")
            .order_by("last_verified", "pk")
        )
        return {"practices": practices[:MOST_SHOWN]}


class NoticesToAnswer(Component):
    """On the admin's start page: how many reports about practices wait, and where."""

    template_name = "cms/admin/notices_to_answer.html"
    order = 40

    def get_context_data(self, parent_context):
        """Two numbers."""
        return {
            "risk_count": RiskReport.objects.open().count(),
            "correction_count": CorrectionSuggestion.objects.open().count(),
        }


class LostNews(Component):
    """On the admin's start page: how many mails about what is new did not go out, or perhaps did; no addresses."""

    template_name = "cms/admin/lost_news.html"
    order = 160

    def get_context_data(self, parent_context):
        """Two numbers, and since when."""
        return Digest.objects.lost()


@hooks.register("construct_homepage_panels")
def show_notices_to_answer(request, panels):
    """Tell editors of risks first, and of mails that were lost."""
    if page_permission_policy.user_has_permission(request.user, "publish"):
        panels += [NoticesToAnswer(), LostNews()]


@hooks.register("before_edit_page")
def count_a_decision_once(request, page):
    """A decision of a workflow counts once.

    The editor saves by itself while one types, and then sends a decision along that is just being sent on its own: a
    second publishing that began before the first had ended would take the page off the site again.
    """
    if request.method != "POST" or "action-workflow-action" not in request.POST:
        return None
    is_saved_by_itself = not request.accepts("text/html")
    if is_saved_by_itself or page.current_workflow_task is None:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("after_publish_page")
def note_review_status(request, page):
    """Write a new review status, and a new day of verification, into the public history."""
    page = page.specific
    if isinstance(page, PracticePage):
        PracticeHistoryEntry.objects.note_status(page, by=request.user, now=timezone.now())
        PracticeHistoryEntry.objects.note_verification(page, by=request.user)


@hooks.register("construct_homepage_panels")
def show_practices_to_verify(request, panels):
    """Remind editors of what is due for verification."""
    panels.append(PracticesToVerify(request.user))


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
def index_published_page(request, page):
    """Let the search know at once what was published; what is not public any more it never shows."""
    finding.index_page(page)


@hooks.register("before_bulk_action")
def refuse_incomplete_practices(request, action_type, objects, action):
    """Publish several pages at once only if every practice among them has what publishing asks for."""
    if action_type != "publish":
        return None
    practices = practices_among(objects, action)
    unchecked = [page for page in practices if page.waits_for_check()]
    for page in unchecked:
        sentence = _("Nothing was published. %(title)s has not passed the protection check yet.")
        messages.error(request, sentence % {"title": page.title})
    incomplete = [page for page in practices if missing_for_publication(page)]
    for page in incomplete:
        missing = [sentence for sentences in missing_for_publication(page).values() for sentence in sentences]
        messages.error(
            request,
            _("Nothing was published. %(title)s: %(missing)s") % {"title": page.title, "missing": " ".join(missing)},
        )
    return redirect(action.next_url) if incomplete or unchecked else None


def practices_among(pages, action):
    """The newest versions of the practices among the pages, and below them where these are to be published too."""
    ids = [page.pk for page in pages]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        ids += [pk for page in pages for pk in page.get_descendants().not_live().values_list("pk", flat=True)]
    return [page.get_latest_revision_as_object() for page in PracticePage.objects.filter(pk__in=ids)]
