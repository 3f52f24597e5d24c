"""Before a call opens: what it asks, whom, and who will be told in which words; then opening it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import tasks
from ..midterm import opening
from .calls import fetch_managed


@login_required
@require_http_methods(["GET", "POST"])
def call_open(request, pk):
    """Show who will be told, then open: governments see the call, one mail goes to each of their people who write."""
    call, now = fetch_managed(request, pk), timezone.now()
    if not call.is_draft:
        messages.warning(request, _("This call was opened already."))
        return redirect(call)
    preview = opening.Preview(call, now)
    if request.method == "POST":
        if request.POST.get("seen") == preview.stamp:
            return opened(request, call, preview, now)
        messages.warning(
            request, _("Something changed since this page was shown. Look at it again, then open the call.")
        )
    context = {
        "call": call,
        "preview": preview,
        "is_timely": opening.is_timely(call, now),
        "recommendation_count": call.recommendations_asked().count(),
        "questions": call.questions.all(),
    }
    return render(request, "tracking/call_open.html", context)


def opened(request, call, preview, now):
    """Open it; the mails go out in the background."""
    try:
        with transaction.atomic():
            mails = opening.open_call(call, by=request.user, now=now)
            tasks.select_reminders.delay_on_commit()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(call)
    told = len(preview.reached)
    sentence = ngettext(
        "The call is open. %(count)s government sees it.", "The call is open. %(count)s governments see it.", told
    )
    mailed = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", mails)
    messages.success(request, f"{sentence % {'count': told}} {mailed % {'count': mails}}")
    return redirect(call)
