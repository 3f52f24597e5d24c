"""Shows what an import changes."""

import difflib

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from upr_local.templatetags.ui import icon

register = template.Library()

ENOUGH_ALIKE = 0.5  # share of words in common from which on two texts are shown as one


@register.simple_tag
def difference(old, new):
    """Return an old and a new value: of two texts much alike one text with its changes, else one after the other."""
    before, after = old.split(), new.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if min(len(before), len(after)) < 4 or matcher.ratio() < ENOUGH_ALIKE:
        return _one_after_the_other(old, new)
    parts = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            parts.append(format_html("{}", " ".join(before[start:end])))
        if kind in ("delete", "replace"):
            parts.append(_marked("del", _("removed:"), " ".join(before[start:end])))
        if kind in ("insert", "replace"):
            parts.append(_marked("ins", _("added:"), " ".join(after[new_start:new_end])))
    words = format_html_join(" ", "{}", ((part,) for part in parts))
    return format_html('<span class="diff" dir="auto">{}</span>', words)


def _one_after_the_other(old, new):
    nothing = _("nothing")
    return format_html(
        '<span class="diff">{} {} {}</span>',
        _marked("del", _("before:"), old) if old else nothing,
        icon("arrow"),
        _marked("ins", _("now:"), new) if new else nothing,
    )


def _marked(element, spoken, text):
    opening = format_html('<{}><span class="visually-hidden">{} </span>', element, spoken)
    return format_html("{}{}</{}>", opening, text, element)
