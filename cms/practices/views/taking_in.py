"""What readers send about a practice, taken in: programs are thanked and ignored, floods are held back."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.addresses import page_url
from cms.flooding import is_within

from .. import mails
from ..access import fetch_practice

SENT = "cms/practices/notice_sent.html"


def take_in(request, key, form, *, kind, name):
    """The answer to the form about a practice, which anybody fills in.

    `kind` is what is counted and mailed ("risk": practice-risk), with its page cms/practices/<kind>_add.html; `name`
    is what the page of thanks calls the notice.
    """
    practice = fetch_practice(key)
    label = _("Report a risk") if kind == "risk" else _("Suggest a correction")
    trail = [(practice.title, page_url(practice)), (label, "")]
    context, status = {"practice": practice, "form": form, "breadcrumbs": trail}, 200
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_machine:
            return render(request, SENT, {"practice": practice})
        if is_within(request, f"practice_{kind}"):
            notice = form.save(commit=False)
            notice.page = practice.alias_of.specific if practice.alias_of_id else practice
            notice.send(now=timezone.now(), contact=form.cleaned_data["contact"])
            mails.tell_guards(notice, f"practice-{kind}")
            return render(request, SENT, {"practice": practice, name: notice})
        form.add_error(None, _("Many reports came from your connection within an hour. Please try again later."))
        status = 429
    return render(request, f"cms/practices/{kind}_add.html", context, status=status)
