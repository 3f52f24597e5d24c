"""What editors upload: pictures and documents lose what they tell of people beside their content."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from tracking import metadata, personal_data

HINT = _(
    "Everybody can open it. No lists of participants, names of victims or defenders, case files or faces of children. "
    "Names of authors, places and devices that the file carries are taken out."
)


class FileForm:
    """What both forms share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = HINT

    def clean_file(self):
        """The file without its author, place and device; ValidationError for a damaged or protected one."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        file.seek(0)
        data = file.read()
        kind = PurePath(file.name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
        stripped = metadata.strip(kind, data).content
        file.seek(0)
        if stripped == data:
            return file
        clean = SimpleUploadedFile(file.name, stripped, file.content_type)
        clean.image = getattr(file, "image", None)  # what checking a picture left on it
        return clean

    def clean_title(self):
        """Refuse a title with an address, a telephone number or the number of a person: everybody reads it."""
        title = self.cleaned_data["title"]
        found = personal_data.find(title)
        if found:
            raise ValidationError(
                _("“%(words)s” may point to a person. Give the file another title."), params={"words": found[0].excerpt}
            )
        return title


class DocumentForm(FileForm, BaseDocumentForm):
    """A document of an editor."""


class ImageForm(FileForm, BaseImageForm):
    """A picture of an editor."""
