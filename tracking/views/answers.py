"""The answer to one recommendation, while the version is a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import personal_data
from ..forms.contribution import AnswerForm
from ..midterm import hands, last_time, remarks, writing
from ..models import ALL_LIMITS, WORD_LIMITS, Contribution, Evidence, FollowUp, ImplementationStep
from .access import fetch
from .form_pages import form_page, show_form


def fetch_own(request, pk):
    """A contribution that the person's side writes; of others it is not found, without the right to write 403."""
    contribution = fetch(Contribution.objects.in_hands_of(request.user).for_listing().distinct(), pk=pk)
    if not hands.may_write(request.user, contribution):
        raise PermissionDenied
    return contribution


def fetch_recommendation(contribution, pk):
    """A recommendation that the call asks about, or that the contribution answers already."""
    rows = contribution.call.review.recommendations.filter(
        Q(pk__in=contribution.call.recommendations_asked().values("pk"))
        | Q(pk__in=contribution.answers.values("recommendation"))
    )
    return fetch(rows.with_text().select_related("review__state"), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def answer_edit(request, pk, recommendation):
    """Write the answer beside the official text, the government's own steps and what it said last time.

    With ?proposal=1 what would be proposed from today's records stands beside; it fills what is empty, no more.
    """
    contribution = fetch_own(request, pk)
    recommendation = fetch_recommendation(contribution, recommendation)
    if not contribution.is_draft or not contribution.call.is_open:
        messages.warning(request, _("This version cannot be changed now. Its page says what can be done."))
        return redirect(contribution)
    answer = writing.find_answer(contribution, recommendation, timezone.localdate())
    form = AnswerForm(request.POST or None, instance=answer)
    current = None
    if form.is_valid():
        try:
            writing.write_answer(form.instance, form.cleaned_data["seen"], by=request.user, now=timezone.now())
        except writing.SavedMeanwhileError as error:
            current = error.current
            form.show_beside(current)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(contribution)
        else:
            return saved(request, contribution, form.instance)
    context = {
        **around(contribution, recommendation, answer),
        **proposed(request, contribution, answer, form),
        "form": form,
        "current": current,
        "current_texts": current_texts(current),
    }
    return show_form(request, "tracking/answer_edit.html", context)


def around(contribution, recommendation, answer):
    """What stands around the form, whatever is in it."""
    return {
        **beside(contribution, recommendation),
        **said_before(contribution, answer),
        "contribution": contribution,
        "is_new": answer.pk is None,
        "government": contribution.local_government,
        "paper_title": contribution,
    }


def said_before(contribution, answer):
    """What stands beside the form from earlier: last time's answer with what changed, and the coordinator's remarks."""
    pk = answer.recommendation_id
    last = last_time.last_times(contribution, [pk]).get(pk)
    texts = {field: getattr(answer, field) for field in WORD_LIMITS}
    return {
        "last": last,
        "compared": last_time.compared(last, answer) if last else [],
        "figures": last_time.changed_figures(last, texts) if last else ([], []),
        "remarks": remarks.shown(contribution).get(pk, []),
    }


def proposed(request, contribution, answer, form):
    """What ?proposal=1 asks for, proposed from today's records: [(label, text, whether it fills an empty field)]."""
    if "proposal" not in request.GET or answer.pk is None:
        return {}
    proposal = writing.find_proposal(contribution, answer.recommendation, timezone.localdate())
    rows = []
    for field in WORD_LIMITS if proposal else ():
        text, is_empty = getattr(proposal, field), not getattr(answer, field)
        if text and is_empty and not form.is_bound:
            form.initial[field] = text
        if text and text != getattr(answer, field):
            rows.append((form.fields[field].label, text, is_empty))
    return {"proposal": proposal, "proposed": rows, "is_refreshed": True}


def saved(request, contribution, answer):
    """Say so, warn of what may point to a person, and go on to the next answer or back."""
    paragraph = answer.recommendation.paragraph
    messages.success(request, _("Answer to %(paragraph)s saved.") % {"paragraph": paragraph})
    findings = personal_data.find(*(getattr(answer, field) for field in ALL_LIMITS))
    if findings:
        pieces = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
        sentence = _("In %(paragraph)s this may point to a person: %(pieces)s. If it does, take it out.")
        messages.warning(request, sentence % {"paragraph": paragraph, "pieces": pieces})
    warn_of_figures(request, contribution, answer)
    following = "next" in request.POST and writing.next_unwritten(contribution, answer.recommendation)
    if following:
        return redirect("tracking:answer-edit", contribution.pk, following)
    if "next" in request.POST:
        messages.info(request, _("Every answer has a headline."))
    return redirect(contribution)


def warn_of_figures(request, contribution, answer):
    """Point out figures that were others last time, where no note says why."""
    pk = answer.recommendation_id
    last = None if answer.change_note.strip() else last_time.last_times(contribution, [pk]).get(pk)
    if last is None:
        return
    gone, came = last_time.changed_figures(last, {field: getattr(answer, field) for field in WORD_LIMITS})
    if gone:
        sentence = _("In %(paragraph)s figures differ from last time: %(gone)s then, %(came)s now. Say why in a note.")
        words = {"paragraph": answer.recommendation.paragraph, "gone": "; ".join(gone), "came": "; ".join(came)}
        messages.warning(request, sentence % words)


def current_texts(current):
    """[(label, text)] of what somebody else saved; empty without it."""
    if current is None:
        return []
    fields = [current._meta.get_field(name) for name in ALL_LIMITS]
    return [(field.verbose_name, getattr(current, field.name)) for field in fields]


def beside(contribution, recommendation):
    """What stands beside the form: the recommendation, the government's follow-up and its steps with evidence."""
    evidence = Prefetch("evidence", Evidence.objects.order_by("-added_at", "-pk"))
    steps = ImplementationStep.objects.prefetch_related(evidence).order_by("due_date", "pk")
    follow_ups = FollowUp.objects.filter(local_government=contribution.local_government, recommendation=recommendation)
    follow_up = follow_ups.prefetch_related(Prefetch("steps", steps)).first()
    state, cycle = recommendation.review.state, recommendation.review.cycle
    return {
        "recommendation": recommendation,
        "official_text": recommendation.official_text,
        "follow_up": follow_up,
        "steps": follow_up.steps.all() if follow_up else [],
        "eyebrow": _("%(state)s, cycle %(cycle)s, paragraph %(paragraph)s")
        % {"state": state, "cycle": cycle, "paragraph": recommendation.paragraph},
    }


@login_required
@require_POST
def answer_remove(request, pk, recommendation):
    """Leave a recommendation out of the input."""
    contribution = fetch_own(request, pk)
    answer = contribution.answers.select_related("recommendation").filter(recommendation=recommendation).first()
    if answer is None:
        messages.info(request, _("It was taken out already."))
        return redirect(contribution)
    try:
        answer.take_out(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        sentence = _("%(paragraph)s is no longer part of your input.")
        messages.success(request, sentence % {"paragraph": answer.recommendation.paragraph})
    return redirect(contribution)
