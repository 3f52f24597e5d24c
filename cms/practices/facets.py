"""Sorts practices by what they are about, once for a page, so that every choice of a filter can say how many it leaves.

A facet maps each of its values to the practices that have it. All facets together cost a fixed number of queries.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cms.models.practice import PracticePage
from cms.models.practice_scales import Maturity, Outcome, PopulationClass, ReviewStatus, class_of
from tracking.models import (
    Goal,
    Group,
    ImplementationStep,
    LocalGovernment,
    Right,
    ServiceArea,
    State,
    StepChallenge,
    Target,
    Theme,
)
from tracking.search_stems import folded

COLUMNS = (
    "pk", "kind", "maturity", "outcome", "review_status", "challenge_kinds", "country", "city", "city__state__iso3",
    "city__population", "population_class", "locale__language_code", "alias_of__locale__language_code",
)  # fmt: skip
# Facet: (label, its words in the order of the list); those without words are the words of a vocabulary.
SCALES = {
    "kind": (_("Kind of measure"), ImplementationStep.Kind.choices),
    "challenge": (_("Challenge"), StepChallenge.Kind.choices),
    "outcome": (_("All in all"), Outcome.choices),
    "size": (_("Size of the place"), PopulationClass.choices),
    "maturity": (_("How far it is"), Maturity.choices),
    "review_status": (_("Review status"), ReviewStatus.choices),
}
# Facet: (label, many-to-many field, column of its link, model, attribute that stands in the address).
VOCABULARIES = {
    "theme": (_("Theme"), "themes", "theme", Theme, "pk"),
    "right": (_("Human right"), "rights", "right", Right, "code"),
    "group": (_("Group of persons"), "groups", "group", Group, "pk"),
    "target": (_("SDG target"), "targets", "target", Target, "code"),
    "area": (_("Service area"), "service_areas", "servicearea", ServiceArea, "code"),
}
# Vocabularies without an order of their own stand in that of the alphabet, in the language of the page.
ALPHABETICAL = ("theme", "group")
# In the order of the page.
LABELS = {
    **{name: VOCABULARIES[name][0] for name in ("theme", "right", "group")},
    "goal": _("SDG goal"),
    "target": VOCABULARIES["target"][0],
    "area": VOCABULARIES["area"][0],
    "kind": SCALES["kind"][0],
    "challenge": SCALES["challenge"][0],
    "outcome": SCALES["outcome"][0],
    "country": _("Country"),
    "city": _("City or region"),
    "size": SCALES["size"][0],
    "maturity": SCALES["maturity"][0],
    "review_status": SCALES["review_status"][0],
    "language": _("Language of the text"),
}


@dataclass(frozen=True)
class Facet:
    """One way to sort practices: {value: label} in the order of the page, {value: {practice ids}}."""

    words: dict
    found: dict


class Facets:
    """All facets of the practices of a queryset."""

    def __init__(self, practices):
        self.rows = list(practices.order_by().values(*COLUMNS))
        self.ids = {row["pk"] for row in self.rows}

    @cached_property
    def all(self):
        """{name: Facet}, in the order of LABELS."""
        facets = {name: self._of_rows(name) for name in (*SCALES, "country", "city", "language")}
        facets |= {name: self._of_links(name) for name in VOCABULARIES}
        facets["goal"] = self._goals(facets["target"])
        return {name: facets[name] for name in LABELS}

    def matching(self, chosen, among=None):
        """The ids of the practices that have every chosen value, {facet: value}; `among` narrows them."""
        ids = self.ids if among is None else self.ids & among
        for name, value in chosen.items():
            ids = ids & self.all[name].found.get(value, set())
        return ids

    def counts(self, name, chosen, among=None):
        """{value: how many practices it would leave}, given what is chosen in the other facets."""
        others = {other: value for other, value in chosen.items() if other != name}
        ids = self.matching(others, among)
        return {value: len(ids & found) for value, found in self.all[name].found.items()}

    def _of_rows(self, name):
        found = defaultdict(set)
        for row in self.rows:
            for value in values_in(name, row):
                found[value].add(row["pk"])
        return Facet(words_for(name, found), found)

    def _of_links(self, name):
        _label, field, column, model, key = VOCABULARIES[name]
        by_pk = defaultdict(set)
        for page, pk in getattr(PracticePage, field).through.objects.values_list("practicepage", column):
            if page in self.ids:
                by_pk[pk].add(page)
        rows = list(model.objects.filter(pk__in=by_pk))
        if model is Target:
            rows = list(model.objects.filter(pk__in=by_pk).select_related("goal"))
        elif name in ALPHABETICAL:
            rows.sort(key=lambda row: folded(str(row)))
        found = {str(getattr(row, key)): by_pk[row.pk] for row in rows}
        return Facet({str(getattr(row, key)): str(row) for row in rows}, found)

    def _goals(self, targets):
        found = defaultdict(set)
        for code, pages in targets.found.items():
            found[code.partition(".")[0]] |= pages
        goals = Goal.objects.filter(number__in=[number for number in found if number.isdigit()])
        return Facet({str(goal.number): str(goal) for goal in goals}, found)


def values_in(name, row):
    """The values of a facet that a row has, each a text that is not empty."""
    if name == "challenge":
        return row["challenge_kinds"]
    value = {
        "country": row["country"] or row["city__state__iso3"],
        "city": row["city"] and str(row["city"]),
        "size": row["population_class"] or class_of(row["city__population"]),
        "language": row["alias_of__locale__language_code"] or row["locale__language_code"],
    }.get(name, row.get(name))
    return [str(value)] if value else []


def words_for(name, values):
    """{value: label} of those values of a facet that practices have, in the order of the page."""
    if name in SCALES:
        return {value: label for value, label in SCALES[name][1] if value in values}
    if name == "language":
        return {code: get_language_info(code)["name_translated"] for code in sorted(values)}
    if name == "country":
        names = {state.iso3: str(state) for state in State.objects.filter(iso3__in=values)}
        return dict(sorted(((code, names.get(code, code)) for code in values), key=lambda pair: folded(pair[1])))
    cities = LocalGovernment.objects.filter(pk__in=values)
    return {str(city.pk): str(city) for city in cities}
