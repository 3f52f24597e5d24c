"""Public pages of the engagement register: profiles, mappings, lessons, needs, and their files."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import EngagementProfile, LessonEntry, MappingExercise, NeedEntry
from cms.models.register_scales import NeedKind

from .book import collect_book
from .filters import LessonFilter, NeedFilter, ProfileFilter
from .matrix import mapping_matrix, profile_matrices, profile_matrix
from .sheets import matrix_csv, matrix_xlsx
from .summary import collect_mapping, collect_profile, languages_beside
from .trail import trail
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


def listing(request, filters, words, **extra):
    """A filtered list, page by page; `words` say what it is a list of."""
    chips = filters.chips()
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter_form": filters.form,
        "chips": chips,
        "reset_url": request.path,
        "entries": page,
        "written_in": languages_beside(text for entry in page for text in entry.texts_for_lists),
        **words(page.paginator.count),
        **extra,
    }
    return render(request, f"cms/register/{context['kind']}_list.html", context)


def profile_words(count):
    """What the list of profiles says of itself."""
    return {
        "kind": "profile",
        "heading": _("Engagement register"),
        "lead": _("Who works with which local and regional governments, where, on what, and what was learned from it."),
        "counted": ngettext("%(total)s profile", "%(total)s profiles", count) % {"total": count},
        "nothing_fits": _("No profile fits all these filters"),
        "nothing_yet": _("No profile is published yet"),
        "coming": _("Editors publish here what offices answered about their work with cities and regions."),
    }


def lesson_words(count):
    """What the library of lessons says of itself."""
    return {
        "kind": "lesson",
        "heading": _("Lessons learned"),
        "lead": _("What offices learned from working with cities and regions, also where it did not work."),
        "counted": ngettext("%(total)s lesson", "%(total)s lessons", count) % {"total": count},
        "nothing_fits": _("No lesson fits all these filters"),
        "nothing_yet": _("No lesson is published yet"),
        "coming": _("Editors collect here what offices learned."),
    }


def need_words(count):
    """What the register of needs says of itself."""
    return {
        "kind": "need",
        "heading": _("Needs"),
        "lead": _("What offices and local governments lack for their work on human rights."),
        "counted": ngettext("%(total)s need", "%(total)s needs", count) % {"total": count},
        "nothing_fits": _("No need fits all these filters"),
        "nothing_yet": _("No need is published yet"),
        "coming": _("Editors collect here what offices and local governments lack."),
    }


def profile_list(request):
    """The register: who is present where, with the response rate of every mapping."""
    profiles = EngagementProfile.objects.shown().select_related("exercise", "presence_type")
    filters = ProfileFilter(request.GET, profiles.prefetch_related("countries", "natures").order_by("title", "pk"))
    mappings = MappingExercise.objects.shown().with_answered()
    return listing(request, filters, profile_words, mappings=mappings, breadcrumbs=trail())


@kept_by_nobody
def profile_detail(request, mapping, profile):
    """One profile under the fixed headings, its answers, its matrix; with ?format=docx as a Word file."""
    internal = is_internal(request)
    found = found_profile(mapping, profile, internal)
    answers = list(found.answers.readable(internal).in_full())
    if request.GET.get("format") == "docx":
        summary = collect_profile(found, answers, internal=internal)
        file = profile_docx(found, summary, is_internal=internal)
        return download(file, WORD_TYPE, f"{found.slug}.docx")
    return profile_page(request, found, answers, internal=internal)


def profile_page(request, profile, answers, *, internal=False):
    """The page of a profile with these answers, whether they are saved or a draft that an editor looks at."""
    summary = collect_profile(profile, answers, internal=internal)
    mapping = profile.exercise
    context = {
        "profile": profile,
        "summary": summary,
        "written_in": languages_beside(summary.texts),
        "matrix": profile_matrix(profile, answers, internal=internal),
        "lessons": profile.lessonentry_set.shown().for_listing() if profile.pk else (),
        "needs": profile.needentry_set.shown().for_listing() if profile.pk else (),
        "is_internal": internal,
        "breadcrumbs": trail((mapping.told("title"), mapping.get_absolute_url()), (summary.title, "")),
    }
    return render(request, "cms/register/profile_detail.html", context)


@kept_by_nobody
def mapping_detail(request, mapping):
    """A mapping: its response rate, and how often each question was answered for each area of work."""
    internal = is_internal(request)
    found = found_mapping(mapping, internal)
    profiles = EngagementProfile.objects.readable(internal).filter(exercise=found).in_full()
    texts = [*found.texts_for_lists, *(text for profile in profiles for text in profile.texts_for_lists)]
    context = {
        "mapping": found,
        "matrix": mapping_matrix(found, internal=internal),
        "profiles": profiles,
        "written_in": languages_beside(texts),
        "is_internal": internal,
        "breadcrumbs": trail((found.told("title"), "")),
    }
    return render(request, "cms/register/mapping_detail.html", context)


@kept_by_nobody
def mapping_summary(request, mapping):
    """The whole mapping on one page to print; with ?format=docx as a Word file."""
    internal = is_internal(request)
    found = found_mapping(mapping, internal)
    book = collect_book(found, internal=internal)
    if request.GET.get("format") == "docx":
        return download(mapping_docx(book, is_internal=internal), WORD_TYPE, f"{found.slug}.docx")
    context = {
        "mapping": found,
        "book": book,
        "written_in": languages_beside(book.texts),
        "is_internal": internal,
        "breadcrumbs": trail((found.told("title"), found.get_absolute_url()), (_("Summary"), "")),
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
    return listing(request, filters, lesson_words, breadcrumbs=trail((_("Lessons"), "")))


def need_list(request):
    """The register of needs, with how many there are of each kind among all of them."""
    shown = NeedEntry.objects.shown()
    counts = shown.by_kind()
    kinds = [(kind.value, kind.label, counts.get(kind.value, 0)) for kind in NeedKind]
    filters = NeedFilter(request.GET, shown.for_listing())
    crumbs = trail((_("Needs"), ""))
    return listing(request, filters, need_words, kinds=kinds, total=sum(counts.values()), breadcrumbs=crumbs)


def download(content, content_type, name):
    """A file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
