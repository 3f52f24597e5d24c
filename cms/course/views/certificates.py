"""The certificate of a course."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.course import certificate_file
from cms.course.forms import CertificateForm
from cms.course.learner import learner_of
from cms.flooding import is_within
from cms.models import CoursePage
from tracking.documents import pdf_library

from .quizzes import fetch_page


@csrf_exempt  # nothing is stored: the name goes to the page and nowhere else
@never_cache
@require_http_methods(["GET", "POST"])
def certificate(request, pk):
    """Ask for the name, then show the certificate, or hand it out as a file; before the course is passed, say what
    is missing."""
    course, learner = fetch_page(CoursePage, pk), learner_of(request)
    standing = learner.standing(course.modules())
    form = CertificateForm(request.POST if request.method == "POST" else None)
    context = {"course": course, "learner": learner, "standing": standing, "form": form}
    if not (standing.is_complete and form.is_valid()):
        return learner.settle(render(request, "cms/certificate_ask.html", context))
    context |= {"name": form.cleaned_data["name"], "has_file": pdf_library.is_available()}
    if "file" in request.POST and context["has_file"]:
        if not is_within(request, "certificate_file"):
            return ratelimit.respond_429(request)
        return learner.settle(as_file(request, context))
    return learner.settle(render(request, "cms/certificate.html", context))


def as_file(request, context):
    """The certificate as a PDF file; the name stands in it, not in what the file is called."""
    context = context | {"styles": certificate_file.styles(), "direction": "rtl" if get_language_bidi() else "ltr"}
    markup = render(request, "cms/certificate_paper.html", context).content.decode()
    response = HttpResponse(certificate_file.written(markup), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return response
