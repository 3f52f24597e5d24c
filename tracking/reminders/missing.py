"""What is missing behind a line of a reminder, in counts; nothing where the line no longer holds."""

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import (
    Call,
    Contribution,
    FollowUp,
    ImplementationStep,
    LocalGovernment,
    ReminderItem,
    ReminderRule,
    Visibility,
)

QUIET_MONTHS = 6
NOTHING_MISSING = (Contribution.Status.SUBMITTED, Contribution.Status.ACCEPTED)


def line(item, today):
    """What a mail says for a ReminderItem, as a dict; None where nothing is missing any more.

    Keys: government, title, due_date, days_left (negative when late), facts (sentences), path (of the page).
    """
    lines = {ReminderRule.Kind.CALL_DEADLINE: _call_line, ReminderRule.Kind.STEP_DUE: _step_line}
    found = lines[item.rule.kind](item, today)
    if found is None:
        return None
    return {
        "kind": item.rule.kind,
        "government": item.local_government,
        "due_date": item.due_date,
        "days_left": (item.due_date - today).days,
        **found,
    }


def _call_line(item, today):
    call = Call.objects.reminding().filter(pk=item.object_id, deadline=item.due_date).select_related("review").first()
    if call is None or not call.asks(item.local_government):
        return None
    contribution = (
        Contribution.objects.filter(call=call, local_government=item.local_government).order_by("-version").first()
    )
    if contribution and contribution.status in NOTHING_MISSING:
        return None
    told = {"title": call.title, "occasion": call.occasion}
    if not _is_own(item):
        fact = _("Its input was not submitted.") if contribution else _("It has not started its input.")
        return {**told, "facts": [fact], "path": reverse("tracking:call-detail", args=[call.pk])}
    return call_words(call, item.local_government, contribution, today, is_first=_is_first(item))


def call_words(call, government, contribution, today, *, is_first):
    """What a mail tells the people of a government about a call; the first mail brings the coordinator's words too."""
    return {
        "title": call.title,
        "occasion": call.occasion,
        "note": call.note if is_first and contribution is None else "",
        "facts": [_input_fact(contribution), *_plan_facts(call, government, today)],
        "path": reverse("tracking:workspace", args=[government.pk]),
    }


def _is_first(item):
    """Whether the person has not been told of this call for this government before."""
    told = ReminderItem.objects.filter(
        rule__kind=item.rule.kind,
        object_id=item.object_id,
        local_government=item.local_government_id,
        recipient=item.recipient_id,
    )
    return not told.exclude(delivery=item.delivery_id).exists()


def _is_own(item):
    """Whether the recipient answers for the government; else it is the coordinator who hears of it."""
    return LocalGovernment.objects.of_user(item.recipient).filter(pk=item.local_government_id).exists()


def _input_fact(contribution):
    if contribution is None:
        return _("Your input has not been started.")
    return {
        Contribution.Status.DRAFT: _("Your input is a draft; it is not handed in."),
        Contribution.Status.WAITING: _("Your input waits for the approval of a second person."),
        Contribution.Status.RETURNED: _("Your input was returned to you with a comment from the coordinator."),
        Contribution.Status.WITHDRAWN: _("Your government took its input back; nothing stands in its place."),
    }[contribution.status]


def _plan_facts(call, government, today):
    asked = call.recommendations_asked()
    triaged = FollowUp.objects.filter(local_government=government, recommendation__in=asked.values("pk"))
    untriaged = asked.count() - triaged.exclude(relevance="").count()
    quiet = (
        ImplementationStep.objects.open()
        .filter(local_government=government, updated_at__date__lt=today - relativedelta(months=QUIET_MONTHS))
        .count()
    )
    facts = []
    if untriaged:
        facts.append(
            ngettext(
                "%(count)d recommendation waits to be sorted: is it yours?",
                "%(count)d recommendations wait to be sorted: are they yours?",
                untriaged,
            )
            % {"count": untriaged}
        )
    if quiet:
        facts.append(
            ngettext(
                "%(count)d step has had no update for six months.",
                "%(count)d steps have had no update for six months.",
                quiet,
            )
            % {"count": quiet}
        )
    return facts


def _step_line(item, today):
    step = ImplementationStep.objects.open().filter(pk=item.object_id, due_date=item.due_date).first()
    if step is None:
        return None
    is_sensitive = (
        step.visibility == Visibility.RESTRICTED or step.follow_ups.filter(recommendation__is_sensitive=True).exists()
    )
    return {
        "title": _("A step on a sensitive topic") if is_sensitive else step.title,
        "facts": [_("The step is not marked as done.")],
        "path": reverse("tracking:step-edit" if _is_own(item) else "tracking:step-detail", args=[step.pk]),
    }
