"""The public filters of the list of practices. All of them combine, and all of them stand in the address."""

from django import forms
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .models.practice import PracticePage
from .practices.facets import LABELS, Facets

TEXT_FIELDS = (
    "title", "summary", "context", "problem", "what_was_done", "results", "challenges", "lessons", "place_name",
)  # fmt: skip
MOST_WORDS = 8
NEWEST = "newest"
SORTS = {
    NEWEST: _("Newest first"),
    "verified": _("Verified last"),
    "title": _("Title"),
    "place": _("Place"),
}
# What most readers look for; the others stand behind one more click.
FIRST = ("q", "theme", "right", "group", "country", "kind")


class PracticeFilterForm(forms.Form):
    """Words, one choice for each facet, and the order."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)

    def __init__(self, data, facets):
        super().__init__(data)
        for name, facet in facets.all.items():
            choices = [("", _("All")), *facet.words.items()]
            self.fields[name] = forms.ChoiceField(label=LABELS[name], required=False, choices=choices)
        self.fields["sort"] = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))
        self.order_fields(["q", *LABELS, "sort"])

    def first_fields(self):
        """The fields that stand open."""
        return [self[name] for name in FIRST]

    def more_fields(self):
        """The others."""
        return [self[name] for name in self.fields if name not in FIRST]

    @property
    def has_more_in_use(self):
        """Whether one of the others is chosen, so that they must stand open."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in (*FIRST, "sort"))


class PracticeFilter:
    """What the address asks for, over the practices that the reader can see."""

    def __init__(self, data, practices):
        self.data, self.practices = data, practices
        self.facets = Facets(practices)
        self.form = PracticeFilterForm(data, self.facets)
        self.form.is_bound = True
        self.form.full_clean()
        self.add_counts()

    @property
    def chosen(self):
        """{facet: value} of what is chosen and exists."""
        return {name: self.form.cleaned_data[name] for name in LABELS if self.form.cleaned_data.get(name)}

    @cached_property
    def with_words(self):
        """The ids of the practices that hold every word in a text or in the name of the place; None without words."""
        words = self.form.cleaned_data.get("q", "").replace("\0", "").split()[:MOST_WORDS]
        if not words:
            return None
        practices = PracticePage.objects.filter(pk__in=self.facets.ids)
        for word in words:
            found = Q(city__name__icontains=word)
            for field in TEXT_FIELDS:
                found |= Q(**{f"{field}__icontains": word})
            practices = practices.filter(found)
        return set(practices.values_list("pk", flat=True))

    @property
    def qs(self):
        """The practices that are left, in the order that is asked for."""
        left = PracticePage.objects.filter(pk__in=self.facets.matching(self.chosen, self.with_words)).for_listing()
        order = self.form.cleaned_data.get("sort")
        if order == "verified":
            return left.order_by(F("last_verified").desc(nulls_last=True), "-pk")
        if order == "title":
            return left.order_by("title", "pk")
        if order == "place":
            return left.order_by(Coalesce(NullIf("place_name", Value("")), "city__name"), "pk")
        return left

    def add_counts(self):
        """Write behind every choice how many practices it leaves; take out those that would leave none."""
        for name, facet in self.facets.all.items():
            counts = self.facets.counts(name, self.chosen, self.with_words)
            left = [
                (value, label) for value, label in facet.words.items() if counts[value] or self.is_chosen(name, value)
            ]
            counted = [(value, f"{label} ({counts[value]})") for value, label in left]
            self.form.fields[name].choices = [("", _("All")), *counted]

    def is_chosen(self, name, value):
        """Whether a facet's value stands in the address."""
        return self.form.cleaned_data.get(name) == value

    def chips(self):
        """The filters in use, as {label, value, url}; `url` is the list without that filter."""
        words = self.form.cleaned_data.get("q", "")
        chips = [self.chip("q", self.form.fields["q"].label, words)] if words else []
        for name, value in self.chosen.items():
            chips.append(self.chip(name, LABELS[name], self.facets.all[name].words.get(value, value)))
        return chips

    def chip(self, name, label, value):
        """One filter in use, with the query string that leaves it out and begins at the first page."""
        rest = self.data.copy()
        for key in (name, "page"):
            rest.pop(key, None)
        return {"label": label, "value": value, "url": f"?{rest.urlencode()}"}
