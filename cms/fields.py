"""A field for a few codes of a fixed list, which databases of every kind can search."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MARK = "|"


def marked(code):
    """The code as it stands in the database: filter(challenge_kinds__contains=marked("funds"))."""
    return f"{MARK}{code}{MARK}"


class CodesField(models.CharField):
    """A list of codes, each once, stored as "|funds|staff|"; `codes` are the (code, label) pairs to choose from."""

    description = _("A few codes of a fixed list")

    def __init__(self, *args, codes=(), **kwargs):
        self.codes = codes
        super().__init__(*args, **{"max_length": 200, "default": list, "blank": True, **kwargs})

    def contribute_to_class(self, cls, name, **kwargs):
        """Give the model get_<name>_labels(), the words of its codes."""
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, f"get_{name}_labels", lambda row: self.labels(getattr(row, name)))

    def labels(self, chosen):
        """The words of the chosen codes, in the order of the list."""
        return [label for code, label in self.codes if code in chosen]

    def from_db_value(self, value, expression, connection):
        """A list."""
        return self.to_python(value)

    def to_python(self, value):
        """A list, from a list or from the stored text."""
        if isinstance(value, str):
            value = value.split(MARK)
        return list(dict.fromkeys(code for code in value or [] if code))

    def get_prep_value(self, value):
        """The stored text; a text, as lookups have it, stays as it is."""
        if value is None or isinstance(value, str):
            return value or ""
        return f"{MARK}{MARK.join(value)}{MARK}" if value else ""

    def value_to_string(self, obj):
        """The stored text, as versions of pages keep it."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        """Refuse codes that the list does not have."""
        known = {code for code, _label in self.codes}
        unknown = [code for code in value if code not in known]
        if unknown:
            raise ValidationError(_("There is no choice %(codes)s."), params={"codes": ", ".join(unknown)})

    def formfield(self, **kwargs):
        """Check boxes."""
        options = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return forms.MultipleChoiceField(choices=self.codes, widget=forms.CheckboxSelectMultiple, **options)
