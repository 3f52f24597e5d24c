"""What every page with a form can do besides saving: keep a draft of what is typed, and print on paper."""

from functools import wraps

from django.contrib import messages
from django.forms import BaseForm, BaseInlineFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import drafts, paper

KEPT_ON_DEMAND, KEPT_AS_TYPED, THROWN_AWAY = "yes", "auto", "no"


def form_page(view):
    """Decorate a view that shows and saves a form, inside of login_required; the view answers with show_form().

    A POST with keep_draft=yes keeps what was typed and shows the form again, =auto answers without a page (the
    script asks while one types), =no throws the draft away. A POST that saves (and so redirects) ends the draft;
    one that shows the form again keeps what was typed, so that nothing is lost where no script runs.
    """

    @wraps(view)
    def with_draft(request, *args, **kwargs):
        wish = request.POST.get("keep_draft", "")
        if wish:
            return _keep(request, wish)
        request.draft = drafts.of(request.user, request.path)
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            drafts.keep(request.user, request.path, request.POST, now=timezone.now())
        elif request.method == "POST" and request.draft and response.status_code == 302:
            drafts.drop(request.user, request.path)
        return response

    return with_draft


def _keep(request, wish):
    """Do what the person asks with the draft."""
    if wish == THROWN_AWAY:
        drafts.drop(request.user, request.path)
        messages.info(request, _("The draft is thrown away."))
        return redirect(request.get_full_path())
    kept = drafts.keep(request.user, request.path, request.POST, now=timezone.now())
    if wish == KEPT_AS_TYPED:
        return HttpResponse(status=204 if kept else 413)
    if kept:
        messages.success(request, _("Your draft is kept. Nobody else sees it; it waits here until you save."))
    else:
        messages.error(request, _("This is too long to be kept as a draft. Save it, or make it shorter."))
    return redirect(request.get_full_path())


def restore_draft(request, form):
    """Let the form begin with the person's draft, where it is shown anew and not printed.

    show_form() does so by itself; a view calls it first where it reads values out of the form to show them.
    """
    draft = getattr(request, "draft", None)
    if draft and request.method == "GET" and not form.is_bound and request.GET.get("print", "") not in paper.WAYS:
        drafts.restore(form, draft)


def show_form(request, template, context, **options):
    """Render a page with a form: with the person's draft in it, or as a paper form (?print=blank, ?print=filled).

    The form stands in context["form"]; inline formsets may stand under any name.
    """
    wish = request.GET.get("print", "")
    if wish in paper.WAYS:
        return render(request, "tracking/paper_form.html", paper.sheet(request, context, is_blank=wish == paper.BLANK))
    draft = getattr(request, "draft", None)
    if draft and request.method == "GET":
        for name, value in list(context.items()):
            if isinstance(value, BaseInlineFormSet):
                context[name] = drafts.restored(value, draft)
            elif isinstance(value, BaseForm):
                restore_draft(request, value)
    can_print = paper.code_of(request.resolver_match)
    return render(request, template, {**context, "draft": draft, "paper_code": can_print}, **options)
