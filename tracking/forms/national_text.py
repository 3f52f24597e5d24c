"""The form of a national text: sentence by sentence, each with what it rests on."""

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from ..models import NationalSentence
from .publishing import VersionedForm
from .rows import RowForm, rows_formset

LONGEST_SENTENCE = 2000
ROWS = "sentences"  # their prefix


class OriginSelect(forms.Select):
    """A select whose options are drawn once for all rows of the page: there may be hundreds of them."""

    options_html = ""

    def render(self, name, value, attrs=None, renderer=None):
        """The select as HTML, with the chosen option marked."""
        options = self.options_html
        if value:
            mark = f'value="{escape(value)}"'
            options = options.replace(f"{mark}>", f"{mark} selected>", 1)
        attributes = forms.utils.flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, mark_safe(options))


class Origins:
    """What sentences may rest on: [(heading, [(name such as "answer-12", words)])], drawn once."""

    def __init__(self, groups):
        self.names = {name for _heading, rows in groups for name, _words in rows}
        self.html = format_html('<option value="">{}</option>', _("no row of this site")) + mark_safe(
            "".join(self._group(heading, rows) for heading, rows in groups if rows)
        )

    @staticmethod
    def _group(heading, rows):
        options = "".join(format_html('<option value="{}">{}</option>', name, words) for name, words in rows)
        return format_html('<optgroup label="{}">{}</optgroup>', heading, mark_safe(options))


class SentenceForm(RowForm):
    """One sentence, its place, and its source."""

    telling = ("sentence", "source")

    order = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=999)
    sentence = forms.CharField(
        label=_("Sentence"), max_length=LONGEST_SENTENCE, widget=forms.Textarea(attrs={"rows": 3})
    )
    origin = forms.CharField(label=_("It rests on"), required=False, widget=OriginSelect)

    class Meta:
        model = NationalSentence
        fields = ["sentence", "origin", "source", "order"]
        labels = {"source": _("or on a document, in words")}
        field_order = ["sentence", "origin", "source", "order"]

    def __init__(self, *args, origins, **kwargs):
        super().__init__(*args, **kwargs)
        self.origins = origins
        self.fields["origin"].widget.options_html = origins.html

    def clean_origin(self):
        """One of those that the page offers."""
        origin = self.cleaned_data["origin"]
        if origin and origin not in self.origins.names:
            raise forms.ValidationError(_("This source is not among those of this text any more. Choose again."))
        return origin

    def clean_sentence(self):
        """In one line: a sentence is no paragraph."""
        return " ".join(self.cleaned_data["sentence"].split())


SentenceFormSet = rows_formset(SentenceForm, key=("sentence", "origin", "source"))


class NationalTextForm(VersionedForm, forms.Form):
    """All sentences of one text."""

    def __init__(self, data=None, *, row, origins, brought=None):
        """`brought` is a sentence that the person comes with, not saved yet."""
        self.row, self.brought, self.is_growing = row, brought, bool(data) and data.get("more") == ROWS
        stored = row.written
        super().__init__(data)
        shown = [*stored, brought] if brought and not self.is_bound else stored
        self.rows = SentenceFormSet(
            data, prefix=ROWS, stored=shown, is_growing=self.is_growing, options={"origins": origins}
        )
        self.rows.least = 0 if self.is_outdated else len(stored)

    def version_of(self, row):
        """What it says and rests on."""
        return row.stamp

    def restore_rows(self, typed):
        """Show the sentences of a draft as they were typed, and after them the one that the person comes with."""
        number = typed.get(f"{ROWS}-TOTAL_FORMS", "")
        if not number.isdecimal():
            return
        rows = [(typed.get(f"{ROWS}-{at}-sentence"), typed.get(f"{ROWS}-{at}-origin")) for at in range(int(number[:3]))]
        if self.brought and (self.brought.sentence, self.brought.origin) not in rows:
            typed[f"{ROWS}-TOTAL_FORMS"] = str(int(number) + 1)
            for name in SentenceForm.base_fields:
                typed[f"{ROWS}-{number}-{name}"] = str(getattr(self.brought, name))
        self.rows = self.rows.as_typed(typed)

    def is_valid(self):
        """All rows are right; False, with nothing marked, where only more rows are asked for."""
        if self.is_growing:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            self.rows.show_as_typed()
            return False
        are_right = self.rows.is_valid()
        return super().is_valid() and are_right

    @property
    def row_error_count(self):
        """How many mistakes stand in the rows; 0 where nothing was sent."""
        return self.rows.total_error_count() if self.rows.is_bound else 0

    def differences(self):
        """[(label, stored, typed)]: both texts as a whole."""
        stored, typed = self.rows.in_words()
        return [] if stored == typed else [(_("Sentences"), "; ".join(stored) or "–", "; ".join(typed) or "–")]

    def sentences(self):
        """The NationalSentences that are to stand, in their order."""
        wanted = [NationalSentence(**values) for values in self.rows.wanted()]
        return sorted(wanted, key=lambda row: row.order or 1000)
