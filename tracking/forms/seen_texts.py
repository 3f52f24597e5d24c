"""Many texts on one page, written by several people: whoever saves over words they never saw is told."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from ..models.answer import fingerprint_of


class SeenTextsForm(forms.Form):
    """Texts by key (a primary key), each with a hidden print of what stood there when the page was shown."""

    def add_text(self, key, stored, *, rows, longest, **options):
        """Add the text of one row; `stored` is what stands there now."""
        attrs = {"rows": rows, **options.pop("attrs", {})}
        self.fields[f"text-{key}"] = forms.CharField(
            required=False,
            initial=stored,
            widget=forms.Textarea(attrs=attrs),
            validators=[MaxLengthValidator(longest)],
            **options,
        )
        self.fields[f"seen-{key}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if not self.is_bound:
            self.initial[f"seen-{key}"] = fingerprint_of(stored)

    def clean(self):
        """Line breaks as the database keeps them, whatever the browser sends."""
        data = super().clean()
        return {
            name: value if name.startswith("seen-") else "\n".join(value.splitlines()) for name, value in data.items()
        }

    @property
    def keys(self):
        """The keys, in the order of the page."""
        return [int(name.removeprefix("text-")) for name in self.fields if name.startswith("text-")]

    def wanted(self):
        """{key: (text, print of what the writer saw)} of a valid form."""
        return {key: (self.cleaned_data[f"text-{key}"], self.cleaned_data[f"seen-{key}"]) for key in self.keys}

    def show_beside(self, current):
        """Say what somebody else saved meanwhile, {key: text}; what was typed stays, the next save replaces theirs."""
        self.data = self.data.copy()
        for key, text in current.items():
            self.data[f"seen-{key}"] = fingerprint_of(text)
            said = text or _("nothing")
            self.add_error(f"text-{key}", _("Somebody saved this meanwhile: “%(text)s”") % {"text": said})

    def field_of(self, key):
        """(the text's field, its hidden field)."""
        return self[f"text-{key}"], self[f"seen-{key}"]
