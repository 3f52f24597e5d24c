"""Takes out of what editors upload whatever tells of people beside the content: place, camera, authors.

Everybody may read these files, and the sizes of a picture made from one carry its notes along.
"""

from pathlib import PurePosixPath

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from tracking import metadata

SAME = {"jpeg": "jpg"}  # two endings of one kind


class CleanImageForm(BaseImageForm):
    """The editors' form of a picture."""

    def clean_file(self):
        """The picture without its notes."""
        return cleaned(self.cleaned_data["file"])


class CleanDocumentForm(BaseDocumentForm):
    """The editors' form of a document."""

    def clean_file(self):
        """The document without its notes."""
        return cleaned(self.cleaned_data["file"])


def cleaned(upload):
    """The uploaded file without its notes; what was stored before stays as it is.

    Raises ValidationError for what is damaged or protected by a password.
    """
    if not isinstance(upload, UploadedFile):
        return upload
    ending = PurePosixPath(upload.name.lower()).suffix.lstrip(".")
    upload.seek(0)
    content = metadata.strip(SAME.get(ending, ending), upload.read()).content
    return SimpleUploadedFile(upload.name, content, upload.content_type)
