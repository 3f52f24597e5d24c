"""The filters of the public list of recommendations: a form that is checked, and what each choice means."""

from urllib.parse import urlencode

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from . import search
from .midterm.words import POSITION_COUNTS, count_words
from .models import FollowUp, Recommendation
from .options import Choices, Option, choices_of, status_choices_of
from .published import NO_INFORMATION, STATUS_COUNTS, STATUS_LABELS

ALL = _("All")
LONGEST_SORT = 100  # characters
SCALES = {"position": dict(Recommendation.Position.choices), "status": STATUS_LABELS}
COUNTS = {"position": POSITION_COUNTS, "status": STATUS_COUNTS}
TAGS = ("position", "theme", "cluster", "group", "goal", "target", "state")


class OptionList(forms.Select):
    """A select whose options are drawn already: a template for each would cost more than all of the page's queries."""

    options_html = ""

    def render(self, name, value, attrs=None, renderer=None):
        """The select as HTML, with the chosen option marked."""
        options = f'<option value="">{escape(ALL)}</option>{self.options_html}'
        if value:
            chosen = f'value="{escape(value)}">'
            options = options.replace(chosen, f"{chosen[:-1]} selected>", 1)
        attributes = forms.utils.flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, mark_safe(options))


class RecommendationFilterForm(forms.Form):
    """What belongs to the list beside its filters: which review, and how it is sorted."""

    field_order = ("review", "q", "position", "theme", "cluster", "group", "goal", "target", "state", "status")
    sort = forms.CharField(required=False, widget=forms.HiddenInput)


def _choice(label):
    return django_filters.ChoiceFilter(label=label, empty_label=None)


class RecommendationFilter(django_filters.FilterSet):
    """The recommendations of one review that hold the words and fit every choice made.

    `data` is what the address asks for. A choice that the review does not know is left out and listed in
    `ignored` as (label of the filter, what was asked for), so that a page can say so.
    """

    q = django_filters.CharFilter(label=_("Words"), widget=forms.TextInput(attrs={"type": "search"}))
    position = _choice(_("Position of the State"))
    theme = _choice(_("Theme"))
    cluster = _choice(_("Cluster"))
    group = _choice(_("Group of persons"))
    goal = _choice(_("SDG goal"))
    target = _choice(_("SDG target"))
    state = _choice(_("Recommending State"))
    status = _choice(_("Published by a local government"))

    class Meta:
        model = Recommendation
        fields = []
        form = RecommendationFilterForm

    def __init__(self, data, *, review, reviews=()):
        self.review, self.reviews, self.ignored = review, list(reviews) or [review], []
        stamp = search.stamp(review)
        choices = choices_of(review, stamp)
        self.total = sum(option.count for option in choices["position"].options)
        self.choices = {**choices, "status": status_choices_of(review, stamp, self.total)}
        super().__init__(self._known(data), Recommendation.objects.filter(review=review))
        for name, known in self.choices.items():
            widget = OptionList()
            widget.options_html = known.html
            # A plain function: a form copies anything else deeply, and these are long.
            self.filters[name].extra |= {"widget": widget, "choices": lambda known=known: known.pairs()}

    def _known(self, data):
        """What was asked for, without the choices that this review does not know."""
        known = {"review": str(self.review.pk), "sort": data.get("sort", "")[:LONGEST_SORT]}
        for name, field in self.base_filters.items():
            asked = data.get(name, "").replace("\0", " ").strip()
            if asked and not self._is_known(name, asked):
                self.ignored.append((field.label, asked))
            elif asked:
                known[name] = asked
        return known

    def _is_known(self, name, asked):
        if name == "q":
            return bool(search.words_of(asked))
        if asked in SCALES.get(name, {}) and not self.choices[name].find(asked):
            nowhere = Option(asked, str(SCALES[name][asked]), 0)
            self.choices[name] = Choices.of([*self.choices[name].options, nowhere])
        return bool(self.choices[name].find(asked))

    def get_form_class(self):
        """The form with the choice of a review, which is hidden where there is only one."""
        form = super().get_form_class()
        review = forms.ChoiceField(
            label=_("Review"),
            choices=[(str(review.pk), str(review)) for review in self.reviews],
            widget=forms.Select if len(self.reviews) > 1 else forms.HiddenInput,
        )
        return type(form.__name__, (form,), {"review": review})

    @cached_property
    def chosen(self):
        """{filter: value} of what narrows the list, in the order of the form."""
        self.errors  # noqa: B018 - checks the form
        return {name: self.form.cleaned_data[name] for name in self.filters if self.form.cleaned_data.get(name)}

    def filter_queryset(self, queryset):
        """Words and tags are one question to the index; the position alone has an index of its own."""
        tags = {name: value for name, value in self.chosen.items() if name in TAGS}
        words, status = self.chosen.get("q", ""), self.chosen.get("status")
        if list(tags) == ["position"] and not words:
            queryset = queryset.filter(**tags)
        elif tags or words:
            queryset = queryset.filter(pk__in=search.matching(words, review=self.review, **tags))
        published = FollowUp.objects.published().filter(recommendation__review=self.review)
        if status == NO_INFORMATION:
            queryset = queryset.exclude(pk__in=published.values("recommendation"))
        elif status:
            queryset = queryset.filter(pk__in=published.filter(status=status).values("recommendation"))
        return queryset

    @cached_property
    def count(self):
        """How many recommendations the list holds: from the counted options or the index where they know."""
        if not self.chosen:
            return self.total
        if len(self.chosen) == 1 and set(self.chosen) <= set(SCALES):
            [(name, value)] = self.chosen.items()
            return self.choices[name].find(value).count
        if "status" in self.chosen:
            return self.qs.count()
        tags = {name: value for name, value in self.chosen.items() if name in TAGS}
        return search.count(self.chosen.get("q", ""), review=self.review, **tags)

    def address(self, **chosen):
        """The address of this review's list with exactly these choices; the sort order stays."""
        asked = {"review": self.review.pk, **chosen, "sort": self.data["sort"]}
        asked = {name: value for name, value in asked.items() if value}
        return f"{reverse('tracking:recommendation-list')}?{urlencode(asked)}"

    def links_to(self, name):
        """The options of a scale that occur: "2 supported", and the address of the list of just those."""
        words = COUNTS[name]
        return [
            {"words": count_words(words[option.value], option.count), "url": self.address(**{name: option.value})}
            for option in self.choices[name].options
            if option.count
        ]

    @property
    def chips(self):
        """The choices made: label, value in words, and the address of the list without each."""
        return [
            {
                "label": self.filters[name].label,
                "value": self._in_words(name, value),
                "url": self.address(**{other: kept for other, kept in self.chosen.items() if other != name}),
            }
            for name, value in self.chosen.items()
        ]

    def _in_words(self, name, value):
        return self.choices[name].find(value).label if name in self.choices else value
