"""Rows of one kind under a section of a form: partners, budget lines. They work without a script.

An empty row is no row; a row that was not sent at all is an error, never a deletion. "More rows" is a submit button
named `more`: the page comes back with everything typed and further empty rows, nothing checked, nothing saved.
"""

import decimal

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .texts import OneLineForm

EMPTY_ROWS = 2  # that a page offers at first
MORE_ROWS = 3  # that "more rows" adds
MOST_ROWS = 100
INCOMPLETE = gettext_lazy("The page was sent incompletely. Load it again.")


def plain(value):
    """An amount without needless zeros; everything else as it is."""
    return f"{value.normalize():f}" if isinstance(value, decimal.Decimal) else value


class RowForm(OneLineForm, forms.ModelForm):
    """One row; `telling` names the fields of which at least one is filled in a row that counts."""

    telling = ()

    def has_changed(self):
        """Something is said in it: a choice that stands there by itself says nothing."""
        return any(self[name].data not in (None, "") for name in self.telling)

    @property
    def is_sent(self):
        """A browser sent it, be it empty."""
        return any(self.add_prefix(name) in self.data for name in self.telling)

    @property
    def stands(self):
        """Something stands in it, stored or typed: such a row can be deleted."""
        return (
            self.has_changed()
            if self.is_bound
            else any(self.initial.get(name) not in (None, "") for name in self.telling)
        )

    def show_as_typed(self):
        """Take what was typed as it is, without looking for mistakes."""
        self.cleaned_data, self._errors = {}, forms.utils.ErrorDict()


class RowsFormSet(forms.BaseFormSet):
    """All rows of one kind. Two rows that say the same of the same thing are refused where `key` names a thing."""

    key = ()
    least = 0  # how many rows the page showed, so that no fewer come back
    default_error_messages = {**forms.BaseFormSet.default_error_messages, "missing_management_form": INCOMPLETE}

    def __init__(self, data=None, *, stored=(), is_growing=False, options=None, **kwargs):
        """`stored`: the rows as they stand; `is_growing`: more are asked for; `options` go to every row's form."""
        self.stored, self.is_growing = list(stored), is_growing
        fields = self.form.base_fields
        initial = [{name: plain(getattr(row, name)) for name in fields} for row in self.stored]
        super().__init__(data, initial=initial, form_kwargs={"empty_permitted": True, **(options or {})}, **kwargs)

    def total_form_count(self):
        """The rows sent, or those that stand; with empty ones after them."""
        if self.is_bound:
            sent = max(super().total_form_count(), 0)
            return min(sent + (MORE_ROWS if self.is_growing else 0), MOST_ROWS)
        return min(len(self.stored) + EMPTY_ROWS, MOST_ROWS)

    @property
    def row_name(self):
        """What one row is."""
        return self.form._meta.model._meta.verbose_name

    def shown_rows(self):
        """[(form, what stands in it, whether it is open)]: stored rows are folded up, of the empty ones all but one."""
        has_empty = False
        for number, form in enumerate(self.forms):
            stored = None if self.is_bound or number >= len(self.stored) else self.stored[number]
            is_typed = self.is_bound and form.has_changed()
            is_open = is_typed or not (stored or has_empty)
            has_empty = has_empty or not (stored or is_typed)
            yield form, str(stored or ""), is_open

    def clean(self):
        """Refuse a page whose rows did not all come; say at the second of two rows that it repeats the first."""
        shown = max(self.least, self.initial_form_count())
        if self.sent_count() < shown or not all(form.is_sent for form in self.forms[:shown]):
            raise forms.ValidationError(INCOMPLETE, code="missing_management_form")
        seen = {}
        for number, form in enumerate(self.forms, start=1):
            if not self._counts(form) or not self.key:
                continue
            key = tuple(form.cleaned_data.get(name) for name in self.key)
            if key in seen:
                form.add_error(self.key[0], _("This stands in row %(number)d already.") % {"number": seen[key]})
            seen.setdefault(key, number)

    def sent_count(self):
        """How many rows the page says that it sends."""
        return self.management_form.cleaned_data[TOTAL_FORM_COUNT]

    @staticmethod
    def _counts(form):
        data = getattr(form, "cleaned_data", None)
        return bool(data) and form.has_changed() and not data.get(DELETION_FIELD_NAME)

    def wanted(self):
        """[{field: value}] of the rows that are to stand afterwards; call it on valid rows."""
        names = self.form.base_fields
        return [{name: form.cleaned_data[name] for name in names} for form in self.forms if self._counts(form)]

    def texts(self, names):
        """What was typed into these fields, of all rows that count."""
        return [form.cleaned_data.get(name) or "" for form in self.forms if self._counts(form) for name in names]

    def as_typed(self, data):
        """The same rows as they stand in `data`, without looking for mistakes."""
        options = {name: value for name, value in self.form_kwargs.items() if name != "empty_permitted"}
        rows = type(self)(data, prefix=self.prefix, stored=self.stored, options=options)
        rows.show_as_typed()
        return rows

    def show_as_typed(self):
        """Show every row as it was typed, without looking for mistakes."""
        self._errors, self._non_form_errors = [], self.error_class()
        for form in self.forms:
            form.show_as_typed()

    def in_words(self):
        """(as stored, as typed): each the rows as sorted lines of text."""
        typed = [self.form._meta.model(**values) for values in self.wanted()]
        return tuple(sorted(self._line(row) for row in rows) for rows in (self.stored, typed))

    def _line(self, row):
        parts = (self._shown(row, name) for name in self.form.base_fields)
        return ", ".join(str(part) for part in parts if part not in (None, "", False))

    @staticmethod
    def _shown(row, name):
        display = getattr(row, f"get_{name}_display", None)
        value = display() if display else getattr(row, name)
        return row._meta.get_field(name).verbose_name if value is True else plain(value)


def rows_formset(form, key=()):
    """The class of a formset of RowForms with a delete tick for each row."""
    made = forms.formset_factory(form, formset=RowsFormSet, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    made.key = key
    return made
