"""Lines about a government's input to calls that still wait for it; the call's title says what for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Call, Contribution
from .lines import Line, When, days_left

Status = Contribution.Status


def lines(government, user, today, *, may_write, may_approve):
    """The next action on the government's input to each of these calls, and with whom it lies."""
    calls = {call.pk: call for call in Call.objects.reminding().asking(government)}
    own = Contribution.objects.filter(call__in=calls, local_government=government).latest()
    by_call = {contribution.call_id: contribution for contribution in own}
    for pk, call in calls.items():
        words = {"call": call.title, "left": days_left(call.deadline, today)}
        contribution, is_late = by_call.get(pk), call.deadline < today
        if contribution is None:
            yield from _start(government, call, words, is_late, may_write)
        else:
            yield from _next(
                contribution, words, is_late, may_write, may_approve and contribution.prepared_by_id != user.pk
            )


def _start(government, call, words, is_late, may_write):
    if may_write:
        address = reverse("tracking:contribution-start", args=[government.pk, call.pk])
        sentence = _("Start your input to “%(call)s” (%(left)s)")
        yield Line(sentence % words, address, "pencil", is_late, is_post=True)


def _next(contribution, words, is_late, may_write, may_approve):
    """Whose turn it is; nothing once the input is accepted."""
    status, address = contribution.status, contribution.get_absolute_url()
    sentence, when = "", When.NOW
    if status == Status.DRAFT and may_write and contribution.words:
        # A draft has words once its approver sent it back; that one has nothing to do until it comes again.
        sentence = _("The input to “%(call)s” was sent back: read why, change it and hand it in again (%(left)s)")
        when = When.WAITING if may_approve else When.NOW
    elif status == Status.DRAFT and may_write:
        sentence = _("Finish your input to “%(call)s” and hand it in (%(left)s)")
    elif status == Status.WAITING and may_approve:
        sentence = _("Approve the input to “%(call)s”, or send it back (%(left)s)")
    elif status == Status.WAITING:
        sentence = _("The input to “%(call)s” waits for approval by a second person (%(left)s)")
        when = When.WAITING
    elif status == Status.RETURNED and may_write:
        sentence = _("The coordinator returned your input to “%(call)s”: read why and answer (%(left)s)")
    elif status == Status.SUBMITTED:
        sentence, when = _("The input to “%(call)s” lies with the coordinator"), When.WAITING
    if sentence:
        yield Line(sentence % words, address, "send", is_late and when == When.NOW, when=when)
