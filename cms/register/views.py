"""Public pages of the engagement register: profiles, mappings, lessons, needs, and their files."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry
from cms.models.register_scales import NeedKind
from cms.written import Title

from .filters import LessonFilter, NeedFilter, ProfileFilter
from .matrix import mapping_matrix, profile_matrices, profile_matrix
from .sheets import matrix_csv, matrix_xlsx
from .summary import collect_mapping, collect_profile
from .word import mapping_docx, profile_docx

PER_PAGE = 25
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def is_internal(request):
    """Whether an editor asks, with ?internal=1, for what is not public; 403 for everybody else who asks."""
    if not request.GET.get("internal"):
        return False
    if not request.user.has_perm("cms.change_engagementprofile"):
        raise PermissionDenied
    return True


def kept_by_nobody(view):
    """A view whose answer nobody keeps on the way where ?internal=1 asks for what is not public."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.GET.get("internal"):
            add_never_cache_headers(response)
        return response

    return answered


def found_mapping(slug, internal):
    """The mapping with its response rate; 404 where it is not public, but for editors."""
    mappings = MappingExercise.objects.with_answered()
    mapping = (mappings if internal else mappings.shown()).filter(slug=slug).first()
    if mapping is None:
        raise Http404
    return mapping


def found_profile(mapping, profile, internal):
    """The profile with all that its page shows; 404 where it is not public, but for editors."""
    profiles = EngagementProfile.objects.readable(internal).filter(exercise__slug=mapping, slug=profile).in_full()
    found = profiles.first()
    if found is None:
        raise Http404
    return found


def trail(*steps):
    """Breadcrumbs from the start page down; the last step is the page itself."""
    start = (_("Home"), reverse("wagtail_serve", args=[""]))
    return [start, (_("Engagement register"), reverse("cms:profile-list")), *steps]


def listing(request, template, filters, extra):
    """A filtered list, page by page."""
    chips = filters.chips()
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filter_form": filters.form, "chips": chips, "reset_url": request.path, "entries": page, **extra}
    return render(request, template, context)


def profile_list(request):
    """The register: who is present where, with the response rate of every mapping."""
    profiles = EngagementProfile.objects.shown().select_related("exercise", "presence_type")
    filters = ProfileFilter(request.GET, profiles.prefetch_related("countries", "natures").order_by("title", "pk"))
    extra = {
        "mappings": MappingExercise.objects.shown().with_answered(),
        "breadcrumbs": [*trail()[:1], (_("Engagement register"), "")],
    }
    return listing(request, "cms/register/profile_list.html", filters, extra)


@kept_by_nobody
def profile_detail(request, mapping, profile):
    """One profile under the fixed headings, its answers, its matrix; with ?format=docx as a Word file."""
    internal = is_internal(request)
    found = found_profile(mapping, profile, internal)
    answers = list(found.answers.readable(internal).in_full())
    summary = collect_profile(found, answers, internal=internal)
    if request.GET.get("format") == "docx":
        file = profile_docx(summary, subtitle=found.exercise.title, is_internal=internal)
        return download(file, WORD_TYPE, f"{found.slug}.docx")
    context = {
        "profile": found,
        "summary": summary,
        "matrix": profile_matrix(found, answers, internal=internal),
        "lessons": found.lessonentry_set.shown().for_listing(),
        "needs": found.needentry_set.shown().for_listing(),
        "is_internal": internal,
        "breadcrumbs": trail(
            (found.exercise.title, found.exercise.get_absolute_url()), (Title(found.title, found.language), "")
        ),
    }
    return render(request, "cms/register/profile_detail.html", context)


@kept_by_nobody
def mapping_detail(request, mapping):
    """A mapping: its response rate, and how often each question was answered for each area of work."""
    internal = is_internal(request)
    found = found_mapping(mapping, internal)
    context = {
        "mapping": found,
        "matrix": mapping_matrix(found, internal=internal),
        "profiles": EngagementProfile.objects.readable(internal).filter(exercise=found).in_full(),
        "is_internal": internal,
        "breadcrumbs": trail((found.title, "")),
    }
    return render(request, "cms/register/mapping_detail.html", context)


@kept_by_nobody
def mapping_summary(request, mapping):
    """The whole mapping on one page to print; with ?format=docx as a Word file."""
    internal = is_internal(request)
    found = found_mapping(mapping, internal)
    parts = collect_mapping(found, internal=internal)
    if request.GET.get("format") == "docx":
        return download(mapping_docx(found, parts, is_internal=internal), WORD_TYPE, f"{found.slug}.docx")
    context = {
        "mapping": found,
        "parts": parts,
        "is_internal": internal,
        "breadcrumbs": trail((found.title, found.get_absolute_url()), (_("Summary"), "")),
    }
    return render(request, "cms/register/mapping_summary.html", context)


@kept_by_nobody
def mapping_matrix_file(request, mapping, kind):
    """The matrix of every profile of a mapping as a CSV or XLSX file, blanks as blanks."""
    internal = is_internal(request)
    found = found_mapping(mapping, internal)
    matrices = profile_matrices(found, internal=internal)
    if kind == "csv":
        return download(matrix_csv(matrices), "text/csv; charset=utf-8", f"{found.slug}.csv")
    parts = collect_mapping(found, internal=internal)
    return download(matrix_xlsx(found.title, matrices, parts), SHEET_TYPE, f"{found.slug}.xlsx")


def lesson_list(request):
    """The library of lessons."""
    filters = LessonFilter(request.GET, LessonEntry.objects.shown().for_listing())
    return listing(request, "cms/register/lesson_list.html", filters, {"breadcrumbs": trail((_("Lessons"), ""))})


def need_list(request):
    """The register of needs, with how many there are of each kind among all of them."""
    shown = NeedEntry.objects.shown()
    counts = shown.by_kind()
    kinds = [(kind.value, kind.label, counts.get(kind.value, 0)) for kind in NeedKind]
    extra = {"kinds": kinds, "total": sum(counts.values()), "breadcrumbs": trail((_("Needs"), ""))}
    return listing(request, "cms/register/need_list.html", NeedFilter(request.GET, shown.for_listing()), extra)


def download(content, content_type, name):
    """A file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
