"""Forms of the workbook: in which language it is downloaded, and the file that comes back."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LONGEST_KEY = 18  # digits that every database takes


class WorkbookMakeForm(forms.Form):
    """The language of the headings and lists: the government's, where the site speaks it."""

    language = forms.ChoiceField(label=_("Language of the workbook"))

    def __init__(self, *args, government, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
        codes = [code for code, _word in settings.LANGUAGES]
        self.fields["language"].initial = government.language if government.language in codes else get_language()


class WorkbookUploadForm(forms.Form):
    """The filled-in workbook."""

    file = forms.FileField(
        label=_("Filled-in workbook"),
        help_text=_("The Excel file (.xlsx) that you downloaded here. Nothing is changed yet."),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self):
        """Refuse what is larger than any workbook."""
        file, limit = self.cleaned_data["file"], settings.UPLOAD_MAX_BYTES
        if file.size > limit:
            sentence = _("The file has %(size)s; the limit is %(limit)s.")
            raise ValidationError(sentence, params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)})
        return file


def decisions(data):
    """[(primary key, seal, columns that the file wins, whether it was checked)] of the rows ticked in posted data."""
    found = []
    for pk in dict.fromkeys(data.getlist("row")):
        if not (pk.isascii() and pk.isdecimal() and len(pk) <= LONGEST_KEY):
            continue
        start = f"cell-{pk}-"
        taken = {name.removeprefix(start) for name in data if name.startswith(start) and data[name] == "file"}
        found.append((int(pk), data.get(f"seal-{pk}", ""), frozenset(taken), f"checked-{pk}" in data))
    return found
