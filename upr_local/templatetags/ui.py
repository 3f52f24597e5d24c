"""Template tags of the shared look: icons, status words, navigation links and form helpers.

Load them with ``{% load ui %}``. ``docs/design.md`` shows every piece in use.
"""

from django import template
from django.forms import CheckboxSelectMultiple, MultiWidget, RadioSelect, Textarea, TextInput
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import pgettext

register = template.Library()

SPRITE = "upr_local/icons.svg"

# How each value of a scale looks: its drawing, and the tone of colour that supports it. "good" is reached,
# "going" is on its way, "care" wants attention, "bad" went wrong, "plain" is none of these.
LOOKS = {
    "status": {
        "not_started": ("status-not_started", "plain"),
        "planned": ("status-planned", "going"),
        "in_progress": ("status-in_progress", "going"),
        "partly": ("status-partly", "care"),
        "implemented": ("status-implemented", "good"),
        "ongoing": ("status-ongoing", "good"),
        "not_applicable": ("status-not_applicable", "plain"),
        "setback": ("status-setback", "bad"),
        "no_information": ("status-no_information", "plain"),
    },
    "position": {
        "supported": ("check", "good"),
        "noted": ("position-noted", "plain"),
        "partly": ("position-partly", "care"),
        "pending": ("clock", "care"),
    },
    "relevance": {
        "necessary": ("city", "going"),
        "helpful": ("plus", "going"),
        "support-only": ("comment", "plain"),
        "not-ours": ("minus-circle", "plain"),
    },
    "step": {
        "planned": ("status-planned", "going"),
        "under-way": ("status-in_progress", "going"),
        "done": ("status-implemented", "good"),
        "stopped": ("minus-circle", "plain"),
        "due": ("calendar", "care"),
        "overdue": ("warning", "bad"),
    },
    "outcome": {
        "new": ("outcome-new", "good"),
        "changed": ("outcome-changed", "going"),
        "same": ("outcome-same", "plain"),
        "rejected": ("outcome-rejected", "bad"),
    },
    "trend": {
        "better": ("check", "good"),
        "worse": ("status-setback", "bad"),
        "same": ("minus-circle", "plain"),
    },
    "visibility": {
        "public": ("globe", "going"),
        "internal": ("building", "plain"),
        "restricted": ("lock", "care"),
    },
    "stage": {
        "draft": ("pencil", "plain"),
        "waiting": ("clock", "care"),
        "submitted": ("send", "going"),
        "returned": ("undo", "care"),
        "accepted": ("check-circle", "good"),
        "withdrawn": ("minus-circle", "plain"),
        "open": ("calendar", "going"),
        "closed": ("lock", "plain"),
    },
    "comment": {
        "waiting": ("clock", "care"),
        "published": ("globe", "good"),
        "refused": ("minus-circle", "plain"),
    },
    "job": {
        "previewed": ("info", "care"),
        "confirmed": ("clock", "plain"),
        "pending": ("clock", "plain"),
        "running": ("status-ongoing", "going"),
        "compiling": ("status-ongoing", "going"),
        "sending": ("status-ongoing", "going"),
        "imported": ("check-circle", "good"),
        "ready": ("check-circle", "good"),
        "sent": ("check-circle", "good"),
        "skipped": ("minus-circle", "plain"),
        "failed": ("error", "bad"),
        "unknown": ("warning", "care"),
    },
}
UNKNOWN_LOOK = ("", "plain")

# Drawings that point along the reading direction, so that they turn round in right-to-left pages.
MIRRORED_ICONS = {
    "arrow",
    "arrow-back",
    "external",
    "outcome-changed",
    "send",
    "status-setback",
    "undo",
}

FREE_TEXT_WIDGETS = (TextInput, Textarea)


@register.simple_tag
def icon(name):
    """Return one drawing of the sprite, hidden from screen readers: the words beside it carry the meaning.

    ``name`` is the id of a ``<symbol>`` in ``icons.svg``.
    """
    classes = "icon icon--mirror" if name in MIRRORED_ICONS else "icon"
    return format_html(
        '<svg class="{}" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        classes,
        static(SPRITE),
        name,
    )


