"""What templates ask of the CMS: sections of the site, translations, practices."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.urls.base import translate_url
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from cms.addresses import page_url, tree_url
from cms.models import PracticePage
from cms.opendata import language_of
from cms.practices.access import may_guard
from cms.practices.citation import as_text
from cms.report import key_of
from cms.site_links import SiteLinks
from cms.structured import LICENCES
from cms.written import Title, attributes
from tracking.models import ImplementationStep, LocalGovernment
from tracking.permissions import Permission, governments_with

register = template.Library()

HOME_DEPTH = 2  # below the root: the home page of a language
MOST_SHOWN = 10  # practices on a page about something else
LIGHT_BYTES = 40_000
PICTURES = ((640, 70), (640, 45), (480, 45), (320, 45), (240, 30))  # longest side in pixels, quality
# Icon and tone of colour (see upr_local.templatetags.ui).
REVIEW_LOOKS = {
    "self_reported": ("comment", "plain"),
    "checked": ("check", "going"),
    "reviewed": ("people", "good"),
    "evaluated": ("check-circle", "good"),
    "under_revision": ("history", "care"),
    "archived": ("minus-circle", "plain"),
}


@register.simple_tag(takes_context=True)
def site_links(context):
    """The `sections` (pages shown in menus) and `footer` pages in the language of the page; one query a request."""
    language = get_language() or settings.LANGUAGE_CODE
    request = context.get("request")
    if request is None:
        return SiteLinks(language)
    if getattr(request, "site_links", None) is None:
        request.site_links = SiteLinks(language)
    return request.site_links


@register.simple_tag(takes_context=True)
def translated_url(context, language):
    """The address of this page in another language; that language's home page where it has none there.

    What was asked of a list goes along. Pages of the CMS cost one query for all languages, every other page none.
    """
    request, page = context.get("request"), context.get("page")
    if isinstance(page, Page) and page.pk:
        address = with_question(translation_urls(page).get(language), page, request)
    else:
        address = request and translate_url(request.get_full_path(), language)
    if address and address != (request and request.get_full_path()):
        return address
    return translate_url(reverse("wagtail_serve", args=[""]), language)


def with_question(address, page, request):
    """The address with the query of a page that is shown at its own address; a form's answer has none."""
    is_shown = request is not None and request.path in translation_urls(page).values()
    query = request.META.get("QUERY_STRING", "") if is_shown else ""
    return f"{address}?{query}" if address and query else address


def translation_urls(page):
    """The addresses of the published translations of a page, itself among them, by language code; one query a page.

    Those with words of their own are kept as `page.translation_addresses`.
    """
    if "translation_urls" not in page.__dict__:
        rows = page.get_translations(inclusive=True).live().order_by("locale__language_code")
        rows = rows.values_list("locale__language_code", "url_path", "alias_of")
        urls = {language: (tree_url(url_path, language), alias_of) for language, url_path, alias_of in rows}
        page.translation_urls = {language: address for language, (address, _alias) in urls.items()}
        page.translation_addresses = {language: address for language, (address, alias) in urls.items() if not alias}
    return page.translation_urls


@register.simple_tag
def trail(page):
    """The (label, address) pairs that lead down to a page, for includes/breadcrumbs.html; one query a page."""
    if "trail_pairs" not in page.__dict__:
        language = page.locale.language_code
        above = page.get_ancestors().filter(depth__gte=HOME_DEPTH)
        above = above.values_list("depth", "title", "url_path", "alias_of__locale__language_code")
        pairs = [
            (_("Home") if depth == HOME_DEPTH else Title(title, source or language), tree_url(url_path, language))
            for depth, title, url_path, source in above
        ]
        page.trail_pairs = [*pairs, (Title(page.title, language_of(page)), "")]
    return page.trail_pairs


