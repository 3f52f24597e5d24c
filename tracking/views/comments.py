"""Comments of organisations on what governments publish: writing, deciding, replying."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from .. import personal_data
from ..forms.comment import CommentForm, DecisionForm, ReplyForm, TakeBackForm
from ..models import Comment, FollowUp, organisation_of
from ..permissions import Permission, has_permission
from ..tables.comment import CommentTable
from .access import fetch, require
from .form_pages import form_page, show_form
from .saving import atomic_when_posted

PER_PAGE = 25
TWICE_WITHIN = datetime.timedelta(minutes=1)
State = Comment.State
SHOWN = {
    "waiting": {"state": State.WAITING},
    "unanswered": {"state": State.PUBLISHED, "follow_up__visibility": "public", "reply": ""},
    "answered": {"state": State.PUBLISHED, "reply__gt": ""},
    "published": {"state": State.PUBLISHED},
    "refused": {"state": State.REFUSED},
}


@login_required
@require_GET
def comment_list(request):
    """The comments that concern the person: own ones, those on own governments, those of a State they serve."""
    labels = {
        "": _("All"),
        "waiting": _("Waiting for a decision"),
        "unanswered": _("Published, no reply yet"),
        "answered": _("Published, with a reply"),
        "refused": _("Refused"),
    }
    shown = request.GET.get("show", "")
    rows = Comment.objects.concerning(request.user)
    table = CommentTable(rows.filter(**SHOWN.get(shown, {})).for_listing())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "table": table,
        "has_comments": rows.exists(),
        "tabs": [(f"?show={key}" if key else request.path, label, key == shown) for key, label in labels.items()],
        "breadcrumbs": [(_("My work"), reverse("tracking:home")), (_("Comments"), "")],
    }
    return render(request, "tracking/comment_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def comment_add(request, pk):
    """Write beside a published follow-up, for the organisation for which the person comments in the State."""
    rows = FollowUp.objects.published().for_listing().select_related("local_government__state")
    follow_up = fetch(rows.select_for_update(of=("self",)) if request.method == "POST" else rows, pk=pk)
    state = follow_up.local_government.state
    require(request.user, Permission.COMMENT_WRITE, state=state)
    comment = Comment(follow_up=follow_up, organisation=organisation_of(request.user, state))
    form = CommentForm(request.POST or None, instance=comment)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        same = {"by": request.user, "follow_up": follow_up, "text": comment.text, "at__gte": now - TWICE_WITHIN}
        if not Comment.objects.filter(**same).exists():  # else the button was pressed twice
            comment.write(by=request.user, now=now)
        messages.success(request, _("Sent. The national coordinator decides whether it is published."))
        return redirect("tracking:comment-list")
    context = {
        "form": form,
        "follow_up": follow_up,
        "organisation": comment.organisation,
        "paper_title": f"{_('Comment')} · {follow_up.local_government}",
        "recommendation": follow_up.recommendation,
        "breadcrumbs": [
            (follow_up.recommendation.paragraph, follow_up.recommendation.get_absolute_url()),
            (_("Comment"), ""),
        ],
    }
    return show_form(request, "tracking/comment_add.html", context)


def fetch_comment(request, pk, *, is_taken=False):
    """A comment that concerns the person."""
    rows = Comment.objects.concerning(request.user).for_listing()
    return fetch(rows.select_for_update(of=("self",)) if is_taken else rows, pk=pk)


@login_required
@require_GET
def comment_detail(request, pk):
    """One comment: what became of it, and what the person may do with it."""
    return show(request, fetch_comment(request, pk))


def show(request, comment, *, decision=None, reply=None, back=None):
    """The page of a comment, with forms as they were filled in where something was wrong."""
    government = comment.follow_up.local_government
    may_decide = has_permission(request.user, Permission.COMMENT_MODERATE, state=government.state)
    may_reply = has_permission(request.user, Permission.FOLLOW_UP_EDIT, local_government=government)
    decision = decision or DecisionForm()
    reply = reply or ReplyForm(comment=comment)
    back = back or TakeBackForm(is_own=comment.by_id == request.user.pk)
    context = {
        "comment": comment,
        "words": personal_data.marked(comment.text),
        "decision_form": decision if may_decide and comment.state == State.WAITING else None,
        "reply_form": reply if may_reply and comment.state == State.PUBLISHED else None,
        "back_form": back if may_take_back(request.user, comment) else None,
        "form": next((form for form in (decision, back) if form.is_bound), reply),
        "breadcrumbs": [
            (_("My work"), reverse("tracking:home")),
            (_("Comments"), reverse("tracking:comment-list")),
            (comment.organisation, ""),
        ],
    }
    return render(request, "tracking/comment_detail.html", context)


@login_required
@require_POST
@atomic_when_posted
def comment_decide(request, pk):
    """Publish or refuse, once."""
    comment = fetch_comment(request, pk)
    require(request.user, Permission.COMMENT_MODERATE, state=comment.follow_up.local_government.state)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show(request, comment, decision=form)
    try:
        data = form.cleaned_data
        comment.decide(data["decision"], by=request.user, now=timezone.now(), refusal=data["refusal"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect(comment)


def may_take_back(user, comment):
    """Whether the person may take the comment off the site: its author, and who decides on comments."""
    if comment.by_id == user.pk:
        return comment.state != State.REFUSED
    state = comment.follow_up.local_government.state
    return comment.state == State.PUBLISHED and has_permission(user, Permission.COMMENT_MODERATE, state=state)


@login_required
@require_POST
@atomic_when_posted
def comment_take_back(request, pk):
    """Take it off the site: what puts somebody at risk cannot wait."""
    comment = fetch_comment(request, pk)
    is_own = comment.by_id == request.user.pk
    if not is_own:
        require(request.user, Permission.COMMENT_MODERATE, state=comment.follow_up.local_government.state)
    form = TakeBackForm(request.POST, is_own=is_own)
    if not form.is_valid():
        return show(request, comment, back=form)
    try:
        comment.take_back(by=request.user, now=timezone.now(), reason=form.cleaned_data.get("reason", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is off the site now."))
    return redirect(comment)


@login_required
@require_POST
@atomic_when_posted
def comment_reply(request, pk):
    """The government's right of reply."""
    comment = fetch_comment(request, pk, is_taken=True)
    require(request.user, Permission.FOLLOW_UP_EDIT, local_government=comment.follow_up.local_government)
    form = ReplyForm(request.POST, comment=comment)
    if comment.state != State.PUBLISHED:
        messages.error(request, _("Only a published comment can be answered."))
    elif not form.is_valid():
        return show(request, comment, reply=form)
    else:
        if form.cleaned_data["reply"] != comment.reply:
            comment.answer(form.cleaned_data["reply"], by=request.user, now=timezone.now())
        messages.success(request, _("Saved. Everybody reads the reply under the comment."))
    return redirect(comment)
