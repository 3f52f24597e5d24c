"""How many people of each government finished which module: for the State's coordinators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cms.course import completion
from tracking.models import Membership, State
from tracking.permissions import may_manage_people

GOVERNMENTS_PER_PAGE = 50


def fetch_managed_state(request, iso3):
    """A State whose people the person manages; 404 where they do not serve it, 403 where they only read."""
    served = Membership.objects.serving(request.user).filter(state__iso3=iso3).values("state")
    state = State.objects.filter(pk__in=served).first()
    if state is None:
        raise Http404
    if not may_manage_people(request.user, state):
        raise PermissionDenied
    return state


@login_required
@require_GET
def completion_list(request, iso3):
    """The State's governments in the order of their names, with counts of n of N people; no ranking, no persons."""
    state = fetch_managed_state(request, iso3)
    governments = state.local_governments.order_by("name", "pk")
    page = Paginator(governments, GOVERNMENTS_PER_PAGE).get_page(request.GET.get("page"))
    courses = completion.courses_in(get_language())
    counted = completion.completion_of(page, courses)
    small = completion.completion_of_small(state, courses)
    context = {
        "state": state,
        "page_of_list": page,
        "courses": [course.with_rows(counted, page).with_together(small) for course in courses],
        "fewest": completion.FEWEST_PEOPLE,
        "breadcrumbs": [
            (_("My work"), reverse("tracking:home")),
            (_("People"), reverse("tracking:state-people", args=[state.iso3])),
            (_("Course"), ""),
        ],
    }
    return render(request, "cms/course_completion.html", context)