@register.simple_tag
def language_attributes(page):
    """The lang and dir attributes of a page's own text where it is written in another language than the site shows.

    Empty where both are the same. `page` needs its `locale`, and its `alias_of` with locale where it is an alias.
    """
    return attributes(language_of(page))


@register.simple_tag
def language_name(page):
    """The name, in the reader's language, of the language a page is written in; "" where it is the reader's own."""
    written = language_of(page)
    return "" if written == get_language() else get_language_info(written)["name_translated"]


@register.filter(name="page_url")
def page_url_filter(page):
    """The address of a page whose `locale` is at hand, without a query."""
    return page_url(page)


@register.inclusion_tag("includes/status.html")
def review_status(practice):
    """The review status of a practice as word and icon."""
    icon_name, tone = REVIEW_LOOKS[practice.review_status]
    return {"label": practice.get_review_status_display(), "icon_name": icon_name, "tone": tone}


@register.simple_tag
def practices_for(recommendation):
    """Up to MOST_SHOWN practices for a recommendation, those that name it first (`is_direct`); two queries.

    Published ones only, each once: in the reader's language where there is one.
    """
    practices = PracticePage.objects.shown_in(get_language()).for_listing().answering(recommendation)
    return list(practices[:MOST_SHOWN])


@register.simple_tag
def practices_of(government):
    """Up to MOST_SHOWN published practices of a local or regional government, newest first; two queries."""
    return list(PracticePage.objects.shown_in(get_language()).for_listing().of_government(government)[:MOST_SHOWN])


@register.simple_tag
def publishes(government):
    """Whether a local or regional government has a public page of its own; one query."""
    return LocalGovernment.objects.publishing().filter(pk=government.pk).exists()


@register.simple_tag
def takers_of(practice):
    """The published steps that were modelled on the practice, in whichever language; one query."""
    return ImplementationStep.objects.published().modelled_on(key_of(practice)).select_related("local_government")


@register.filter
def is_stale_on(practice, today):
    """Whether a practice counts as not verified on a day; False where a page knows no day."""
    return bool(today) and practice.is_stale(today)


@register.simple_tag
def citation(practice):
    """How a practice is cited, in one line; its title as such."""
    line = conditional_escape(as_text(practice))
    title = conditional_escape(practice.title)
    return mark_safe(line.replace(title, f"<cite>{title}</cite>", 1))


@register.simple_tag
def licence_link(practice):
    """The licence, linked to its text where it has one."""
    address = LICENCES.get(practice.licence)
    label = practice.get_licence_display()
    return format_html('<a href="{}" rel="license">{}</a>', address, label) if address else label


@register.simple_tag(takes_context=True)
def guards(context, practice):
    """Whether the reader may take the practice off the site; no query for readers without an account."""
    user = getattr(context.get("request"), "user", None)
    return bool(user) and may_guard(user, practice)


@register.simple_tag(takes_context=True)
def starting_points_of(context, practice):
    """[(government, address)]: where the reader can start a step of their own from the practice; nobody else asks."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return []
    return [
        (government, f"{reverse('tracking:step-add', args=[government.pk])}?from_practice={practice.pk}")
        for government in governments_with(user, Permission.STEP_EDIT)
    ]


@register.simple_tag
def light_picture(image, alt):
    """An <img> of at most LIGHT_BYTES: WebP, the largest of PICTURES that is light enough, loaded when it comes near.

    Empty where a file of the picture is lost.
    """
    try:
        rendition = light_rendition(image)
    except (SourceImageIOError, FileNotFoundError):
        return ""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        rendition.url,
        alt,
        rendition.width,
        rendition.height,
    )


def light_rendition(image):
    """The first of PICTURES whose file has at most LIGHT_BYTES, made now where it does not exist yet."""
    for side, quality in PICTURES:
        rendition = image.get_rendition(f"max-{side}x{side}|format-webp|webpquality-{quality}")
        if rendition.file.size <= LIGHT_BYTES:
            break
    return rendition
