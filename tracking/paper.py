"""Forms on paper: what a page asks, laid out for a pen, with a code that leads back to the page.

The code holds no secret and gives no right: it names a form and the numbers in its address, and the page behind it
asks who may see it. Its last letter notices a misread one.
"""

import re

from django.forms import BaseInlineFormSet
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, SelectMultiple, Textarea
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

BLANK, FILLED = "blank", "filled"
WAYS = (BLANK, FILLED)
CHECK = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which a pen confuses with digits
# Forms by the name of their address, behind which the words in the address stand; no two have the same letters.
LETTERS = {
    "followup-edit": "R",
    "step-add": "SN",
    "step-edit": "S",
    "step-section/place": "SP",
    "step-section/money": "SM",
    "step-section/results": "SR",
    "step-section/lessons": "SL",
    "progress-note-add": "N",
    "plan-add": "PN",
    "plan-edit": "P",
    "indicator-add": "IN",
    "indicator-edit": "I",
    "indicator-value-add": "VN",
    "indicator-value-correct": "V",
    "answer-edit": "M",
    "contribution-questions": "MQ",
    "assessment-edit": "A",
    "comment-add": "C",
    "participation-add": "TN",
    "participation-edit": "T",
    "dialogue-add": "DN",
    "dialogue-edit": "D",
    "body-add": "BN",
    "body-edit": "B",
    "commitment-add": "KN",
    "commitment-edit": "K",
    "local-review-add": "LN",
    "local-review-edit": "L",
    "self-assessment-edit/foundations": "QF",
    "self-assessment-edit/structures": "QS",
    "self-assessment-edit/tools": "QT",
    "place-facts": "G",
    "place-areas": "GA",
    "place-add": "GN",
    "place-edit": "GE",
}
MOST_CHOICES = 40  # a longer list is written in by hand
LINES_OF_TEXT = 6
MOST_COLUMNS = 6  # that fit on a page
MOST_OPTIONS = 20
EMPTY_ROWS, EMPTY_BLOCKS = 4, 3


def _check(letters, numbers):
    total = sum(place * ord(sign) for place, sign in enumerate(letters + "-".join(map(str, numbers)), 1))
    return CHECK[total % len(CHECK)]


def code_of(match):
    """The code of the form at a resolved address, such as S-412-K; empty for a page that is no paper form."""
    numbers = [value for value in match.kwargs.values() if isinstance(value, int)]
    words = [value for value in match.kwargs.values() if isinstance(value, str)]
    letters = LETTERS.get("/".join([match.url_name, *words]), "")
    if not letters:
        return ""
    return "-".join([letters, *map(str, numbers), _check(letters, numbers)])


def address_of(code):
    """The address of the form that a code names, however it was typed; None for a code that names none."""
    found = re.fullmatch(r"([A-Z]{1,2})((?:-\d{1,18})*)-([A-Z])", re.sub(r"[\s‐-―]+", "-", code.strip().upper()))
    if not found:
        return None
    letters, numbers = found[1], [int(part) for part in found[2].split("-")[1:]]
    names = [name for name, of_name in LETTERS.items() if of_name == letters]
    if not names or found[3] != _check(letters, numbers):
        return None
    try:
        name, *words = names[0].split("/")
        return reverse(f"tracking:{name}", args=[*numbers, *words])
    except NoReverseMatch:
        return None


def sheet(request, context, *, is_blank):
    """The context of a paper form: its title, its code, and its questions as a list of dicts."""
    forms = [context["form"]] if context.get("form") else []
    questions = [question(field, is_blank=is_blank) for form in forms for field in form.visible_fields()]
    rows = [formset for form in forms for formset in getattr(form, "row_formsets", ())]
    rows += [value for value in context.values() if isinstance(value, BaseInlineFormSet)]
    tables = [table(formset, is_blank=is_blank) for formset in rows]
    return {
        "government": context.get("government"),
        "heading": context.get("paper_title") or context.get("breadcrumbs", [("", "")])[-1][0],
        "recommendation": context.get("recommendation"),
        "code": code_of(request.resolver_match),
        "questions": [found for found in questions if found["name"] != "confirmed"],
        "tables": tables,
        "is_blank": is_blank,
    }


def question(field, *, is_blank):
    """One question on paper: label, hint, the kind of space (text, line, choices) and what is known already."""
    widget, value = field.field.widget, None if is_blank else field.value()
    asked = {"name": field.name, "label": field.label, "hint": field.help_text, "required": field.field.required}
    if isinstance(widget, CheckboxInput):
        return {**asked, "kind": "choices", "choices": [(_("yes"), bool(value)), (_("no"), False)]}
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple, Select, SelectMultiple)):
        return {**asked, **_choices(field, value)}
    kind = "text" if isinstance(widget, Textarea) else "line"
    text = "" if value is None else str(field.field.prepare_value(value))
    return {**asked, "kind": kind, "value": text, "lines": range(LINES_OF_TEXT)}


def _choices(field, value):
    """The choices as boxes to tick; of a long list only what is chosen, with lines to write on."""
    chosen = {str(getattr(one, "pk", one)) for one in (value if isinstance(value, (list, tuple, set)) else [value])}
    options = [(str(label), str(code) in chosen) for code, label in _flat(field.field.choices) if str(code)]
    if len(options) > MOST_CHOICES:
        known = "; ".join(label for label, is_chosen in options if is_chosen)
        return {"kind": "text", "value": known, "lines": range(LINES_OF_TEXT // 2)}
    return {"kind": "choices", "choices": options}


def _flat(choices):
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield code, label


def table(formset, *, is_blank):
    """The rows of a formset on paper: a caption, headings with what can be chosen, what is known, and empty rows.

    Rows of many cells stand below each other instead of in a table: `is_wide`.
    """
    fields = [field for field in formset.empty_form.visible_fields() if field.name != "DELETE"]
    known = [] if is_blank else formset.initial_forms
    is_wide = len(fields) > MOST_COLUMNS
    headings = [(field.label, _options(field)) for field in fields]
    empty = [[""] * len(fields)] * (EMPTY_BLOCKS if is_wide else EMPTY_ROWS)
    return {
        "caption": capfirst(formset.form._meta.model._meta.verbose_name_plural),
        "headings": headings,
        "rows": [[_cell(form[field.name]) for field in fields] for form in known] + empty,
        "is_wide": is_wide,
    }


def _options(field):
    """What can be chosen, in words; empty for a text and for a long list."""
    labels = [str(label) for code, label in _flat(getattr(field.field, "choices", [])) if str(code)]
    return "; ".join(labels) if len(labels) <= MOST_OPTIONS else ""


def _cell(field):
    value = field.value()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    labels = {str(code): str(label) for code, label in _flat(getattr(field.field, "choices", []))}
    return labels.get(str(value), "" if value is None else str(value))