@register.inclusion_tag("includes/status.html")
def status(value, label, kind="status"):
    """Show a value of a scale as its word with an icon; colour only supports.

    ``value`` is the stored code, ``label`` its word in the reader's language and ``kind`` a key of
    ``LOOKS``. A value that the scale does not know is shown as its word alone. Raises TemplateSyntaxError for
    a kind that does not exist.
    """
    if kind not in LOOKS:
        raise template.TemplateSyntaxError(f"No such kind of status: {kind!r}. There are: {list(LOOKS)}.")
    icon_name, tone = LOOKS[kind].get(value, UNKNOWN_LOOK)
    return {"label": label, "icon_name": icon_name, "tone": tone}


@register.simple_tag(takes_context=True)
def nav_link(context, to, label, exact=False):
    """Return a link of a navigation list that says whether it leads to the page shown.

    ``to`` is the name of a view or an address. The link of the page itself gets ``aria-current="page"``, the
    link of the section above it ``aria-current="true"``; ``exact`` leaves the second out, for a start page
    under which everything else lies. Raises NoReverseMatch for an unknown view name.
    """
    url = resolve_url(to)
    request = context.get("request")
    path = request.path if request else ""
    current = ""
    if path == url:
        current = format_html(' aria-current="{}"', "page")
    elif not exact and path.startswith(url):
        current = format_html(' aria-current="{}"', "true")
    written = getattr(label, "attributes", "")  # of a title in another language than the page
    return format_html('<a href="{}"{}{}>{}</a>', url, current, written, label)


@register.filter
def bidi_isolate(text):
    """Keep a document symbol or paragraph number left-to-right inside right-to-left text.

    Empty text stays empty.
    """
    if text in (None, ""):
        return ""
    return format_html('<bdi dir="ltr" class="symbol">{}</bdi>', text)


@register.simple_tag
def between():
    """Return what stands between two items of a list in a sentence: a comma, as the language of the page writes it."""
    return pgettext("between two items of a list", ", ")


@register.filter
def word_limit(bound_field):
    """Return the most words a form field takes, from its widget's ``data-word-limit``, or None."""
    return bound_field.field.widget.attrs.get("data-word-limit")


@register.simple_tag
def form_control(bound_field):
    """Return the control of a form field, tied to its hint, its word limit and its errors.

    Inside a fieldset the fieldset carries the description, so that it is read once and not at every choice.
    Free text takes the direction of the language it is written in.
    """
    widget = bound_field.field.widget
    attrs = {}
    described_by = description_ids(bound_field)
    if described_by and not bound_field.use_fieldset:
        attrs["aria-describedby"] = described_by
    if type(widget) in FREE_TEXT_WIDGETS and "dir" not in widget.attrs:
        attrs["dir"] = "auto"
    return bound_field.as_widget(attrs=attrs)


@register.filter
def description_ids(bound_field):
    """Return the ids, parted by spaces, of what ``includes/field.html`` says about a field, or ""."""
    parts = {
        "helptext": bound_field.help_text,
        "words": word_limit(bound_field),
        "error": bound_field.errors,
    }
    return " ".join(f"{bound_field.auto_id}_{part}" for part, said in parts.items() if said)


@register.filter
def first_control_id(bound_field):
    """Return the id of the control that a link to this form field should focus, or "" for a hidden field.

    Groups of radio buttons, check boxes and split inputs have no id for a label: their first control counts.
    """
    widget = bound_field.field.widget
    if bound_field.is_hidden:
        return ""
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple | MultiWidget):
        return f"{bound_field.auto_id}_0"
    return bound_field.id_for_label


@register.filter
def is_single_checkbox(bound_field):
    """Return True where the field is one check box, whose label stands after it."""
    return getattr(bound_field.field.widget, "input_type", "") == "checkbox" and not bound_field.use_fieldset
