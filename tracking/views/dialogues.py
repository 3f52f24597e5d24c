"""Regional dialogues of the State: the coordinator's records, and how many regions they reached."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.dialogue import RegionalDialogueForm
from ..models import LocalGovernment, RegionalDialogue
from ..permissions import Permission, has_permission
from .access import fetch, require, served_states
from .form_pages import form_page
from .participation import chosen_review, served_review, upr_reviews
from .records import edit_record, remove_record
from .saving import atomic_when_posted

Level = LocalGovernment.Level


@login_required
@require_GET
def dialogue_list(request):
    """The dialogues on a review, and x of y regions; ?level= chooses what counts as a region."""
    reviews, review = served_review(request)
    context = {"reviews": reviews, "shown_review": review, "breadcrumbs": crumbs(review)}
    if review:
        rows = list(RegionalDialogue.objects.visible_to(request.user).filter(review=review).for_listing())
        context |= {
            "rows": rows,
            "may_manage": has_permission(request.user, Permission.DIALOGUE_MANAGE, state=review.state),
            **coverage(review, rows, request.GET.get("level", "")),
        }
    return render(request, "tracking/dialogue_list.html", context)


def coverage(review, rows, asked):
    """The levels to choose from with the chosen one, and [(government, its dialogues)] of that level.

    Without a choice the first level that occurs counts, from the region down.
    """
    governments = list(LocalGovernment.objects.filter(state=review.state_id).order_by("name"))
    occurring = {government.level for government in governments}
    levels = [(level.value, level.label) for level in Level if level in occurring]
    if asked and asked not in occurring:
        raise Http404
    level = asked or (levels[0][0] if levels else "")
    held = {}
    for row in rows:
        held.setdefault(row.local_government_id, []).append(row)
    regions = [(government, held.get(government.pk, [])) for government in governments if government.level == level]
    return {
        "levels": levels,
        "level": level,
        "level_label": Level(level).label if level else "",
        "regions": regions,
        "reached": sum(1 for _government, dialogues in regions if dialogues),
    }


def crumbs(review, *further):
    """The way to the list of dialogues, and further."""
    way = [(_("My work"), reverse("tracking:home")), (_("Taking part"), address("participation-overview", review))]
    return [*way, (_("Regional dialogues"), address("dialogue-list", review) if further else ""), *further]


def address(name, review):
    """The address of one of the State's pages on a review."""
    return reverse(f"tracking:{name}") + (f"?review={review.pk}" if review else "")


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def dialogue_add(request):
    """Record a dialogue; ?review= and ?region= say which."""
    if not served_states(request.user, Permission.STATE_VIEW).exists():
        raise Http404
    managed = served_states(request.user, Permission.DIALOGUE_MANAGE)
    if not managed.exists():
        raise PermissionDenied
    review = chosen_review(request, upr_reviews(managed))
    if review is None:
        raise Http404
    initial = {"local_government": request.GET.get("region", "")}
    return edit(request, RegionalDialogue(review=review), _("Add a dialogue"), initial)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def dialogue_edit(request, pk):
    """Change what is told of a dialogue."""
    row = managed_dialogue(request, pk, is_taken=request.method == "POST")
    return edit(request, row, _("Change the dialogue"))


def managed_dialogue(request, pk, *, is_taken=False):
    """A dialogue of the State whose coordinator the person is; 403 for those who only read for the State."""
    rows = RegionalDialogue.objects.select_related("review__state", "local_government")
    if is_taken:
        rows = rows.select_for_update(of=("self",))
    row = fetch(rows.filter(review__state__in=served_states(request.user, Permission.STATE_VIEW)), pk=pk)
    require(request.user, Permission.DIALOGUE_MANAGE, state=row.review.state)
    return row


def edit(request, row, heading, initial=None):
    """The form of a dialogue, new or known."""
    form = RegionalDialogueForm(request.POST or None, instance=row, initial=initial)
    context = {
        "heading": heading,
        "lead": str(row.review),
        "breadcrumbs": crumbs(row.review, (heading, "")),
        "remove_url": row.pk and reverse("tracking:dialogue-remove", args=[row.pk]),
    }
    return edit_record(request, form, context, back=address("dialogue-list", row.review))


@login_required
@require_POST
@transaction.atomic
def dialogue_remove(request, pk):
    """Take a dialogue out of the list."""
    row = managed_dialogue(request, pk, is_taken=True)
    return remove_record(request, row, back=address("dialogue-list", row.review))
