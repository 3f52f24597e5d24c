"""What is taken out of files, and how files are refused."""

import dataclasses
import lzma
import struct
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Trace(models.TextChoices):
    """What a file tells beside its content."""

    PLACE = "place", gettext_lazy("place")
    CAMERA = "camera", gettext_lazy("camera")
    AUTHOR = "author", gettext_lazy("author")
    NAMES = "names", gettext_lazy("names beside comments and changes")
    NOTES = "notes", gettext_lazy("hidden notes")
    PREVIEW = "preview", gettext_lazy("preview picture")
    PRINTER = "printer", gettext_lazy("printer")
    PATH = "path", gettext_lazy("names of folders")
    ATTACHMENT = "attachment", gettext_lazy("attached files")
    PROGRAM = "program", gettext_lazy("programs")
    SIGNATURE = "signature", gettext_lazy("digital signature")


@dataclasses.dataclass(frozen=True)
class Stripped:
    """A file's bytes without traces, and which Traces were taken out, in the order of the list above."""

    content: bytes
    removed: tuple

    @classmethod
    def of(cls, content, traces):
        """With the traces in their order, each once."""
        return cls(content, tuple(trace for trace in Trace if trace in traces))


def damaged():
    """The refusal of a file that cannot be read."""
    return ValidationError(_("The file is damaged, or protected by a password. Save it again and retry."))


def oversized():
    """The refusal of a file that grows beyond bounds when it is unpacked."""
    return ValidationError(_("The file unpacks to more than is taken. Make it smaller and retry."))
