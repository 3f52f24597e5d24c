"""Sorting what is new: row by row, by keyboard, several at once, and back again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from .. import board, triage
from ..forms.triage import ALL, BulkTriageForm, TriageForm
from ..forms.workspace import TriageFilterForm
from ..models import Recommendation, Review
from ..permissions import Permission
from ..relevance import Proposer
from .access import fetch_government
from .workspace import chips_of, frame

PER_PAGE, MOST_PER_PAGE = 10, 50
SUPPORTED, OTHERS, EVERY = "supported", "others", "all"
SAVE, ACCEPT, BULK = "save", "accept", "bulk"  # what the buttons do


class Waiting:
    """What waits to be sorted, narrowed to what the address asks for; supported ones first."""

    def __init__(self, request, review, government):
        rows = board.untriaged(review, government) if review else Recommendation.objects.none()
        self.form = TriageFilterForm(request.GET)
        found = board.tagged_with(rows, review=review, **self.form.asked)
        supported = found.filter(position=Recommendation.Position.SUPPORTED)
        self.of = {SUPPORTED: supported, OTHERS: found.exclude(pk__in=supported.values("pk")), EVERY: found}
        self.counts = {name: kind.count() for name, kind in self.of.items()}
        self.total = rows.count()
        asked = request.GET.get("position", "")
        self.chosen = asked if asked in self.of else (SUPPORTED if self.counts[SUPPORTED] else EVERY)
        self.per_page = MOST_PER_PAGE if request.GET.get("many") else PER_PAGE
        words = {name: request.GET.get(name, "") for name in ("review", "text", "cluster", "many")}
        self.kept = {name: value for name, value in words.items() if value}

    @property
    def rows(self):
        """Those of the chosen position, as the page lists them."""
        return self.of[self.chosen].for_listing().in_order()

    def address(self, **asked):
        """The query of this page with its filters."""
        return "?" + urlencode({"position": self.chosen, **self.kept, **asked})

    @property
    def tabs(self):
        """[(address, label, number, is current)] of the positions."""
        labels = {SUPPORTED: _("Supported by the State"), OTHERS: _("Others"), EVERY: _("All")}
        return [(self.address(position=name), labels[name], self.counts[name], name == self.chosen) for name in self.of]


@login_required
@require_http_methods(["GET", "POST"])
def followup_triage(request, pk):
    """What nobody has sorted yet, ten a page; what is chosen is saved, all or none."""
    government = fetch_government(request, pk, Permission.FOLLOW_UP_EDIT)
    context = frame(request, government, "triage", (_("To sort"), ""))
    context |= review_asked(request, government, context["review"])
    waiting = Waiting(request, context["review"], government)
    proposer = Proposer(government)
    bulk = BulkTriageForm()
    if request.method == "POST":
        forms, do = posted_forms(request, government, proposer), request.POST.get("do", SAVE)
        if do == BULK:
            bulk = BulkTriageForm(request.POST, ticked=[form for form in forms if form.is_ticked])
        if all([*(form.is_valid() for form in forms), do != BULK or bulk.is_valid()]):
            return save(request, government, waiting, choices_of(forms, do, bulk, waiting))
    page = Paginator(waiting.rows, waiting.per_page).get_page(request.GET.get("page"))
    if request.method == "GET":
        forms = [TriageForm(recommendation=row, proposal=proposer.propose(row)) for row in page]
        context["undoable"] = triage.saved_at(request.GET.get("saved", ""), government, by=request.user).count()
    context |= {"forms": forms, "bulk": bulk, "page": page, "waiting": waiting, "filter": waiting.form}
    context |= {"has_proposals": any(form.proposal for form in forms), **chips(request, waiting)}
    return render(request, "tracking/followup_triage.html", context)


def review_asked(request, government, newest):
    """The review to sort, with the others beside it: the one that ?review= names, else the newest."""
    reviews = list(Review.objects.with_recommendations().filter(state=government.state).select_related("state"))
    wish = request.GET.get("review", "")
    review = next((row for row in reviews if str(row.pk) == wish), newest)
    return {"review": review, "reviews": reviews, "shown_review": review}


def chips(request, waiting):
    """The filters in use; which review is sorted is no filter, and stays when they are cleared."""
    shown = chips_of(request, waiting.form, without={"review"})
    kept = waiting.kept.get("review")
    return shown | ({"reset_url": f"{request.path}?{urlencode({'review': kept})}"} if kept else {})


def posted_forms(request, government, proposer):
    """The forms of the recommendations that the page showed, whoever sorted them meanwhile."""
    ids = _ids(request.POST.getlist("recommendation")[:MOST_PER_PAGE])
    ticked = set(_ids(request.POST.getlist("ticked")))
    rows = Recommendation.objects.filter(review__state=government.state, pk__in=ids).for_listing().in_order()
    return [
        TriageForm(request.POST, recommendation=row, proposal=proposer.propose(row), is_ticked=row.pk in ticked)
        for row in rows
    ]


def _ids(values):
    return [int(value) for value in values if value.isdecimal() and len(value) < 19]


def choices_of(forms, do, bulk, waiting):
    """[Choice]: one's own choice of a row counts before a proposal, and the choice for several before neither."""
    choices = {form.recommendation.pk: form.choice or (form.proposed if do == ACCEPT else None) for form in forms}
    if do == BULK:
        for_all = bulk.cleaned_data["scope"] == ALL
        rows = list(waiting.of[waiting.chosen]) if for_all else [form.recommendation for form in bulk.ticked]
        common = {choice.recommendation.pk: choice for choice in bulk.choices_for(rows)}
        choices = {**common, **{pk: choice for pk, choice in choices.items() if choice}}
    return [choice for choice in choices.values() if choice]


def save(request, government, waiting, choices):
    """Sort, tell, and go on with what is left."""
    now = timezone.now()
    saved, left = triage.save(choices, government, by=request.user, now=now)
    if left:
        text = ngettext(
            "%d recommendation was sorted by somebody else meanwhile and stays as it is.",
            "%d recommendations were sorted by somebody else meanwhile and stay as they are.",
            left,
        )
        messages.warning(request, text % left)
    if not saved and not left:
        messages.info(request, _("Nothing new was chosen."))
    return redirect(request.path + waiting.address(**({"saved": triage.stamp_of(now)} if saved else {})))


@login_required
@require_POST
def followup_triage_undo(request, pk):
    """Take the last save of this person back; what somebody changed since stays."""
    government = fetch_government(request, pk, Permission.FOLLOW_UP_EDIT)
    events = triage.saved_at(request.POST.get("saved", ""), government, by=request.user)
    restored, left = triage.undo(events, government, by=request.user, now=timezone.now())
    if restored:
        text = ngettext("%d recommendation waits again.", "%d recommendations wait again.", restored)
        messages.success(request, text % restored)
    if left:
        text = ngettext(
            "%d recommendation was changed since and stays as it is.",
            "%d recommendations were changed since and stay as they are.",
            left,
        )
        messages.warning(request, text % left)
    review = request.POST.get("review", "")
    again = f"?{urlencode({'review': review})}" if review.isdecimal() else ""
    return redirect(reverse("tracking:followup-triage", args=[government.pk]) + again)
