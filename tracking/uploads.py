"""Uploads with a limit: what is too large never reaches memory or disk, and its form still gets an answer."""

import io
from functools import wraps

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.views.decorators.csrf import csrf_exempt, csrf_protect

FORM_ALLOWANCE = 1024 * 1024  # bytes of a request that are not the file: the form's other fields


class LimitedUploadHandler(FileUploadHandler):
    """Lets the bytes of a file pass to the next handlers until the limit, and drops the rest unread.

    A file beyond the limit arrives in `request.FILES` empty but with its true size, so that the form can say what
    is wrong, with everything else that was sent in place.
    """

    def __init__(self, request, max_bytes):
        super().__init__(request)
        self.max_bytes = max_bytes
        self.is_announced_too_large = False

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Believe the announced length: then not even the first bytes are kept."""
        self.is_announced_too_large = content_length > self.max_bytes + FORM_ALLOWANCE

    def receive_data_chunk(self, raw_data, start):
        """Hand the chunk on, or None to drop it."""
        return None if self.is_announced_too_large or start + len(raw_data) > self.max_bytes else raw_data

    def file_complete(self, file_size):
        """None where the other handlers have the whole file, else an empty stand-in of the true size."""
        if file_size <= self.max_bytes and not self.is_announced_too_large:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, max(file_size, self.max_bytes + 1))


def limited_upload(setting):
    """Decorate a view so that no uploaded file is kept beyond the bytes that the named setting allows.

    The handler must be in place before anything reads the request, so the CSRF check moves behind it.
    """

    def decorate(view):
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def with_limit(request, *args, **kwargs):
            request.upload_handlers.insert(0, LimitedUploadHandler(request, getattr(settings, setting)))
            return checked(request, *args, **kwargs)

        return with_limit

    return decorate
