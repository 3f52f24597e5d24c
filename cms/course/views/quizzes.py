"""Answering a quiz, trying again, and forgetting one's progress."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from cms.addresses import page_url
from cms.course.forms import QuizForm
from cms.course.learner import learner_of
from cms.models import CoursePage, ModulePage


def protected_for_accounts(view):
    """Ask for the form's token of people who signed in; others would get a cookie for it before they do anything.

    Without an account nothing is changed but the browser's own progress.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def chosen(request, *args, **kwargs):
        return (protected if request.user.is_authenticated else view)(request, *args, **kwargs)

    return chosen


def fetch_page(model, pk):
    """A published page that everybody may read, in the reader's language where it stands there, too; or 404."""
    pages = model.objects.live().public().select_related("locale", "alias_of__locale")
    page = pages.filter(page_ptr__id=pk).first()  # through its number, of which Django knows how large it may be
    if page is None:
        raise Http404
    language = get_language()
    if page.locale.language_code == language:
        return page
    same = pages.filter(translation_key=page.translation_key, locale__language_code=language)
    return same.first() or page


def course_without(pk):
    """The published course of a module that was taken off the site while somebody may still read it; else None."""
    gone = ModulePage.objects.not_live().filter(page_ptr__id=pk, first_published_at__isnull=False).first()
    course = gone and gone.get_parent()
    return fetch_page(CoursePage, course.pk) if course and course.live else None


@protected_for_accounts
@never_cache
@require_http_methods(["GET", "POST"])
def quiz_answer(request, pk):
    """Score what was chosen, keep it where it is better than before, and show the module with feedback."""
    if course := course_without(pk):
        messages.info(request, _("The editors have taken this module off the site. What you passed stays with you."))
        return redirect(page_url(course))
    module = fetch_page(ModulePage, pk)
    if request.method == "GET":  # somebody came back to the address of their answers
        return redirect(page_url(module))
    form, learner, result = QuizForm(request.POST, questions=module.questions), learner_of(request), None
    if form.is_valid() and module.has_quiz:
        form.show_feedback, result = True, form.result(module.pass_share)
        learner.record(module, result, today=timezone.localdate())
    context = module.get_context(request) | {"form": form, "result": result}
    return learner.settle(render(request, module.get_template(request), context))


@protected_for_accounts
@never_cache
@require_POST
def progress_forget(request, pk):
    """Forget the progress in all courses, then back to this one."""
    course, learner = fetch_page(CoursePage, pk), learner_of(request)
    learner.forget()
    messages.success(request, _("Your progress is forgotten."))
    return learner.settle(redirect(page_url(course)))
