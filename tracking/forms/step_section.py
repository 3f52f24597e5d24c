"""What the forms of a step's sections share: their rows, the look at public words, and who changed it meanwhile."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data, second_reading
from .publishing import VersionedForm, behalf_field
from .texts import OneLineForm


class CarefulForm(OneLineForm):
    """Asks for a tick where everybody would read something that points to a person."""

    asks_to_confirm = False
    on_behalf_of = behalf_field()
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised"),
        required=False,
    )

    def check_words(self, step, texts):
        """Look at what was typed on a step that is public, or waits for its second reader."""
        if not (step.is_public or second_reading.open_reading(step)):
            return
        findings = personal_data.find(*texts)
        self.asks_to_confirm = bool(findings)
        if findings and not self.cleaned_data.get("confirmed"):
            found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
            words = _("This would be public, and it may point to a person: %(found)s.") % {"found": found}
            self.add_error("confirmed", words)


class SectionForm(CarefulForm, VersionedForm, forms.ModelForm):
    """One section of a step: `section` is its code, `row_sets` its formsets by the related name of their rows.

    `public_texts` names the free texts that everybody reads on a public step; `row_texts` those of rows. The version
    is a fingerprint of what the section holds: another section may be saved meanwhile without a word.
    """

    section = None
    row_sets = {}
    row_texts = {}
    public_texts = ()
    unversioned = ("confirmed", "on_behalf_of")

    def __init__(self, data=None, *, instance, **kwargs):
        self.more = data.get("more", "") if data else ""
        super().__init__(data, instance=instance, **kwargs)
        self.rows = {name: self._formset(name, data) for name in self.row_sets}
        self.version = self._fingerprint()
        for formset in self.rows.values():  # where somebody else saved meanwhile, other rows were shown
            formset.least = 0 if self.is_outdated else len(formset.stored)

    def _formset(self, name, data):
        stored, is_growing = getattr(self.instance, name).all(), name == self.more
        options = self.row_options(name)
        return self.row_sets[name](data, prefix=name, stored=stored, is_growing=is_growing, options=options)

    def restore_rows(self, typed):
        """Show the rows of a draft as they were typed, those that were added and not saved included."""
        for name, formset in self.rows.items():
            if f"{name}-TOTAL_FORMS" in typed:
                self.rows[name] = formset.as_typed(typed)

    def row_options(self, name):
        """What the forms of one kind of rows need besides."""
        return {}

    def _fingerprint(self):
        return hashlib.sha256(json.dumps(self.stored_values(), sort_keys=True).encode()).hexdigest()

    def stored_values(self):
        """{name: plain values} of all that the section holds as it stands."""
        values = {name: self._plain(self.initial.get(name)) for name in self._meta.fields}
        return values | {
            name: [self._row(row, formset) for row in formset.stored] for name, formset in self.rows.items()
        }

    @staticmethod
    def _row(row, formset):
        return [str(getattr(row, name)) for name in formset.form.base_fields]

    @staticmethod
    def _plain(value):
        return sorted(str(part.pk) for part in value) if isinstance(value, list) else str(value)

    def is_valid(self):
        """The form and all rows are right; False, with nothing marked, where only more rows are asked for."""
        if self.more in self.rows:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            for formset in self.rows.values():
                formset.show_as_typed()
            return False
        wrong = [name for name, formset in self.rows.items() if not formset.is_valid()]
        return super().is_valid() and not wrong

    def clean(self):
        """Look at the words that are new."""
        data = super().clean() or self.cleaned_data
        texts = [data.get(name) for name in self.public_texts if name in self.changed_data]
        for name, fields in self.row_texts.items():
            if self.rows[name].is_valid():
                texts += self.rows[name].texts(fields)
        self.check_words(self.instance, texts)
        return data

    def differences(self):
        """[(label, stored, typed)] of fields and rows that stand differently in the form than in the step."""
        found = super().differences()
        for formset in self.rows.values():
            stored, typed = formset.in_words()
            if stored != typed:
                label = formset.form._meta.model._meta.verbose_name_plural
                found.append((label, "; ".join(stored) or "–", "; ".join(typed) or "–"))
        return found

    def save_section(self, *, by, now):
        """Save what was typed, fields and rows; a public step on a sensitive topic goes to its second reader."""
        with second_reading.watched(self.instance, by=by, now=now):
            many = {field.name for field in self.instance._meta.many_to_many}
            self.instance.save_section(
                self.section,
                by=by,
                now=now,
                links={name: self.cleaned_data[name] for name in self._meta.fields if name in many},
                rows=self.rows_to_save(),
                on_behalf_of=self.cleaned_data["on_behalf_of"],
            )

    @property
    def row_formsets(self):
        """The formsets of the section in the order of the page."""
        return list(self.rows.values())

    @property
    def row_error_count(self):
        """How many mistakes stand in the rows; 0 where nothing was sent."""
        return sum(formset.total_error_count() for formset in self.rows.values() if formset.is_bound)

    def rows_to_save(self):
        """{related name: [{field: value}]}."""
        return {name: formset.wanted() for name, formset in self.rows.items()}

    def choice_groups(self, name, heading_of=None):
        """[(heading, [(row, label, is chosen)], [labels of the chosen ones])] of a field with many choices."""
        chosen = {str(getattr(value, "pk", value)) for value in self[name].value() or []}
        groups = {}
        for row in self.fields[name].queryset:
            heading = str(heading_of(row)) if heading_of else ""
            groups.setdefault(heading, []).append((row, str(row), str(row.pk) in chosen))
        return [
            (heading, rows, [label for _row, label, is_chosen in rows if is_chosen]) for heading, rows in groups.items()
        ]
