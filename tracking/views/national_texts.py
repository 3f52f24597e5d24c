"""What the coordinator writes: on a recommendation, for a part of a cluster's chapter, or to introduce a chapter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..forms.national_text import NationalTextForm, Origins
from ..midterm import origins
from ..midterm.overview import PARTS
from ..models import Call, Cluster, NationalText, ReportChapter
from ..permissions import Permission
from .access import fetch
from .form_pages import form_page, show_form
from .saving import atomic_when_posted
from .synthesis import address_of, fetch_call, fetch_synthesis, frame_of

Part = NationalText.Part


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def national_text_edit(request, pk, recommendation):
    """The national paragraph of one recommendation; ?from=answer-12 brings a sentence with its source along."""
    synthesis = fetch_synthesis(request, pk, recommendation, Permission.REPORT_COMPILE)
    text = NationalText(call=synthesis.call, recommendation=synthesis.recommendation, part=Part.PARAGRAPH)
    return edit(
        request,
        text,
        offered=origins.of_recommendation(synthesis),
        back=f"{address_of(synthesis)}#report",
        heading=_("National paragraph on %(paragraph)s") % {"paragraph": synthesis.recommendation.paragraph},
        beside={"synthesis": synthesis, "recommendation": synthesis.recommendation},
    )


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def cluster_text_edit(request, pk, cluster, part):
    """One part of a cluster's chapter: context, national measures, results, challenges or next steps."""
    call = fetch_call(request, pk, Permission.REPORT_COMPILE)
    cluster = fetch(Cluster.objects.all(), code=cluster)
    if part not in PARTS:
        raise Http404
    return edit(
        request,
        NationalText(call=call, cluster=cluster, part=part),
        offered=origins.of_cluster(call, cluster),
        back=f"{reverse('tracking:synthesis-list', args=[call.pk])}#{cluster.code}",
        heading=f"{cluster}: {Part(part).label}",
    )


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def chapter_text_edit(request, pk, chapter):
    """The introduction of one chapter of the report."""
    call = fetch_call(request, pk, Permission.REPORT_COMPILE)
    if chapter not in ReportChapter.Code.values:
        raise Http404
    return edit(
        request,
        NationalText(call=call, chapter=chapter, part=Part.CHAPTER),
        offered=origins.of_cluster(call, None),
        back=f"{reverse('tracking:synthesis-list', args=[call.pk])}#chapters",
        heading=_("Introduction of the chapter “%(chapter)s”") % {"chapter": ReportChapter.Code(chapter).label},
    )


def edit(request, text, *, offered, back, heading, beside=None):
    """The form of one text, and saving it; what somebody else saved meanwhile is shown beside what was typed."""
    if request.method == "POST":  # who writes in the same call waits here
        Call.objects.select_for_update(no_key=True).get(pk=text.call_id)
    stored = NationalText.objects.with_sentences().filter(call=text.call, **text.place).first()
    text = stored or text
    brought = origins.brought(offered, request.GET.get("from", ""), text)
    if request.method == "GET" and brought and origins.stands(brought, text):
        messages.warning(request, _("This sentence stands here already, from the same source."))
        brought = None
    choices = Origins(origins.with_stored(offered, text))
    form = NationalTextForm(request.POST or None, row=text, origins=choices, brought=brought)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts and is_saved(request, form, text):
            return redirect(back)
    context = frame_of(request, text.call, "synthesis") | (beside or {})
    context |= {"form": form, "text": text, "conflicts": conflicts, "back": back, "heading": heading}
    return show_form(request, "tracking/national_text_edit.html", context)


def is_saved(request, form, text):
    """Save it and say how long it is and what is untraced; False where it cannot be saved any more."""
    try:
        text.write(form.sentences(), by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    saved = NationalText.objects.with_sentences().get(pk=text.pk) if text.pk else text
    words = ngettext("%(words)s word", "%(words)s words", saved.words) % {"words": saved.words}
    untraced = ngettext(
        "%(number)s sentence without a source", "%(number)s sentences without a source", saved.untraced
    ) % {"number": saved.untraced}
    messages.success(request, f"{_('Saved.')} {words}; {untraced}.")
    return True
