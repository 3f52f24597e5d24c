"""Everything that touches the editors' admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.permissions import page_permission_policy

from tracking import personal_data

from . import (
    finding,
    translating,  # noqa: F401 - how a page is translated
)
from .desk import LostNews, PracticesToVerify, Waiting
from .models import PracticeHistoryEntry, PracticeIndexPage, PracticePage, RiskReport
from .models.practice_query import LONG_TEXTS
from .publication import missing_for_publication
from .register import desk  # noqa: F401 - the desk of the engagement register
from .surveys import desk as survey_desk  # noqa: F401 - surveys and their answers

PUBLIC_TEXTS = ("title", "summary", *LONG_TEXTS)


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    """Tell editors of what waits, of mails that were lost, and of what is due for verification."""
    if page_permission_policy.user_has_permission(request.user, "publish"):
        panels += [Waiting(request.user), LostNews()]
    panels.append(PracticesToVerify(request.user))


@hooks.register("construct_page_action_menu")
def offer_no_way_around_the_check(items, request, context):
    """A practice that has to pass the protection check is handed in; "Publish" would only be refused."""
    page, parent = context.get("page"), context.get("parent_page")
    practice = page.specific if page else PracticePage()
    below = parent.specific if parent and not page else None
    is_practice = isinstance(practice, PracticePage) and (page or isinstance(below, PracticeIndexPage))
    if is_practice and practice.waits_for_check(below):
        items[:] = [item for item in items if item.name != "action-publish"]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_persons(request, page):
    """Say which words of a practice may point to a person; whoever writes them decides."""
    page = page.specific
    if not isinstance(page, PracticePage):
        return
    newest = page.get_latest_revision_as_object() or page
    findings = personal_data.find(*(getattr(newest, name) for name in PUBLIC_TEXTS))
    if findings:
        pieces = ", ".join(f"“{finding.excerpt}”" for finding in findings[:5])
        messages.warning(
            request, _("This may point to a person: %(pieces)s. Take it out, or make sure.") % {"pieces": pieces}
        )


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
        RiskReport.objects.note_published(page, by=request.user, now=timezone.now())


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
