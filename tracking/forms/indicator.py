"""The metadata sheet of an indicator, and the filter of the list of indicators."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..indicators import plain
from ..models import Cluster, Dimension, FollowUp, Indicator, Recommendation, Right, Target
from .choices import RowsField
from .measure import read_measure
from .publishing import NO_CASES, PublishingForm, VersionedForm, date_field, long_text, visibility_field

MOST_CATEGORIES = 20
LONGEST_CATEGORY = 100  # characters
YEARS = {"min_value": 1990, "max_value": 2100, "required": False}
DIMENSIONS = {f"by_{dimension.value.replace('-', '_')}": dimension for dimension in Dimension}


def measure_field(label):
    """A value in the indicator's unit, as people type it."""
    return forms.CharField(label=label, required=False, max_length=300)


class IndicatorForm(PublishingForm, VersionedForm, forms.ModelForm):
    """What is measured and how, in the order of the metadata sheet."""

    public_texts = ("name", "unit_word", "definition", "formula", "source", "institution", "owner_institution")
    public_texts += ("collection_method", "limits", "confidentiality", "validator", "baseline", "target", *DIMENSIONS)
    public_choices = ("recommendations",)

    measures = forms.ChoiceField(label=gettext_lazy("Right, and part of the right"))
    definition = long_text(gettext_lazy("Definition"), help_text=gettext_lazy("What exactly is counted, and what not."))
    formula = long_text(
        gettext_lazy("Formula"), rows=2, help_text=gettext_lazy("For a percentage: what divided by what.")
    )
    baseline = measure_field(gettext_lazy("Baseline"))
    baseline_year = forms.IntegerField(label=gettext_lazy("Year of the baseline"), **YEARS)
    target = measure_field(gettext_lazy("Target"))
    target_year = forms.IntegerField(label=gettext_lazy("Year of the target"), **YEARS)
    collection_method = long_text(gettext_lazy("How the data is collected"), rows=2)
    limits = long_text(gettext_lazy("Limits of the data"), rows=2)
    confidentiality = long_text(gettext_lazy("How the data is protected"), rows=2, help_text=NO_CASES)
    validated_on = date_field(gettext_lazy("Validated on"))
    recommendations = RowsField(
        label=gettext_lazy("Recommendations it measures"), queryset=Recommendation.objects.none(), required=False
    )
    visibility = visibility_field()

    class Meta:
        model = Indicator
        fields = ["code", "name", "kind", "unit", "unit_word", "counts_people", "direction", "periodicity", "horizon"]
        fields += ["definition", "formula", "source", "institution", "owner_institution", "collection_method"]
        fields += ["baseline_year", "target_year", "limits", "confidentiality", "sdg_indicator", "validator"]
        fields += ["validated_on", "steps", "visibility"]
        widgets = {"kind": forms.RadioSelect, "unit": forms.RadioSelect, "direction": forms.RadioSelect}
        widgets["steps"] = forms.CheckboxSelectMultiple
        field_classes = {"steps": RowsField}
        help_texts = {
            "code": gettext_lazy("Short, and unique in your government, like H-1."),
            "unit_word": gettext_lazy("Such as homes, people, days. It stands behind every number."),
            "counts_people": gettext_lazy("Then small numbers stay hidden in public, so that nobody is recognised."),
            "horizon": gettext_lazy("Leave it empty where the data is there already."),
            "institution": gettext_lazy("Such as the statistics office, a court, a hospital."),
            "owner_institution": gettext_lazy("Where it is not your government itself."),
            "sdg_indicator": gettext_lazy("The number of the United Nations' list, like 11.1.1."),
            "validator": gettext_lazy("A role or a body, no name."),
        }

    def __init__(self, *args, preselected=(), **kwargs):
        initial = {**_typed(kwargs["instance"]), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.row = self.instance
        self.fields["kind"].choices = Indicator.Kind.choices
        self.fields["unit"].choices = Indicator.Unit.choices
        self.fields["measures"].choices = _measures()
        for name, dimension in DIMENSIONS.items():
            self.fields[name] = forms.CharField(label=dimension.label.capitalize(), required=False, max_length=600)
        self.fields["steps"].queryset = self.instance.local_government.steps.order_by("title", "pk")
        linked = []
        if self.instance.pk:
            linked = list(self.instance.follow_ups.values_list("recommendation", flat=True))
        self.initial["recommendations"] = linked or list(preselected)
        self.fields["recommendations"].queryset = self._choosable()

    def _choosable(self):
        """What the government said is its matter, and what is chosen already or was sent along."""
        government = self.instance.local_government
        relevant = FollowUp.objects.filter(local_government=government).relevant().values("recommendation")
        rows = Recommendation.objects.filter(review__state=government.state)
        chosen = rows.filter(pk__in=relevant) | rows.filter(pk__in=self.initial["recommendations"])
        return chosen.for_listing().in_order()

    def groups(self):
        """[(cluster, [(recommendation, is chosen)], number of chosen ones)] in the order of the clusters."""
        chosen = {str(getattr(pk, "pk", pk)) for pk in self["recommendations"].value() or []}
        clusters, groups = Cluster.objects.in_bulk(), {}
        for recommendation in self.fields["recommendations"].queryset:
            links = recommendation.theme_links.all()
            cluster = clusters.get(links[0].theme.cluster_id) if links else None
            groups.setdefault(cluster, []).append((recommendation, str(recommendation.pk) in chosen))
        ordered = sorted(groups.items(), key=lambda item: (item[0] is None, item[0].order if item[0] else 0))
        return [(cluster, rows, sum(is_chosen for row, is_chosen in rows)) for cluster, rows in ordered]

    def _fields_of(self, *names):
        return [self[name] for name in names]

    def what_fields(self):
        """What is measured."""
        return self._fields_of(
            *("code", "name", "kind", "measures", "definition", "unit", "unit_word", "counts_people", "formula")
        )

    def course_fields(self):
        """From where to where, and how often."""
        names = ("direction", "baseline", "baseline_year", "target", "target_year", "periodicity", "horizon")
        return self._fields_of(*names)

    def source_fields(self):
        """Where the data comes from, and how far it carries."""
        names = ("source", "institution", "owner_institution", "collection_method", "limits", "confidentiality")
        return self._fields_of(*names, "validator", "validated_on")

    def dimension_fields(self):
        """The fields that name categories."""
        return self._fields_of(*DIMENSIONS)

    def is_about_sensitive(self):
        """One of the chosen recommendations is sensitive."""
        return any(row.is_sensitive for row in self.cleaned_data.get("recommendations", []))

    def clean_sdg_indicator(self):
        """Its target exists."""
        code = self.cleaned_data["sdg_indicator"].strip()
        target = code.rpartition(".")[0]
        if code and not Target.objects.filter(code=target).exists():
            raise ValidationError(_("There is no SDG target %(target)s.") % {"target": target})
        return code

    def clean(self):
        """Read what is typed by its unit; a value stands with its year, a validator with the day."""
        data = super().clean()
        right, attribute = data.get("measures", "-").split("-")
        self.instance.right_id, self.instance.attribute_id = int(right or 0) or None, int(attribute or 0) or None
        for name in ("baseline", "target"):
            self._read(name, data)
        if bool(data.get("validator")) != bool(data.get("validated_on")):
            self.add_error("validated_on", _("Say who validated it and when, or neither."))
        self.instance.dimensions = self._categories(data)
        self._keep_unit(data)
        return data

    def _read(self, name, data):
        number, text = None, ""
        try:
            number, text = read_measure(data.get(name, ""), data.get("unit"))
        except ValidationError as error:
            self.add_error(name, error)
        setattr(self.instance, f"{name}_number", number)
        setattr(self.instance, f"{name}_text", text)
        if bool(data.get(name)) != bool(data.get(f"{name}_year")) and name not in self.errors:
            missing = name if data.get(f"{name}_year") else f"{name}_year"
            self.add_error(missing, _("Give a value and its year, or neither."))

    def _categories(self, data):
        """{dimension: [category]} of what was typed, each once."""
        found = {}
        for name, dimension in DIMENSIONS.items():
            words = [" ".join(word.split()) for word in re.split(r"[;,،\n]", data.get(name) or "")]
            words = list(dict.fromkeys(word for word in words if word))
            if len(words) > MOST_CATEGORIES or any(len(word) > LONGEST_CATEGORY for word in words):
                self.add_error(name, _("At most 20 categories, each of at most 100 characters."))
            elif words:
                found[dimension.value] = words
        return found

    def _keep_unit(self, data):
        """Values that were recorded in one unit would mean something else in another."""
        is_changed = "unit" in self.changed_data and self.instance.pk
        if is_changed and self.instance.values.current().with_a_value().exists():
            self.add_error("unit", _("Values were recorded in the other unit. Add a new indicator instead."))

    def shown(self, name, value):
        """Recommendations by their paragraph, a right by its words."""
        if name == "recommendations":
            keys = [getattr(part, "pk", part) for part in value or []]
            rows = self.fields[name].queryset.filter(pk__in=keys)
            return ", ".join(row.paragraph for row in rows) or "–"
        if name == "measures":
            labels = {key: label for _group, choices in self.fields[name].choices for key, label in choices or ()}
            return labels.get(value, "–")
        return super().shown(name, value)

    def _get_validation_exclusions(self):
        # The form does not ask for the government, yet the constraint on codes speaks of it.
        return super()._get_validation_exclusions() - {"local_government"}


def _typed(indicator):
    """What the fields show that are no columns."""
    typed = {"measures": f"{indicator.right_id or ''}-{indicator.attribute_id or ''}"}
    for name in ("baseline", "target"):
        number, text = getattr(indicator, f"{name}_number"), getattr(indicator, f"{name}_text")
        if indicator.unit == Indicator.Unit.YES_NO and number is not None:
            text = _("yes") if number else _("no")
        typed[name] = text or ("" if number is None else plain(number))
    for name, dimension in DIMENSIONS.items():
        typed[name] = "; ".join(indicator.dimensions.get(dimension.value, []))
    return typed


def _measures():
    """Every right as a group of choices: the whole of it, then its attributes; keys are "right-attribute"."""
    whole = _("%(right)s, as a whole")
    groups = [(_("Choose"), [("", "---------")])]
    for right in Right.objects.prefetch_related("attributes"):
        choices = [(f"{right.pk}-", whole % {"right": right})]
        choices += [(f"{right.pk}-{attribute.pk}", str(attribute)) for attribute in right.attributes.all()]
        groups.append((str(right), choices))
    return groups


class IndicatorFilterForm(forms.Form):
    """Which indicators a person wants to see."""

    state = forms.ChoiceField(
        label=gettext_lazy("Values"),
        required=False,
        choices=[
            ("", gettext_lazy("Any")),
            ("due", gettext_lazy("A value is due")),
            ("missing", gettext_lazy("Newest value missing")),
            ("none", gettext_lazy("Without any value")),
            ("closed", gettext_lazy("Closed")),
        ],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("Any")), *Indicator.Kind.choices]
    )
    right = forms.ChoiceField(label=gettext_lazy("Right"), required=False)
    text = forms.CharField(label=gettext_lazy("Words in the name"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["right"].choices = [("", _("Any")), *((str(row.pk), str(row)) for row in Right.objects.all())]
