"""The words with which a second reader keeps a text internal."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 1000


class KeepForm(forms.Form):
    """Why it stays internal, for its author; each reading on a page has a form of its own."""

    note = forms.CharField(
        label=_("What the author should change"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed to keep it internal. Do not write about individual cases."),
        error_messages={"required": _("Say in a sentence why it stays internal.")},
    )

    def __init__(self, *args, reading, **kwargs):
        super().__init__(*args, prefix=f"reading{reading.pk}", **kwargs)
