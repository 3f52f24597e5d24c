"""Follow-ups: all that a government says about one recommendation, and what others say beside it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import history, indicators, published, tagging
from ..forms.choices import can_be_key
from ..forms.followup import FollowUpForm
from ..models import FollowUp, ImplementationStep, LocalGovernment, Recommendation, Status, Target
from ..permissions import Permission
from .access import fetch, fetch_government, require
from .form_pages import form_page, restore_draft, show_form
from .saving import atomic_when_posted, tell_saved
from .workspace import frame


def own_follow_up(government, recommendation, *, is_taken):
    """The government's follow-up, taken for this transaction or not; a new one, not saved, where there is none."""
    found = FollowUp.objects.filter(local_government=government, recommendation=recommendation)
    if is_taken:
        # The government's row stands for a follow-up that does not exist yet: two first writers go one by one.
        LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
        found = found.select_for_update()
    follow_up = found.first() or FollowUp(local_government=government, recommendation=recommendation)
    # The objects at hand, so that nothing is asked twice.
    follow_up.local_government, follow_up.recommendation = government, recommendation
    return follow_up


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def followup_edit(request, pk, recommendation):
    """All that the government says about one recommendation; its viewers read it."""
    government = fetch_government(request, pk)
    rows = Recommendation.objects.filter(review__state=government.state)
    recommendation = fetch(rows.for_listing().select_related("review__state"), pk=recommendation)
    follow_up = own_follow_up(government, recommendation, is_taken=request.method == "POST")
    tags = list(tagging.own_tags(recommendation, government).select_related("target__goal"))
    own_tags = [tag.target for tag in tags]
    form = FollowUpForm(request.POST or None, follow_up=follow_up, own_targets=own_tags)
    restore_draft(request, form)
    conflicts = []
    if request.method == "POST":
        require(request.user, Permission.FOLLOW_UP_EDIT, local_government=government)
        if form.is_valid():
            conflicts = form.conflicts()
            if not conflicts and save_follow_up(request, form):
                return redirect(request.path)
            follow_up = own_follow_up(government, recommendation, is_taken=True)
    context = frame(request, government, "board", (recommendation.paragraph, ""))
    context |= {"form": form, "conflicts": conflicts, "recommendation": recommendation, "follow_up": follow_up}
    context |= follow_up_context(form, follow_up, own_tags) | indicators.follow_up_context(follow_up, request.user)
    context |= other_voices(follow_up, may_reply=context["may_edit"])
    context["paper_title"] = _("Recommendation") + f" {recommendation.paragraph}"
    return show_form(request, "tracking/followup_edit.html", context)


def save_follow_up(request, form):
    """Save, and tell; False with the errors on the form where the rules still miss something."""
    if form.is_outdated:  # sent twice: what stands is what was typed
        messages.success(request, _("Saved."))
        return True
    try:
        form.save(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    tell_saved(request, form)
    return True


def follow_up_context(form, follow_up, own_tags):
    """Steps, status choices with what they miss now, targets and history."""
    today = timezone.localdate()
    steps = ImplementationStep.objects.none()
    if follow_up.pk:
        steps = follow_up.steps.prefetch_related("evidence")
    return {
        "steps": [(step, step.is_overdue(today)) for step in steps],
        "status_choices": status_choices(form, follow_up, today),
        "target_choices": target_choices(form, follow_up, own_tags),
        "history": history.of_follow_up(follow_up),
        "is_stale": bool(follow_up.pk) and follow_up.is_stale(today),
        "most_tags": tagging.MOST_USEFUL_TAGS,
    }


def other_voices(follow_up, *, may_reply):
    """What the State and organisations publish beside the government's own status."""
    comments = list(published.comments().filter(follow_up=follow_up.pk)) if follow_up.pk else []
    for comment in comments:
        comment.follow_up, comment.may_reply = follow_up, may_reply
    return {"assessment": published.assessment_of(follow_up.recommendation), "comments": comments}


def status_choices(form, follow_up, today):
    """[(value, label, what it asks for, [what is missing now], is chosen)]."""
    asks = {
        Status.NOT_STARTED: _("Nothing is decided yet."),
        Status.PLANNED: _("Decided; a step has a due date."),
        Status.IN_PROGRESS: _("A step has begun."),
        Status.PARTLY: _("Some results: evidence on a step, and what is still missing."),
        Status.IMPLEMENTED: _("Done and shown: evidence, end date, and the result or why none can be shown."),
        Status.ONGOING: _("Has no end, as in “continue to …”: news at least once in twelve months."),
        Status.NOT_APPLICABLE: _("You cannot act: name who can."),
    }
    value = form["status"].value()
    return [
        (
            status.value,
            status.label,
            asks[status],
            [sentence for field, sentence in follow_up.missing_for(status, today) if field == "status"],
            status.value == value,
        )
        for status in Status
    ]


def target_choices(form, follow_up, own_tags):
    """[(target, reasons, is chosen)]: the government's own targets first, then up to three proposals."""
    codes = {getattr(value, "code", value) for value in form["targets"].value() or []}
    choices = [(target, (), target.code in codes) for target in own_tags]
    for suggestion in tagging.suggest(follow_up.recommendation, follow_up.local_government):
        choices.append((suggestion.target, suggestion.reasons, suggestion.target.code in codes))
    shown = {target.code for target, reasons, chosen in choices}
    others = {code for code in codes - shown if can_be_key(code)}
    for target in Target.objects.filter(code__in=others).select_related("goal"):
        choices.append((target, (), True))
    return choices
