"""Pages to read on paper or to keep as one file: a module, a whole course, a piece of guidance."""

from django.contrib.staticfiles import finders
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.models import CoursePage, GuidancePage, ModulePage, StandardPage

STYLES = "upr_local/paper.css"


@require_safe
def page_print(request, pk):
    """The page as one document for paper; with ?file=1 as a file that needs nothing else."""
    pages = Page.objects.live().public().type(CoursePage, ModulePage, GuidancePage, StandardPage)
    page = pages.select_related("locale", "alias_of__locale").filter(pk=pk).first()
    if page is None:
        raise Http404
    page, is_file = page.specific, bool(request.GET.get("file"))
    context = {"page": page, "modules": modules_of(page), "styles": own_styles() if is_file else ""}
    response = render(request, "cms/paper.html", context)
    if is_file:
        response["Content-Disposition"] = f'attachment; filename="{page.slug}.{get_language()}.html"'
    return response


def modules_of(page):
    """The modules that the document holds, with their texts; none where it is not a course."""
    if isinstance(page, CoursePage):
        return list(ModulePage.objects.child_of(page).for_listing().defer(None).select_related("locale"))
    return [page] if isinstance(page, ModulePage) else []


def own_styles():
    """The style sheet of paper, to stand inside the file."""
    with open(finders.find(STYLES), encoding="utf-8") as sheet:
        return sheet.read()
