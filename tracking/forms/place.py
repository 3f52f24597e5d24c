"""A government's own facts, where it stands among others, and what it may do in each service area."""

import hashlib
import json
import zoneinfo

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from ..models import Competence, LocalGovernment, ServiceArea
from .choices import RowField
from .publishing import VersionedForm, date_field

Kind = Competence.Kind
TEXTS = ("legal_basis", "limits", "who_can")
EARLIEST, LATEST = 1900, 2200  # years that a population can be of


def print_of(values):
    """What somebody saw, as 32 hexadecimal digits: tells whether it was saved while a form was open."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:32]


class FactsForm(VersionedForm, forms.ModelForm):
    """What the government's own people say of it. Its version is a print of what stood in the row."""

    language = forms.ChoiceField(label=_("Working language"))
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Due dates begin and end by its clock."))
    population = forms.IntegerField(label=_("Population"), required=False, min_value=1, max_value=1_000_000_000)
    population_year = forms.IntegerField(
        label=_("Year of the population"),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    term_starts_on = date_field(_("The administration’s term began"))
    term_ends_on = date_field(_("The administration’s term ends"), help_text=_("You hear of it in time to hand over."))

    sections = (
        (_("People"), ["population", "population_year", "language", "other_languages"]),
        (_("Where you can be reached"), ["role_mailbox", "time_zone"]),
        (_("Term of the administration"), ["term_starts_on", "term_ends_on"]),
    )

    class Meta:
        model = LocalGovernment
        fields = ["population", "population_year", "language", "other_languages", "role_mailbox", "time_zone"]
        fields += ["term_starts_on", "term_ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        languages = dict(settings.LANGUAGES)
        languages.setdefault(self.instance.language, self.instance.language)
        self.fields["language"].choices = languages.items()
        zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC")
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]

    def version_of(self, row):
        """A print of what stood in the row: a government does not keep when it was changed."""
        return print_of([getattr(row, self._meta.model._meta.get_field(name).attname) for name in self._meta.fields])

    def groups(self):
        """[(heading, [bound field])] as the page shows them."""
        return [(heading, [self[name] for name in names]) for heading, names in self.sections]

    def clean(self):
        """A population stands with its year."""
        data = super().clean()
        if data.get("population") and not data.get("population_year") and "population_year" not in self.errors:
            self.add_error("population_year", _("Say of which year the figure is."))
        start, end = data.get("term_starts_on"), data.get("term_ends_on")
        if start and end and end <= start:
            self.add_error("term_ends_on", _("The term ends before it began."))
        return data


class PlaceForm(FactsForm):
    """What the coordinator says of a government: its name, and where it stands among the others, beside its facts."""

    sections = (
        (_("Name"), ["name", "level"]),
        (_("Where it stands"), ["parent", "is_collected_by_parent"]),
        *FactsForm.sections,
    )

    class Meta(FactsForm.Meta):
        fields = ["name", "level", "parent", "is_collected_by_parent", *FactsForm.Meta.fields]
        field_classes = {"parent": RowField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = LocalGovernment.objects.filter(state=self.instance.state_id).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others
        self.fields["parent"].empty_label = _("none: it stands by itself")

    def clean_name(self):
        """A name that gives an address of its own in the State."""
        name = self.cleaned_data["name"].strip()
        others = LocalGovernment.objects.filter(state=self.instance.state_id).exclude(pk=self.instance.pk)
        if not self.instance.slug:  # of letters that addresses know; a name in other letters gets a number
            self.instance.slug = slugify(name)[:80] or f"place-{others.count() + 1}"
        if others.filter(Q(name__iexact=name) | Q(slug=self.instance.slug)).exists():
            raise forms.ValidationError(_("There is a government of this name already."))
        return name

    def clean_parent(self):
        """Something that does not lie inside it."""
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.pk in [parent.pk, *parent.around()]:
            words = {"parent": parent, "name": self.instance.name}
            raise forms.ValidationError(
                _("%(parent)s already lies inside %(name)s: it cannot lie around it too."), params=words
            )
        return parent

    def clean(self):
        """Who collects must be named."""
        data = super().clean()
        if data.get("is_collected_by_parent") and not data.get("parent") and "parent" not in self.errors:
            self.add_error("parent", _("Name the government above that collects for it."))
        return data


class AreasForm(VersionedForm):
    """What the government may do in each service area of the reference list; one question a field and area."""

    def __init__(self, data=None, *, government):
        self.government = government
        self.areas = list(ServiceArea.objects.all())
        self.stored = {row.service_area_id: row for row in government.competences.all()}
        super().__init__(data)
        for area in self.areas:
            row = self.stored.get(area.pk) or Competence()
            words = {"label": area.label, "help_text": area.hint, "choices": [("", _("not said")), *Kind.choices]}
            self._add(area, "kind", row, forms.ChoiceField(required=False, **words))
            for name in TEXTS:
                field = Competence._meta.get_field(name)
                label, longest = capfirst(field.verbose_name), field.max_length
                self._add(area, name, row, forms.CharField(label=label, required=False, max_length=longest))
        self.version = print_of([self.initial[name] for name in self.fields])

    def _add(self, area, name, row, field):
        self.fields[f"{area.code}-{name}"] = field
        self.initial[f"{area.code}-{name}"] = getattr(row, name)

    def rows(self):
        """[(area, kind, [the other fields], whether to show them at once)]"""
        for area in self.areas:
            kind = self[f"{area.code}-kind"]
            others = [self[f"{area.code}-{name}"] for name in TEXTS]
            yield area, kind, others, any(field.errors for field in others)

    def clean(self):
        """Where the government can do nothing somebody else can; what is not said stays empty."""
        data = super().clean()
        for area in self.areas:
            kind = data.get(f"{area.code}-kind")
            if kind == Kind.NONE and not data.get(f"{area.code}-who_can"):
                self.add_error(f"{area.code}-who_can", _("Say who can act on it."))
        return data

    def differences(self):
        """[(label, stored, typed)] of what stands differently in the form than in the rows."""
        found = []
        for name in self.changed_data:
            field = self.fields[name]
            words = {code: str(label) for code, label in getattr(field, "choices", [])}
            stored, typed = self.initial[name], self.cleaned_data.get(name)
            found.append((field.label, words.get(stored, stored) or "–", words.get(typed, typed) or "–"))
        return found

    def save(self, *, by, now):
        """Save what changed; returns the service areas whose kind changed."""
        changed = []
        for area in self.areas:
            values = {name: self.cleaned_data[f"{area.code}-{name}"] for name in ("kind", *TEXTS)}
            row = self.stored.get(area.pk)
            before = row.kind if row else ""
            if not values["kind"]:
                if row:
                    row.remove(by=by, now=now)
            else:
                row = row or Competence(local_government=self.government, service_area=area)
                for name, value in values.items():
                    setattr(row, name, value)
                row.save_work(by=by, now=now)
            if before != values["kind"]:
                changed.append(area)
        return changed
