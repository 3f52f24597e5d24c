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

from . import finding
from .models import PracticePage
from .models.practice import VERIFY_AFTER_MONTHS
from .publication import missing_for_publication

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
    incomplete = [page for page in practices_among(objects, action) if missing_for_publication(page)]
    for page in incomplete:
        missing = [sentence for sentences in missing_for_publication(page).values() for sentence in sentences]
        messages.error(
            request,
            _("Nothing was published. %(title)s: %(missing)s") % {"title": page.title, "missing": " ".join(missing)},
        )
    return redirect(action.next_url) if incomplete else None


def practices_among(pages, action):
    """The newest versions of the practices among the pages, and below them where these are to be published too."""
    ids = [page.pk for page in pages]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        ids += [pk for page in pages for pk in page.get_descendants().not_live().values_list("pk", flat=True)]
    return [page.get_latest_revision_as_object() for page in PracticePage.objects.filter(pk__in=ids)]
