"""The form that takes a State's own Word template of the report."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents.text import without_turns
from ..midterm import own_template


class ReportTemplateForm(forms.Form):
    """A Word file with placeholders; what is wrong with it comes back in sentences."""

    file = forms.FileField(
        label=gettext_lazy("Word file (.docx)"),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self):
        """A sound template that is not too large; `content` and `name` are what may be stored."""
        file, limit = self.cleaned_data["file"], settings.UPLOAD_MAX_BYTES
        if file.size > limit:
            words = {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
            raise ValidationError(_("The file has %(size)s; the limit is %(limit)s. Remove its pictures.") % words)
        self.content, self.name = file.read(), without_turns(file.name)
        findings = own_template.check(self.content)
        if findings:
            raise ValidationError([str(finding) for finding in findings])
        return file
