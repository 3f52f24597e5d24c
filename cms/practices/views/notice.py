"""The desk: everything that readers reported about practices."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from wagtail.permissions import page_permission_policy

from cms.models import CorrectionSuggestion, RiskReport
from tracking.models import Membership
from tracking.permissions import Permission, roles_with

MOST_SETTLED = 20


@login_required
def notice_list(request):
    """Open reports of risks first, then corrections, then what was dealt with last."""
    own = guarded_by(request.user)
    risks = RiskReport.objects.filter(**own).select_related("page")
    corrections = CorrectionSuggestion.objects.filter(**own).select_related("page")
    context = {
        "risks": list(risks.open()),
        "corrections": list(corrections.open()),
        "settled": list(risks.exclude(settled_at=None).order_by("-settled_at")[:MOST_SETTLED]),
        "answered": list(corrections.exclude(decision="").order_by("-decided_at")[:MOST_SETTLED]),
    }
    return render(request, "cms/practices/notice_list.html", context)


def guarded_by(user):
    """The lookup of notices with which the person deals: all for editors, those of their States for coordinators.

    Raises Http404 for everybody else.
    """
    if page_permission_policy.user_has_permission(user, "publish"):
        return {}
    roles = roles_with(Permission.COMMENT_MODERATE)
    states = Membership.objects.filter(user=user, role__in=roles).values_list("state", flat=True)
    if not states:
        raise Http404
    return {"page__city__state__in": list(states)}
