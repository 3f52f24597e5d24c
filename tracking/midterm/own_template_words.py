"""What a State may write into its own Word template: the placeholders, what each stands for, and their words."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents.text import clean
from ..documents.words import date_word, joined, number_word
from .annexes import ANNEXES
from .chapters import BUILDERS
from .docx_cover import adopted_by
from .docx_package import title
from .words import mechanism_word

FACTS = {
    "title": gettext_lazy("the title of the report"),
    "state": gettext_lazy("the State's name"),
    "mechanism": gettext_lazy("the name of the review mechanism"),
    "cycle": gettext_lazy("the cycle of the review"),
    "session": gettext_lazy("the session of the Working Group"),
    "review_date": gettext_lazy("the day of the review"),
    "adoption_date": gettext_lazy("the day on which the outcome was adopted"),
    "midterm_date": gettext_lazy("the day on which the mid-term report is due"),
    "documents": gettext_lazy("the documents of the review"),
    "call": gettext_lazy("the title of the call for input"),
    "deadline": gettext_lazy("the last day of the call for input"),
    "reported": gettext_lazy("how many local governments reported"),
    "asked": gettext_lazy("how many local governments were asked"),
    "recommendations": gettext_lazy("how many recommendations the review has"),
    "edition": gettext_lazy("the number of the edition"),
    "compiled_on": gettext_lazy("the day on which the report was compiled"),
    "compiled_by": gettext_lazy("who compiled the report"),
    "adopted_by": gettext_lazy("the bodies that approved the report, with the days, once it is locked"),
    "checksum": gettext_lazy("the checksum of the content (SHA-256)"),
}
PARTS = {
    "body": gettext_lazy("all chapters in their order"),
    **{key: builder.title for key, builder in BUILDERS.items()},
    **ANNEXES,
}
# What stands between double braces, and whatever else would be an order to the template program.
MARK = re.compile(r"\{\{(?P<inside>.*?)\}\}|\{\{|\}\}|\{%.*?(?:%\}|$)|%\}|\{#.*?(?:#\}|$)|#\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"(?P<part>p\s+|\s*)(?P<name>[a-z_]+)\s*")


class Placeholder(NamedTuple):
    """A placeholder as it is typed into a template, and what will stand there."""

    code: str
    meaning: str
    is_part: bool


def list_of_placeholders():
    """Every Placeholder, for a page of help; facts first, then the parts that need a paragraph of their own."""
    facts = [Placeholder(f"{{{{ {name} }}}}", str(meaning), False) for name, meaning in FACTS.items()]
    parts = [Placeholder(f"{{{{p {name} }}}}", str(meaning), True) for name, meaning in PARTS.items()]
    return [*facts, *parts]


def facts_of(content, fingerprint):
    """{name of a fact: its words} of a ReportContent, in the language active now."""
    words = {
        "title": title(content),
        "state": content.state_name,
        "mechanism": mechanism_word(content.mechanism),
        "cycle": str(content.cycle),
        "session": str(content.session or ""),
        "review_date": date_word(content.review_date),
        "adoption_date": date_word(content.adoption_date),
        "midterm_date": date_word(content.midterm_date),
        "documents": joined(content.document_symbols),
        "call": content.call_title,
        "deadline": date_word(content.call_deadline),
        "reported": number_word(content.coverage.governments_reported),
        "asked": number_word(content.coverage.governments_total),
        "recommendations": number_word(content.totals.recommendations),
        "edition": number_word(content.edition),
        "compiled_on": date_word(content.compiled_on),
        "compiled_by": content.compiled_by,
        "adopted_by": "".join(span.text for span in adopted_by(content)),
        "checksum": fingerprint,
    }
    return {name: clean(text).replace("\n", " ") for name, text in words.items()}


def read_mark(mark):
    """(name, whether it is asked for as a part) of a placeholder in its braces; ("", False) where it is none."""
    inside = MARK.fullmatch(mark)["inside"]
    found = _PLACEHOLDER.fullmatch(inside) if inside is not None else None
    return (found["name"], found["part"].startswith("p")) if found else ("", False)


def fault_of(mark):
    """What is wrong with a placeholder, as a sentence; "" where nothing is."""
    name, is_part = read_mark(mark)
    if not name:
        return _("It is not a plain placeholder: conditions, loops and calculations are not carried out.")
    if name in PARTS and not is_part:
        return _("It stands for whole paragraphs: write %(code)s.") % {"code": f"{{{{p {name} }}}}"}
    if name in FACTS and is_part:
        return _("It stands for a few words: write %(code)s.") % {"code": f"{{{{ {name} }}}}"}
    if name not in FACTS and name not in PARTS:
        return _("There is no placeholder of this name.")
    return ""
