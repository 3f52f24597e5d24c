"""The certificate of a course."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.course.forms import CertificateForm
from cms.course.learner import learner_of
from cms.models import CoursePage

from .quizzes import fetch_page


@csrf_exempt  # nothing is stored: the name goes to the page and nowhere else
@never_cache
@require_http_methods(["GET", "POST"])
def certificate(request, pk):
    """Ask for the name, then show the certificate to print; before the course is passed, say what is missing."""
    course, learner = fetch_page(CoursePage, pk), learner_of(request)
    standing = learner.standing(course.modules())
    form = CertificateForm(request.POST if request.method == "POST" else None)
    context = {"page": course, "course": course, "learner": learner, "standing": standing, "form": form}
    template = "cms/certificate_ask.html"
    if standing.is_complete and form.is_valid():
        template, context["name"] = "cms/certificate.html", form.cleaned_data["name"]
    return learner.settle(render(request, template, context))
