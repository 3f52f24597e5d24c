"""Choices among rows of the database: what can be no key is no choice, not a fault of the database."""

from django import forms

LONGEST_KEY = 18  # digits that every database takes; codes are shorter


def can_be_key(value):
    """Whether a database can be asked for it at all: not too long, without the sign that PostgreSQL refuses."""
    text = str(value)
    return len(text) <= LONGEST_KEY and "\0" not in text


class RowField(forms.ModelChoiceField):
    """One row."""

    def to_python(self, value):
        """The chosen row, or None of nothing."""
        if value not in self.empty_values and not isinstance(value, self.queryset.model) and not can_be_key(value):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows."""

    def clean(self, value):
        """The chosen rows."""
        for key in value if isinstance(value, (list, tuple)) else ():
            if not can_be_key(key):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)
