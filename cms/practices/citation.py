"""How a practice is cited: as text, as BibTeX, as RIS."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.opendata import permanent_address

BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
RIS_PLAIN = re.compile(r"\s+")


def as_text(practice):
    """One line: body, title, place, year, permanent address, day of the last check, and whether it is invented."""
    parts = [
        practice.author_body,
        practice.title,
        f"{practice.whole_place}, {year_of(practice)}",
        permanent_address(practice),
    ]
    parts += [verified_words(practice), invented_words(practice)]
    return ". ".join(part for part in parts if part) + "."


def as_bibtex(practice):
    """An entry of the kind @misc."""
    fields = {
        "title": f"{{{bibtex(practice.title)}}}",
        "author": practice.author_body and f"{{{bibtex(practice.author_body)}}}",
        "year": year_of(practice),
        "address": bibtex(practice.whole_place),
        "url": permanent_address(practice),
        "note": bibtex(". ".join(remarks(practice))),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{practice-{str(practice.translation_key)[:8]},\n{lines}\n}}\n"


def as_ris(practice):
    """An entry of the type ELEC."""
    lines = [
        ("TY", "ELEC"),
        ("TI", practice.title),
        ("AU", practice.author_body.replace(",", " –")),  # before a comma RIS sees a surname
        ("PY", year_of(practice)),
        ("DA", practice.last_published_at.strftime("%Y/%m/%d") if practice.last_published_at else ""),
        ("CY", practice.whole_place),
        ("AB", practice.summary),
        ("UR", permanent_address(practice)),
        ("LA", practice.locale.language_code),
        *(("N1", remark) for remark in remarks(practice)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {RIS_PLAIN.sub(' ', value).strip()}\r\n" for tag, value in lines if value or tag == "ER")


def remarks(practice):
    """What whoever cites it should know: the licence, the day of the last check, and whether it is invented."""
    said = (practice.get_licence_display(), verified_words(practice), invented_words(practice))
    return [words for words in said if words]


def verified_words(practice):
    """When it was last verified, or ""."""
    day = practice.last_verified
    return _("Last verified %(date)s") % {"date": date_format(day)} if day else ""


def invented_words(practice):
    """That nobody should cite it as a fact, where its place is invented; or ""."""
    return _("Invented example") if practice.is_invented else ""


def year_of(practice):
    """The year in which its words were last published, or ""."""
    return str(practice.last_published_at.year) if practice.last_published_at else ""


def bibtex(text):
    """A text in which no sign means anything to BibTeX."""
    return "".join(BIBTEX_SPECIAL.get(sign, sign) for sign in RIS_PLAIN.sub(" ", text).strip())


# Kind of file: (content type, what writes it).
FORMATS = {
    "txt": ("text/plain", as_text),
    "bib": ("application/x-bibtex", as_bibtex),
    "ris": ("application/x-research-info-systems", as_ris),
}
