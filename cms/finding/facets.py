"""Kind, language, theme, SDG goal, State and year: narrows what was found and counts what each choice would leave."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cms.models import SearchEntry
from tracking.models import Goal, State, Theme
from tracking.search_stems import folded

RECOMMENDATION = "recommendation"
KINDS = {**dict(SearchEntry.Kind.choices), RECOMMENDATION: _("Recommendation")}
LABELS = {
    "kind": _("Kind"),
    "language": _("Language"),
    "theme": _("Theme"),
    "goal": _("SDG goal"),
    "state": _("State"),
    "year": _("Year"),
}

OF_EVERYTHING = {"kind", "language"}  # a single choice of these would leave all there is


@dataclass(frozen=True, slots=True)
class Row:
    """What the facets know of an entry."""

    pk: int
    key: str
    kind: str
    language: str
    state: str
    year: str
    theme: tuple
    goal: tuple

    def values(self, facet):
        """Its values of a facet, as they stand in addresses."""
        value = getattr(self, facet)
        return value if isinstance(value, tuple) else (value,) if value else ()


def row_of(pk, key, kind, language, state, year, themes, goals):
    """The Row of the columns of an entry."""
    words = [tuple(map(str, values)) for values in (themes, goals)]
    return Row(pk, key, kind, language, str(state or ""), str(year or ""), *words)


def chosen_in(data):
    """{facet: value} of what an address asks for; unknown values find nothing and can be taken away."""
    given = {facet: data.get(facet, "").replace("\0", "").strip()[:40] for facet in LABELS}
    return {facet: value for facet, value in given.items() if value}


def narrowed(rows, chosen, without=""):
    """The rows that have every value chosen, but for the facet `without`."""
    asked = [(facet, value) for facet, value in chosen.items() if facet != without]
    return [row for row in rows if all(value in row.values(facet) for facet, value in asked)]


def counts(rows, chosen):
    """{facet: Counter of things by value} that each other choice of that facet would leave."""
    found = {}
    for facet in LABELS:
        pairs = {(row.key, value) for row in narrowed(rows, chosen, without=facet) for value in row.values(facet)}
        found[facet] = Counter(value for _key, value in pairs)
    return found


def names(found):
    """{facet: {value: words}} for every value in the counts, in the order of a list of choices; three queries."""
    themes = {str(row.pk): row.label for row in Theme.objects.filter(pk__in=numbers(found["theme"]))}
    goals = {str(row.number): str(row) for row in Goal.objects.filter(number__in=numbers(found["goal"]))}
    states = {str(row.pk): str(row) for row in State.objects.filter(pk__in=numbers(found["state"]))}
    return {
        "kind": {value: str(label) for value, label in KINDS.items() if value in found["kind"]},
        "language": {code: language_name(code) for code in sorted(found["language"])},
        "theme": dict(sorted(themes.items(), key=lambda pair: folded(pair[1]))),
        "goal": dict(sorted(goals.items(), key=lambda pair: int(pair[0]))),
        "state": dict(sorted(states.items(), key=lambda pair: folded(pair[1]))),
        "year": {value: value for value in sorted(found["year"], reverse=True)},
    }


def numbers(values):
    """Those of the values that are numbers a database can hold."""
    return [int(value) for value in values if value.isdecimal() and len(value) < 10]


def language_name(code):
    """The name of a language in the language of the page."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return dict(settings.LANGUAGES).get(code, code)


class FacetForm(forms.Form):
    """The choices that would leave something, each with how much. What was typed goes along."""

    q = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, query, chosen, found, labels, is_any=False):
        """`found` are the counts, `labels` the names of their values; `is_any` goes along, too."""
        super().__init__({"q": query, "any": "1", **chosen}, auto_id="facet-%s")
        if is_any:
            self.fields["any"] = forms.CharField(widget=forms.HiddenInput)
        for facet, label in LABELS.items():
            choices = [(value, f"{words} ({found[facet][value]:,})") for value, words in labels[facet].items()]
            if facet in chosen or len(choices) > (facet in OF_EVERYTHING):
                choices = [("", _("All")), *choices]
                self.fields[facet] = forms.ChoiceField(label=label, choices=choices, required=False)


def chips(data, chosen, labels):
    """The choices made, as dicts of label, value and url: the same search without that choice."""
    made = []
    for facet, value in chosen.items():
        rest = data.copy()
        for key in (facet, "page"):
            rest.pop(key, None)
        words = labels[facet].get(value, value)
        made.append({"label": LABELS[facet], "value": words, "url": f"?{rest.urlencode()}"})
    return made
