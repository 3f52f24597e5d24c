"""Starter indicators that most administrations can fill from their own registers, by service area."""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from .models import Attribute, Competence, Indicator
from .reference_files import FOLDER, known, read

LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True)
class Template:
    """One proposal, in the language of the page; `area` is the label of the service area it belongs to."""

    code: str
    name: str
    definition: str
    kind: str
    area: str

    @property
    def short_kind(self):
        """Structural, process or outcome, in a word."""
        return Indicator(kind=self.kind).short_kind


@cache
def _entries():
    return {entry["code"]: entry for entry in read(FOLDER, "indicator_templates")}


def _said(texts):
    return texts.get(get_language() or "en") or texts["en"]


def suggestions(government):
    """[Template] of the service areas in which the government may act, without those it has taken over."""
    areas = Competence.objects.filter(local_government=government).exclude(kind=Competence.Kind.NONE)
    labels = {row.service_area.code: row.service_area.label for row in areas.select_related("service_area")}
    taken = set(Indicator.objects.filter(local_government=government).values_list("code", flat=True))
    return [
        Template(code, _said(entry["name"]), _said(entry["definition"]), entry["kind"], labels[entry["area"]])
        for code, entry in _entries().items()
        if entry["area"] in labels and code not in taken
    ]


def new_indicator(government, code):
    """A new Indicator from the template of this code, not saved; KeyError where there is none."""
    entry = _entries()[code]
    attributes = {(row.code,): row for row in Attribute.objects.select_related("right")}
    attribute = known(attributes, (entry["attribute"],), "indicator_templates")
    return Indicator(
        local_government=government,
        code=code,
        name=_said(entry["name"]),
        definition=_said(entry["definition"]),
        unit_word=_said(entry["unit_word"]) if "unit_word" in entry else "",
        kind=entry["kind"],
        right=attribute.right,
        attribute=attribute,
        unit=entry["unit"],
        counts_people=entry.get("people", True),
        direction=entry["direction"],
        periodicity=entry.get("periodicity", Indicator.Periodicity.YEARLY),
        sdg_indicator=entry.get("sdg", ""),
    )
