"""Fetch and authorise in one step: not yours is 404, yours but read-only is 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import get_language
from wagtail.permissions import page_permission_policy

from cms.models import PracticePage
from tracking.models import LocalGovernment, Membership
from tracking.permissions import Permission, has_permission, roles_with


def fetch(queryset, **lookup):
    """The one row of `queryset`, or 404."""
    try:
        return queryset.get(**lookup)
    except (queryset.model.DoesNotExist, ValueError) as error:
        raise Http404 from error


def fetch_government(request, pk, permission=Permission.WORKSPACE_VIEW):
    """A government for which the person works: 404 where they do not, 403 where they lack the permission."""
    government = fetch(LocalGovernment.objects.of_user(request.user).select_related("state"), pk=pk)
    if not has_permission(request.user, permission, local_government=government):
        raise PermissionDenied
    return government


def fetch_practice(key):
    """The published practice of this key, in the reader's language or the next best; 404 where none is published."""
    shown = PracticePage.objects.shown_in(get_language()).filter(translation_key=key)
    practice = shown.select_related("city__state", "locale", "alias_of__locale").first()
    if practice is None:
        raise Http404
    return practice


def may_guard(user, practice):
    """Whether the person takes practices off the site and answers notices: editors, and coordinators of its State.

    A practice that belongs to no government here is guarded by the coordinators of every State.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if page_permission_policy.user_has_permission_for_instance(user, "publish", practice):
        return True
    if practice.city_id:
        return has_permission(user, Permission.COMMENT_MODERATE, state=practice.city.state)
    return Membership.objects.filter(user=user, role__in=roles_with(Permission.COMMENT_MODERATE)).exists()


def fetch_guarded(request, queryset, pk):
    """A notice about a practice that the person guards, or 404."""
    notice = fetch(queryset.select_related("page__city__state", "page__locale"), pk=pk)
    if not may_guard(request.user, notice.page):
        raise Http404
    return notice
