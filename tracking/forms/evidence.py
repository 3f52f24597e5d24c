"""The form for evidence: a link or a file that shows that a step happened."""

import uuid
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import evidence_files
from ..models import Evidence
from .publishing import PublishingForm, visibility_field

WITHHELD = Evidence.Kind.WITHHELD


def file_hint():
    """Which files are taken, and how large."""
    limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
    return format_lazy(_("{kinds}; at most {limit}."), kinds=evidence_files.KINDS, limit=limit)


class EvidenceForm(PublishingForm, forms.ModelForm):
    """One piece of evidence; a withheld testimony has neither link nor file."""

    public_texts = ("title", "link", "file_name")

    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Where it stands on the web, such as the council’s page with the decision."),
        validators=[URLValidator(schemes=["http", "https"])],
    )
    file = forms.FileField(label=_("File"), required=False)
    visibility = visibility_field(help_text=_("Evidence is never shown to more people than its step."))

    class Meta:
        model = Evidence
        fields = ["kind", "title", "link", "visibility"]
        help_texts = {"title": _("What it is and of when, such as “Council decision of May 2026”.")}

    field_order = ["kind", "title", "link", "file", "visibility", "confirmed"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = file_hint()

    @property
    def loss(self):
        """What was taken out of the file, in a sentence; empty where nothing was, or no file was sent."""
        file = self.cleaned_data.get("file")
        return file.loss if file else ""

    def clean_link(self):
        """The link, which must not carry a name and password: it may be shown to everybody."""
        link = self.cleaned_data["link"]
        if "@" in urlsplit(link).netloc:
            raise forms.ValidationError(_("Take the name and the password out of the link."))
        return link

    def clean_file(self):
        """The file as it may be kept, or None."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        if upload.size > settings.EVIDENCE_MAX_BYTES:
            limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
            raise forms.ValidationError(_("The file is larger than %(limit)s."), params={"limit": limit})
        return evidence_files.inspect(upload.name, upload.read())

    def clean(self):
        """A link or a file, one of the two; neither for a withheld testimony."""
        file, failed = self.cleaned_data.get("file"), "file" in self.errors or "link" in self.errors
        self.cleaned_data["file_name"] = file.name if file else ""
        data = super().clean()
        link, kind = data.get("link"), data.get("kind")
        if kind == WITHHELD and (link or file):
            self.add_error("kind", _("A withheld testimony stays with you: give neither link nor file."))
        elif kind != WITHHELD and not failed and bool(link) == bool(file):
            self.add_error("link", _("Give a link or a file, one of the two."))
        self.instance.file_name = data["file_name"]
        self.instance.file = ContentFile(file.content, f"{uuid.uuid4().hex}.{file.kind}") if file else ""
        return data
